"""A reverse proxy between the bot and its server, which can be made to go wrong as real ones do.

async with open_gate(synapse.url) as gate:
    async with bot_here(synapse, folder, url=gate.url) as bot:
        gate.fails(bad_gateway)
        ...
        gate.is_well()

It writes down every request that reaches it.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

import aiohttp
from aiohttp import web
from yarl import URL


@dataclass(frozen=True)
class Asked:
    """One request, as it came to the gate."""

    at: float
    """By time.monotonic()."""
    method: str
    raw: str
    """The path with its query, as it was written."""
    token: str | None
    """The access token in its header."""
    failed: bool
    """The gate was not well, for this path, when it came."""

    @property
    def path(self) -> str:
        return unquote(self.raw.partition("?")[0])

    @property
    def sends(self) -> bool:
        """It is to say, mark or change something in a room."""
        return self.method == "PUT" and "/send/" in self.path


PassOn = Callable[[], Awaitable[web.Response]]
Fault = Callable[[web.Request, PassOn | None], Awaitable[web.StreamResponse]]
"""What the gate does in place of passing a request on; it may pass it on as well."""


@dataclass
class Gate:
    """Open, or with a fault, for all paths or for some."""

    target: str
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    _fault: Fault | None = None
    _where: re.Pattern[str] = field(default_factory=lambda: re.compile(""))
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _session: aiohttp.ClientSession | None = None

    def fails(self, fault: Fault, where: str = "") -> None:
        """From now on, for every path in which `where` (a pattern) is found.

        Requests on their way there are cut off.
        """
        self._fault, self._where = fault, re.compile(where)
        self._changed.set()
        self._changed = asyncio.Event()

    def is_well(self) -> None:
        """Everything is passed on again. What hangs goes on hanging."""
        self._fault = None

    def since(self, when: float) -> list[Asked]:
        return [one for one in self.asked if one.at >= when]

    def _faulty(self, request: web.Request) -> Fault | None:
        found = self._where.search(unquote(request.raw_path))
        return self._fault if found else None

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        fault, changed = self._faulty(request), self._changed
        self.asked.append(
            Asked(
                time.monotonic(),
                request.method,
                request.raw_path,
                token if kind == "Bearer" else None,
                fault is not None,
            )
        )
        body = await request.read()
        if fault is not None:
            return await fault(request, lambda: self._pass_on(request, body))
        passing = asyncio.ensure_future(self._pass_on(request, body))
        while True:
            cut = asyncio.ensure_future(changed.wait())
            await asyncio.wait({passing, cut}, return_when=asyncio.FIRST_COMPLETED)
            cut.cancel()
            if passing.done():
                if isinstance(passing.exception(), aiohttp.ClientError):  # the server is away
                    return await bad_gateway(request, None)
                return passing.result()
            changed = self._changed
            if self._faulty(request) is not None:
                passing.cancel()
                return await cut_off(request)

    async def _pass_on(self, request: web.Request, body: bytes) -> web.Response:
        assert self._session is not None
        own = {"Authorization", "Content-Type"}
        async with self._session.request(
            request.method,
            URL(self.target + request.raw_path, encoded=True),
            data=body or None,
            headers={name: value for name, value in request.headers.items() if name in own},
            allow_redirects=False,
        ) as answer:
            kind = answer.headers.get("Content-Type", "application/json")
            return web.Response(
                status=answer.status,
                body=await answer.read(),
                headers={"Content-Type": kind},
            )


@asynccontextmanager
async def open_gate(target: str) -> AsyncIterator[Gate]:
    """A gate before this server, until the end of the block."""
    gate = Gate(target)
    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/{rest:.*}", gate._handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
            gate._session = session
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            gate.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            try:
                yield gate
            finally:
                gate.fails(lambda request, _on: cut_off(request))
                await runner.cleanup()
    finally:
        await runner.cleanup()


# A server with nothing behind it.


@asynccontextmanager
async def open_stub(fault: Fault) -> AsyncIterator[Gate]:
    """Answers everything with this, and writes down what was asked."""
    async with open_gate("http://nowhere.test") as gate:
        gate.fails(fault)
        yield gate


# What can go wrong.


async def cut_off(request: web.Request, _pass_on: PassOn | None = None) -> web.StreamResponse:
    """The connection ends without a word."""
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError


async def cut_off_after(request: web.Request, pass_on: PassOn | None) -> web.StreamResponse:
    """What was asked happens, and nobody is told."""
    assert pass_on is not None
    await pass_on()
    return await cut_off(request)


async def half(request: web.Request, pass_on: PassOn | None) -> web.StreamResponse:
    """What was asked happens, and the answer breaks off in its middle."""
    assert pass_on is not None
    whole = await pass_on()
    assert isinstance(whole.body, bytes)
    begun = web.StreamResponse(status=whole.status, headers=whole.headers)
    begun.content_length = len(whole.body) + 10
    await begun.prepare(request)
    await begun.write(whole.body[: len(whole.body) // 2])
    await asyncio.sleep(0.01)
    return await cut_off(request)


async def hang(_request: web.Request, _pass_on: PassOn | None) -> web.StreamResponse:
    """No answer, for ever."""
    await asyncio.Event().wait()
    raise AssertionError


async def hang_in_the_middle(request: web.Request, _pass_on: PassOn | None) -> web.StreamResponse:
    """An answer that begins and does not end."""
    begun = web.StreamResponse(headers={"Content-Type": "application/json"})
    await begun.prepare(request)
    await begun.write(b'{"next_batch": "')
    await asyncio.Event().wait()
    raise AssertionError


async def garbage(request: web.Request, _pass_on: PassOn | None) -> web.StreamResponse:
    """Something that is not HTTP."""
    assert request.transport is not None
    request.transport.write(b"\0\xff\xfe HELO\r\n\r\n" * 9)
    await asyncio.sleep(0.01)
    return await cut_off(request)


def answers(
    body: str | bytes, status: int = 200, *, kind: str = "application/json", **headers: str
) -> Fault:
    """Always this."""
    raw = body.encode() if isinstance(body, str) else body
    all_headers = {"Content-Type": kind}
    all_headers |= {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_request: web.Request, _pass_on: PassOn | None) -> web.StreamResponse:
        return web.Response(status=status, body=raw, headers=all_headers)

    return answer


def in_turn(*faults: Fault) -> Fault:
    """One after the other, and again from the beginning."""
    turn = -1

    async def next_one(request: web.Request, pass_on: PassOn | None) -> web.StreamResponse:
        nonlocal turn
        turn = (turn + 1) % len(faults)
        return await faults[turn](request, pass_on)

    return next_one


PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"
bad_gateway = answers(PAGE, 502, kind="text/html")
unavailable = answers('{"errcode": "M_UNKNOWN", "error": "Internal server error"}', 503)
too_fast_page = answers(PAGE, 429, kind="text/html")
broken_json = answers('{"next_batch": "s1_2", "rooms": {"join": {')
empty = answers("")
zipped_badly = answers(b"\x1f\x8b no gzip at all", Content_Encoding="gzip")
unknown_token = answers(
    '{"errcode": "M_UNKNOWN_TOKEN", "error": "Unrecognised access token", "soft_logout": false}',
    401,
)
not_for_you = answers(PAGE, 401, kind="text/html")
missing = answers('{"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"}', 404)
bad_request = answers('{"errcode": "M_UNKNOWN", "error": "Bad request"}', 400)
forbidden = answers('{"errcode": "M_FORBIDDEN", "error": "A firewall says no"}', 403)


def too_fast(retry_after_ms: object = ...) -> Fault:
    """429, with or without saying how long to wait."""
    wait = {} if retry_after_ms is ... else {"retry_after_ms": retry_after_ms}
    body = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", **wait}
    return answers(json.dumps(body), 429)


wrong_types = in_turn(
    *map(
        answers,
        (
            "[]",
            "5",
            '"next_batch"',
            "null",
            "{}",
            '{"next_batch": 5, "rooms": {}, "event_id": 7, "room_id": [], "chunk": 1}',
            '{"next_batch": "s1", "rooms": [], "event_id": [], "chunk": {}, "end": 5}',
            '{"next_batch": "s1", "rooms": {"join": []}, "event_id": null, "chunk": "x"}',
            '{"next_batch": "", "event_id": "", "room_id": ""}',
            '{"next_batch": "s1", "rooms": {"leave": 1}, "event_id": "a\\nb"}',
            "[" * 100_000,
            "9" * 10_000,
        ),
    )
)
