"""What came over the wire, looked at: every field is a stranger's until its type was checked.

Nothing here raises, whatever an event holds; what is no event of ours is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from adapters.matrix.wire import JSON

LONGEST = 16_000
"""Characters of a message that are read. Nobody tells us more in one go."""

MOST_NAMED = 100
"""People mentioned in one message, at most."""

_KEYCAP = re.compile(r"([0-9])\ufe0f?\u20e3")
_SHADE = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
_YES, _NO = frozenset("👍✅✔"), frozenset("👎❌✖")
_MENTION = re.compile(
    r"\[[^\]\n]{1,255}\]\(https://matrix\.to/#/(?P<link>[^)\s]{3,300})\)"
    r"|(?<!\S)(?P<id>@[^\s:]{1,200}:[A-Za-z0-9.:-]{1,200}?)(?=[\s,;!?]|[.:]?(?:\s|\Z))"
)
_REPLY = re.compile(r"(?:> [^\n]*\n)++\n")
"""What older clients put before an answer: the words it answers. Only at the very beginning,
and without going back, or 60 kB of `>` would take seconds."""


@dataclass(frozen=True, slots=True)
class Message:
    """Somebody's typed words."""

    id: str
    sender: str
    at: datetime
    text: str
    thread: str | None
    """The first message of the thread it is in."""
    mentions: frozenset[str]
    pill: str
    """The formatted body, only to look for a mention of the bot in it."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """A mark put on a message, and the word it stands for."""

    id: str
    sender: str
    at: datetime
    on: str
    text: str


def mapping(value: object) -> Mapping[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> Sequence[Any]:
    """A list, or an empty one."""
    return value if isinstance(value, list) else ()


def text(value: object) -> str | None:
    """A text that can be written down again, or None."""
    if not isinstance(value, str):
        return None
    # Half an emoji (a lone surrogate) is valid JSON and no valid text.
    return value.encode("utf-8", "replace").decode() if not value.isascii() else value


def number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def identifier(value: object) -> str | None:
    """An id as servers make them: one short line."""
    return (
        value if isinstance(value, str) and 0 < len(value) <= 255 and value.isprintable() else None
    )


def user_id(value: object) -> str | None:
    found = identifier(value)
    return found if found is not None and found.startswith("@") and ":" in found else None


def content(event: JSON) -> Mapping[str, Any]:
    return mapping(event.get("content"))


def relation(event: JSON) -> Mapping[str, Any]:
    return mapping(content(event).get("m.relates_to"))


def time(event: JSON) -> datetime:
    """When the server says it was sent; a time no calendar has counts as 1970."""
    at = number(event.get("origin_server_ts")) or 0
    try:
        return datetime.fromtimestamp(at / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def events(value: object) -> Iterator[JSON]:
    """The objects of a list of events, with an id and a sender that can be believed."""
    for event in items(value):
        whole = isinstance(event, dict) and isinstance(event.get("type"), str)
        if whole and user_id(event.get("sender")):
            yield event


def message(event: JSON) -> Message | None:
    """Typed words. None: a picture, an edit, a bot's notice, or something else."""
    own, relates = content(event), relation(event)
    id, body = identifier(event.get("event_id")), text(own.get("body"))
    if event.get("type") != "m.room.message" or id is None or body is None:
        return None
    if own.get("msgtype") != "m.text" or relates.get("rel_type") == "m.replace":
        return None
    if "m.in_reply_to" in relates:
        quoted = _REPLY.match(body)
        body = body[quoted.end() :] if quoted is not None else body
    in_thread = relates.get("rel_type") == "m.thread"
    named = items(mapping(own.get("m.mentions")).get("user_ids"))[:MOST_NAMED]
    return Message(
        id=id,
        sender=event["sender"],
        at=time(event),
        text=body[:LONGEST],
        thread=identifier(relates.get("event_id")) if in_thread else None,
        mentions=frozenset(filter(None, map(user_id, named))),
        pill=(text(own.get("formatted_body")) or "")[:LONGEST],
    )


def reaction(event: JSON) -> Reaction | None:
    """A mark that stands for a word: a number, yes or no. None: any other mark."""
    relates = relation(event)
    id, on = identifier(event.get("event_id")), identifier(relates.get("event_id"))
    if event.get("type") != "m.reaction" or relates.get("rel_type") != "m.annotation":
        return None
    word = _word(relates.get("key"))
    if id is None or on is None or word is None:
        return None
    return Reaction(id, event["sender"], time(event), on, word)


def _word(key: object) -> str | None:
    if not isinstance(key, str) or len(key) > 16:
        return None
    if keycap := _KEYCAP.fullmatch(key):
        return keycap[1]
    bare = _SHADE.sub("", key)
    if bare == "🔟":
        return "10"
    return "yes" if bare in _YES else "no" if bare in _NO else None


def with_names(text: str, called: Callable[[str], str | None]) -> str:
    """Mentions as some apps write them into the words, as the names that people read.

    `[@ann:example.org](https://matrix.to/#/@ann:example.org)`, and the bare id.
    """

    def name(found: re.Match[str]) -> str:
        return called(unquote(found["link"] or found["id"])) or found[0]

    return _MENTION.sub(name, text)


def spoken_to(said: Message, me: str, name: str) -> tuple[str, bool]:
    """The words without our name before them, and whether they were for us.

    By `m.mentions`, by a pill, or by our name and a colon, as people address each other.
    """
    names = "|".join(map(re.escape, filter(None, (me, name, me[1:].partition(":")[0]))))
    mentioned = me in said.mentions or _pilled(said.pill, me)
    before = re.match(
        rf"\s*(?P<at>@?)(?:{names})\s*(?P<colon>[:,]?)(?:\s+|\Z)", said.text, re.IGNORECASE
    )
    if before is not None and (mentioned or before["colon"] or before["at"]):
        return said.text[before.end() :], True
    if mentioned:  # "who leads, @alongside?"
        after = re.compile(rf"[\s,]+@?(?:{names})\s*[.!?]?\s*\Z", re.IGNORECASE)
        return after.sub("", said.text), True
    return said.text, False


def _pilled(html: str, me: str) -> bool:
    """Is there a link to us, whichever way it is written? Not to a name that begins like ours."""
    user, _, server = me[1:].partition(":")
    us = f"(?:@|%40){re.escape(user)}(?::|%3A){re.escape(server)}"
    return re.search(rf"matrix\.to/#/{us}(?![\w.:-]|%3A)", html, re.IGNORECASE) is not None
