"""What is said about small groups: who is where, and what they say when all are back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.features.smallgroups.rules import ANY, LABELS, STAY, Part, Placed, Wanted
from bot.features.smallgroups.store import Now
from bot.model import (
    ASKER,
    GROUP,
    Ask,
    Choice,
    Group,
    Listed,
    Person,
    PersonId,
    RoomId,
    Say,
    Text,
    To,
    platform_of,
    say,
)

GOOD_FOR = timedelta(hours=1)
"""How long it is worth saying who is where, and what the groups say."""


COME_ALONG = Choice(f"{ANY} group", "smallgroups.come-along")

LETTERS = tuple(Choice(label, "smallgroups.letter", {"label": label}) for label in LABELS)
"""What can follow the word."""


def letter(label: str) -> Choice:
    """The button of one small group."""
    return Choice(f"join {label}", "smallgroups.letter", {"label": label})


def only(ask: Ask) -> To | Person:
    """Whoever asked and nobody else, also where they asked in the room."""
    return ASKER if ask.private else ask.asker


def local(group: Group, at: datetime) -> datetime:
    """A time as the group's own clock has it."""
    return at.astimezone(ZoneInfo(group.zone))


def several(group: Group) -> bool:
    """Are its people on several platforms, who cannot read each other in a small group?"""
    return len({platform_of(room) for room in group.rooms}) > 1


def begun(group: Group, now: Now) -> Say:
    """Two small groups until 11:43, and what to type."""
    wanted = now.wanted
    labels = tuple(LABELS[: wanted.count])
    choices: tuple[Choice, ...]
    if wanted.by_chance:
        ask, choices = say("smallgroups.by-dice"), (COME_ALONG,)
    else:
        ask = say("smallgroups.choose", labels=Listed(labels, "list.comma"))
        choices = tuple(map(letter, labels))
    topics = tuple(
        say("smallgroups.topic", label=label, topic=topic)
        for label, topic in zip(labels, wanted.topics, strict=False)
    )
    by_app = (say("smallgroups.same-app"),) if several(group) and now.beside else ()
    unplaced = set(group.rooms) - set(now.beside)
    by_voice = (say("smallgroups.by-voice"),) if unplaced else ()
    return say(
        "smallgroups.begun",
        to=GROUP,
        count=wanted.count,
        time=local(group, now.ends),
        choices=(*choices, Choice(STAY, "word.stay")),
        told=True,
        then=(*topics, ask, *by_app, *by_voice),
    )


def settled(placed: Placed, pairs: Mapping[PersonId, Person], now: Now) -> Say:
    """Who is where, in one line for everybody."""
    if not placed.parts:
        return say("smallgroups.nobody", to=GROUP)
    letters = [part.label for part in placed.parts] + [label for label, _ in placed.closed]
    first, *rest = (_part(part, letters, pairs) for part in placed.parts)
    if placed.here:
        names = _names(placed.here, pairs)
        rest.append(
            say("smallgroups.here-others" if placed.others else "smallgroups.here", names=names)
        )
    rest += [
        say("smallgroups.stays-closed", label=called(label, on, letters))
        for label, on in placed.closed
    ]
    if now.beside:
        rest.append(say("smallgroups.where"))
    return Say(first.key, first.facts, GROUP, then=tuple(rest), good_for=GOOD_FOR)


def _part(part: Part, letters: Sequence[str], pairs: Mapping[PersonId, Person]) -> Say:
    label = called(part.label, part.platform, letters)
    return say("smallgroups.group", label=label, names=_names(part.people, pairs))


def called(label: str, platform: str, letters: Sequence[str]) -> object:
    """ "A", or "A on Discord" where that letter has a part elsewhere. `letters`: of all parts."""
    if letters.count(label) < 2:
        return label
    return Text("smallgroups.label-on", {"label": label, "platform": Text(f"platform.{platform}")})


def _names(people: Iterable[Person], pairs: Mapping[PersonId, Person]) -> Listed:
    """Whoever helps somebody is named with them: "Sam with Dilys"."""
    there = {who.id: who for who in people}
    # Whom somebody helps is named with the first who does.
    helped = {pairs[who.id].id: who.id for who in reversed(there.values()) if who.id in pairs}
    named: list[object] = []
    for who in there.values():
        whom = pairs.get(who.id)
        if whom is not None and helped.get(whom.id) == who.id and whom.id in there:
            named.append(Text("smallgroups.with", {"who": who, "whom": there[whom.id]}))
        elif who.id not in helped:
            named.append(who)
    return Listed(tuple(named), "list.comma")


def lines(parts: Sequence[tuple[str, str, str]]) -> tuple[Say, ...]:
    """What each group says; one that gave nothing is not named."""
    letters = [label for label, _, _ in parts]
    return tuple(
        say("smallgroups.says", label=called(label, on, letters), lines=said)
        for label, on, said in parts
        if said
    )


def to_each(group: Group, one: Say) -> list[Say]:
    """The same in every small group's own place, and nowhere else."""
    return [
        Say(one.key, one.facts, room, then=one.then, good_for=one.good_for)
        for room, subject in group.apart.items()
        if subject
    ]


def in_places(group: Group, label: str, platform: str) -> list[RoomId]:
    """Where the people of one part are."""
    return [
        room
        for room, subject in group.apart.items()
        if subject == subject_of(label) and platform_of(room) == platform
    ]


def subject_of(label: str) -> str:
    """What a place is for."""
    return f"smallgroups:{label}"


def topic_of(now: Now, label: str) -> str:
    """What one group is about; nothing, if that was not said."""
    return now.wanted.topics[LABELS.index(label)] if now.wanted.topics else ""


def wanted_of(args: Mapping[str, object]) -> str:
    """What was chosen in the form, as one would type it."""
    how = " random" if args.get("how") == "chance" else ""
    topics = args.get("topics")
    return f"{args.get('count')}, {args.get('minutes')}{how}: {topics or ''}"


def shown(wanted: Wanted) -> Listed:
    """The topics, as they would stand in the room."""
    topics = zip(LABELS, wanted.topics, strict=False)
    return Listed(
        tuple(
            Text("smallgroups.topic", {"label": label, "topic": topic}) for label, topic in topics
        ),
        "smallgroups.topics",
    )
