"""Who answers a question, by when, and the answer: in the open, and with a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot import dates, forms, ledger, posts, schedule
from bot.db import Tx
from bot.feature import Command, Field, Form, Given
from bot.features.challenge import reading, releasing, roles, rules, store
from bot.features.challenge.rules import Question, State
from bot.model import GROUP, Ask, Choice, Due, Person, PersonId, Refused, Say, Text, plain, say
from bot.parse import which_person
from bot.times import wall

LATE, CLOSE = "challenge.late", "challenge.close"

SHOWN = 60
"""Characters of a question in the list of all."""

MOST_SHOWN = 8
"""Questions in one list."""


def pass_question(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Somebody is asked to answer, in the open. Nobody promises in their name."""
    question = _open(tx, ask)
    who, day = ask.args.get("who"), _day(ask)
    if not isinstance(who, Person):
        by = "" if "by" not in ask.args else f" by {ask.args['by']}"
        word = f"pass question {question.number} to"
        which_person(str(who), ask.group, lambda one: f"{word} {one}{by}")
        raise Refused("challenge.who-is-that", name=str(who))
    hopes(tx, ask, question, who.id, day)
    facts = {"number": question.number, "who": who, "day": day}
    return [Say("challenge.passed-on", facts, GROUP, alert=who)]


def i_will_answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Their own promise, with a day of their own."""
    question = _open(tx, ask)
    if question.answerer not in (None, ask.by.id) and not ask.leads:
        raise Refused("challenge.not-yours", number=question.number)
    day = _day(ask)
    hopes(tx, ask, question, ask.by.id, day)
    facts = {"number": question.number, "who": ask.by, "day": day}
    return [Say("challenge.will-answer", facts, GROUP)]


def hopes(tx: Tx, why: Ask | Due, question: Question, who: PersonId, by: date) -> None:
    """By then an answer is hoped for; the day after, that it is late is said once."""
    store.ask_to_answer(tx, question.id, who, by)
    point = ledger.of_note(tx, why.group.id, question.id)
    if point is not None:  # that it is late is said with the other points
        ledger.decide(tx, why, point, answerer=who, answer_by=by)
        return
    when = releasing.at_ten(by + rules.A_DAY, why.group)
    schedule.once(tx, LATE, why, question.id, when, args={"note": question.id})


def _day(ask: Ask) -> date:
    here = wall(ask.at, ask.group.zone)
    typed = ask.args.get("by")
    if typed is None:
        return here.date() + rules.ANSWER_IN
    day = dates.day(str(typed), here, ask.group.language)
    if day is None or not here.date() <= day <= here.date() + rules.LONGEST_PROMISE:
        raise Refused("challenge.which-day", typed=str(typed))
    return day


def _open(tx: Tx, ask: Ask) -> Question:
    """The question that is meant, if it is still open. Raises Refused."""
    number = ask.args.get("number")
    found = store.by_number(tx, ask.group.id, number) if isinstance(number, int) else None
    if found is None or found.state not in rules.SEEN:
        raise Refused("challenge.no-such-question")
    if found.state is State.CLOSED:
        raise Refused("challenge.closed-already", number=found.number)
    return found


def late(tx: Tx, due: Due) -> Sequence[Say]:
    """Said once, in the open, and kindly."""
    question = store.by_id(tx, due.group.id, str(due.args["note"]))
    if question is None or question.state is not State.RELEASED or question.answer_by is None:
        return []
    if releasing.not_now(tx, due, LATE, question.id, dict(due.args)):
        return []
    posts.note(tx, due.group.id, due.at)
    name = None if question.answerer is None else due.group.names.get(question.answerer)
    facts = {"number": question.number, "day": question.answer_by}
    if question.answerer is None or name is None:
        return [releasing.in_the_room(Say("challenge.late-nobody", facts))]
    who = Person(question.answerer, name)
    return [releasing.in_the_room(Say("challenge.late", {**facts, "who": who}))]


# The answer.


def answer_question(tx: Tx, ask: Ask) -> Sequence[Say]:
    """In private: the words first, then the exact post."""
    question = _open(tx, ask)
    if not rules.may_answer(question, ask.by.id, leads=ask.leads):
        raise Refused("challenge.not-yours-to-answer", number=question.number)
    if ledger.of_note(tx, ask.group.id, question.id) is not None:
        answer = Choice(f"answer {question.number}", "challenge.answer-point")
        raise Refused("challenge.is-a-point", (answer,), number=question.number)
    known = {
        "number": str(question.number),
        "question": plain(question.text, SHOWN),
        "name": ask.by.name,
    }
    asked = forms.begin(tx, ask.account, ask.group.id, POST, ask.at, known)
    assert isinstance(asked, Say)  # its words are never known before
    return [asked]


def _shows(given: Given) -> Mapping[str, object]:
    """The exact post, the name on it, and the group it goes to."""
    return {"group": given.get("group") or Text("challenge.your-group"), "post": _post(given)}


def _about(given: Given) -> Mapping[str, object]:
    return {"number": given.get("number") or "", "question": given.get("question") or ""}


def _post(given: Given) -> Text:
    facts = {
        "number": int(given.get("number") or 0),
        "who": given.get("name") or "",
        "text": given.get("answer") or "",
    }
    return Text("challenge.answered", facts)


FORM = Form(
    (
        Field("answer", "challenge.your-answer", limit=1000, shows=_about),
        Field(
            "sure",
            "challenge.post-answer",
            choices=(
                Choice("post", "challenge.post-it"),
                Choice(forms.CHANGE, "challenge.change-it"),
                Choice(forms.STOP, "challenge.leave-it"),
            ),
            alone=True,
            shows=_shows,
        ),
    )
)


def post_answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen the post, and said so."""
    number = str(ask.args.get("number") or "")
    question = store.by_number(tx, ask.group.id, int(number)) if number.isdecimal() else None
    words = str(ask.args.get("answer") or "")
    if question is None or question.state not in rules.OPEN or not words:
        raise Refused("challenge.no-such-question")
    if ledger.of_note(tx, ask.group.id, question.id) is not None:  # the group keeps points now
        raise Refused("challenge.is-a-point", number=question.number)
    if not rules.may_answer(question, ask.by.id, leads=ask.leads):
        raise Refused("challenge.not-yours-to-answer", number=question.number)
    closes = wall(ask.at, ask.group.zone).date() + rules.CLOSES_AFTER
    if question.answerer is None:  # a doubt of its writer comes back to whoever answered
        store.ask_to_answer(tx, question.id, ask.by.id, question.answer_by)
    store.answer(tx, question.id, words, closes)
    schedule.cancel(tx, LATE, question.id)
    when = releasing.at_ten(closes, ask.group)
    schedule.once(tx, CLOSE, ask, question.id, when, args={"note": question.id})
    given = {"number": number, "name": ask.by.name, "answer": words}
    post = _post(given)
    closing = say("challenge.closes-on", day=closes)
    return [
        releasing.in_the_room(Say(post.key, post.facts, then=(closing,))),
        say("challenge.posted", number=question.number),
    ]


