"""Lines of the charter that set how Alongside works: what each sets, in which words, how it is
picked. Data, and its words.

Its law: the words of a line become the group's own when it is written, and are kept with its
charter in the group's language; what it steers is a setting and a value (`bot.steering`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from bot import catalogue, settings
from bot.anonymous import least, slots
from bot.bundle import Bundle
from bot.model import Choice, Text
from bot.settings import ON, Setting


@dataclass(frozen=True, slots=True)
class Steer:
    """What one line sets."""

    topic: str
    """What it is about, for the list to choose from."""
    setting: Setting
    value: str
    line: Text
    """The words of the line, in `steering.ftl`."""
    ears: tuple[str, ...]
    """What whoever leads can type for it, besides those words."""

    @property
    def steers(self) -> tuple[str, str]:
        return self.setting.name, self.value


def _part(name: str, line: Text) -> Steer:
    return Steer("parts", settings.part(name), ON, line, (f"{name} on",))


def _hours(value: str) -> Steer:
    begins, _, ends = value.partition("-")
    line = Text("steering.hours", {"begins": begins, "ends": ends})
    return Steer("quiet hours", settings.QUIET_HOURS, value, line, (f"quiet from {begins}",))


def _days(value: str) -> Steer:
    line = Text(f"steering.days-{value.replace(' ', '-')}")
    return Steer(_SLOTS, slots.DAYS, value, line, (f"question days {value}",))


def _each(topic: str, setting: Setting, line: Text, numbers: tuple[int, ...]) -> tuple[Steer, ...]:
    """A line for each number; the first one is what holds without a line."""
    return tuple(
        Steer(topic, setting, str(n), replace(line, facts={"number": n}), (f"{topic} {n}",))
        for n in numbers
    )


_FLOORS = (5, 6, 8, 10)


_HANDS, _STRONG, _WORDS, _SLOTS = "hands", "strong words", "easy words", "question days"

CATALOGUE: tuple[Steer, ...] = (
    Steer(_HANDS, settings.ORDER, "new voices", Text("steering.new-voices"), ("new voices",)),
    Steer(_HANDS, settings.ORDER, "first come", Text("steering.first-come"), ("first come",)),
    Steer(
        _STRONG, settings.STRONG_WORDS, "yes", Text("steering.strong-yes"), ("strong words yes",)
    ),
    Steer(_STRONG, settings.STRONG_WORDS, "no", Text("steering.strong-no"), ("strong words no",)),
    Steer(
        _STRONG, settings.STRONG_WORDS, "ask", Text("steering.strong-ask"), ("strong words ask us",)
    ),
    Steer(_WORDS, settings.WORDING, "easy", Text("steering.easy"), ("words easy",)),
    Steer(_WORDS, settings.WORDING, "usual", Text("steering.usual"), ("words usual",)),
    *map(_hours, ("20:00-08:00", "19:00-09:00", "18:00-10:00")),
    *map(_days, slots.RULES),
    *_each("hiding", least.CROWD, Text("steering.crowd"), _FLOORS),
    *_each("today", settings.PULSE_FLOOR, Text("steering.pulse"), _FLOORS),
    *_each("answers", settings.ANSWER_DAYS, Text("steering.answers"), (20, 15, 10, 5)),
    *_each("outcomes", settings.OUTCOME_DAYS, Text("steering.outcomes"), (60, 40, 20)),
    _part("rounds", Text("steering.part-rounds")),
    _part("questions", Text("steering.part-questions")),
    _part("asking", Text("steering.part-asking")),
    _part("points", Text("steering.part-points")),
    _part("ladder", Text("steering.part-ladder")),
)

KEYS = (
    *("steering.days-tuesday-and-friday", "steering.days-monday-and-thursday"),
    "steering.days-friday",
    *("steering.topic-hands", "steering.topic-strong-words", "steering.topic-easy-words"),
    *("steering.topic-quiet-hours", "steering.topic-hiding", "steering.topic-today"),
    *("steering.topic-question-days", "steering.topic-answers", "steering.topic-outcomes"),
    "steering.topic-parts",
)

TOPICS = tuple(dict.fromkeys(one.topic for one in CATALOGUE))

SETTINGS: Mapping[str, Setting] = {one.setting.name: one.setting for one in CATALOGUE}


# Words.


@cache
def _bundle(language: str) -> Bundle:
    """The words of lines: they are the group's own from then on, and kept with its charter."""
    texts = catalogue.read().texts
    return Bundle(language, {**texts[catalogue.ENGLISH], **texts.get(language, {})})


def words(steers: tuple[str, str], language: str) -> str:
    """What a line that sets this says, in that language."""
    one = entry(steers) or made(steers)
    assert one is not None  # whoever asks has looked
    facts = dict(one.line.facts)
    if isinstance(name := facts.get("part"), Text):
        facts["part"] = _filled(name, language, {})
    return _filled(one.line, language, facts).rstrip(".")


def _filled(one: Text, language: str, facts: dict[str, object]) -> str:
    bundle = _bundle(language)
    message = bundle.get_message(one.key.replace(".", "-", 1))
    assert message.value is not None
    return str(bundle.format_pattern(message.value, facts)[0])


def entry(steers: tuple[str, str]) -> Steer | None:
    return next((one for one in CATALOGUE if one.steers == steers), None)


def made(steers: tuple[str, str]) -> Steer | None:
    """What stands in no list: quiet hours and working days can be any that their own word takes,
    and a part that has no words of its own here is named as everywhere.
    """
    name, value = steers
    for setting, line in _WORKING_DAYS.items():
        if name == setting.name and setting.allows(value):
            return _each("days", setting, line, (int(value),))[0]
    if name == settings.QUIET_HOURS.name:
        return _hours(value)
    if name.startswith("part.") and value == ON:
        return _part(name[5:], Text("steering.part", {"part": Text(f"part.{name[5:]}")}))
    return None


_WORKING_DAYS = {
    settings.ANSWER_DAYS: Text("steering.answers"),
    settings.OUTCOME_DAYS: Text("steering.outcomes"),
}


def picked(typed: str, language: str) -> Steer | None:
    """The line that somebody means: by its own words, or by what stands for it."""
    said = _plainly(typed)
    for one in CATALOGUE:
        if said in (*map(_plainly, one.ears), _plainly(words(one.steers, language))):
            return one
    return None


def _plainly(typed: str) -> str:
    return " ".join(typed.casefold().replace(":", " ").strip(" .!").split())


def offered(typed: str | None) -> tuple[Choice, ...]:
    """What there is to choose: topics, or the lines of one topic. Nothing: no such topic."""
    topic = None if typed is None else _plainly(typed)
    if topic is None or topic not in TOPICS:
        return tuple(
            Choice(f"setting line {one}", f"steering.topic-{one.replace(' ', '-')}")
            for one in TOPICS
        )
    lines = (one for one in CATALOGUE if one.topic == topic)
    return tuple(
        Choice(f"setting line {one.ears[0]}", one.line.key, one.line.facts) for one in lines
    )
