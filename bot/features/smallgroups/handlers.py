"""How small groups begin, go on and end: what each word does, and each time that comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot import breaks, forms, places, schedule, settings
from bot.db import Tx
from bot.feature import Command, Field, Form, Given
from bot.features.smallgroups import rules, store, telling
from bot.features.smallgroups.rules import ANY, STAY, Part, Someone, Wanted
from bot.features.smallgroups.store import APART, CHOOSING, OFF, STATE, Now
from bot.model import (
    EVERYWHERE,
    GROUP,
    Ask,
    Choice,
    Due,
    Group,
    Person,
    PersonId,
    Refused,
    RoomId,
    Say,
    platform_of,
    say,
)

SETTLE, PLACE, WARN, END = (f"smallgroups.{name}" for name in ("settle", "place", "warn", "end"))

KEYS = (
    *("smallgroups.count-2", "smallgroups.count-3", "smallgroups.count-4"),
    *("smallgroups.minutes-10", "smallgroups.minutes-15", "smallgroups.minutes-20"),
)

STALE = timedelta(minutes=1)
"""From then on a time that was promised has passed, because the bot was away."""


def _no_topics(given: Given) -> bool:
    return not given.get("topics")


def _shown(given: Given) -> Mapping[str, object]:
    topics = tuple((given.get("topics") or "").splitlines())
    return {**given, "shown": telling.shown(Wanted(topics=topics))}


def _numbers(name: str, *numbers: int) -> tuple[Choice, ...]:
    return tuple(Choice(str(n), f"smallgroups.{name}-{n}") for n in numbers)


FORM = Form(
    (
        Field("count", "smallgroups.ask-count", choices=_numbers("count", 2, 3, 4)),
        Field("minutes", "smallgroups.ask-minutes", choices=_numbers("minutes", 10, 15, 20)),
        Field(
            "how",
            "smallgroups.ask-how",
            choices=(
                Choice("choose", "smallgroups.how-choose"),
                Choice("chance", "smallgroups.how-chance"),
            ),
        ),
        Field(
            "sure",
            "smallgroups.preview",
            choices=forms.YES_OR_NO,
            alone=True,
            skip=_no_topics,
            shows=_shown,
        ),
    )
)
"""Topics are never asked for: who types them in private sees them before the room does."""


def open_(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Whoever leads asks for small groups: people have two minutes to choose."""
    group, args = ask.group, ask.args
    known = store.load(tx, group.id)
    if known is not None:
        since = telling.local(group, known.begins)
        if known.state == APART:
            raise Refused("smallgroups.apart-already", time=since)
        raise Refused("smallgroups.choosing-already", time=since)
    typed = telling.wanted_of(args) if "count" in args else str(args.get("groups") or "")
    wanted = rules.wanted(typed, len(_known(group)))
    if ask.private and wanted.topics and "sure" not in args:
        return [_preview(tx, ask, wanted)]
    begins = ask.at + rules.CHOOSING
    now = Now(
        CHOOSING, wanted, begins, begins + timedelta(minutes=wanted.minutes), None, ask.beside
    )
    store.save(tx, group.id, now)
    settings.choose(tx, group.id, STATE, CHOOSING, ask.at.date())
    schedule.once(tx, SETTLE, ask, str(group.id), begins)
    breaks.go_on(tx, ask)
    return [telling.begun(group, now)]


def _preview(tx: Tx, ask: Ask, wanted: Wanted) -> Say:
    """Typed in private, so the words for the room are shown first (law 3)."""
    known = {
        "count": str(wanted.count),
        "minutes": str(wanted.minutes),
        "how": "chance" if wanted.by_chance else "choose",
        "topics": "\n".join(wanted.topics),
    }
    shown = Command(ask.command, open_, form=FORM)
    asked = forms.begin(tx, ask.account, ask.group.id, shown, ask.at, known)
    assert isinstance(asked, Say)  # whether they are sure is still open
    return asked


def _known(group: Group) -> dict[PersonId, Person]:
    """Everybody whom the group knows, and whoever leads."""
    found = {id: Person(id, name) for id, name in group.names.items()}
    if group.session is not None:
        found.setdefault(group.session.lead.id, group.session.lead)
    return found


