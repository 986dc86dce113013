"""The bot's own slash commands, as it registered them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from on_discord.errors import JSON, invalid_form, unknown
from on_discord.limits import command_problems
from on_discord.world import World

Place = int | None
"""A guild's id, or None: everywhere."""


class Commands:
    """Everywhere, and for each guild."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.overwritten: list[Place] = []
        """For which place all commands were put in anew, in order."""
        self._of: dict[Place, dict[int, JSON]] = {}

    def at(self, place: Place) -> list[JSON]:
        return list(self._of.get(place, {}).values())

    def find(self, place: Place, id: int) -> JSON:
        try:
            return self._of.get(place, {})[id]
        except KeyError:
            raise unknown("Application Command") from None

    def overwrite(self, place: Place, given: Sequence[JSON]) -> list[JSON]:
        """Exactly these from now on. Those with a name that is known keep their id."""
        _check(given)
        self.overwritten.append(place)
        known = {_name(one): int(one["id"]) for one in self.at(place)}
        shown = [self._shown(place, one, known.get(_name(one))) for one in given]
        self._of[place] = {int(one["id"]): one for one in shown}
        return shown

    def put(self, place: Place, given: JSON) -> JSON:
        """One more, or another one in place of that with its name."""
        known = {_name(one): int(one["id"]) for one in self.at(place)}
        others = [one for one in self.at(place) if _name(one) != _name(given)]
        _check([*others, given])
        one = self._shown(place, given, known.get(_name(given)))
        self._of.setdefault(place, {})[int(one["id"])] = one
        return one

    def delete(self, place: Place, id: int) -> None:
        del self._of[place][int(self.find(place, id)["id"])]

    def offered(self, guild: int | None, name: str) -> JSON | None:
        """The slash command that somebody in this guild finds under this name."""
        for one in self._seen(guild):
            if one["name"] == name and one["type"] == 1:
                return one
        return None

    def _seen(self, guild: int | None) -> Iterator[JSON]:
        if guild is not None:
            yield from self.at(guild)
        for one in self.at(None):
            contexts = one.get("contexts")
            if contexts is None or (1 if guild is None else 0) in contexts:
                yield one

    def _shown(self, place: Place, given: JSON, id: int | None) -> JSON:
        one = {name: value for name, value in given.items() if value is not None}
        bits = given.get("default_member_permissions")
        shown = {
            "type": 1,
            "description": "",
            "nsfw": False,
            "dm_permission": True,
            "contexts": None,
            "integration_types": [0],
            "options": [],
            **one,
            "id": str(id or self.world.new_id()),
            "application_id": str(self.world.application_id),
            "version": str(self.world.new_id()),
            "default_member_permissions": None if bits is None else str(bits),
        }
        shown["options"] = [_option(each) for each in shown["options"]]
        return shown if place is None else {**shown, "guild_id": str(place)}


def _option(given: JSON) -> JSON:
    one = {name: value for name, value in given.items() if value is not None}
    if "options" in one:
        one["options"] = [_option(each) for each in one["options"]]
    return one


def _name(one: JSON) -> tuple[int, str]:
    return one.get("type") or 1, str(one.get("name"))


def _check(commands: Sequence[JSON]) -> None:
    problems = list(command_problems(commands))
    if problems:
        raise invalid_form(*problems)
