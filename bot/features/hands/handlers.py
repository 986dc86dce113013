"""What each word about speaking does: load, decide, save, and say it.

Members' acts reach the room as one gathered line; the lead's words, cards and quiet at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import (
    access,
    answerers,
    breaks,
    forms,
    groups,
    ledger,
    schedule,
    settings,
    steering,
    times,
)
from bot.db import Tx
from bot.feature import Command, Field, Form
from bot.features.hands import rules, store
from bot.features.hands.rules import Floor, Hand
from bot.model import (
    EVERYWHERE,
    FACILITATORS,
    GROUP,
    LONGEST_NAME,
    Ask,
    Choice,
    Due,
    Group,
    GroupId,
    Listed,
    Moment,
    Person,
    PersonId,
    Refused,
    Say,
    Text,
    plain,
    say,
)
from bot.nameless import without
from bot.parse import which_person
from bot.times import ms

LINE = "hands.line"
LONG = "hands.long"
QUIET_LONG = "hands.quiet-long"

QUIET_ASK = timedelta(minutes=20)
"""After so long a quiet the lead is asked, in private, whether all is well."""

ONE_CARD = timedelta(minutes=3)

TOGGLED = timedelta(seconds=20)
"""Quiet and carry on, back and forth, are not said again and again."""

JUST_SAID = 10_000
"""Milliseconds in which a turn line still answers who is next."""

JUST_LATE = timedelta(minutes=2)

BACK_BY_THEMSELVES = timedelta(minutes=15)
"""So long after the end of a break nobody needs to hear that it is over."""

UNASKED = 2
"""Private lines of ours to the lead in a session, besides the chance checks."""

ORDERS = (
    Choice(rules.NEW_VOICES, "hands.new-voices"),
    Choice(rules.FIRST_COME, "hands.first-come"),
)

PHONE_FORM = Form(
    (
        Field("name", "hands.phone-name", limit=LONGEST_NAME),
        Field("sure", "hands.phone-preview", choices=forms.YES_OR_NO, alone=True),
    )
)
"""Somebody on the phone is added only once the words that the room will read were seen."""

KEYS = (
    *("hands.card-slow", "hands.card-explain", "hands.card-pause"),
    *("hands.order-new-voices", "hands.order-first-come", "hands.back-late"),
)


def _change(tx: Tx, ask: Ask, rule: Callable[[Floor], Floor]) -> tuple[Floor, Floor]:
    old = store.load(tx, ask.group)
    new = rule(old)
    store.save(tx, ask.group.id, old, new)
    return old, new


def hand_up(tx: Tx, ask: Ask) -> Sequence[Say]:
    why = None if ask.private else _text(ask, "why")
    _, floor = _change(tx, ask, lambda f: rules.raise_hand(f, ask.by, ms(ask.at), why))
    schedule.soon(tx, LINE, ask)
    kept_back = (say("hands.why-in-room"),) if ask.private and _text(ask, "why") else ()
    return [say("hands.up", place=rules.position(floor, ask.by.id), then=kept_back)]


def hand_down(tx: Tx, ask: Ask) -> Sequence[Say]:
    _change(tx, ask, lambda f: rules.lower_hand(f, ask.by.id))
    schedule.soon(tx, LINE, ask)
    return [say("hands.down")]


def question_this(tx: Tx, ask: Ask) -> Sequence[Say]:
    _change(tx, ask, lambda f: rules.question(f, ask.by, ms(ask.at)))
    schedule.soon(tx, LINE, ask)
    ledger.questioned(tx, ask, _text(ask, "about"))
    kept_back = (say("hands.why-in-room"),) if ask.private and _text(ask, "about") else ()
    return [say("hands.question-up", then=kept_back)]


def not_yet(tx: Tx, ask: Ask) -> Sequence[Say]:
    old, new = _change(tx, ask, lambda f: rules.not_yet(f, ask.by.id, ms(ask.at)))
    return [say("hands.place-kept"), *_turn_moved(tx, ask, old, new)]


def pass_(tx: Tx, ask: Ask) -> Sequence[Say]:
    """On your turn, the next person speaks. In a round it is an answer like any other."""
    floor = store.load(tx, ask.group)
    if floor.speaker != ask.by.id or ask.apart:
        return [say("hands.passed")] if ask.private else []
    new = _let_go(floor, ask)
    store.save(tx, ask.group.id, floor, new)
    return [say("hands.passed"), *_turn_moved(tx, ask, floor, new)]


def step_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Off the list without a word; the line about it names only those who stay."""
    old, new = _change(tx, ask, lambda f: _let_go(f, ask))
    if old.speaker != ask.by.id:
        schedule.soon(tx, LINE, ask)
    return [say("hands.stepped-out"), *_turn_moved(tx, ask, old, new)]


