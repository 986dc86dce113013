"""News by e-mail: only what the group let out, only where the admin said, and once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from features.test_care import LINES
from features.test_news import DID, newest, switched_on, two_points
from planned import alone, london, until
from stage import Stage, on_stage, person
from test_ledger import NIGHTS
from test_mail import Server, post, rows, serving, settled
from test_mail import until as comes

TO = ("news@example.org", "board@example.org")


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as one:
        await switched_on(one)
        yield one


async def let_out(stage: Stage) -> int:
    """The group has said yes to its news: the number of the text."""
    await two_points(stage)
    await until(stage, london(9, 10, month=6))
    await alone(stage, "Bashir", "let news out")
    number = (await newest(stage)).id
    await stage.says("Bashir", f"group lets out {number} all", pressed=True)
    return number


async def test_without_addresses_nothing_is_said_of_e_mail(stage: Stage) -> None:
    number = await let_out(stage)
    assert "e-mail" not in await alone(stage, "Bashir", "news")
    await alone(stage, "Bashir", f"send text {number}")
    assert await stage.app.db.read(rows) == []


async def test_the_group_reads_where_it_can_go_before_it_says_yes(stage: Stage) -> None:
    await stage.app.there_are(LINES, (), post(1), TO)
    await two_points(stage)
    await until(stage, london(9, 10, month=6))
    await alone(stage, "Bashir", "let news out")
    assert "It can then go to news@example.org and board@example.org." in stage.room()


async def test_it_is_sent_when_whoever_leads_has_seen_where_and_once(stage: Stage) -> None:
    server = Server()
    with serving(server) as port:
        await stage.app.there_are(LINES, (), post(port), TO)
        number = await let_out(stage)
        assert await stage.app.db.read(rows) == [], "a yes of the group sends nothing"
        assert "e-mail" not in await alone(stage, "Ann", "news")
        told = await alone(stage, "Bashir", "news", "3")
        assert told == (
            "This goes to news@example.org and board@example.org, as plain text. It is what the"
            " group let out. Nothing is sent yet.\n1 Send it.\n2 Leave it."
        )
        assert await stage.app.db.read(rows) == []
        await alone(stage, "Bashir", "1")
        assert stage.room() == "Our news goes to news@example.org and board@example.org."
        await comes(lambda: len(server.taken) == 2)
        await settled(stage)
        assert await alone(stage, "Bashir", f"send text {number}") == (
            "That was sent already, just as it is."
        )
    assert sorted(server.to) == sorted(TO)
    for message in server.taken:
        assert message["Subject"] == "News of North Town group"
        text = message.get_content().replace("\r\n", "\n")
        assert text.startswith("# You said, we did\n\nNorth Town group, Tuesday 2 June 2026\n")
        assert DID in text
        assert "for our group alone" not in text


async def test_words_that_come_out_before_it_left_are_not_sent(stage: Stage) -> None:
    await stage.app.there_are(LINES, (), post(1), TO)  # nobody takes mail there
    number = await let_out(stage)
    await alone(stage, "Bashir", f"send text {number}")
    assert len(await stage.app.db.read(rows)) == 2
    await alone(stage, "Priya", "out of news 1")
    assert await stage.app.db.read(rows) == []
    kept = await stage.app.db.read(lambda tx: tx.all("SELECT says FROM mail"))
    assert NIGHTS not in str(kept)


async def test_what_a_server_never_takes_is_told_to_whoever_leads(stage: Stage) -> None:
    server = Server()
    with serving(server) as port:
        await stage.app.there_are(LINES, (), post(port), ("nobody@example.org",))
        number = await let_out(stage)
        await alone(stage, "Bashir", f"send text {number}")
        await settled(stage)
    await stage.settle()
    assert stage.to("Bashir").endswith(
        "An e-mail with our text was not taken. You can send the file another way."
    )
    assert person("Ann").id not in str(server.taken)
