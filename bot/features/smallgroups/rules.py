"""Small groups, decided: what was asked for, who is where, and when what is said.

Everybody is where they chose to be, or here. Silence is a stay, and a stay is just as good.
Nobody is alone in a small group; who helps somebody stays with them; whom it is the same to is
where fewest are. People on two platforms cannot read each other, so they make two parts of one
group, and each part is judged by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bot.model import Person, PersonId, Refused, platform_of

LABELS = "ABCDEF"
ANY, STAY = "any", "stay"

FEWEST, MOST = 2, len(LABELS)
SHORTEST, LONGEST, USUAL = 3, 90, 15
"""Minutes."""

CHOOSING = timedelta(minutes=2)
"""How long people have to choose. It comes before the minutes that were asked for."""

WARNING, LAST_MINUTE = timedelta(minutes=5), timedelta(minutes=1)

ENOUGH_BEFORE = timedelta(minutes=2)
"""A warning sooner than that after the groups have begun would only be in the way."""

MORE = timedelta(minutes=5)

LONGEST_TOPIC = 40

_TOPIC = re.compile(r"(?:^|(?<=[\s,.;]))([A-Fa-f])(?:\s+is\b|\s*[=:)-])\s*", re.IGNORECASE)
_BY_CHANCE = re.compile(r"\b(random|chance)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The small groups that were asked for."""

    count: int = FEWEST
    minutes: int = USUAL
    topics: tuple[str, ...] = ()
    """One for each group, or none at all."""
    by_chance: bool = False
    last_minute: bool = False


def wanted(typed: str, people: int) -> Wanted:
    """What follows the word: "2, 14 minutes: A is page 1, B is page 2". Raises Refused.

    `people`: how many the group knows.
    """
    head, _, tail = typed.partition(":")
    numbers = [int(number) for number in re.findall(r"\d{1,4}", head)]
    found = Wanted(
        count=numbers[0] if numbers else FEWEST,
        minutes=numbers[1] if len(numbers) > 1 else USUAL,
        by_chance=_BY_CHANCE.search(head) is not None,
        last_minute=numbers[2:3] == [1],
    )
    checked(found, people)
    return replace(found, topics=_topics(tail, found.count))