def _let_go(floor: Floor, ask: Ask) -> Floor:
    """Hand and turn are let go; in a quiet and in a break nobody else is called."""
    if _is_still(ask.group):
        return rules.leave(floor, ask.by.id)
    return rules.step_out(floor, ask.by.id, ms(ask.at))


def who_is_next(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not ask.private and schedule.heard_soon(tx, ask):
        schedule.soon(tx, "hands.asked-line", ask, only=ask.room)
        return []
    state = _state(store.load(tx, ask.group))
    return [state if ask.private else replace(state, to=ask.asker)]


def give_me_time(tx: Tx, ask: Ask) -> Sequence[Say]:
    store.give_time(tx, ask.group.id, ask.by.id)
    return [say("hands.take-your-time")]


def next_(tx: Tx, ask: Ask) -> Sequence[Say]:
    if ask.group.quiet_since is not None:
        raise Refused("hands.quiet-now")
    number = ask.args.get("number")
    turn = number if isinstance(number, int) else None
    if ask.group.break_until is not None:
        return _next_after_break(tx, ask, turn)
    old, new = _change(tx, ask, lambda f: rules.next_turn(f, ask.by.id, ms(ask.at), turn))
    return [*_turn_moved(tx, ask, old, new), *_sum_up(tx, ask, new)]


def _next_after_break(tx: Tx, ask: Ask, turn: int | None) -> Sequence[Say]:
    """The first person after a break, which is over by that: one line for both."""
    floor = store.load(tx, ask.group)
    if not rules.callable_hands(floor):
        breaks.end(tx, ask.group.id)
        return [_back(tx, ask.group, floor)]
    old, new = _change(tx, ask, lambda f: rules.next_turn(f, ask.by.id, ms(ask.at), turn))
    breaks.end(tx, ask.group.id)
    schedule.soon(tx, LINE, ask)  # hands that went up in the break
    ask = replace(ask, group=replace(ask.group, break_until=None))
    return [_after("hands.back", line) for line in _turn_moved(tx, ask, old, new)]


def _after(first: str, line: Say) -> Say:
    """The same line with a sentence before it."""
    return replace(line, key=first, facts={}, then=(Say(line.key, line.facts), *line.then))


def raise_(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A hand for somebody else: by phone for anybody who helps, else by a facilitator."""
    who = _named(ask)
    if not who.by_phone and not ask.leads:
        raise Refused("hands.own-hand", who=who)
    _, floor = _change(tx, ask, lambda f: rules.raise_hand(f, who, ms(ask.at)))
    schedule.soon(tx, LINE, ask)
    return [say("hands.up-for", who=who, place=rules.position(floor, who.id))]


def hand_down_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    floor = store.load(tx, ask.group)
    who = _named(ask, [hand.who for hand in floor.hands])
    if not who.by_phone and not ask.leads:
        raise Refused("hands.own-hand", who=who)
    if floor.hand_of(who.id) is None:
        raise Refused("hands.not-up-for", who=who)
    store.save(tx, ask.group.id, floor, rules.lower_hand(floor, who.id))
    schedule.soon(tx, LINE, ask)
    return [say("hands.down-for", who=who)]


def by_phone(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Add somebody who is on the phone, and has no account here."""
    name = plain(_text(ask, "name") or "", LONGEST_NAME)
    if ask.private and "sure" not in ask.args:
        # Typed in private, so the words for the room are shown first (law 3).
        shown = Command(ask.command, by_phone, form=PHONE_FORM)
        asked = forms.begin(tx, ask.account, ask.group.id, shown, ask.at, {"name": name})
        assert isinstance(asked, Say)  # whether they are sure is still open
        return [asked]
    if any(known.casefold() == name.casefold() for known in ask.group.names.values()):
        raise Refused("hands.name-taken", name=name)
    who = groups.add_by_phone(tx, ask.group, name, ask.at.date(), ask.seed)
    choice = Choice(f"raise {name}", "hands.raise-them", {"who": who})
    return [say("hands.phone-added", who=who, choices=(choice,))]


def card(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A card typed in the room: with a name that all can see anyway, so none is repeated.

    In a place for a few it is for those few.
    """
    if ask.group.quiet_since is not None or ask.group.session is None:
        return []
    lead = ask.group.session.lead
    return [say(f"hands.card-{ask.command}", to=ask.apart or GROUP, who=lead, apart=ONE_CARD)]


def only_in_private(tx: Tx, ask: Ask) -> Sequence[Say]:
    """`check` and "send it anyway" have meaning only on the road without a name."""
    raise Refused("app.unknown-word")


def quiet(tx: Tx, ask: Ask) -> Sequence[Say]:
    if ask.group.quiet_since is not None:
        raise Refused("hands.quiet-already")
    groups.set_quiet(tx, ask.group.id, ask.at)
    schedule.once(tx, QUIET_LONG, ask, str(ask.group.id), ask.at + QUIET_ASK)
    tx.moments.append(Moment.HUSHED)
    carry = Choice("carry on", "word.carry-on")
    return [say("hands.quiet", to=EVERYWHERE, choices=(carry,), apart=TOGGLED)]


def carry_on(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The quiet is over; so is a break that was on, if whoever leads says it."""
    pause, quiet = ask.group.break_until, ask.group.quiet_since is not None
    if not quiet and pause is None:
        raise Refused("hands.not-quiet")
    goes_on = pause is not None and ask.at < pause and not ask.leads
    if goes_on and not quiet:
        raise Refused("hands.break-goes-on", time=_wall(ask.group, pause))
    if quiet:
        groups.set_quiet(tx, ask.group.id, None)
        schedule.cancel(tx, QUIET_LONG, str(ask.group.id))
        tx.moments.append(Moment.GOES_ON)
    old = store.load(tx, ask.group)
    if goes_on:
        return [say("hands.break-after-quiet", to=EVERYWHERE, time=_wall(ask.group, pause))]
    if pause is not None:
        breaks.end(tx, ask.group.id)
        return [_back(tx, ask.group, old)]
    store.save(tx, ask.group.id, old, rules.heard(old))
    waiting = rules.callable_hands(old)
    if not waiting:
        return [say("hands.carry-on", to=EVERYWHERE, apart=TOGGLED)]
    return [say("hands.carry-on-places", to=EVERYWHERE, hands=_listed(waiting), apart=TOGGLED)]


def order(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group chooses how hands are ordered; said in the open, because it is the rule used."""
    chosen = (_text(ask, "rule") or "").casefold()
    if chosen not in (rules.NEW_VOICES, rules.FIRST_COME):
        raise Refused(
            "hands.which-order",
            choices=tuple(replace(one, types=f"order {one.types}") for one in ORDERS),
        )
    settings.choose(tx, ask.group.id, settings.ORDER, chosen, ask.at.date())
    line = steering.said(tx, ask, settings.ORDER, chosen)
    return [say("hands.order-" + chosen.replace(" ", "-"), to=GROUP, then=line)]


def time_hint(tx: Tx, ask: Ask) -> Sequence[Say]:
    """How long a turn may be before the lead, and only the lead, is told; 0: never."""
    minutes = ask.args.get("minutes")
    if not isinstance(minutes, int):
        raise Refused("needs.time-hint")
    if not store.MINUTES.allows(str(minutes)):
        raise Refused("hands.hint-soon" if minutes < store.FEWEST else "hands.hint-late")
    settings.choose(tx, ask.group.id, store.MINUTES, str(minutes), ask.at.date())
    return [say("hands.hint-set" if minutes else "hands.hint-off", minutes=minutes)]


# When the time comes.


def line(tx: Tx, due: Due) -> Sequence[Say]:
    """The gathered line: the list as it is now, if the room has not heard it."""
    floor = store.load(tx, due.group)
    waiting = rules.news(floor)
    if waiting is None or due.group.session is None or due.group.break_until is not None:
        return []  # in a break nothing is listed: it is said when the break is over
    store.save(tx, due.group.id, floor, rules.heard(floor))
    choices = _at_hand(floor)
    if not waiting:
        return [say("hands.list-empty", to=GROUP, choices=choices)]
    return [say("hands.list", to=GROUP, hands=_listed(waiting), choices=choices)]


def asked_line(tx: Tx, due: Due) -> Sequence[Say]:
    """Somebody asked in the room who is next: one line for all who asked."""
    floor = store.load(tx, due.group)
    if ms(due.at - due.late) - floor.moved_at <= JUST_SAID:
        return []  # the turn line has answered it meanwhile, however long this was held
    state = _state(floor)
    return [Say(state.key, state.facts, due.room or GROUP, then=state.then)]


def long_turn(tx: Tx, due: Due) -> Sequence[Say]:
    """In private, to the lead: how long this turn has been. They decide what is kind."""
    floor = store.load(tx, due.group)
    session = due.group.session
    if session is None or floor.turn is None or floor.number != due.args.get("number"):
        return []
    if due.group.break_until is not None:
        return []
    if not groups.nudge(tx, session.id, UNASKED):
        return []
    minutes = int(store.MINUTES.of(due.group))
    return [say("hands.long", to=session.lead, who=floor.turn.who, minutes=minutes)]


def quiet_long(tx: Tx, due: Due) -> Sequence[Say]:
    if due.group.quiet_since is None:
        return []
    to = due.group.session.lead if due.group.session else FACILITATORS
    return [say("hands.quiet-long", to=to, choices=(Choice("carry on", "word.carry-on"),))]


def back(tx: Tx, due: Due) -> Sequence[Say]:
    """A break is over: whose places are kept. Long after it people have come back by themselves."""
    if due.group.session is None or due.group.break_until is None:
        return []
    breaks.end(tx, due.group.id)
    if due.late > BACK_BY_THEMSELVES:
        schedule.soon(tx, LINE, due)
        return []
    said = _back(tx, due.group, store.load(tx, due.group))
    if due.late <= JUST_LATE:
        return [said]
    return [_after("hands.back-late", said)]


# Moments and the board.


def opening(tx: Tx, ask: Ask) -> Sequence[Say]:
    choices = (Choice("hand up", "word.hand-up"), Choice("help", "word.help"))
    return [say("hands.how-to-speak", to=GROUP, choices=choices)]


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    if ask.by.id not in ask.group.members:
        return []
    return [say("hands.kept", then=(say("hands.kept-cards"),))]


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    store.clear(tx, ask.group.id)
    for job in (LINE, LONG, QUIET_LONG, "hands.asked-line"):
        schedule.cancel_all(tx, job, ask.group.id)
    return []


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    old = store.load(tx, ask.group)
    store.save(tx, ask.group.id, old, rules.leave(old, ask.by.id))
    store.forget(tx, ask.group.id, ask.by.id)
    return []


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    store.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return []


def board(tx: Tx, group: Group) -> Say | None:
    """The live list, with the buttons that everybody has."""
    if group.session is None:
        return None
    floor = store.load(tx, group)
    state = _state(floor)
    buttons = ("hand up", "hand down", "pass", "slow", "explain", "pause", "quiet")
    choices = tuple(Choice(word, "word." + word.replace(" ", "-")) for word in buttons)
    following = Choice(f"next {floor.number}", "hands.next-button")
    return Say(state.key, state.facts, GROUP, (*choices, following), then=state.then)


# How it is said.


def _turn_moved(tx: Tx, ask: Ask, old: Floor, new: Floor) -> list[Say]:
    """The turn line, when the turn has moved; and the watch for a long one."""
    if new.number == old.number or _is_still(ask.group):
        return []
    asks = ledger.turn_over(tx, ask, old.speaker, new.speaker)
    minutes = int(store.MINUTES.of(ask.group))
    if new.turn is None:
        schedule.cancel(tx, LONG, str(ask.group.id))
        return [_and_asks(say("hands.nobody-next", to=GROUP), asks)]
    if minutes and not _wants_time(tx, ask.group.id, new.turn.who.id):
        when = ask.at + timedelta(minutes=minutes)
        args = {"number": new.number}
        schedule.once(tx, LONG, ask, str(ask.group.id), when, args=args)
    called = old.hand_of(new.turn.who.id)
    turn = _turn(new, called.why if called else None)
    if called is not None and called.question:
        turn = _and_asks(turn, _can_you_answer(tx, ask, called.who))
    return [_and_asks(turn, asks)]


def _and_asks(line: Say, asks: Say | None) -> Say:
    """The same line, and after it something that somebody is asked: no line of its own."""
    if asks is None:
        return line
    then = (*line.then, Say(asks.key, asks.facts))
    return replace(line, then=then, choices=(*line.choices, *asks.choices))


def _can_you_answer(tx: Tx, ask: Ask, who: Person) -> Say:
    """A limit is questioned: the side that is asked says something now, or a day.

    That is the one person who answers points here; else whoever leads. Nobody asks themselves.
    """
    known = answerers.only(tx, ask.group.id) if settings.has_part(ask.group, ledger.PART) else None
    asked = None if known is None or known.outside else known.who(ask.group)
    lead = None if ask.group.session is None else ask.group.session.lead
    found = next((one for one in (asked, lead) if one is not None and one.id != who.id), None)
    if found is None:
        return say("hands.who-can-answer")
    return say("hands.can-you-answer", who=found)


def _wants_time(tx: Tx, group: GroupId, who: PersonId) -> bool:
    """Today by their word, or in every meeting by what helps them: then nobody is told."""
    return store.wants_time(tx, group, who) or access.wants_time(tx, group, who)


def _back(tx: Tx, group: Group, floor: Floor) -> Say:
    """Welcome back, with everybody whose place was kept: the room has heard the list by that."""
    store.save(tx, group.id, floor, rules.heard(floor))
    waiting = rules.callable_hands(floor)
    speaking = () if floor.turn is None else (say("hands.speaking", who=floor.turn.who),)
    places = say("hands.nobody-next")
    if waiting:
        places = say("hands.places-kept", number=len(waiting), hands=_listed(waiting))
    return say("hands.back", to=GROUP, choices=_at_hand(floor), then=(*speaking, places))


def _is_still(group: Group) -> bool:
    return group.quiet_since is not None or group.break_until is not None


def _wall(group: Group, at: datetime | None) -> datetime:
    assert at is not None  # only asked of a break that is on
    return times.wall(at, group.zone)


def _turn(floor: Floor, why: str | None) -> Say:
    assert floor.turn is not None
    who = floor.turn.who
    waiting = rules.callable_hands(floor)
    after = say("hands.following", who=_named_hand(waiting[0])) if waiting else None
    about = (say("hands.about", why=why),) if why else ()
    then = (*about, after or say("hands.nobody-follows"))
    return say(
        "hands.your-turn",
        to=GROUP,
        alert=who,
        who=who,
        then=then,
        choices=_at_hand(floor),
        turn=True,
    )


def _at_hand(floor: Floor) -> tuple[Choice, ...]:
    """The buttons under each new line: the list with all of them may be far up by then."""
    following = Choice(f"next {floor.number}", "hands.next-button")
    return (Choice("hand up", "word.hand-up"), following, Choice("help", "word.help"))


def _state(floor: Floor) -> Say:
    """Who speaks and who waits, in one or two sentences."""
    waiting = rules.callable_hands(floor)
    rest = say("hands.list", hands=_listed(waiting)) if waiting else say("hands.list-empty")
    if floor.turn is None:
        return rest
    return say("hands.speaking", who=floor.turn.who, then=(rest,))


def _listed(hands: Sequence[Hand]) -> Listed:
    return Listed(tuple(_named_hand(hand) for hand in hands), "list.then")


def _named_hand(hand: Hand) -> object:
    if hand.question:
        return Text("hands.with-question", {"who": hand.who})
    if hand.who.by_phone:
        return Text("hands.on-phone", {"who": hand.who})
    return hand.who


def _sum_up(tx: Tx, ask: Ask, floor: Floor) -> list[Say]:
    session = ask.group.session
    if session is None or not rules.time_to_sum_up(floor) or floor.turn is None:
        return []
    if not groups.nudge(tx, session.id, UNASKED):
        return []
    return [say("hands.sum-up", to=session.lead, unasked=True)]


def _named(ask: Ask, here: Sequence[Person] = ()) -> Person:
    """Whom a word is about: a member, or somebody who stands on the list already."""
    who = ask.args.get("who")
    if isinstance(who, Person):
        return who
    name = str(who or "")
    for person in here:
        if person.name.casefold() == name.casefold():
            return person
    which_person(name, ask.group, lambda one: f"{ask.command} {one}")
    choice = Choice(f"by phone {name}", "hands.add-by-phone", {"name": name})
    raise Refused("hands.who-is-that", choices=(choice,) if ask.leads else (), name=name)


def _text(ask: Ask, name: str) -> str | None:
    value = ask.args.get(name)
    return value if isinstance(value, str) and value else None
