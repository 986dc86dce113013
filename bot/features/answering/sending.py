"""A point for people outside the chat: text for a manager, and a ready e-mail.

What the group asked, why it matters, what is asked and by when. Nothing says whose words they
are, unless they added their name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import answerers, forms, ledger, mail, told
from bot.db import Tx
from bot.feature import Command, Field, Form, Given, Wording
from bot.features.answering import answers
from bot.ledger import Point
from bot.model import (
    GROUP,
    Ask,
    Attached,
    Choice,
    Due,
    File,
    Group,
    Offer,
    Person,
    PersonId,
    Refused,
    Say,
    Text,
    say,
)

NO_MAIL = "answering.no-mail"
MANAGER = "answering.manager"
TO = "to-"
"""Begins what a choice of somebody outside types."""

GOOD_FOR = timedelta(days=2)

ON_THE_LIST = 3
"""Place on the list of whoever leads."""

SOON = timedelta(days=14)

WAITS = "answering.waits-for"

KEYS = (
    *("answering.send-to", "answering.send-back", "answering.send-it", "answering.show-it"),
    *("answering.preview", "answering.choose-outside", "answering.mail-subject"),
    *("answering.mail-hello", "answering.asked", "answering.asked-by", "answering.matters"),
    *("answering.what-is-asked", "answering.by-when", "answering.if-not", "answering.mail-back"),
    *("answering.went-out", "answering.waits-for"),
)


def letter(group: str, one: Point, by: str | None, day: object) -> list[Text]:
    """The text itself, one thought for each paragraph."""
    words = {"group": group, "number": one.number, "words": told.ended(one.words)}
    asked = Text("answering.asked", words)
    if by is not None:
        asked = Text("answering.asked-by", {**words, "who": by})
    return [
        asked,
        Text("answering.matters"),
        Text("answering.what-is-asked"),
        Text("answering.if-not"),
        Text("answering.by-when", {"day": day}),
    ]


def for_my_manager(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A text to forward, in words and as a file."""
    one = answers.may_answer(tx, ask)
    text = letter(ask.group.name, one, answers.sayer(ask, one), one.due or one.outcome_by)
    file = File(MANAGER, ask.group.id, {"number": one.number})
    then = tuple(Say(each.key, each.facts) for each in text)
    return [say("answering.forward", then=then, file=file)]


@dataclass(frozen=True, slots=True)
class Content:
    """What is in the file."""

    number: int
    text: tuple[Text, ...]


def read(tx: Tx, group: Group, facts: Mapping[str, object], _now: datetime) -> Content | None:
    one = ledger.by_number(tx, group.id, int(str(facts.get("number") or 0)))
    if one is None or one.taken_out:
        return None
    by = group.names.get(one.sayer) if one.named and one.sayer else None
    return Content(one.number, tuple(letter(group.name, one, by, one.due or one.outcome_by)))


def make(content: Content | None, text: Wording) -> Attached | None:
    """Plain text, a blank line between two thoughts: it can be pasted anywhere."""
    if content is None:
        return None
    paragraphs = (text(each.key, **each.facts) for each in content.text)
    data = ("\n\n".join(paragraphs) + "\n").encode()
    return Attached(f"point-{content.number}.txt", "text/plain", data)


# A ready e-mail.


def send(tx: Tx, ask: Ask) -> Sequence[Say]:
    """To somebody outside: they see the e-mail first, and what the room will read."""
    one = answers.may_pass_words(tx, ask)
    people = [(each.person, who.name) for each in answerers.outside(tx, ask.group.id)
              if (who := each.who(ask.group)) is not None]  # fmt: skip
    if not people:
        raise Refused("answering.nobody-to-send-to", number=one.number)
    people.sort(key=lambda each: each[0] != one.answerer)
    known = {
        **answers.known_of(tx, ask, one),
        "people": json.dumps(people),
        "due": (one.due or one.outcome_by).isoformat(),
        "mail": "yes" if mail.can_send(tx) else "",
    }
    asked = forms.begin(tx, ask.account, ask.group.id, SEND, ask.at, known)
    assert isinstance(asked, Say)  # whether it goes out is never known
    return [asked]


def offers(tx: Tx, why: Ask | Due) -> Sequence[Offer]:
    """For the list of whoever leads: the first point that waits for somebody outside."""
    today = ledger.today(why)
    for one in ledger.still_open(tx, why.group.id):
        outside = one.answerer is not None and answerers.is_outside(one.answerer)
        who = answerers.name_of(tx, why.group, one.answerer) if outside else None
        if who is not None and one.due is not None and one.due <= today + SOON:
            facts = {"number": one.number, "who": who.name, "day": one.due}
            return [Offer(ON_THE_LIST, Choice(f"send point {one.number}", WAITS, facts))]
    return []


