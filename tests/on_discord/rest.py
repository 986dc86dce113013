"""One request: what it asks for, and which function answers it.

Functions that answer are registered with `@answers("GET", "/channels/{channel_id}")`, by the
paths of Discord's own description. They are plain: nothing comes between their start and end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import web
from multidict import MultiDictProxy
from on_discord.commands import Commands
from on_discord.errors import JSON, Problem, Refused, invalid_form, not_found
from on_discord.gateway import Gateway
from on_discord.interactions import Interactions
from on_discord.messages import Messages
from on_discord.world import World


class House(Protocol):
    """What an answer may need."""

    world: World
    messages: Messages
    commands: Commands
    interactions: Interactions
    gateway: Gateway
    url: str


@dataclass(eq=False)
class Asked:
    """One request, as it came and as it was answered."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any = None
    files: list[JSON] = field(default_factory=list)
    """What was uploaded, as attachments of a message."""
    uploads: list[bytes] = field(default_factory=list)
    """What was in them."""
    authorized: bool = False
    template: str = ""
    given: dict[str, str] = field(default_factory=dict)
    """What stands in the path: `channel_id` and so on."""
    status: int | None = None
    """None: not answered so far."""
    answer: Any = None
    at: float = 0.0

    def id(self, name: str) -> int:
        if not self.given[name].isdecimal():
            raise invalid_form(Problem((name,), "is not a snowflake"))
        return int(self.given[name])

    @property
    def form(self) -> JSON:
        """The body, where it must be an object."""
        if not isinstance(self.body, dict):
            raise invalid_form(Problem((), "Only dictionaries may be used."))
        return self.body

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


Answer = tuple[int, Any]
Function = Callable[[House, Asked], Answer]


@dataclass(frozen=True, slots=True)
class _Way:
    method: str
    template: str
    pattern: re.Pattern[str]
    function: Function
    anybody: bool
    """The token in the path is enough."""


WAYS: list[_Way] = []


def answers(method: str, template: str, *, anybody: bool = False) -> Callable[[Function], Function]:
    pattern = re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template)))

    def register(function: Function) -> Function:
        WAYS.append(_Way(method, template, pattern, function, anybody))
        WAYS.sort(key=lambda way: way.template.count("{"))
        return function

    return register


def way_for(asked: Asked) -> _Way:
    """The function that answers, with the path taken apart. Raises Refused."""
    for way in WAYS:
        match = way.pattern.fullmatch(asked.path)
        if match and way.method == asked.method:
            asked.template, asked.given = way.template, match.groupdict()
            return way
    raise not_found()


async def read(request: web.Request, path: str, token: str) -> Asked:
    """A request, with its body as JSON. Raises Refused."""
    asked = Asked(request.method, path, dict(request.query))
    asked.authorized = request.headers.get("Authorization") == f"Bot {token}"
    kind = request.content_type
    if not request.can_read_body:
        return asked
    if kind == "multipart/form-data":
        form = await request.post()
        asked.body = _json(str(form.get("payload_json", "{}")))
        asked.files = list(_files(form, asked.body, asked.uploads))
    elif kind == "application/json":
        asked.body = _json(await request.text())
    elif await request.read():
        raise Refused(400, 50109, f"The request body contains invalid JSON: it is {kind}.")
    return asked


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Refused(400, 50109, "The request body contains invalid JSON.") from None


def _files(form: MultiDictProxy[Any], body: Any, uploads: list[bytes]) -> Sequence[JSON]:
    """`files[0]` and so on, each with what `attachments` says of it."""
    told = body.get("data", body) if isinstance(body, dict) else {}
    about = {str(one.get("id")): one for one in (told or {}).get("attachments") or ()}
    found = []
    for name, value in form.items():
        if match := re.fullmatch(r"files\[(\d+)\]", name):
            with value.file as held:
                number, content = match[1], held.read()
            uploads.append(content)
            one = about.get(number, {})
            shown = {
                "filename": one.get("filename") or value.filename,
                "size": len(content),
                "content_type": value.content_type,
            }
            if one.get("description"):
                shown["description"] = one["description"]
            found.append(shown)
    return found
