"""Who may reach the rehearsal page, and what happens to whatever else arrives there."""

from __future__ import annotations

import asyncio
import logging
import re
from importlib.resources import files
from pathlib import Path

import pytest
from local.practice import ROOM, Room

from adapters.local.adapter import LocalAdapter
from adapters.local.ears import MOST_WAITING
from adapters.local.guard import LONGEST, NotHere
from adapters.local.server import MOST_PAGES

# Who may reach it.


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.4", "example.org", "", "127.0.0.1.org"]
)
def test_only_this_computer_is_served(host: str, tmp_path: Path) -> None:
    with pytest.raises(NotHere):
        LocalAdapter(host, 0, tmp_path, start_again=asyncio.Event().wait)  # type: ignore[arg-type]


async def test_without_the_whole_address_there_is_nothing(room: Room) -> None:
    root = room.url.origin()
    for path in ("", "r/", "r/x/", "r/x/events", "page/style.css", room.url.path[1:-2] + "/"):
        async with room.web.get(root / path) as answer:
            assert answer.status == 404
            assert "whole address" in (await answer.json())["error"]


async def test_health_needs_no_secret_and_tells_nothing(room: Room) -> None:
    async with room.web.get(room.url.origin() / "health") as answer:
        assert answer.status == 200
        assert await answer.json() == {"status": "ok"}


async def test_a_foreign_host_is_refused(room: Room) -> None:
    for host in ("evil.example", f"evil.example:{room.url.port}", "127.0.0.1:1", ""):
        async with room.web.get(room.url, headers={"Host": host}) as answer:
            assert answer.status == 421
    for host in (f"localhost:{room.url.port}", f"127.0.0.1:{room.url.port}"):
        async with room.web.get(room.url, headers={"Host": host}) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "file://"])
async def test_a_foreign_page_can_change_nothing(room: Room, origin: str) -> None:
    status, _ = await room.post("again", {"sure": True}, Origin=origin)
    assert status == 403
    async with room.web.get(room.url / "events", headers={"Origin": origin}) as answer:
        assert answer.status == 403


async def test_a_post_must_say_where_it_comes_from(room: Room) -> None:
    headers = {"Content-Type": "application/json"}
    async with room.web.post(room.url / "clock", data=b"{}", headers=headers) as answer:
        assert answer.status == 403
    status, _ = await room.post("clock", {"minutes": 1}, **{"Sec-Fetch-Site": "cross-site"})
    assert status == 403


async def test_a_link_may_be_followed_from_anywhere(room: Room) -> None:
    headers = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    async with room.web.get(room.url, headers=headers) as answer:
        assert answer.status == 200
    async with room.web.get(room.url, headers=headers | {"Sec-Fetch-Dest": "iframe"}) as answer:
        assert answer.status == 403


