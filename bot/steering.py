"""Lines of the charter that steer the other features (`bot.steers` has them all, as data).

From the moment a line is tried or agreed its setting holds, in all rooms of the group; when no such
line counts any more, what holds without one does. And the other way round: whoever changes such a
setting by its own word has it written into the charter. So the charter always says what is so.

Its laws: a part is switched on by the group's yes alone, so a line that is only tried asks for it;
no part is switched off without a word; floors only ever get stricter, and never while anything
waits (`bot.anonymous.least`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot import charter, ledger, schedule, settings
from bot.anonymous import least, slots
from bot.clauses import Clause, Kind, State
from bot.db import Tx
from bot.model import GROUP, Ask, Choice, Due, Group, Moment, Say, Text, say
from bot.settings import ON, Setting
from bot.steers import CATALOGUE, SETTINGS, TOPICS, Steer, entry, made, offered, picked, words
from bot.times import wall

__all__ = [
    "CATALOGUE",
    "SETTINGS",
    "TOPICS",
    "Steer",
    "holds",
    "offered",
    "picked",
    "reread",
    "said",
    "settle",
    "strong_words",
    "taken_up",
    "words",
]

AGAIN = "charter.settle"
"""The job that looks once more at what could not be set yet (`again`)."""

NINE = time(9)
"""When it does, in wall time."""

TRIAL, REVIEW = timedelta(days=28), timedelta(days=182)
"""When the group is asked again: about a line that a word has written, and about its own yes."""


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
    part = settings.part(name[5:]) if name.startswith("part.") else None
    setting = SETTINGS.get(name, part)
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
    if setting is least.CROWD:
        return str(least.chosen(group))
    return slots.days(group, date.max) if setting is slots.DAYS else setting.of(group)


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
    if setting is slots.DAYS:
        return [_other_days(tx, why, value)]
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
    then = () if value == ON else ledger.falls_silent(tx, group.id, name)
    return [say(key, to=GROUP, part=Text(f"part.{name}"), then=then)]


def _other_days(tx: Tx, why: Ask, value: str) -> Say:
    """Every day that somebody was told stays. While other days begin, these have to wait."""
    group, today = why.group, _today(why)
    then = slots.change(group)
    if then is not None and slots.is_changing(group, today):
        wakes = datetime.combine(then.first + timedelta(days=1), NINE)
        schedule.once(tx, AGAIN, why, str(group.id), schedule.utc(wakes, group.zone))
        return say("steering.days-later", to=GROUP, day=then.first)
    new = slots.changed(group, value, why.at)
    settings.choose(tx, group.id, slots.DAYS, slots.days(group, today), today)
    settings.choose(tx, group.id, slots.CHANGE, new.kept(), today)
    which = Text(f"challenge.days-{value.replace(' ', '-')}")
    return say("steering.days-from", to=GROUP, days=which, last=new.last, day=new.first)


def again(tx: Tx, due: Due) -> Sequence[Say]:
    """What had to wait can be set now, if a line still says so."""
    held = holds(due.group, slots.DAYS)
    tx.moments.append((Moment.LINES, f"{slots.DAYS.name}={held}"))
    return []


def _asks(tx: Tx, why: Ask, setting: Setting) -> list[Say]:
    """Nobody could not live with it. That is no yes, and a part needs one."""
    name = setting.name.removeprefix("part.")
    settings.choose(tx, why.group.id, setting, settings.ASKED, _today(why))
    yes = Choice(f"group says yes {name}", "group.we-say-yes")
    return [say("steering.part-needs-yes", to=GROUP, part=Text(f"part.{name}"), choices=(yes,))]


def _ends(setting: Setting) -> list[Say]:
    """No line sets it any more. Of a part it was said that it is off."""
    if setting.name.startswith("part.") or setting in (least.CROWD, slots.DAYS):
        return []
    if setting is settings.STRONG_WORDS:
        return [say("steering.strong-unsaid", to=GROUP)]
    found = entry((setting.name, setting.default))
    assert found is not None  # what holds without a line can be a line, too
    return [say("steering.again", to=GROUP, line=found.line)]


def strong_words(group: Group) -> Say | None:
    """What the group has agreed about swearing, for whoever comes and for each opening."""
    found = entry((settings.STRONG_WORDS.name, settings.STRONG_WORDS.of(group)))
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
    old = _about(tx, ask.group, setting)
    if old is None and value == setting.default:
        return ()  # as it always was
    if not _can_say(setting, value):
        return ()
    if old is not None and old.steers == steers and old.live and not (agreed and _is_tried(old)):
        return ()  # it says so already
    if old is not None and value == settings.OFF:
        gone = replace(old, state=State.DROPPED, since=today)
        charter.save(tx, ask.group.id, gone, Kind.DROPPED, today)
        return (say("steering.line-dropped", number=old.number),)
    line = _line(tx, ask, steers, old, agreed=agreed, since=today)
    _write(tx, ask, line, old)
    return (say("steering.line-says" if agreed else "steering.line-tries", number=line.number),)


def taken_up(tx: Tx, ask: Ask) -> list[Clause]:
    """The group has said yes to a charter: what it chose before that becomes lines of it.

    A part was switched on by the group's yes, so its line is agreed, since that day. What somebody
    chose by a word of its own is tried, until the group says yes to it. Nothing is set by this.
    """
    found = []
    for setting in _with_lines():
        value, old = holds(ask.group, setting), _about(tx, ask.group, setting)
        is_part, live = setting.name.startswith("part."), old is not None and old.live
        if is_part and value != ON:
            if old is not None and old.state is State.AGREED:  # it was switched off meanwhile
                gone = replace(old, state=State.DROPPED, since=_today(ask))
                charter.save(tx, ask.group.id, gone, Kind.DROPPED, _today(ask))
            continue
        so_already = old is not None and old.steers == (setting.name, value)
        if (so_already if live else value == setting.default) or not _can_say(setting, value):
            continue
        since = settings.chosen_on(tx, ask.group.id, setting) or _today(ask)
        line = _line(tx, ask, (setting.name, value), old, agreed=is_part, since=since)
        _write(tx, ask, line, old)
        found.append(line)
    return found


def _with_lines() -> list[Setting]:
    """Everything that a line can set, each once. The charter itself is none of its lines."""
    parts = (settings.part(name) for name in settings.PARTS if name != charter.PART)
    return [*SETTINGS.values(), *(one for one in parts if one.name not in SETTINGS)]


def _can_say(setting: Setting, value: str) -> bool:
    """Is there a line that says so? That something is off is said by none."""
    steers = setting.name, value
    return value == settings.OFF or entry(steers) is not None or made(steers) is not None


def _about(tx: Tx, group: Group, setting: Setting) -> Clause | None:
    """The line about that, perhaps one that has faded."""
    lines = charter.read(tx, group.id).clauses
    about = (one for one in lines if one.steers and one.steers[0] == setting.name and _stands(one))
    return max(about, key=lambda one: (one.live, one.since, one.number), default=None)


def _line(
    tx: Tx, ask: Ask, steers: tuple[str, str], old: Clause | None, *, agreed: bool, since: date
) -> Clause:
    """How it reads from now on. The group is asked about it again some time from now."""
    today = _today(ask)
    return Clause(
        number=charter.next_number(tx, ask.group.id) if old is None else old.number,
        words=words(steers, ask.group.language),
        state=State.AGREED if agreed else State.TRIED,
        since=since,
        look_again=max(since + REVIEW, today + TRIAL) if agreed else today + TRIAL,
        steers=steers,
        tags=frozenset() if old is None else old.tags,
        shown=0 if old is None else old.shown,
    )


def _write(tx: Tx, ask: Ask, line: Clause, old: Clause | None) -> None:
    """Its step is of the day since when it is so."""
    kind, was = Kind.AGREED if line.state is State.AGREED else Kind.TRIED, None
    if old is not None and old.words != line.words:
        kind, was = Kind.CHANGED, old.words
    elif old is not None and kind is Kind.TRIED:
        kind = Kind.BACK
    charter.save(tx, ask.group.id, line, kind, _today(ask), was=was, on=line.since)


def _stands(line: Clause) -> bool:
    return line.state is not State.DROPPED


def _is_tried(line: Clause) -> bool:
    return line.state is State.TRIED


def _today(why: Ask | Due) -> date:
    return wall(why.at, why.group.zone).date()