POST = Command("post that answer", post_answer, form=FORM)


def close(tx: Tx, due: Due) -> Sequence[Say]:
    """Its writer has said nothing: closed on the day that was said, and no post about it."""
    question = store.by_id(tx, due.group.id, str(due.args["note"]))
    if question is not None and question.state is State.ANSWERED:
        store.move(tx, question.id, State.CLOSED, wall(due.at, due.group.zone).date())
    return []


# For anybody.


def questions(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Which are open, who answers them, and by when. A Reader sees what waits for them."""
    found = store.in_state(tx, ask.group.id, *rules.OPEN, State.WAITING)
    number = ask.args.get("number")
    found = [one for one in found if one.number == number] or found  # "who answers question 3"
    lines = [_line(one, ask) for one in found[:MOST_SHOWN]] or [say("challenge.none-open")]
    more = len(found) - len(found[:MOST_SHOWN])
    mine = reading.waiting_for(tx, ask)
    then = (
        *lines[1:],
        *([say("challenge.and-more", more=more)] if more else []),
        *roles.who_read(tx, ask),
        *(replace(one, choices=()) for one in mine),
    )
    choices = tuple(choice for one in mine for choice in one.choices)
    return [Say(lines[0].key, lines[0].facts, then=then, choices=choices)]


def _line(one: Question, ask: Ask) -> Say:
    facts = {"number": one.number, "text": plain(one.text, SHOWN)}
    name = None if one.answerer is None else ask.group.names.get(one.answerer)
    if one.state is State.WAITING:
        return say("challenge.line-waiting", number=one.number)
    if one.state is State.ANSWERED:
        return Say("challenge.line-answered", {**facts, "day": one.closes_on})
    if one.answerer is None or name is None:
        return Say("challenge.line", facts)
    who = Person(one.answerer, name)
    return Say("challenge.line-with", {**facts, "who": who, "day": one.answer_by})
