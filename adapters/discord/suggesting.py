"""What is suggested while somebody types after a slash word: people, or the words that work now.

Only suggestions: anything else can be typed too. What was typed so far is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord

from adapters.discord import parts, slash
from adapters.discord.ears import Ears
from adapters.discord.names import JSON, person
from adapters.discord.people import People
from adapters.discord.rights import rights
from bot.adapter import Bot, ShownWord
from bot.model import Person, Right
from bot.parse import fold

MOST = 25
"""Suggestions that Discord takes."""

LONGEST = 100
"""Characters of what a suggestion shows, and of what it types."""


class Suggesting:
    """Looks at what somebody is typing."""

    def __init__(self, app: Bot, people: People, ears: Ears) -> None:
        self._app = app
        self._people = people
        self._ears = ears

    async def choices(self, one: discord.Interaction[Any]) -> list[JSON]:
        """What fits, in the order in which it is shown."""
        data: Mapping[str, Any] = one.data or {}
        focused = next((each for each in parts.options(data) if each.get("focused")), {})
        typed = str(focused.get("value", ""))
        by, alone = person(one.user).id, one.guild_id is None
        room = None if alone or one.channel is None else self._ears.room(one.channel)
        shares = await self._people.shares(one.user.id) if alone else ()
        people = self._app.people(by, room, shares)
        if data.get("name") == slash.for_all(self._app.words):
            may = frozenset[Right]() if alone else rights(one.permissions)
            words = self._app.words_for(by, room, shares, may)
            found = [*_fitting(words, typed), *_goes_on(words, typed, people)]
        else:
            found = [(who.name, str(who.id)) for who in _called(typed, people)]
        short = [(shown, types) for shown, types in found if len(types) <= LONGEST]
        return [{"name": parts.cut(name, LONGEST), "value": value} for name, value in short[:MOST]]


def _called(typed: str, people: Sequence[Person]) -> list[Person]:
    """Whose name has this in it."""
    return [who for who in people if typed.casefold() in who.name.casefold()]


def _fitting(words: Sequence[ShownWord], typed: str) -> Iterator[tuple[str, str]]:
    """The words themselves: those that begin so, that have it in them, that are for such a thing.

    Among equals those first that have no slash of their own.
    """
    said = fold(typed)

    def fits(word: ShownWord) -> int:
        if any(way.startswith(said) for way in word.ways):
            return 0
        return 1 if any(said in way for way in word.ways) else 2

    near = [word for word in words if fits(word) < 2 or said in fold(word.does)]
    for word in sorted(near, key=lambda word: (fits(word), word.slash)):
        yield f"{word.types}: {word.does}", word.types


def _goes_on(
    words: Sequence[ShownWord], typed: str, people: Sequence[Person]
) -> list[tuple[str, str]]:
    """After a whole word: what can follow it. Where nothing is known, just what is typed."""
    said = fold(typed)
    begun = [(way, word) for word in words for way in word.ways if f"{said} ".startswith(f"{way} ")]
    if not begun:
        return []
    way, word = max(begun, key=lambda one: len(one[0]))
    rest = said.removeprefix(way).strip()
    if word.names:
        follow = [(who.name, who.name) for who in _called(rest, people)]
    else:
        follow = [(one.label, one.types) for one in word.follows if rest in fold(one.label)]
    found = [(f"{word.types} {shown}", f"{word.types} {types}") for shown, types in follow]
    return found if found or not rest else [(typed, typed)]
