"""How far a meeting felt from the step it was planned as, decided: five sentences and no number.

The same care as for how a meeting left people (`bot.features.pulse.rules`): a sentence needs
`floor` real answers, and it leaves room for two who felt otherwise, or for a third of all. So one
answer that somebody knows never makes another one certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.anonymous.crowd import ANSWERS, FEWEST, comes
from bot.aside import Around, Ballot, Step, Told, chosen
from bot.bands import HIGHER, LOWER, MIXED, MUCH_LOWER, PLANNED, STEPS
from bot.model import Choice, Group, Pulse, Refused, say

NOT_SAID = 0

OPTIONS = {**{f"step-{n}": n for n in STEPS}, "rather-not-say": NOT_SAID}

MORNING = time(10)

KEYS = (
    *("ladder.step-1", "ladder.step-2", "ladder.step-3", "ladder.step-4", "ladder.step-5"),
    *("ladder.step-6", "ladder.step-7", "ladder.rather-not-say"),
    *("pulse.company", "pulse.server", "pulse.sealed", "pulse.practice"),
)


def step(number: object) -> int:
    """The step that somebody typed. Refused: there is no such one."""
    if number not in STEPS:
        raise Refused("ladder.one-to-seven")
    return int(str(number))


def band(answers: Sequence[int], planned: int, floor: int) -> str | None:
    """How it felt beside the step it was planned as. None: too few said so."""
    felt = [one for one in answers if one in STEPS]
    if len(felt) < max(floor, ANSWERS):
        return None
    others = max(2, len(felt) / 3)

    def is_nearly_all(some: int) -> bool:
        return len(felt) - some <= others

    if is_nearly_all(sum(one < planned - 1 for one in felt)):
        return MUCH_LOWER
    if is_nearly_all(sum(one < planned for one in felt)):
        return LOWER
    if is_nearly_all(sum(one > planned for one in felt)):
        return HIGHER
    return PLANNED if is_nearly_all(felt.count(planned)) else MIXED


def next_morning(wall: datetime) -> datetime:
    """Until when it is asked after a meeting that ended at that wall time."""
    return datetime.combine(wall.date() + timedelta(days=1), MORNING)


def can_be_asked(group: Group) -> bool:
    """Do enough people come, so that most results could be shown?"""
    return comes(group) >= FEWEST


def asked(group: Group) -> Pulse | None:
    return group.ladder


def rating(around: Around, told: Told) -> Step:
    """What will be shown, and who can see that somebody answered; then the answer."""
    pulse = around.group.ladder
    if pulse is None or not around.asked:
        return Step(say("ladder.not-now"))
    if not told.choice:
        memory = () if around.lasts else (say("pulse.until-restart"),)
        then = (say(f"pulse.{around.watched}"), *memory)
        asks = say("ladder.asks", day=pulse.opens_on, choices=_choices(), then=then)
        return Step(asks, draft={"ladder": pulse.id})
    if told.draft.get("ladder") != pulse.id or told.choice not in OPTIONS:
        return Step(say("aside.gone"))  # another meeting, or the answers were lost since
    closes = pulse.closes_at.astimezone(ZoneInfo(around.group.zone))
    held = say("ladder.held", time=closes, day=closes.date())
    return Step(held, ballot=Ballot(OPTIONS[told.choice]))


def _choices() -> tuple[Choice, ...]:
    return tuple(chosen(option, f"ladder.{option}") for option in OPTIONS)
