"""Addresses that calendars follow: told once, kept as a hash, ended by a word and by leaving."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from calendars import by_the_first, by_the_second
from planned import alone, planned
from stage import Stage, on_stage

from bot import feeds
from bot.db import Tx
from bot.model import Fresh, GroupId

BASE = "https://alongside.example.org"
ADDRESS = re.compile(rf"{re.escape(BASE)}/calendar/([0-9a-f]{{48}})\.ics")


@pytest.fixture
async def group(stage: Stage) -> Stage:
    await stage.group()
    await stage.app.serve_at(BASE)
    return stage


def secret(told: str) -> str:
    found = ADDRESS.search(told)
    assert found is not None, told
    return found[1]


async def shown(stage: Stage, at: str) -> dict[str, object] | None:
    data = await stage.app.follows(at)
    if data is None:
        return None
    assert by_the_first(data) == by_the_second(data)
    return {**by_the_first(data)}


def hashes(tx: Tx) -> list[str]:
    return [row[0] for row in tx.all("SELECT hash FROM feed_secret")]


async def test_somebody_is_told_their_address_what_it_shows_and_to_whom(group: Stage) -> None:
    told = await alone(group, "Ann", "calendar feed")
    at = secret(told)
    assert told == (
        f"Your calendar can follow this address: {BASE}/calendar/{at}.ics Whoever has it can see"
        " when we meet, and the name of our group. Nobody’s name is in it. So keep it to yourself."
        " To stop it, type: calendar feed off"
    )
    assert await shown(group, at) == {}
    await planned(group)
    now = await shown(group, at)
    assert now is not None
    assert len(now) == 8


async def test_it_is_off_until_the_admin_switches_it_on(stage: Stage) -> None:
    await stage.group()
    for word in ("calendar feed", "new feed address"):
        assert await alone(stage, "Ann", word) == (
            "Here calendars cannot follow an address. For a file, type: calendar"
        )
    await stage.app.serve_at(BASE)
    at = secret(await alone(stage, "Ann", "calendar feed"))
    assert await stage.app.follows(at) is not None
    await stage.app.serve_at(None)
    assert await stage.app.follows(at) is None


async def test_the_address_stands_in_no_byte_of_the_database(group: Stage, tmp_path: Path) -> None:
    group.platform.down = True
    await group.says("Ann", "calendar feed", alone=True)
    group.platform.down = False
    for _ in range(300):
        await group.settle()
        if "Your calendar" in group.to("Ann"):
            break
    at = secret(group.to("Ann"))
    assert at not in (await group.app.db.read(hashes))
    held = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert at.encode() not in held
    assert await group.app.follows(at) is not None


async def test_a_message_that_is_tried_again_has_an_address_that_works(
    group: Stage, tmp_path: Path
) -> None:
    """Whichever of its tries was shown."""
    group.platform.down = True
    await group.says("Ann", "calendar feed", alone=True)
    for _ in range(100):
        await group.settle()
    group.platform.down = False
    for _ in range(300):
        await group.settle()
        if "Your calendar" in group.to("Ann"):
            break
    assert await group.app.follows(secret(group.to("Ann"))) is not None
    assert 1 < len(await group.app.db.read(hashes)) <= feeds.MOST


async def test_of_many_tries_the_first_works_as_well(group: Stage) -> None:
    await alone(group, "Ann", "calendar feed")

    def try_again(tx: Tx) -> list[str]:
        (number,) = tx.one("SELECT number FROM feed") or (0,)
        fresh, now = Fresh(feeds.KIND, GroupId(1), {"number": number}), group.clock.now()
        made = [f"{n:048x}" for n in range(30)]
        for each in made:
            assert feeds.make(tx, fresh, each, now) == f"{BASE}/calendar/{each}.ics"
        return made

    first, *_, last = await group.app.db.write(try_again)
    assert await group.app.follows(first) is not None
    assert await group.app.follows(last) is not None


async def test_a_new_address_stops_the_old_one(group: Stage) -> None:
    old = secret(await alone(group, "Ann", "calendar feed"))
    again = await alone(group, "Ann", "calendar feed")
    assert again.startswith("You have had an address since Tuesday 12 May. I cannot show it again")
    told = await alone(group, "Ann", "new feed address")
    new = secret(told)
    assert told.startswith("The old address has stopped. This is the new one: ")
    assert await group.app.follows(old) is None
    assert await group.app.follows(new) is not None


async def test_it_can_be_switched_off_by_a_word(group: Stage) -> None:
    at = secret(await alone(group, "Ann", "calendar feed"))
    other = secret(await alone(group, "Tom", "calendar feed"))
    assert await alone(group, "Ann", "calendar feed off") == (
        "Your address has stopped. It shows nothing any more."
    )
    assert await group.app.follows(at) is None
    assert await group.app.follows(other) is not None
    assert await alone(group, "Ann", "calendar feed off") == (
        "You have no address for calendars. For a file, type: calendar"
    )


async def test_switched_off_before_it_could_be_told_it_is_never_told(group: Stage) -> None:
    group.platform.down = True
    await group.says("Ann", "calendar feed", alone=True)
    await group.says("Ann", "calendar feed off", alone=True)
    group.platform.down = False
    for _ in range(300):
        await group.settle()
        if "Your address has stopped" in group.to("Ann"):
            break
    assert await group.app.db.read(hashes) == []
    assert not [one for one in group.platform.lines if ADDRESS.search(one.text)]


async def test_leaving_ends_it_and_leaves_nothing(group: Stage) -> None:
    at = secret(await alone(group, "Ann", "calendar feed"))
    assert "Since Tuesday 12 May your calendar can follow our meetings." in await alone(
        group, "Ann", "what is kept"
    )
    await group.says("Ann", "leave", alone=True)
    await group.says("Ann", "yes", alone=True)
    assert await group.app.follows(at) is None
    assert await group.app.db.read(hashes) == []
    assert await group.app.db.read(lambda tx: tx.all("SELECT * FROM feed")) == []


async def test_only_members_have_one_and_never_in_the_room(group: Stage) -> None:
    lines = len(group.bot_lines())
    await group.says("Zoe", "calendar feed", alone=True)
    await group.says("Ann", "!calendar feed")
    assert len(group.bot_lines()) == lines
    assert await group.app.db.read(hashes) == []


@pytest.mark.parametrize("wrong", ["", "0" * 48, "x", "../../etc", "%", "\udcff", "0" * 4000])
async def test_a_wrong_address_shows_nothing(group: Stage, wrong: str) -> None:
    await alone(group, "Ann", "calendar feed")
    assert await group.app.follows(wrong) is None


async def test_an_address_outlives_a_restart(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.app.serve_at(BASE)
        at = secret(await alone(stage, "Ann", "calendar feed"))
    async with on_stage(tmp_path) as stage:
        await stage.app.serve_at(BASE)
        assert await stage.app.follows(at) is not None
