"""Who answers points: asked in the open, until a day, and only by their own yes; or by e-mail."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot import answerers, dates, forms, groups, ledger, mail
from bot.answerers import Answerer
from bot.db import Tx
from bot.feature import Command, Field, Form, Given, Here
from bot.features.answering import answers, store
from bot.model import (
    GROUP,
    LONGEST_NAME,
    Ask,
    Choice,
    Listed,
    Person,
    Refused,
    Say,
    Text,
    plain,
    say,
)
from bot.parse import fold, which_person
from bot.times import wall

LONGEST = timedelta(days=366)
"""Nobody answers for ever without being asked again."""

LONGEST_AWAY = timedelta(days=92)

KEYS = (
    *("answering.which-name", "answering.name-is-a-member", "answering.which-address"),
    *("answering.until-when", "answering.outside-post", "answering.outside", "group.which-day"),
    "group.day-too-far",
)


def answerer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask a member, in the open."""
    who, typed = ask.args["who"], ask.args.get("until")
    if not isinstance(who, Person):
        day = "" if typed is None else f" until {typed}"
        which_person(str(who), ask.group, lambda one: f"answerer {one}{day}")
    if not isinstance(who, Person) or who.id not in ask.group.members:
        name = who.name if isinstance(who, Person) else str(who)
        raise Refused("answering.not-here", name=name)
    if who.by_phone:
        raise Refused("answering.no-phone", who=who)
    _room_for_one(tx, ask, who)
    here = Here(wall(ask.at, ask.group.zone), ask.group.language)
    until = here.now.date() + groups.TERM if typed is None else last_day(str(typed), here)
    if isinstance(until, Text):
        raise Refused(until.key)
    answerers.ask(tx, ask.group.id, who.id, until)
    choices = (Choice("i will answer points", "word.i-will-answer-points"),)
    facts = {"who": who, "by": ask.by, "day": until}
    return [Say("answering.will-you", facts, GROUP, choices, alert=who)]


def last_day(said: str, here: Here) -> date | Text:
    """Until which day somebody answers; or our text that says why it cannot be."""
    today = here.now.date()
    found = dates.day(said, here.now, here.language)
    if found is None:
        return Text("group.which-day")
    return found if today < found <= today + LONGEST else Text("group.day-too-far")


def _room_for_one(tx: Tx, ask: Ask, who: Person | None) -> None:
    there = {one.person for one in answerers.chosen(tx, ask.group.id)}
    if len(there - {who.id if who else None}) >= answerers.MOST:
        raise Refused("answering.enough", most=answerers.MOST)


def will_answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Their own yes, and with it to one private list a week and a note on the day."""
    until = answerers.say_yes(tx, ask.group.id, ask.by.id)
    if until is None:
        raise Refused("answering.nobody-asked-you")
    told = say("answering.answers", to=GROUP, who=ask.by, day=until)
    if ask.via is None:
        return [told]
    chat = Choice("private chat", "word.private-chat")
    return [told, say("answering.how-you-hear", choices=(chat,))]


def stop(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What they had not answered is nobody's now: the room hears which, and how to ask somebody."""
    if not answerers.stop(tx, ask.group.id, ask.by.id):
        raise Refused("answering.no-answerer")
    then = _open_now(tx, ask, ask.by)
    return [say("answering.no-more", to=GROUP, who=ask.by, then=then)]


def _open_now(tx: Tx, ask: Ask, who: Person) -> tuple[Say, ...]:
    """What they had not answered is open to others from now on."""
    left = answers.owed(tx, ask.group.id, who.id)
    ledger.answers_no_more(tx, ask.group.id, who.id)
    if not left:
        return ()
    numbers = Listed(tuple(one.number for one in left))
    return (
        say("answering.nobody-now", numbers=numbers, count=len(left)),
        say("points.ask-somebody", number=left[0].number),
    )


