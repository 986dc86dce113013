"""Lines of the charter that steer: what each sets, in which words, and how it is picked. Data.

From the moment a line is tried or agreed its setting holds, in all rooms of the group; when no such
line counts any more, what holds without one does. And the other way round: whoever changes such a
setting by its own word has it written into the charter. So the charter always says what is so.

Its laws: a part is switched on by the group's yes alone, so a line that is only tried asks for it;
no part is switched off without a word; floors only ever get stricter, and never while anything
waits (`bot.anonymous.least`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from fluent.runtime import FluentBundle, FluentResource

from bot import catalogue, charter, settings
from bot.anonymous import least
from bot.clauses import Clause, Kind, State
from bot.db import Tx
from bot.model import GROUP, Ask, Choice, Due, Group, Moment, Say, Text, say
from bot.settings import ON, Setting
from bot.times import wall

TRIAL, REVIEW = timedelta(days=28), timedelta(days=182)
"""When the group is asked again: about a line that a word has written, and about its own yes."""


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


def _each(topic: str, setting: Setting, line: Text, numbers: tuple[int, ...]) -> tuple[Steer, ...]:
    """A line for each number; the first one is what holds without a line."""
    return tuple(
        Steer(topic, setting, str(n), replace(line, facts={"number": n}), (f"{topic} {n}",))
        for n in numbers
    )


_FLOORS = (5, 6, 8, 10)


_HANDS, _STRONG, _WORDS = "hands", "strong words", "easy words"

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
    *_each("hiding", least.CROWD, Text("steering.crowd"), _FLOORS),
    *_each("today", settings.PULSE_FLOOR, Text("steering.pulse"), _FLOORS),
    *_each("answers", settings.ANSWER_DAYS, Text("steering.answers"), (20, 15, 10, 5)),
    _part("rounds", Text("steering.part-rounds")),
    _part("questions", Text("steering.part-questions")),
    _part("asking", Text("steering.part-asking")),
    _part("points", Text("steering.part-points")),
)

KEYS = (
    *("steering.topic-hands", "steering.topic-strong-words", "steering.topic-easy-words"),
    *("steering.topic-quiet-hours", "steering.topic-hiding", "steering.topic-today"),
    *("steering.topic-answers", "steering.topic-parts"),
)

TOPICS = tuple(dict.fromkeys(one.topic for one in CATALOGUE))

SETTINGS: Mapping[str, Setting] = {one.setting.name: one.setting for one in CATALOGUE}


# Words.


@cache
def _bundle(language: str) -> FluentBundle:
    """The words of lines: they are the group's own from then on, and kept with its charter."""
    bundle = FluentBundle([language], use_isolating=False)
    for code in (catalogue.ENGLISH, language):
        file = catalogue.prompts() / code / "steering.ftl"
        if file.is_file():
            text = file.read_text("utf-8")
            bundle.add_resource(FluentResource(text), allow_overrides=True)
    return bundle


def words(steers: tuple[str, str], language: str) -> str:
    """What a line that sets this says, in that language."""
    # Quiet hours can be any that their own word takes.
    one = _entry(steers) or _hours(steers[1])
    bundle = _bundle(language)
    message = bundle.get_message(one.line.key.replace(".", "-", 1))
    assert message.value is not None
    return str(bundle.format_pattern(message.value, dict(one.line.facts))[0]).rstrip(".")


def _entry(steers: tuple[str, str]) -> Steer | None:
    return next((one for one in CATALOGUE if one.steers == steers), None)


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


def reread(clause: Clause, language: str) -> Clause:
    """A line whose words are new: it steers what they say, and nothing if they are other words."""
    found = picked(clause.words, language)
    if found is None:
        return replace(clause, steers=None)
    return replace(clause, steers=found.steers, words=words(found.steers, language))


# From the charter to the settings.