def choose(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A letter, any group, or stay: said by one word, changed by another."""
    now, typed = _now(tx, ask.group), str(ask.args.get("letter") or "").upper()
    choice = typed or (STAY if ask.command == STAY else ANY)
    if typed and choice not in rules.LABELS[: now.wanted.count]:
        raise Refused("smallgroups.no-such", label=choice)
    if now.state == APART:
        return _late(tx, ask, now, choice)
    helped = store.pairs(tx, ask.group).get(ask.by.id)
    store.choose(tx, ask.group.id, ask.by, choice)
    until = telling.local(ask.group, now.begins)
    # Said in private, it is told before what the room will read (law 3).
    aloud = (say("smallgroups.said-aloud", time=until),) if ask.private else ()
    if helped is not None:
        return [say("smallgroups.with-whom", whom=helped, then=aloud)]
    if typed:
        return [say("smallgroups.chose", label=choice, time=until, then=aloud)]
    if choice == STAY:
        return [say("smallgroups.stays", time=until, then=aloud)]
    return [say("smallgroups.any", time=until, then=aloud)]


def _late(tx: Tx, ask: Ask, now: Now, choice: str) -> Sequence[Say]:
    """Somebody who comes once the groups have begun; in private, as nobody else needs to hear."""
    if (there := store.where(tx, ask.group.id, ask.by.id)) is not None:
        raise Refused("smallgroups.in-one", label=there[0], who=_lead(ask.group))
    if choice == STAY:
        return [say("smallgroups.stays-here", to=telling.only(ask))]
    parts = [(label, on) for label, on, _ in store.parts(tx, ask.group.id)]
    mine = [part for part in parts if part[1] == platform_of(ask.account)]
    fits = [part for part in mine if choice in (ANY, part[0])]
    if not fits:
        raise Refused("smallgroups.no-room", who=_lead(ask.group))
    label, on = fits[0]
    join(tx, ask.group, ask.by, label, on, ask.account)
    return [say("smallgroups.joined", to=telling.only(ask), label=label)]


def join(tx: Tx, group: Group, who: Person, label: str, on: str, account: PersonId) -> None:
    """Somebody comes into a group that has begun."""
    store.put(tx, group.id, who, label, on)
    places.ask_in(tx, group.id, telling.subject_of(label), [account])


def settle(tx: Tx, due: Due) -> Sequence[Say]:
    """The time to choose is over: who is where, and a place for each group."""
    group, now = due.group, store.load(tx, due.group.id)
    if now is None or now.state != CHOOSING or group.session is None:
        return []
    pairs = store.pairs(tx, group)
    placed = rules.place(
        _people(tx, group),
        {who: whom.id for who, whom in pairs.items()},
        now.wanted.count,
        due.seed,
    )
    if not placed.parts:
        _end(tx, due)
        return [telling.settled(placed, pairs, now)]
    ends = due.at + timedelta(minutes=now.wanted.minutes) if due.late > STALE else now.ends
    now = replace(now, state=APART, begins=due.at, ends=ends)
    store.save(tx, group.id, now)
    settings.choose(tx, group.id, STATE, APART, due.at.date())
    store.settle(tx, group.id, placed)
    for part in placed.parts:
        _wish(tx, due, part, now)
    _set(tx, due, now)
    return [telling.settled(placed, pairs, now)]


def _people(tx: Tx, group: Group) -> list[Someone]:
    """All whom the group knows, and who else has chosen: those who chose first."""
    assert group.session is not None
    lead, chosen = group.session.lead.id, store.chosen(tx, group)
    first = [Someone(who, choice, who.id == lead) for who, choice in chosen]
    said = {who.id for who, _ in chosen}
    rest = (who for id, who in _known(group).items() if id not in said)
    return [*first, *(Someone(who, leads=who.id == lead) for who in rest)]


def _wish(tx: Tx, due: Due, part: Part, now: Now) -> None:
    """A place for it beside the room of its people, where there can be one."""
    beside = next((room for room in now.beside if platform_of(room) == part.platform), None)
    if beside is None:
        return
    places.wish(
        tx,
        due,
        telling.subject_of(part.label),
        beside,
        # No topic: a name may be read where what is said in the room cannot.
        name=f"{due.group.name} {part.label}".strip(),
        people=[who.id for who in part.people],
        job=PLACE,
    )


def _set(tx: Tx, why: Ask | Due, now: Now) -> None:
    """When the groups are warned, and when they end."""
    subject = str(why.group.id)
    schedule.once(tx, END, why, subject, now.ends)
    schedule.cancel(tx, WARN, subject)
    last = now.wanted.last_minute
    for at in rules.warnings(now.begins, now.ends, why.at, last_minute=last)[:1]:
        schedule.once(tx, WARN, why, subject, at, good_for=rules.LAST_MINUTE)


def place(tx: Tx, due: Due) -> Sequence[Say]:
    """A small group's place stands, or never will."""
    now, label = store.load(tx, due.group.id), str(due.args["subject"]).partition(":")[2]
    beside = RoomId(str(due.args["beside"]))
    if now is None or now.state != APART:
        return []
    on = platform_of(beside)
    if due.args.get("never"):
        return [say("smallgroups.no-place", to=beside, label=label)]
    about = telling.topic_of(now, label)
    topic = (say("smallgroups.about", topic=about),) if about else ()
    others = [other for one, other, _ in store.parts(tx, due.group.id) if one == label != other]
    apart = (say("smallgroups.others-elsewhere", label=label),) if len(others) > 1 else ()
    return [
        say(
            "smallgroups.here-you-are",
            to=room,
            label=label,
            time=telling.local(due.group, now.ends),
            who=_lead(due.group),
            then=(*topic, say("smallgroups.just-talk"), *apart, say("smallgroups.three-lines")),
            good_for=telling.GOOD_FOR,
        )
        for room in telling.in_places(due.group, label, on)
        if room == due.room
    ]


def warn(tx: Tx, due: Due) -> Sequence[Say]:
    """How much time is left: in the small groups, and nowhere else."""
    now = store.load(tx, due.group.id)
    if now is None or now.state != APART:
        return []
    left = rules.minutes_left(now.ends, due.at)
    further = rules.warnings(now.begins, now.ends, due.at, last_minute=now.wanted.last_minute)
    for at in further[:1]:
        schedule.once(tx, WARN, due, str(due.group.id), at, good_for=rules.LAST_MINUTE)
    then = (say("smallgroups.need", who=_lead(due.group)),) if left > 1 else ()
    warned = say("smallgroups.left", minutes=left, then=then, good_for=rules.LAST_MINUTE)
    return telling.to_each(due.group, warned)


def more(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Whoever leads gives more time: everybody hears the new one."""
    now = _now(tx, ask.group)
    now = replace(now, ends=max(now.ends, ask.at) + rules.MORE)
    store.save(tx, ask.group.id, now)
    _set(tx, ask, now)
    until = telling.local(ask.group, now.ends)
    return [say("smallgroups.more", to=EVERYWHERE, time=until)]


def back(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Whoever leads ends them sooner."""
    if _now(tx, ask.group).state == CHOOSING:
        _end(tx, ask)
        return [say("smallgroups.not-now", to=GROUP)]
    return _together(tx, ask)


def end(tx: Tx, due: Due) -> Sequence[Say]:
    now = store.load(tx, due.group.id)
    return [] if now is None or now.state != APART else _together(tx, due)


def _together(tx: Tx, why: Ask | Due) -> Sequence[Say]:
    """All are back: what each group says, in one post, and each place is closed."""
    said = telling.lines(store.parts(tx, why.group.id))
    go_back = telling.to_each(why.group, say("smallgroups.go-back", good_for=telling.GOOD_FOR))
    _end(tx, why)
    welcome = say("smallgroups.welcome-back", to=GROUP, then=said, good_for=telling.GOOD_FOR)
    return [welcome, *go_back]


def _end(tx: Tx, why: Ask | Due) -> None:
    """Nothing of them is kept, but who stays with whom."""
    group = why.group.id
    store.clear(tx, group)
    settings.choose(tx, group, STATE, OFF, why.at.date())
    places.over(tx, group)
    for job in (SETTLE, WARN, END):
        schedule.cancel(tx, job, str(group))


# Moments.


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The meeting ends while a few are apart: what they gave is still said."""
    store.end_pairs(tx, ask.group.id)
    if store.load(tx, ask.group.id) is None:
        return []
    said = telling.lines(store.parts(tx, ask.group.id))
    go_back = telling.to_each(ask.group, say("smallgroups.go-back", good_for=telling.GOOD_FOR))
    _end(tx, ask)
    return [*(replace(one, to=GROUP) for one in said), *go_back]


def hushed(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Quiet: from here on no time passes for the small groups."""
    now = store.load(tx, ask.group.id)
    if now is not None:
        store.save(tx, ask.group.id, replace(now, hushed=ask.at))
    return []


def goes_on(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The quiet is over: they have the time that was left, and hear until when."""
    now = store.load(tx, ask.group.id)
    if now is None or now.hushed is None:
        return []
    gone = ask.at - now.hushed
    now = replace(now, begins=now.begins + gone, ends=now.ends + gone, hushed=None)
    store.save(tx, ask.group.id, now)
    if now.state == CHOOSING:
        schedule.once(tx, SETTLE, ask, str(ask.group.id), now.begins)
        until = telling.local(ask.group, now.begins)
        return [say("smallgroups.choose-until", to=EVERYWHERE, time=until)]
    _set(tx, ask, now)
    until = telling.local(ask.group, now.ends)
    return [say("smallgroups.go-on-until", to=EVERYWHERE, time=until)]


def _now(tx: Tx, group: Group) -> Now:
    found = store.load(tx, group.id)
    if found is None:  # the setting says otherwise only after a restore of something else
        raise Refused("smallgroups.none")
    return found


def _lead(group: Group) -> object:
    assert group.session is not None
    return group.session.lead
