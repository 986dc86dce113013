"""What a calendar gets that follows an address, and what anybody gets who guesses."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.local.feeds import feed_routes
from adapters.local.health import health_routes

GOOD, DATA = "a1" * 24, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
Client = TestClient[web.Request, web.Application]


async def follows(secret: str) -> bytes | None:
    return DATA if secret == GOOD else None


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    app = web.Application()
    health_routes(app)
    feed_routes(app, follows, "/calendar")
    async with TestClient(TestServer(app)) as one:
        yield one


async def test_a_calendar_gets_the_file_and_the_second_time_only_that_it_is_the_same(
    client: Client,
) -> None:
    first = await client.get(f"/calendar/{GOOD}.ics")
    assert (first.status, first.content_type, first.charset) == (200, "text/calendar", "utf-8")
    assert await first.read() == DATA
    assert first.headers["Cache-Control"] == "private, max-age=3600"
    assert first.headers["X-Robots-Tag"] == "noindex, nofollow"
    again = await client.get(
        f"/calendar/{GOOD}.ics", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status, await again.read()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    head = await client.head(f"/calendar/{GOOD}.ics")
    assert (head.status, await head.read()) == (200, b"")


async def told(answer: aiohttp.ClientResponse) -> tuple[int, bytes, dict[str, str]]:
    shown = {name: value for name, value in answer.headers.items() if name != "Date"}
    return answer.status, await answer.read(), shown


async def test_a_wrong_address_is_like_one_that_leads_nowhere(client: Client) -> None:
    nowhere = await told(await client.get("/nothing/here"))
    assert nowhere[0] == 404
    for wrong in ("b" * 48, "x", GOOD.upper(), GOOD + "0", "%2e%2e", "a" * 2000):
        assert await told(await client.get(f"/calendar/{wrong}.ics")) == nowhere


async def test_no_line_of_any_log_has_the_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await client.get(f"/calendar/{GOOD}.ics")
    # aiohttp's own access log is switched off where the bot serves it (`bot.cli`).
    ours = [one for one in caplog.records if one.name != "aiohttp.access"]
    assert not [one for one in ours if GOOD in one.getMessage()]