def settle(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A line that steers has changed: what it sets is as the charter says, from now on.

    At `Moment.LINES`, about one setting and the value that this line had for it.
    """
    name, _, value = str(ask.args["part"]).partition("=")
    setting = SETTINGS.get(name)
    if setting is None:
        return []
    now = holds(ask.group, setting)
    line = _holding(tx, ask.group, name)
    if line is None:
        if now != value or now == setting.default:
            return []
        return [*_choose(tx, ask, setting, setting.default), *_ends(setting)]
    new = line.steers[1] if line.steers else value
    if new == now:
        return []
    if name.startswith("part.") and line.state is not State.AGREED:
        return _asks(tx, ask, setting) if now == settings.OFF else []
    return _choose(tx, ask, setting, new)


def holds(group: Group, setting: Setting) -> str:
    """What is chosen now."""
    return str(least.chosen(group)) if setting is least.CROWD else setting.of(group)


def _holding(tx: Tx, group: Group, name: str) -> Clause | None:
    """The newest line about this setting that counts."""
    live = (one for one in charter.read(tx, group.id).live if one.steers and one.steers[0] == name)
    return max(live, key=lambda one: (one.since, one.number), default=None)


def _choose(tx: Tx, why: Ask, setting: Setting, value: str) -> list[Say]:
    """The setting itself, and what people have to hear besides the words of the line."""
    group, today = why.group, _today(why)
    if setting is least.CROWD:
        kept = least.changed(group, int(value), why.at, today)
        settings.choose(tx, group.id, setting, kept, today)
        day = least.begins(group, why.at)
        return [say("steering.crowd-from", to=GROUP, least=int(value), day=day)]
    if not setting.allows(value):
        return []  # a line of another time: the floor has been raised since
    settings.choose(tx, group.id, setting, value, today)
    if not setting.name.startswith("part."):
        tx.moments.append((Moment.STEERED, setting.name))
        return []
    name = setting.name.removeprefix("part.")
    if value == ON:
        tx.moments.append((Moment.SWITCHED, name))
    key = "group.is-on" if value == ON else "group.is-off"
    return [say(key, to=GROUP, part=Text(f"part.{name}"))]


def _asks(tx: Tx, why: Ask, setting: Setting) -> list[Say]:
    """Nobody could not live with it. That is no yes, and a part needs one."""
    name = setting.name.removeprefix("part.")
    settings.choose(tx, why.group.id, setting, settings.ASKED, _today(why))
    yes = Choice(f"group says yes {name}", "group.we-say-yes")
    return [say("steering.part-needs-yes", to=GROUP, part=Text(f"part.{name}"), choices=(yes,))]


def _ends(setting: Setting) -> list[Say]:
    """No line sets it any more. Of a part it was said that it is off."""
    if setting.name.startswith("part.") or setting is least.CROWD:
        return []
    if setting is settings.STRONG_WORDS:
        return [say("steering.strong-unsaid", to=GROUP)]
    found = _entry((setting.name, setting.default))
    assert found is not None  # what holds without a line can be a line, too
    return [say("steering.again", to=GROUP, line=found.line)]


def strong_words(group: Group) -> Say | None:
    """What the group has agreed about swearing, for whoever comes and for each opening."""
    found = _entry((settings.STRONG_WORDS.name, settings.STRONG_WORDS.of(group)))
    return None if found is None else say(found.line.key)


# From the settings to the charter.


def said(
    tx: Tx, ask: Ask, setting: Setting, value: str, *, agreed: bool = False
) -> tuple[Say, ...]:
    """Somebody chose that by its own word: the charter says so from now on, and they hear it.

    `agreed`: by the group's yes. Else the line is tried, and the group is asked about it.
    """
    if not settings.has_part(ask.group, charter.PART):
        return ()
    today, steers = _today(ask), (setting.name, value)
    lines = charter.read(tx, ask.group.id).clauses
    old = max(
        (one for one in lines if one.steers and one.steers[0] == setting.name and _stands(one)),
        key=lambda one: (one.live, one.since, one.number),
        default=None,
    )
    if old is None and value == setting.default:
        return ()  # as it always was
    if old is not None and old.steers == steers and old.live and not (agreed and _is_tried(old)):
        return ()  # it says so already
    if old is not None and value == settings.OFF:
        gone = replace(old, state=State.DROPPED, since=today)
        charter.save(tx, ask.group.id, gone, Kind.DROPPED, today)
        return (say("steering.line-dropped", number=old.number),)
    state, again = (State.AGREED, REVIEW) if agreed else (State.TRIED, TRIAL)
    line = Clause(
        number=charter.next_number(tx, ask.group.id) if old is None else old.number,
        words=words(steers, ask.group.language),
        state=state,
        since=today,
        look_again=today + again,
        steers=steers,
        tags=frozenset() if old is None else old.tags,
        shown=0 if old is None else old.shown,
    )
    _write(tx, ask, line, old, today)
    return (say("steering.line-says" if agreed else "steering.line-tries", number=line.number),)


def _write(tx: Tx, ask: Ask, line: Clause, old: Clause | None, today: date) -> None:
    if old is None:
        kind = Kind.AGREED if line.state is State.AGREED else Kind.TRIED
        charter.save(tx, ask.group.id, line, kind, today)
    elif old.words == line.words:
        kind = Kind.AGREED if line.state is State.AGREED else Kind.BACK
        charter.save(tx, ask.group.id, line, kind, today)
    else:
        charter.save(tx, ask.group.id, line, Kind.CHANGED, today, was=old.words)


def _stands(line: Clause) -> bool:
    return line.state is not State.DROPPED


def _is_tried(line: Clause) -> bool:
    return line.state is State.TRIED


def _today(why: Ask | Due) -> date:
    return wall(why.at, why.group.zone).date()