def checked(found: Wanted, people: int) -> Wanted:
    """The same, if it can be. Raises Refused."""
    most = min(MOST, people // 2)
    if most < FEWEST:
        raise Refused("smallgroups.too-few")
    if not FEWEST <= found.count <= most:
        raise Refused("smallgroups.how-many", most=most)
    if not SHORTEST <= found.minutes <= LONGEST:
        raise Refused("smallgroups.how-long", least=SHORTEST, most=LONGEST)
    return found


def _topics(typed: str, count: int) -> tuple[str, ...]:
    """One for each group, by its letter or in order."""
    if not typed.strip():
        return ()
    start, *rest = _TOPIC.split(typed)
    if rest and not start.strip():
        by_letter = dict(zip(map(str.upper, rest[::2]), map(_clean, rest[1::2]), strict=True))
        topics = [by_letter.get(letter, "") for letter in LABELS[:count]]
        others = set(by_letter) - set(LABELS[:count])
    else:
        topics, others = [_clean(one) for one in re.split(r"[,;\n]", typed)], set[str]()
    if others or len(topics) != count or not all(topics):
        raise Refused("smallgroups.which-topics")
    if any(len(topic) > LONGEST_TOPIC for topic in topics):
        raise Refused("smallgroups.long-topic", most=LONGEST_TOPIC)
    return tuple(topics)


def _clean(topic: str) -> str:
    return topic.strip(" \t,.;")


@dataclass(frozen=True, slots=True)
class Someone:
    """One person, and what they chose."""

    who: Person
    choice: str = ""
    """A letter, ANY, STAY, or nothing."""
    leads: bool = False
    """They lead this meeting, so they are here unless they choose otherwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """The people of one small group who can read each other."""

    label: str
    platform: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Who is where."""

    parts: tuple[Part, ...]
    here: tuple[Person, ...]
    """Who said so, whoever leads, and whose group did not come about. Silence names nobody."""
    others: bool
    """There are people who chose nothing."""
    closed: tuple[tuple[str, str], ...] = ()
    """By letter and platform: what somebody chose, and where they would have been alone."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """People who stay together."""

    people: tuple[Someone, ...]
    choice: str
    platform: str

    def __len__(self) -> int:
        return len(self.people)


Pairs = Mapping[PersonId, PersonId]
"""Who helps whom."""

Table = dict[tuple[str, str], list[_Unit]]
"""By letter and platform."""


def place(people: Sequence[Someone], pairs: Pairs, count: int, seed: int) -> Placed:
    """Where everybody is. `people`: all whom the group knows, in the order they chose in."""
    letters, dice = tuple(LABELS[:count]), Random(seed)
    home = _largest_platform(people)
    units = list(_units(people, pairs, home))
    table: Table = {}
    here = [unit for unit in units if unit.choice not in (*letters, ANY)]
    # Who is on the phone alone goes where the others of that letter are: so they come last.
    for unit in sorted(units, key=lambda one: all(who.who.by_phone for who in one.people)):
        if unit.choice in letters:
            by_phone = all(one.who.by_phone for one in unit.people)
            others = [there for letter, there in table if letter == unit.choice]
            away = by_phone and others and unit.platform not in others
            _join(table, replace(unit, platform=others[0]) if away else unit, unit.choice)
    for platform in dict.fromkeys(unit.platform for unit in units):
        same_to = [one for one in units if one.choice == ANY and one.platform == platform]
        dice.shuffle(same_to)
        here += _deal(table, sorted(same_to, key=len, reverse=True), letters, platform)
    closed = [part for part, there in table.items() if sum(map(len, there)) < 2]
    for part in closed:
        here += table.pop(part)
    _keep_company(table, here)
    order = {one.who.id: n for n, one in enumerate(people)}
    return Placed(
        parts=tuple(_part(*at, table[at], order) for at in sorted(table)),
        here=_named(here, order),
        others=any(_silent(one) for unit in here for one in unit.people),
        closed=tuple(sorted(closed)),
    )


def _largest_platform(people: Iterable[Someone]) -> str:
    """Where whoever is on the phone, with nobody who helps, counts as being."""
    platforms = [platform_of(one.who.id) for one in people if not one.who.by_phone]
    return max(platforms, key=platforms.count, default="")


def _units(people: Sequence[Someone], pairs: Pairs, home: str) -> Iterator[_Unit]:
    """Everybody once. Whom somebody helps decides where both are; on the phone, who helps."""
    known = {one.who.id: one for one in people}
    of: dict[PersonId, list[Someone]] = {}
    for one in people:
        of.setdefault(_helped(one.who.id, pairs, known), []).append(one)
    for id, there in of.items():
        first, helpers = known[id], [one for one in there if one.who.id != id]
        choice = first.choice
        if not choice and first.who.by_phone:
            choice = next((one.choice for one in helpers if one.choice), "")
        by_platform: dict[str, list[Someone]] = {}
        own = next((platform_of(one.who.id) for one in there if not one.who.by_phone), home)
        for one in (first, *helpers):
            platform = own if one.who.by_phone else platform_of(one.who.id)
            by_platform.setdefault(platform, []).append(one)
        for platform, same in by_platform.items():
            yield _Unit(tuple(same), choice, platform)


def _helped(who: PersonId, pairs: Pairs, known: Mapping[PersonId, Someone]) -> PersonId:
    """Whom somebody stays with in the end: themselves, if they help nobody."""
    seen = [who]
    while (other := pairs.get(seen[-1])) is not None and other in known:
        if other in seen:  # they help each other: any of them will do, the same for all
            return min(seen[seen.index(other) :])
        seen.append(other)
    return seen[-1]


def _join(table: Table, unit: _Unit, label: str) -> None:
    table.setdefault((label, unit.platform), []).append(unit)


def _deal(table: Table, units: list[_Unit], letters: Sequence[str], platform: str) -> list[_Unit]:
    """Whom it is the same to goes where fewest are; who must stay here."""

    def size(letter: str) -> int:
        return sum(map(len, table.get((letter, platform), ())))

    people = sum(map(len, units))
    there = [letter for letter in letters if size(letter)]
    short = sum(max(0, 2 - size(letter)) for letter in there)
    for letter in letters:  # one more group only where it would not be one of a single person
        if letter not in there and short + 2 <= people:
            there.append(letter)
            short += 2
    if not there:
        return units
    for unit in units:
        _join(table, unit, min(sorted(there), key=size))
    return []


def _keep_company(table: Table, here: list[_Unit]) -> None:
    """Whoever stayed is not to be alone here: somebody who leads stays as well, if they can."""
    known = [one for unit in here for one in unit.people]
    if len(known) != 1 or known[0].leads or _silent(known[0]):
        return
    for there in table.values():
        for unit in there:
            if len(unit) == 1 and unit.people[0].leads and sum(map(len, there)) > 2:
                there.remove(unit)
                here.append(unit)
                return


def _silent(one: Someone) -> bool:
    return not one.choice and not one.leads


def _part(label: str, platform: str, units: Iterable[_Unit], order: Mapping[PersonId, int]) -> Part:
    people = [one.who for unit in units for one in unit.people]
    return Part(label, platform, tuple(sorted(people, key=lambda who: order[who.id])))


def _named(here: Iterable[_Unit], order: Mapping[PersonId, int]) -> tuple[Person, ...]:
    known = [one.who for unit in here for one in unit.people if not _silent(one)]
    return tuple(sorted(known, key=lambda who: order[who.id]))


# Time.


def warnings(
    begins: datetime, ends: datetime, now: datetime, *, last_minute: bool
) -> list[datetime]:
    """When the small groups are told how much time is left, from now on."""
    wanted = [ends - WARNING, *([ends - LAST_MINUTE] if last_minute else [])]
    return [at for at in wanted if at > now and at - begins >= ENOUGH_BEFORE]


def minutes_left(ends: datetime, now: datetime) -> int:
    """Whole minutes, as one would say them."""
    return round((ends - now) / timedelta(minutes=1))