async def test_every_answer_carries_the_strict_headers(room: Room) -> None:
    for path in ("", "page/style.css", "words", "events", "page/nothing.js"):
        async with room.web.get(room.url / path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_asks_nothing_of_anybody_else() -> None:
    for file in (files("adapters.local") / "page").iterdir():
        text = file.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?:|//\w+\.\w+|@import|url\(", text), file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", text)
        if file.name.endswith(".html"):
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", text)


# Bad input.


async def test_a_long_body_is_refused_in_kind_words(room: Room) -> None:
    status, answer = await room.says("tom", "a" * (LONGEST - 300))
    assert (status, answer) == (200, {})
    status, answer = await room.says("tom", "a" * (LONGEST + 1))
    assert status == 413
    assert answer == {"error": "That is too long to send. Please make it shorter."}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_taken(room: Room, kind: str) -> None:
    status, _ = await room.post("clock", {"minutes": 1}, **{"Content-Type": kind})
    assert status == 415


GOOD = {"event": "12345678", "who": "local:tom", "place": ROOM, "text": "hello"}
WRONG: tuple[object, ...] = (None, 7, [], {}, True)
BAD: list[object] = [
    b"",
    b"{",
    b"[" * 20_000,
    b"\xff\xfe\x00",
    b'{"text": ' + b"9" * 5000 + b"}",
    b"NaN",
    [],
    "words",
    None,
    {},
    *({**GOOD, name: value} for name in GOOD for value in WRONG),
    {**GOOD, "event": "a"},
    {**GOOD, "event": "x" * 65},
    {**GOOD, "event": "'; DROP TABLE line; --"},
    {**GOOD, "who": "phone:dilys"},
    {**GOOD, "who": "local:nobody"},
    {**GOOD, "place": "@local:ann"},
    {**GOOD, "place": "local:upstairs"},
    {**GOOD, "fields": []},
    {**GOOD, "fields": {"a": 1}},
    {**GOOD, "fields": {"a b": "c"}},
    {**GOOD, "fields": {f"f{n}": "" for n in range(50)}},
]


async def test_anything_may_arrive(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    for body in BAD:
        status, answer = await room.post("say", body)
        assert status == 400, body
        assert answer["error"]
    for where in ("clock", "go", "again"):
        wrong: tuple[object, ...] = (
            b"{",
            [],
            {},
            {"minutes": -1},
            {"minutes": True},
            {"who": 3},
            {"sure": 1},
        )
        assert {(await room.post(where, each))[0] for each in wrong} == {400}
    for query in ("place=x&before=1", f"place={ROOM}&before=-1", f"place={ROOM}&before={'9' * 99}"):
        async with room.web.get(f"{room.address}earlier?{query}") as refused:
            assert refused.status == 400
    assert (await room.says("tom", "we are still here"))[0] == 200
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]


HOSTILE = [
    "\0",
    "\ud800 half a letter \udfff",
    "<script>alert(1)</script>",
    "**bold** @everyone <@1> [x](javascript:x)",
    "\u202eback to front\u202c",
    "a\u0301" * 3000,
    "{ $who } { -term } {who}",
    "'; DROP TABLE line; --",
    "\n\n\n",
    "\u200b\u200d\ufeff",
    "😀" * 5000,
    "hand up: " + "x" * 20_000,
    "!" * 1000,
    "alongside",
    "@alongside " + "y " * 9000,
    "123456789" * 500,
]


async def test_any_text_is_answered_kindly_or_not_at_all(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    await room.says("bashir", "start", pressed=True)
    for alone in (False, True):
        for pressed in (False, True):
            for text in HOSTILE:
                status, _ = await room.says("ann", text, alone=alone, pressed=pressed)
                assert status == 200, text[:40]
    await room.says("tom", "hand up", pressed=True)
    await room.until("@local:tom", "Your hand is up")
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]


async def test_nothing_is_shown_for_an_empty_line(room: Room) -> None:
    before = await room.lines()
    for text in ("", "   ", "\n\t", "\u200b", "\0"):
        assert await room.says("tom", text) == (200, {})
    assert await room.lines() == before


async def test_a_flood_slows_only_the_one_who_floods(room: Room) -> None:
    await room.says("bashir", "start", pressed=True)
    flood = [room.says("ann", f"!help {n}") for n in range(MOST_WAITING * 3)]
    answers = await asyncio.gather(*flood)
    assert {status for status, _ in answers} == {200, 429}
    assert {answer["error"] for status, answer in answers if status == 429} == {
        "That was a lot at once. Please wait a moment."
    }
    await room.says("tom", "hand up", pressed=True)
    await room.until("@local:tom", "Your hand is up", seconds=1)


async def test_so_many_pages_and_no_more(room: Room) -> None:
    streams = [await room.web.get(room.url / "events") for _ in range(MOST_PAGES)]
    async with room.web.get(room.url / "events") as answer:
        assert answer.status == 503
        assert (await answer.json())["error"]
    for stream in streams:
        stream.close()


async def test_when_its_file_fails_the_page_is_told(room: Room) -> None:
    platform = (await room.adapter._opened()).platform
    await platform._database.outside(lambda raw: raw.execute("PRAGMA query_only = ON"))
    status, answer = await room.says("tom", "hello", id="tom-says-hello")
    assert status == 500
    assert answer["error"].startswith("That did not work.")
    await platform._database.outside(lambda raw: raw.execute("PRAGMA query_only = OFF"))
    assert await room.says("tom", "hello", id="tom-says-hello") == (200, {})
    assert (await room.lines()).count("tom: hello") == 1