def who_answers(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For anybody: who they are, and until when. Whoever looks after it sees addresses, alone."""
    lines = [_line(one, who) for one, who in _known(tx, ask)]
    lines += [
        say("answering.address", who=who, address=one.email)
        for one, who in _known(tx, ask)
        if one.outside and ask.leads and ask.private
    ]
    if not lines:
        return [say("answering.nobody")]
    first, *others = lines
    return [replace(first, then=(*first.then, *others))]


def _known(tx: Tx, ask: Ask) -> list[tuple[Answerer, Person]]:
    found = ((one, one.who(ask.group)) for one in answerers.chosen(tx, ask.group.id))
    return [(one, who) for one, who in found if who is not None]


def _line(one: Answerer, who: Person) -> Say:
    away = () if one.away_until is None else (away_line(one, who),)
    if one.outside:
        return say("answering.line-outside", who=who, day=one.until, then=away)
    return say("answering.line", who=who, day=one.until, then=away)


def away_line(one: Answerer, who: Person) -> Say:
    """Until when, and never why."""
    return say("answering.is-away", who=who, day=one.away_until)


# Somebody who is not in the chat.


def _name(said: str, given: Given, _here: Here) -> str | Text:
    members = json.loads(given.get("members") or "[]")
    return Text("answering.name-is-a-member") if fold(said) in members else said


def _address(said: str, _given: Given, _here: Here) -> str | Text:
    return said if answerers.is_address(said) else Text("answering.which-address")


def _until(said: str, _given: Given, here: Here) -> str | Text:
    found = last_day(said, here)
    return found if isinstance(found, Text) else found.isoformat()


def _nothing(_given: Given) -> Mapping[str, object]:
    return {}


def _shows(given: Given) -> Mapping[str, object]:
    """The exact post, the name on it, and the group it goes to."""
    return {"group": given.get("group") or Text("answering.your-group"), "post": _post(given)}


def _post(given: Given) -> Text:
    facts = {
        "who": given.get("name") or "",
        "by": given.get("me") or "",
        "day": date.fromisoformat(given.get("until") or "2000-01-01"),
    }
    return Text("answering.outside", facts)


FORM = Form(
    (
        Field("name", "answering.which-name", limit=LONGEST_NAME, takes=_name, shows=_nothing),
        Field("email", "answering.which-address", limit=254, takes=_address, shows=_nothing),
        Field("until", "answering.until-when", limit=60, takes=_until, shows=_nothing),
        Field(
            "sure",
            "answering.outside-post",
            choices=(
                Choice("post", "answering.post-it"),
                Choice(forms.CHANGE, "answering.change-it"),
                Choice(forms.STOP, "answering.leave-it"),
            ),
            alone=True,
            shows=_shows,
        ),
    ),
)


def by_email(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask who it is. Who is in the group is asked there, and has no address."""
    members = json.dumps(list(map(fold, store.member_names(tx, ask.group.id))))
    known = {"members": members, "me": ask.by.name}
    asked = forms.begin(tx, ask.account, ask.group.id, OUTSIDE, ask.at, known)
    assert isinstance(asked, Say)  # whether it is posted is never known
    return [asked]


def keep_outside(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen the post, and said so: the name and the address are kept until that day."""
    _room_for_one(tx, ask, None)
    until = date.fromisoformat(str(ask.args["until"]))
    name = plain(str(ask.args["name"]), LONGEST_NAME)
    email = str(ask.args["email"])
    who = answerers.add_outside(tx, ask.group.id, name, email, until, seed=ask.seed)
    facts = {"who": who.name, "by": ask.by.name, "day": until}
    return [Say("answering.outside", facts, GROUP), say("answering.outside-kept", who=who.name)]


OUTSIDE = Command("post that answerer", keep_outside, form=FORM)


def forget(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A name and an address outside are deleted, at once."""
    typed = ask.args["who"]
    name = typed.name if isinstance(typed, Person) else str(typed)
    found = answerers.named(tx, ask.group, name)
    if len(found) > 1:
        choices = (Choice(f"forget answerer {one.id}", "app.that-person", {"who": one.name})
                   for one in found)  # fmt: skip
        raise Refused("app.which-person", tuple(choices), name=name)
    if not found:
        raise Refused("answering.nobody-outside", name=name)
    there = answerers.of(tx, ask.group.id, found[0].id)
    if there is not None and there.email is not None:
        mail.withdraw_to(tx, ask.group.id, there.email)
    answerers.stop(tx, ask.group.id, found[0].id)
    then = _open_now(tx, ask, found[0])
    return [say("answering.forgotten", who=found[0].name, then=then)]
