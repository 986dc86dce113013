"""What the page can ask for. Every answer is JSON; what happens is told by the live updates.

Whatever arrives here was written by anybody: each field is checked, and a bad one is answered
in kind words.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.helpers import content_disposition_header

from adapters.local.ears import NotNow, TooMuch
from adapters.local.feed import as_json
from adapters.local.guard import LONGEST, Refuse, dress, guard
from adapters.local.health import Facts, health_routes
from adapters.local.lines import clean
from adapters.local.people import PLAYERS, Player
from adapters.local.wording import KINDS
from bot.anonymous.floor import told
from bot.model import Address, Heard, PersonId, RoomId, plain, private

if TYPE_CHECKING:
    from adapters.local.rehearsal import Rehearsal

log = logging.getLogger(__name__)

MOST_PAGES = 30
"""Pages that may be open at once."""

MOST_FIELDS = 20

KEYS = (
    "local.not-in-room",
    "local.not-sent",
    "local.not-understood",
    "local.slower",
    "local.too-many-pages",
    "local.wrong-address",
)

_EVENT = re.compile(r"[A-Za-z0-9-]{8,64}")
_NAME = re.compile(r"[\w-]{1,40}")
_ADDRESSED = re.compile(r"@?alongside(?:[\s,:]+|$)", re.IGNORECASE)


class Server:
    """The page's routes over one rehearsal."""

    def __init__(self, rehearsal: Rehearsal, key: str, facts: Facts = dict) -> None:
        self._rehearsal = rehearsal
        self._wording = rehearsal.wording
        self._pages: list[web.Request] = []
        """Those that follow the live updates."""
        self.hosts: frozenset[str] = frozenset()
        """Known once the server listens."""
        check = guard(key=key, hosts=lambda: self.hosts, explain=self._wording.say)
        app = web.Application(middlewares=[check], client_max_size=LONGEST)
        app.on_response_prepare.append(dress)
        health_routes(app, facts)
        at = f"/r/{key}"
        app.router.add_get(at + "/", self._page)
        app.router.add_get(at + "/page/{file}", self._file)
        app.router.add_get(at + "/words", self._words)
        app.router.add_get(at + "/events", self._events)
        app.router.add_get(at + "/now", self._now)
        app.router.add_get(at + "/earlier", self._earlier)
        app.router.add_get(at + "/saved/{line}", self._saved)
        app.router.add_post(at + "/say", self._say)
        app.router.add_post(at + "/clock", self._clock)
        app.router.add_post(at + "/upstairs", self._upstairs)
        app.router.add_post(at + "/go", self._go)
        app.router.add_post(at + "/again", self._again)
        self.app = app

    async def _page(self, _request: web.Request) -> web.Response:
        return web.Response(text=self._wording.page, content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["file"]
        text = self._wording.files.get(name)
        if text is None:
            raise Refuse(404, "local.wrong-address")
        return web.Response(text=text, content_type=KINDS[name[name.rfind(".") :]])

    async def _words(self, _request: web.Request) -> web.Response:
        return web.json_response(self._wording.table)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        # A page that was closed is only noticed at the next write to it.
        if sum(map(_still_there, self._pages)) >= MOST_PAGES:
            raise Refuse(503, "local.too-many-pages")
        last = request.headers.get("Last-Event-ID") or request.query.get("after", "")
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await stream.prepare(request)
        self._pages.append(request)
        try:
            async for event in self._rehearsal.feed.follow(last):
                await stream.write(event)
        except ConnectionError:
            pass  # the page was closed
        except Exception as problem:  # noqa: BLE001 (it has begun, so it can only end; it comes back)
            log.error("live updates stopped: %s", told(problem))
        finally:
            self._pages.remove(request)
        return stream

    async def _now(self, request: web.Request) -> web.Response:
        """The words that work now for one person, in a room and in private."""
        player = _player(request.query.get("who"))
        room = self._room(request.query.get("room"))
        return web.json_response(await self._rehearsal.words_now(player.person.id, room))

    async def _earlier(self, request: web.Request) -> web.Response:
        place, before = request.query.get("place", ""), request.query.get("before", "")
        if not self._rehearsal.knows(Address(place)) or not re.fullmatch(r"[0-9]{1,15}", before):
            raise Refuse
        lines = await self._rehearsal.platform.lines(Address(place), int(before))
        return web.json_response([as_json(line) for line in lines])

    async def _saved(self, request: web.Request) -> web.Response:
        """A file that goes with a line, to be saved and never to be shown here."""
        line = request.match_info["line"]
        known = re.fullmatch(r"[0-9]{1,15}", line)
        file = await self._rehearsal.platform.file(int(line)) if known else None
        if file is None:
            raise Refuse(404, "local.wrong-address")
        how = content_disposition_header("attachment", filename=file.name)
        return web.Response(
            body=file.data, content_type=file.type, headers={"Content-Disposition": how}
        )

    async def _say(self, request: web.Request) -> web.Response:
        """Somebody typed, pressed a button or sent a form. 200: it is safe, or here is a form."""
        body = await _body(request)
        heard = self._heard(body)
        if not plain(heard.text, 100):
            return web.json_response({})
        form = await self._rehearsal.form(heard)
        if form is not None:
            return web.json_response({"form": form})
        try:
            typed = clean(str(body["text"]))
            await self._rehearsal.take(heard, typed, aside=body.get("aside") is True)
        except TooMuch:
            raise Refuse(429, "local.slower") from None
        except NotNow:
            raise Refuse(503, "local.not-sent") from None
        return web.json_response({})

    def _heard(self, body: Mapping[str, object]) -> Heard:
        player = _player(body.get("who"))
        event, place, text = body.get("event"), body.get("place"), body.get("text")
        if not isinstance(event, str) or not _EVENT.fullmatch(event) or not isinstance(text, str):
            raise Refuse
        own = private(player.person.id)
        room = None if place == own else self._room(place)
        if room and not self._rehearsal.is_in(player.person.id, room):
            raise Refuse(409, "local.not-in-room")
        text = clean(text)
        called = _ADDRESSED.match(text) if room else None
        return Heard(
            event=event,
            by=player.person,
            text=text[called.end() :] if called else text,
            at=self._rehearsal.now(),
            room=room,
            pressed=body.get("pressed") is True,
            addressed=called is not None,
            rights=player.rights if room else frozenset(),
            shares=self._rehearsal.shared(player.person.id),
            fields=_fields(body.get("fields")),
        )

    def _room(self, room: object) -> RoomId:
        """A room that is open."""
        if not isinstance(room, str) or room not in self._rehearsal.open:
            raise Refuse
        return RoomId(room)

    async def _clock(self, request: web.Request) -> web.Response:
        minutes = (await _body(request)).get("minutes")
        if minutes == "tomorrow":
            await self._rehearsal.move_to_tomorrow()
        elif minutes == "next":
            return web.json_response({"moved": await self._rehearsal.move_to_next()})
        elif type(minutes) is int and minutes in (1, 10, 60):
            await self._rehearsal.move(minutes)
        else:
            raise Refuse
        return web.json_response({})

    async def _upstairs(self, request: web.Request) -> web.Response:
        await _body(request)
        await self._rehearsal.open_upstairs()
        return web.json_response({})

    async def _go(self, request: web.Request) -> web.Response:
        """Somebody leaves a room, or comes back."""
        body = await _body(request)
        player, room = _player(body.get("who")), self._room(body.get("room"))
        await self._rehearsal.go(player, room, out=body.get("out") is True)
        return web.json_response({})

    async def _again(self, request: web.Request) -> web.Response:
        if (await _body(request)).get("sure") is not True:
            raise Refuse
        await self._rehearsal.start_again()
        return web.json_response({})


def _still_there(request: web.Request) -> bool:
    return request.transport is not None and not request.transport.is_closing()


async def _body(request: web.Request) -> Mapping[str, object]:
    try:
        body = json.loads(await request.read())
    except (ValueError, RecursionError):
        raise Refuse from None
    if not isinstance(body, dict):
        raise Refuse
    return body


def _player(who: object) -> Player:
    player = PLAYERS.get(PersonId(who)) if isinstance(who, str) else None
    if player is None:
        raise Refuse
    return player


def _fields(fields: object) -> dict[str, str] | None:
    if fields is None:
        return None
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise Refuse
    for name, answer in fields.items():
        if not _NAME.fullmatch(name) or not isinstance(answer, str):
            raise Refuse
    return {name: clean(answer) for name, answer in fields.items()}
