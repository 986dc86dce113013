"""A small strict Discord on this computer: its REST API and its gateway.

async with open_discord() as discord:
    ann = discord.person("Ann")
    guild = discord.guild("Friday", ann)
    ...  # a bot at `discord.url`, with `discord.token`
    assert discord.refused == []

It keeps all it knows when it is stopped and started again.
"""

from __future__ import annotations

import asyncio
import json
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from on_discord import channel_answers, event_answers, guild_answers, interaction_answers
from on_discord.commands import Commands
from on_discord.description import Description, load_description
from on_discord.errors import JSON, Problem, Refused, invalid_form, unauthorized
from on_discord.faults import Fault, Faults, When
from on_discord.gateway import Gateway
from on_discord.interactions import Interactions
from on_discord.judging import problems_of
from on_discord.messages import Messages
from on_discord.pace import Limits, Pace, Paces
from on_discord.parts import parts
from on_discord.rest import Asked, read, way_for
from on_discord.scenery import Scenery
from on_discord.world import Watch, World, seconds
from slow.elsewhere import free_port

ANSWERS = (channel_answers, event_answers, guild_answers, interaction_answers)
"""Modules that register what answers."""
BASE = "/api/v10"


class Discord(Scenery):
    """The whole of it. Public parts may be looked into and ordered about by tests."""

    def __init__(self, *, limits: Limits = "lifted", token: str = "a-token-of-the-tests") -> None:
        self.token = token
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}{BASE}"
        self.watch = Watch()
        self.world = World(self.watch)
        self.messages = Messages(self.world)
        self.commands = Commands(self.world)
        self.interactions = Interactions(self.world, self.messages)
        self.gateway = Gateway(self.world, token)
        self.gateway.address = f"ws://127.0.0.1:{self.port}/gateway"
        self.faults = Faults()
        self.paces = Paces(limits)
        self.description: Description | None = load_description()
        self.asked: list[Asked] = []
        """Every request, in order."""
        self.refused: list[str] = []
        """Requests that Discord would never take, with what is wrong with them."""
        self.limited: list[Asked] = []
        """Requests that came too fast, without a test having ordered it."""
        self.broken: list[str] = []
        """Requests that this server could not cope with."""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        assert self._runner is None
        app = web.Application(client_max_size=30 * 1024 * 1024)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()

    async def stop(self) -> None:
        """Gone, for the bot too; but nothing is forgotten."""
        if self._runner is None:
            return
        self.faults.clear()
        await self.gateway.drop(1012)
        await self._runner.cleanup()
        self._runner = None

    # What came of it.

    def wrong_answers(self) -> list[str]:
        """Answers and events of ours that Discord would not give.

        Asked at the end, as it takes its time.
        """
        wrong = list(self.broken)
        if self.description is None:
            return wrong
        for one in self.asked:
            operation = self.description.operation(one.method, one.path)
            if operation is None or one.status is None or one.status >= 500:
                continue
            problems = self.description.check_answer(operation, one.status, one.answer)
            wrong += [f"{one}: {problem}" for problem in problems]
        for name, data in self.gateway.told():
            for schema, part in parts(name, data):
                problems = self.description.check(schema, part)
                wrong += [f"{name}: {problem}" for problem in problems]
        return wrong

    def acknowledged(self) -> list[float]:
        """How many ms each first answer took."""
        return [one.ack_ms for one in self.interactions.all if one.ack_ms is not None]

    def asked_for(self, method: str, template: str) -> list[Asked]:
        """The requests of one kind, by the path as Discord's description has it."""
        return [one for one in self.asked if (one.method, one.template) == (method, template)]

    # One request.

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.rel_url.raw_path.removeprefix(BASE)
        at = seconds()
        try:
            asked = await read(request, path, self.token)
        except Refused as refused:
            asked = Asked(request.method, path, dict(request.query), at=at)
            self.asked.append(asked)
            self.refused.append(f"{asked}: {refused.message}")
            return _response(refused.status, refused.body)
        asked.at = at
        self.asked.append(asked)
        fault = self.faults.meet(asked.method, path, When.BEFORE)
        if fault is not None and (answer := await self._trouble(fault, request)):
            return answer
        status, body, headers = self._answer(asked)
        fault = self.faults.meet(asked.method, path, When.AFTER)
        if fault is not None and (answer := await self._trouble(fault, request)):
            return answer
        asked.status, asked.answer = status, body
        return _response(status, body, headers)

    def _answer(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        pace = Pace({})
        try:
            way = way_for(asked)
            if not way.anybody and not asked.authorized:
                raise unauthorized()
            pace = self.paces.ask(asked.method, way.template, asked.given)
            if pace.wait > 0:
                self.limited.append(asked)
                return 429, *_too_fast(pace.wait, pace.headers, everything=pace.everything)
            self._judge(asked)
            status, body = way.function(self, asked)
        except Refused as refused:
            if refused.problems:
                self._remember(asked, refused.problems)
            elif refused.code in (50006, 50024):
                self._remember(asked, (Problem((), refused.message),))
            elif not asked.template:
                self._remember(asked, (Problem((), "this Discord does not know that path"),))
            return refused.status, refused.body, dict(pace.headers)
        except Exception:  # noqa: BLE001 - a fault of this server is no fault of the bot
            self.broken.append(f"{asked}: {traceback.format_exc()}")
            return 500, {"message": "500: Internal Server Error", "code": 0}, {}
        return status, body, dict(pace.headers)

    def _judge(self, asked: Asked) -> None:
        problems = problems_of(asked, self.description)
        if problems:
            raise invalid_form(*problems)

    def _remember(self, asked: Asked, problems: tuple[Problem, ...]) -> None:
        told = "; ".join(map(str, problems))
        self.refused.append(f"{asked.method} {asked.path}: {told}")

    async def _trouble(self, fault: Fault, request: web.Request) -> web.Response | None:
        """What a test ordered. None: afterwards all goes on as usual."""
        if fault.hangs:
            await fault.hang()
            return None
        if fault.status is None:
            if request.transport is not None:
                request.transport.abort()
            raise asyncio.CancelledError
        if fault.page:
            page = "<html><body>Ordered by a test.</body></html>"
            return web.Response(status=fault.status, text=page, content_type="text/html")
        if fault.status != 429:
            return _response(fault.status, {"message": "ordered by a test", "code": fault.code})
        if not fault.via:
            return web.Response(status=429, text="error code: 1015", content_type="text/plain")
        body, headers = _too_fast(fault.retry_after, {}, everything=fault.everything)
        return _response(429, body, headers)


def _too_fast(wait: float, told: Any, *, everything: bool) -> tuple[JSON, dict[str, str]]:
    body = {
        "message": "You are being rate limited.",
        "retry_after": round(wait + 0.001, 3),
        "global": everything,
        "code": 0,
    }
    scope = "global" if everything else "user"
    headers = {**told, "Retry-After": str(int(wait) + 1), "X-RateLimit-Scope": scope}
    return body, headers


def _response(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    shown = {"Via": "1.1 google", **(headers or {})}
    if body is None:
        return web.Response(status=status, headers=shown)
    shown["Content-Type"] = "application/json"
    return web.Response(status=status, headers=shown, body=json.dumps(body).encode())


@asynccontextmanager
async def open_discord(*, limits: Limits = "lifted") -> AsyncIterator[Discord]:
    """A Discord that answers; gone afterwards."""
    one = Discord(limits=limits)
    await one.start()
    try:
        yield one
    finally:
        await one.stop()
