"""A Say as JSON, and back: keys and facts, never prose; who it is for is not in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from bot.model import Choice, File, Fresh, FromBank, GroupId, Listed, Person, Say, Text

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode

_FLAGS = ("told", "asks", "opens", "turn")


def pack(one: Say) -> str:
    """A Say as JSON."""
    return _encode(_pack_say(one))


def unpack(text: str) -> Say:
    return _unpack_say(json.loads(text))


_NO_FACTS = frozenset({"k", "text", "person", "day", "time"})


def changed(text: str, change: Callable[[str], str | Text]) -> str:
    """The same JSON with each text that came from people changed, or said in a text of ours."""

    def other(one: object) -> object:
        if isinstance(one, str):
            return _pack(change(one))
        if isinstance(one, list):
            return list(map(other, one))
        if isinstance(one, dict):
            ours = {n for n, v in one.items() if n in _NO_FACTS and isinstance(v, str)}
            return {n: v if n in ours else other(v) for n, v in one.items()}
        return one

    return _encode(other(json.loads(text)))


def pack_choices(choices: tuple[Choice, ...]) -> str:
    """What the numbers under a message stand for, as JSON."""
    return _encode([_pack_choice(choice) for choice in choices])


def unpack_choices(text: str) -> tuple[Choice, ...]:
    return tuple(_unpack_choice(one) for one in json.loads(text))


def _pack_say(one: Say) -> dict[str, object]:
    packed: dict[str, object] = {"k": one.key}
    if one.facts:
        packed["f"] = {name: _pack(value) for name, value in one.facts.items()}
    if one.choices:
        packed["c"] = [_pack_choice(choice) for choice in one.choices]
    if one.alert:
        packed["a"] = _pack(one.alert)
    if one.then:
        packed["t"] = [_pack_say(part) for part in one.then]
    if one.file:
        facts = {name: _pack(value) for name, value in one.file.facts.items()}
        packed["F"] = [one.file.kind, one.file.group, facts]
    packed.update({flag: 1 for flag in _FLAGS if getattr(one, flag)})
    return packed


def _unpack_say(packed: Mapping[str, object]) -> Say:
    alert = _unpack(packed.get("a"))
    return Say(
        key=str(packed["k"]),
        facts={n: _unpack(value) for n, value in _items(packed.get("f"))},
        choices=tuple(_unpack_choice(choice) for choice in _list(packed.get("c"))),
        alert=alert if isinstance(alert, Person) else None,
        then=tuple(_unpack_say(part) for part in _list(packed.get("t"))),
        told="told" in packed,
        asks="asks" in packed,
        opens="opens" in packed,
        turn="turn" in packed,
        file=_unpack_file(_list(packed.get("F"))),
    )


def _unpack_file(packed: list[Any]) -> File | None:
    if not packed:
        return None
    kind, group, facts = packed
    return File(kind, GroupId(group), {n: _unpack(value) for n, value in _items(facts)})


def _pack_choice(choice: Choice) -> list[object]:
    facts = {n: _pack(v) for n, v in choice.facts.items()}
    return [choice.types, choice.label, facts, *filter(None, (choice.of,))]


def _unpack_choice(packed: object) -> Choice:
    types, label, facts, *of = _list(packed)
    return Choice(types, label, {n: _unpack(v) for n, v in _items(facts)}, *of)


def _pack(fact: object) -> object:
    if fact is None or isinstance(fact, (str, int)):
        return fact
    pack = _PACKS.get(type(fact))
    if pack is None:
        raise TypeError(f"a fact cannot be a {type(fact).__name__}")
    return pack(fact)


def _pack_text(text: Text) -> object:
    return {"text": text.key, "facts": {n: _pack(v) for n, v in text.facts.items()}}


def _pack_fresh(fresh: Fresh) -> object:
    facts = {n: _pack(v) for n, v in fresh.facts.items()}
    return {"fresh": fresh.kind, "group": fresh.group, "facts": facts}


_PACKS: Mapping[type, Callable[[Any], object]] = {
    Person: lambda who: {"person": who.id, "name": who.name},
    Text: _pack_text,
    Listed: lambda several: {"list": [_pack(item) for item in several.items], "key": several.key},
    Fresh: _pack_fresh,
    FromBank: lambda one: {"bank": one.bank, "question": one.name},
    datetime: lambda at: {"time": at.isoformat()},
    date: lambda day: {"day": day.isoformat()},
}


def _unpack(packed: object) -> object:
    if not isinstance(packed, dict):
        return packed
    if "person" in packed:
        return Person(packed["person"], packed["name"])
    if "text" in packed:
        return Text(packed["text"], {n: _unpack(v) for n, v in packed["facts"].items()})
    if "fresh" in packed:
        facts = {n: _unpack(v) for n, v in packed["facts"].items()}
        return Fresh(packed["fresh"], GroupId(packed["group"]), facts)
    if "list" in packed:
        return Listed(tuple(_unpack(item) for item in packed["list"]), packed["key"])
    if "bank" in packed:
        return FromBank(packed["bank"], packed["question"])
    if "time" in packed:
        return datetime.fromisoformat(packed["time"])
    return date.fromisoformat(packed["day"])


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
