"""How a meeting left people, decided: who is asked, what is said of the answers, and what is not.

A sentence may never give one answer away. So it needs `floor` real answers, it leaves room for two
of the other kind, or for a third of all, and it is one of three. `tests/features` enumerates all
that 5 to 15 people can answer, and docs/pulse-figures.md has what is left for people who act
together (anonymity.md in words: 3.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.anonymous.crowd import ANSWERS as FLOOR
from bot.anonymous.crowd import FEWEST, comes, floor
from bot.aside import Around, Ballot, Step, Told, chosen
from bot.model import Choice, say

LIGHTER, OKAY, TIRED, HEAVY, NOT_SAID = range(5)

__all__ = ["FEWEST", "FLOOR", "comes", "floor"]

OPTIONS = {
    "lighter": LIGHTER,
    "okay": OKAY,
    "tired": TIRED,
    "heavy": HEAVY,
    "rather-not-say": NOT_SAID,
}
"""What can be answered, in the order in which it is offered."""

MORE = "more"

LIGHT, MIXED, HARD = "light", "mixed", "heavy"

KEYS = (
    *("pulse.option-lighter", "pulse.option-okay", "pulse.option-tired", "pulse.option-heavy"),
    "pulse.option-rather-not-say",
    *("pulse.company", "pulse.server", "pulse.sealed", "pulse.practice"),
    *("pulse.says-light", "pulse.says-mixed", "pulse.says-heavy"),
)

MORNING = time(10)

ASKED_AGAIN_FOR = timedelta(days=2)
"""How long after a meeting it still makes sense to ask how it left people."""


def sentence(answers: Sequence[int], floor: int) -> str | None:
    """What is said of them. None: fewer than the floor said how it left them."""
    hard = sum(one in (TIRED, HEAVY) for one in answers)
    light = sum(one in (LIGHTER, OKAY) for one in answers)
    said = hard + light
    if said < max(floor, FLOOR):
        return None
    some = max(2, said / 3)
    if hard <= some:
        return LIGHT
    return HARD if light <= some else MIXED


def next_morning(wall: datetime) -> datetime:
    """Until when it is asked after a meeting that ended at that wall time."""
    return datetime.combine(wall.date() + timedelta(days=1), MORNING)


def asks_again(opened: datetime, now: datetime) -> bool:
    """The answers were lost: is it not too late to ask for them once more? Wall times."""
    return now - opened <= ASKED_AGAIN_FOR


def leaving(around: Around, told: Told) -> Step:
    """What will be shown and who can see that somebody answered; then the answer."""
    pulse = around.group.pulse
    if pulse is None or not around.asked:
        few = comes(around.group) < FEWEST
        return Step(say("pulse.few-come" if few else "pulse.not-now"))
    if not told.choice:
        return _asks(around)
    if told.draft.get("pulse") != pulse.id or told.choice not in (*OPTIONS, MORE):
        return Step(say("aside.gone"))  # another meeting, or the answers were lost since
    if told.choice == MORE:
        about = say("pulse.more-about", choices=_choices(), floor=pulse.floor)
        return Step(about, draft=told.draft)
    closes = pulse.closes_at.astimezone(ZoneInfo(around.group.zone))
    held = say("pulse.held", time=closes, day=closes.date())
    return Step(held, ballot=Ballot(OPTIONS[told.choice]))


def _asks(around: Around) -> Step:
    pulse = around.group.pulse
    assert pulse is not None  # it is asked
    memory = () if around.lasts else (say("pulse.until-restart"),)
    said = say(
        "pulse.asks",
        choices=(*_choices(), chosen(MORE, "pulse.more")),
        day=pulse.opens_on,
        then=(say(f"pulse.{around.watched}"), *memory),
    )
    return Step(said, draft={"pulse": pulse.id})


def _choices() -> tuple[Choice, ...]:
    return tuple(chosen(option, _label(option)) for option in OPTIONS)


def _label(option: str) -> str:
    return f"pulse.option-{option}"
