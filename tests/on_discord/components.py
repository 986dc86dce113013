"""Buttons, menus and fields, as they are sent and as they are answered."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from on_discord.errors import JSON, Path

ROW: Final = 1
BUTTON: Final = 2
TEXT_INPUT: Final = 4
SELECTS: Final = frozenset({3, 5, 6, 7, 8})
CHECKBOX: Final = 23


@dataclass(frozen=True, slots=True)
class Found:
    """A component, and where it is."""

    path: Path
    component: JSON
    label: str = ""
    """What stands beside it, when it is a field of a form."""

    @property
    def kind(self) -> int:
        return int(self.component.get("type", 0))

    @property
    def custom_id(self) -> str:
        return str(self.component.get("custom_id", ""))


def walk(components: Sequence[JSON], path: Path = ("components",)) -> Iterator[Found]:
    """All of them, outside before inside."""
    for n, one in enumerate(components):
        yield from _walk(one, (*path, n), "")


def _walk(one: JSON, path: Path, label: str) -> Iterator[Found]:
    yield Found(path, one, one.get("label") or label)
    yield from walk(one.get("components") or (), (*path, "components"))
    for name in ("component", "accessory"):
        if one.get(name):
            yield from _walk(one[name], (*path, name), one.get("label") or "")


def answered(components: Sequence[JSON]) -> list[JSON]:
    """As Discord gives them back: without what is null, numbered, with what goes without saying."""
    numbers = itertools.count(1)
    return [_answered(one, numbers) for one in components]


def _answered(one: JSON, numbers: Iterator[int]) -> JSON:
    shown = {name: value for name, value in one.items() if value is not None}
    shown["id"] = next(numbers)
    if one.get("type") in SELECTS:
        shown = {"min_values": 1, "max_values": 1, **shown}
    if one.get("type") == 17:
        shown = {"accent_color": None, "spoiler": False, **shown}
    if one.get("type") == 14:
        shown = {"spacing": 1, "divider": True, **shown}
    if "components" in shown:
        shown["components"] = [_answered(inner, numbers) for inner in shown["components"]]
    for name in ("component", "accessory"):
        if name in shown:
            shown[name] = _answered(shown[name], numbers)
    return shown