def _people(given: Given) -> list[tuple[str, str]]:
    return [(id, name) for id, name in json.loads(given.get("people") or "[]")]


def _chosen(given: Given) -> tuple[str, str]:
    said = (given.get("to") or "").removeprefix(TO)
    there = _people(given)
    place = int(said) if said.isdecimal() else 0
    return there[place - 1] if 1 <= place <= len(there) else ("", "")


def _offers(given: Given) -> tuple[Choice, ...]:
    named = enumerate(_people(given), 1)
    return tuple(Choice(f"{TO}{n}", "answering.choose-outside", {"who": name})
                 for n, (_, name) in named)  # fmt: skip


def _sends(given: Given) -> tuple[Choice, ...]:
    """Without a mail server the same text is shown, to send oneself."""
    yes = Choice("send-it", "answering.send-it" if given.get("mail") else "answering.show-it")
    change = Choice(forms.CHANGE, "answering.change-it")
    return (yes, change, Choice(forms.STOP, "answering.leave-it"))


def _preview(given: Given) -> Mapping[str, object]:
    who = _chosen(given)[1]
    text = [*_letter(given, who), Text("answering.mail-back", {"words": given.get("back") or ""})]
    room = Text("answering.went-out", {"number": int(given.get("number") or 0), "who": who})
    sends = "mail" if given.get("mail") else "self"
    return {"who": who, "text": told.together(text), "room": room, "how": sends}


def _letter(given: Given, who: str) -> list[Text]:
    group = given.get("group") or Text("answering.your-group")
    words = {
        "group": group,
        "number": int(given.get("number") or 0),
        "words": told.ended(given.get("question") or ""),
    }
    by, day = given.get("said_by"), datetime.fromisoformat(given.get("due") or "2000-01-01").date()
    asked = Text("answering.asked", words)
    if by:
        asked = Text("answering.asked-by", {**words, "who": by})
    return [
        Text("answering.mail-hello", {"who": who}),
        asked,
        Text("answering.matters"),
        Text("answering.what-is-asked"),
        Text("answering.if-not"),
        Text("answering.by-when", {"day": day}),
    ]


def _nothing(_given: Given) -> Mapping[str, object]:
    return {}


FORM = Form(
    (
        Field(
            "to",
            "answering.send-to",
            offers=_offers,
            choices=_offers({}) or (Choice(TO, "answering.choose-outside", {"who": ""}),),
            alone=True,
            shows=_nothing,
        ),
        Field("back", "answering.send-back", limit=100, shows=_nothing),
        Field(
            "sure",
            "answering.preview",
            offers=_sends,
            choices=_sends({}),
            alone=True,
            shows=_preview,
        ),
    )
)


def send_it(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen it: it goes out, and the room reads where the words went."""
    one = answers.may_pass_words(tx, ask)
    given = {name: None if said is None else str(said) for name, said in ask.args.items()}
    id, name = _chosen(given)
    found = answerers.of(tx, ask.group.id, PersonId(id))
    if found is None or found.email is None:
        raise Refused("answering.nobody-outside", name=name)
    # As it is now: somebody may have been taken out of the words, or want no name with them.
    given.update(question=one.words, said_by=answers.sayer(ask, one))
    text = [Say(each.key, each.facts) for each in _letter(given, name)]
    text.append(say("answering.mail-back", words=given.get("back") or ""))
    if not mail.can_send(tx):
        first = say("answering.send-yourself", who=name, address=found.email)
        file = File(MANAGER, ask.group.id, {"number": one.number})
        return [Say(first.key, first.facts, then=tuple(text), file=file)]
    subject = say("answering.mail-subject", group=ask.group.name, number=one.number)
    says = [subject, *text, say("answering.mail-not-read")]
    cause = f"point:{one.id}:{ask.seed}:{ask.by.id}"
    mail.put(tx, ask, one.group, found.email, says, cause=cause, good_for=GOOD_FOR, job=NO_MAIL)
    if one.answerer is None:  # the room reads it: they are asked now
        ledger.decide(tx, ask, one, answerer=found.person)
    room = say("answering.went-out", to=GROUP, number=one.number, who=name)
    return [room, say("answering.sent", who=name, number=one.number)]


SEND = Command("send that point", send_it, form=FORM)


def no_mail(tx: Tx, due: Due) -> Sequence[Say]:
    """It could not be sent: whoever sent it hears so, and the room too, as it read otherwise."""
    _, id, _, person = str(due.args["cause"]).split(":", 3)
    one = ledger.by_id(tx, due.group.id, int(id))
    name = due.group.names.get(PersonId(person))
    if one is None or name is None:
        return []
    choices = (Choice(f"for my manager {one.number}", "answering.for-manager"),)
    to = Person(PersonId(person), name)
    return [say("answering.not-sent", to=to, number=one.number, choices=choices)]
