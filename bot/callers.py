"""People who take part by phone: whom a name means, chosen by number where it means nobody."""

from __future__ import annotations

from bot.model import Ask, Choice, Person, Refused


def named(ask: Ask, word: str) -> Person:
    """The person on the phone whose name was typed, or was chosen. Refused: there is none.

    `word` is what is typed before the name.
    """
    name = ask.args.get("who")
    name = name.name if isinstance(name, Person) else str(name)
    callers = [m.person for m in ask.group.members.values() if m.person.by_phone]
    for caller in callers:
        if caller.name == name:
            return caller
    if not callers:
        raise Refused("checkin.nobody-by-phone")
    choices = tuple(
        Choice(f"{word} {caller.name}", "checkin.caller", {"who": caller}) for caller in callers
    )
    raise Refused("checkin.which-caller", choices=choices, name=name)
