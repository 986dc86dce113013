"""Talking to a person: who asks, who is asked, and what is promised in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import care, dates, forms, groups, mail, meetings, outbox, schedule, times
from bot.db import Tx
from bot.feature import Command
from bot.features.care import questions, rules, store, telling
from bot.features.care.rules import How, State, Wish
from bot.model import GROUP, Ask, Choice, Due, Person, Refused, Say, private, say
from bot.nameless import without
from bot.parse import which_person

CHASE, MISSED, ENDS, FORGET = "care.chase", "care.missed", "care.ends", "care.forget"
NO_MAIL = "care.no-mail"
JOBS = (CHASE, MISSED, ENDS, FORGET)

LONGEST = timedelta(days=366)
"""Nobody is there for others for ever without being asked again."""


# Who asks.


def help_now(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Every line, for whoever types it, wherever they do: only they see the answer."""
    first, *others = telling.lines(tx)
    then = (first, *others, say("care.in-danger"))
    return [say("care.help-now", then=then, choices=(telling.AGAIN,))]


def talk(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Begin to choose; or say how it stands with what they have asked for."""
    there = store.of(tx, ask.group.id, ask.by.id)
    if there is not None:
        return [_stands(tx, there)]
    today = _wall(ask).date()
    people = care.supporters(tx, ask.group.id, today, but=(ask.by.id, ask.account))
    if not people:
        lines = telling.lines(tx)
        return [say("care.nobody-yet", then=(*lines, say("care.in-danger")))]
    known = {"people": questions.packed(people), "me": ask.by.name}
    asked = forms.begin(tx, ask.account, ask.group.id, TELL, ask.at, known)
    assert isinstance(asked, Say)  # whom they choose is never known
    return [asked]


def _stands(tx: Tx, one: Wish) -> Say:
    """What they asked for, and what they can do about it."""
    choices = [Choice("take back my wish", "care.take-it-back")]
    if one.state is not State.ASKED or one.to_account is None:
        choices = [
            Choice("we have talked", "care.we-talked"),
            Choice("nobody reached me", "care.nobody-did"),
            *choices,
        ]
    then = (*questions.kept_say(one.reach, one.wanted),)
    return say("care.stands", who=one.supporter, choices=tuple(choices), then=then)


def tell(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have read what the Supporter will get, and said yes: it is on its way."""
    given = {name: None if said is None else str(said) for name, said in ask.args.items()}
    one = questions.chosen(given)
    if one is None:
        return help_now(tx, ask)
    if not one.can_be_told:
        line = one.line()
        assert line is not None  # else they could not be chosen
        said = (Say(each.key, each.facts) for each in line.said())
        return [say("care.ring-them", then=(*said, say("care.told-nobody")))]
    today = _wall(ask).date()
    if one not in care.supporters(tx, ask.group.id, today):
        raise Refused("care.not-there-now", who=one.name, choices=(telling.AGAIN,))
    if store.of(tx, ask.group.id, ask.by.id) is not None:
        raise Refused("care.one-at-a-time")
    reach, wanted = questions.told(given)
    at = rules.apart(given.get("when") or "")[0]
    wish = Wish(
        number=store.free_number(tx, ask.seed),
        group=ask.group.id,
        who=ask.by,
        account=ask.account,
        supporter=one.name,
        to_account=one.account,
        to_email=None if one.account else one.email,
        how=How(given.get("how") or How.WRITE),
        reach=reach,
        wanted=wanted,
        wanted_at=None if at is None else schedule.utc(at, ask.group.zone),
        by=schedule.utc(rules.hears_by(_wall(ask), at), ask.group.zone),
    )
    store.add(tx, wish)
    return _sent(tx, ask, wish)


def _sent(tx: Tx, ask: Ask, one: Wish) -> Sequence[Say]:
    by = times.wall(one.by, ask.group.zone)
    if one.to_account is None:
        return _mailed(tx, ask, one, by)
    schedule.once(tx, MISSED, _for(ask, one), str(one.number), one.by, args={"number": one.number})
    again = schedule.utc(rules.asked_again_at(_wall(ask), by), ask.group.zone)
    schedule.once(tx, CHASE, _for(ask, one), str(one.number), again, args={"number": one.number})
    told = say(
        "care.sent",
        who=one.supporter,
        day=by.date(),
        time=by,
        then=(say("care.nobody-else"), say("care.can-take-back")),
    )
    return [told, telling.to_supporter(one, ask.group.name, one.to_account)]


def _mailed(tx: Tx, ask: Ask, one: Wish, by: datetime) -> Sequence[Say]:
    """An e-mail can be sent and never answered here: so it is the person who is asked."""
    assert one.to_email is not None
    mail.put(
        tx,
        ask,
        one.group,
        one.to_email,
        telling.in_a_mail(one, ask.group.name, by),
        cause=_mail(one),
        good_for=one.by - ask.at,
        job=NO_MAIL,
    )
    schedule.once(tx, ENDS, _for(ask, one), str(one.number), one.by, args={"number": one.number})
    then = (say("care.nobody-else"), say("care.can-take-back"))
    return [say("care.sent-mail", who=one.supporter, day=by.date(), time=by, then=then)]


def _mail(one: Wish) -> str:
    return f"care:{one.number}"


def take_back(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = _own(tx, ask)
    went = one.to_email is not None and not mail.waits(tx, _mail(one))
    _end(tx, one)
    if one.to_account is None:
        key = "care.taken-back-mail" if went else "care.taken-back-unsent"
        return [Say(key, {"who": one.supporter})]
    told = say("care.taken-back", who=one.supporter)
    off = say("care.is-off", who=one.who, to=Person(one.to_account, one.supporter), unasked=True)
    return [told, replace(off, good_for=telling.WORTH_SAYING)]


def we_talked(tx: Tx, ask: Ask) -> Sequence[Say]:
    """It is over, and nothing of it is kept."""
    _end(tx, _own(tx, ask))
    return [say("care.good")]


def nobody_reached_me(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = _own(tx, ask)
    _end(tx, one)
    lines = care.together(care.short(tx))
    then = (say("care.there-now", lines=lines), say("care.i-deleted"))
    return [say("care.sorry", who=one.supporter, choices=(telling.AGAIN, telling.LINES), then=then)]


def _own(tx: Tx, ask: Ask) -> Wish:
    one = store.of(tx, ask.group.id, ask.by.id)
    if one is None:
        raise Refused("care.nothing-asked", choices=(telling.AGAIN,))
    return one


# Who is asked.


def i_can(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = _asked(tx, ask)
    store.moves_on(tx, one, State.SAID_YES)
    for job in (CHASE, MISSED):
        schedule.cancel(tx, job, str(one.number))
    ends = rules.ends_at(ask.at, one.by, one.wanted_at)
    schedule.once(tx, ENDS, _for(ask, one), str(one.number), ends, args={"number": one.number})
    yes = say("care.they-can", who=one.supporter, how=one.how.value)
    return [
        say("care.thank-you", who=one.who, then=(*questions.kept_say(one.reach, one.wanted),)),
        telling.to_who_asked(one, replace(yes, then=(say("care.i-ask-later"),))),
    ]


def i_cannot(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = _asked(tx, ask)
    _end(tx, one)
    return [say("care.that-is-fine"), telling.nobody_came(tx, one, "care.cannot")]


def _asked(tx: Tx, ask: Ask) -> Wish:
    """Which wish is meant: the one of the button, or the only one that waits for this person."""
    waiting = [*store.asked_of(tx, ask.account), *store.asked_of(tx, ask.by.id)]
    number = ask.args.get("number")
    found = {one.number: one for one in waiting if number in (None, one.number)}
    if len(found) != 1:
        raise Refused("care.which-one" if found else "care.nothing-to-do")
    return next(iter(found.values()))


def _for(ask: Ask, one: Wish) -> Ask:
    """What comes of it belongs to the group of who asked, wherever the Supporter is.

    It is not named by the event that somebody asked with: names stand in logs.
    """
    cause = f"{one.number}-{ask.seed:x}"
    return replace(ask, cause=cause, group=replace(ask.group, id=one.group))


# When the time comes.


def chase(tx: Tx, due: Due) -> Sequence[Say]:
    """Once, while there is still time."""
    one = _due(tx, due)
    if one is None or one.state is not State.ASKED or one.to_account is None:
        return []
    outbox.withdraw(tx, private(one.to_account), f"i can {one.number}")
    return [telling.to_supporter(one, due.group.name, one.to_account, again=True)]


def missed(tx: Tx, due: Due) -> Sequence[Say]:
    """The promised time has come, and there is no answer: that is said."""
    one = _due(tx, due)
    if one is None or one.state is not State.ASKED:
        return []
    _end(tx, one)
    return [telling.nobody_came(tx, one, "care.not-in-time")]


def ends(tx: Tx, due: Due) -> Sequence[Say]:
    one = _due(tx, due)
    if one is None:
        return []
    if mail.waits(tx, _mail(one)):
        _end(tx, one)
        return [telling.nobody_came(tx, one, "care.no-mail")]
    store.moves_on(tx, one, State.ENDED)
    later = due.at + rules.KEPT
    schedule.once(tx, FORGET, due, str(one.number), later, args={"number": one.number})
    return [telling.did_they(one)]


def no_mail(tx: Tx, due: Due) -> Sequence[Say]:
    """The server will never take the e-mail: said at once, while there is time."""
    number = str(due.args.get("cause", "")).partition(":")[2]
    one = store.get(tx, int(number)) if number.isdecimal() else None
    if one is None:
        return []
    _end(tx, one)
    return [telling.nobody_came(tx, one, "care.no-mail")]


def forget(tx: Tx, due: Due) -> Sequence[Say]:
    """They need not answer. Nothing of it is kept for longer."""
    one = _due(tx, due)
    if one is not None:
        _end(tx, one)
    return []


def _due(tx: Tx, due: Due) -> Wish | None:
    number = due.args.get("number")
    return store.get(tx, number) if isinstance(number, int) else None


def _end(tx: Tx, one: Wish) -> None:
    """It is over: nothing of it is kept, and nothing of it is still to come."""
    store.delete(tx, one)
    mail.withdraw(tx, _mail(one))
    for job in JOBS:
        schedule.cancel(tx, job, str(one.number))
    if one.to_account is not None:
        outbox.withdraw(tx, private(one.to_account), f"i can {one.number}")
    outbox.empty(tx, private(one.account), "care.")


# The role.


def supporter(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask somebody, in the open. Only their own yes counts."""
    who, typed = ask.args["who"], ask.args.get("until")
    if not isinstance(who, Person):
        day = "" if typed is None else f" until {typed}"
        which_person(str(who), ask.group, lambda one: f"supporter {one}{day}")
        raise Refused("group.not-a-member", name=str(who))
    if who.by_phone:
        raise Refused("care.by-phone", who=who)
    until = ask.at.date() + groups.TERM
    if typed is not None:
        found = dates.day(str(typed), _wall(ask), ask.group.language)
        if found is None:
            raise Refused("group.which-day")
        if not ask.at.date() < found <= ask.at.date() + LONGEST:
            raise Refused("group.day-too-far")
        until = found
    care.ask(tx, ask.group.id, who, until)
    choices = (Choice("i will support", "word.i-will-support"),)
    facts = {"who": who, "by": ask.by, "day": until}
    return [Say("care.will-you", facts, GROUP, choices, alert=who)]


def will_support(tx: Tx, ask: Ask) -> Sequence[Say]:
    until = care.say_yes(tx, ask.group.id, ask.by.id)
    if until is None:
        raise Refused("care.nobody-asked-you")
    told = say("care.is-there", to=GROUP, who=ask.by, day=until)
    chat = Choice("private chat", "word.private-chat")
    if ask.via is None:
        return [told]
    return [told, say("care.how-you-hear", choices=(chat,))]


def stop_supporting(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not care.stop(tx, ask.group.id, ask.by.id):
        raise Refused("care.no-supporter")
    return [say("care.was-there", to=GROUP, who=ask.by), *_without(tx, ask)]


def _without(tx: Tx, ask: Ask, key: str = "care.cannot") -> list[Say]:
    """Whoever waits for somebody who has gone is told at once."""
    waiting = store.of_supporter(tx, ask.group.id, ask.by.id)
    for one in waiting:
        _end(tx, one)
    return [telling.nobody_came(tx, one, key) for one in waiting]


# Rest.


def it_was_heavy(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Whoever leads says so, in private: the room is told nothing, and is left in peace."""
    last = groups.last_session(tx, ask.group.id)
    if last is None:
        raise Refused("care.no-meeting-lately")
    # One that is on may go on past midnight: its closing sets it anew.
    met = ask.at if ask.group.session is not None else last.started_at
    ends = rules.rest_ends(times.wall(met, ask.group.zone))
    until = schedule.utc(ends, ask.group.zone)
    if until <= ask.at:
        raise Refused("care.no-meeting-lately")
    groups.rest(tx, ask.group.id, until)
    return [say("care.rest", day=ends.date(), time=ends)]


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A meeting with a hard part, or one that was said to be heavy, is followed by rest."""
    last = groups.last_session(tx, ask.group.id)
    if last is None:
        return []
    planned = meetings.near(tx, ask.group.id, last.started_at)
    hard = planned is not None and planned.series.plan.note is not None
    if hard or ask.group.rest_until is not None:
        ends = rules.rest_ends(_wall(ask))
        groups.rest(tx, ask.group.id, schedule.utc(ends, ask.group.zone))
    return []


# Moments.


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    says = []
    until = care.role(tx, ask.group.id, ask.by.id)
    if until is not None:
        says.append(say("care.kept-role", day=until))
    one = store.of(tx, ask.group.id, ask.by.id)
    if one is not None:
        then = (*questions.kept_say(one.reach, one.wanted), say("care.kept-until"))
        says.append(say("care.kept", who=one.supporter, then=then))
    return says


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Everything about them goes: what they asked for, and their role."""
    form = forms.opened(tx, ask.account)
    if form is not None and form.command == TELL.word:
        forms.stop(tx, ask.account)
    if store.is_also(tx, ask.group.id, ask.by.id):  # they are still here, under another account
        return []
    one = store.of(tx, ask.group.id, ask.by.id)
    if one is not None:
        _end(tx, one)
    care.stop(tx, ask.group.id, ask.by.id)
    return _without(tx, ask)


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Nothing carries their name any more: no words, and no news that it is they who cannot."""
    gone = _without(tx, ask, "care.not-there")
    store.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return gone


def _wall(ask: Ask) -> datetime:
    return times.wall(ask.at, ask.group.zone)


TELL = Command("tell a supporter", tell, form=questions.FORM)
