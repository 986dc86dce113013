"""What somebody owes the group, and their answer: written in private, posted after `post`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot import answerers, forms, ledger, told
from bot.db import Tx
from bot.feature import Command, Form, Given
from bot.features.answering import questions, rules, store
from bot.ledger import Point, State
from bot.model import Ask, Choice, GroupId, PersonId, Refused, Say, say
from bot.parse import fold

# What somebody owes.


def my_points(tx: Tx, ask: Ask) -> Sequence[Say]:
    """One at a time, the soonest first; a number: that one."""
    mine = owed(tx, ask.group.id, ask.by.id)
    if not mine:
        return [say("answering.nothing-owed")]
    number = ask.args.get("number")
    at = next((n for n, one in enumerate(mine) if one.number == number), 0)
    one, others = mine[at], len(mine) - 1
    following = mine[(at + 1) % len(mine)]
    choices = [
        Choice(f"answer {one.number}", "answering.answer-it", {"number": one.number}),
        Choice(f"for my manager {one.number}", "answering.for-manager"),
    ]
    if others:
        facts = {"number": following.number}
        choices.append(Choice(f"my points {following.number}", "answering.next-point", facts))
    first = say("answering.first") if number is None else say("answering.here-it-is")
    then = [about(ask, one)]
    then += [stands(one, ledger.today(ask))]
    then += [say("answering.a-draft")] if store.draft(tx, one.id, ask.by.id) else []
    then += [say("answering.others", count=others)] if others else []
    return [Say(first.key, first.facts, then=tuple(then), choices=tuple(choices))]


def owed(tx: Tx, group: GroupId, who: PersonId) -> list[Point]:
    """Their points for which something is due: not those that wait for their sayer."""
    return [one for one in ledger.owed_by(tx, group, who) if one.due is not None]


def about(ask: Ask, one: Point) -> Say:
    by, words = sayer(ask, one), told.ended(one.words)
    if by is None:
        return say("answering.point", number=one.number, words=words)
    return say("answering.point-by", number=one.number, words=words, who=by)


def sayer(ask: Ask, one: Point) -> str | None:
    """Only of somebody who added their name."""
    return ask.group.names.get(one.sayer) if one.named and one.sayer else None


def stands(one: Point, today: date) -> Say:
    """Until when something is hoped for, as kindly as it can be said."""
    if one.is_late(today):
        return say("answering.is-late", day=one.due)
    match one.state:
        case State.HEARD:
            return say("answering.hoped-for", day=one.due)
        case State.WILL:
            return say("answering.you-promised", day=one.due)
        case State.THINKING:
            return say("answering.still-thinking", day=one.due)
    return say("answering.left-open", day=one.due)


# The answer.


def answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask for it, one thing at a time; or go on with a draft."""
    one = may_answer(tx, ask)
    there = store.draft(tx, one.id, ask.by.id)
    known = {**there, **known_of(tx, ask, one), "me": ask.by.id, "name": ask.by.name}
    asked = forms.begin(tx, ask.account, ask.group.id, POST, ask.at, known)
    assert isinstance(asked, Say)  # whether it is posted is never known
    begins = say("answering.go-on-with-draft") if there else say("answering.begins")
    return [forms.after([begins], asked)]


def known_of(tx: Tx, ask: Ask, one: Point) -> dict[str, str]:
    """What the questions may show of a point."""
    said = ledger.answers(tx, one)
    before = {
        name
        for each in said
        if each.could_not is not None
        for name, _ in each.could_not.left_open()
    }
    known = {
        "number": str(one.number),
        "question": one.words,
        "language": ask.group.language,
        "before": " ".join(sorted(before)),
        "had": str(len(said)),
    }
    by = sayer(ask, one)
    return known if by is None else {**known, "said_by": by}


def may_answer(tx: Tx, ask: Ask) -> Point:
    """The open point that is meant, if this person may answer it. Raises Refused."""
    one = open_point(tx, ask)
    chosen = answerers.of(tx, ask.group.id, ask.by.id) is not None
    free = one.answerer is None and chosen
    if not (one.answerer == ask.by.id or free or ask.leads):
        raise Refused("answering.not-yours", number=one.number)
    return one


def open_point(tx: Tx, ask: Ask) -> Point:
    number = ask.args.get("number")
    digits = str(number or "")
    one = ledger.by_number(tx, ask.group.id, int(digits)) if digits.isdecimal() else None
    if one is None or one.taken_out:
        raise Refused("answering.no-such-point")
    if not one.is_open:
        raise Refused("answering.closed", number=one.number)
    return one


def keeps(tx: Tx, group: GroupId, given: Given) -> None:
    """With every answer: what is written so far, for as long as the point is open."""
    one = ledger.by_number(tx, group, int(given.get("number") or 0))
    if one is not None and one.is_open and given.get("heard") is not None:
        said = {field.name: given.get(field.name) for field in questions.ANSWER}
        own = {name: words for name, words in said.items() if words is not None}
        store.keep_draft(tx, one.id, PersonId(given.get("me") or ""), own)


def post(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen the post, and said so; or they keep it for later."""
    one = may_answer(tx, ask)
    if ask.args.get("sure") == questions.DRAFT:
        choices = (Choice(f"answer {one.number}", "answering.answer-it", {"number": one.number}),)
        return [say("answering.draft-kept", choices=choices)]
    if (meanwhile := _meanwhile(tx, ask, one, POST)) is not None:
        return [meanwhile]
    return post_it(tx, ask, one, ask.by.id)


def _meanwhile(tx: Tx, ask: Ask, one: Point, command: Command) -> Say | None:
    """Somebody else has answered it since this form began: the post is shown once more before it
    goes, so that two people do not say the same. None: nobody has."""
    known = known_of(tx, ask, one)
    if ask.args.get("had") in (None, known["had"]):
        return None
    given = {name: str(said) for name, said in ask.args.items() if said is not None}
    del given["sure"]
    asked = forms.begin(tx, ask.account, ask.group.id, command, ask.at, {**given, **known})
    assert isinstance(asked, Say)  # whether it is posted is still open
    return forms.after([say("answering.meanwhile", number=one.number)], asked)


def post_it(tx: Tx, ask: Ask, one: Point, answers_now: PersonId | None) -> Sequence[Say]:
    """Keep it: the room reads it at the next ten o'clock that has room for a post."""
    given = {name: None if said is None else str(said) for name, said in ask.args.items()}
    # The words may have been taken out of somebody's name meanwhile, and the point with them.
    given["question"] = one.words
    if one.answerer is None and answers_now is not None:
        one = ledger.decide(tx, ask, one, answerer=answers_now)
    ledger.answered(tx, ask, one, questions.made(given, ledger.today(ask)))
    store.drop_draft(tx, one.id, ask.by.id)
    return [say("answering.posted", number=one.number)]


POST = Command(
    "post point answer",
    post,
    form=Form(questions.ANSWER_FORM, keeps=keeps),
)


# A reply that came outside the chat.


def reply_to(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Somebody outside has answered: their words are taken as they came."""
    one = may_pass_words(tx, ask)
    known = {**known_of(tx, ask, one), **_members(tx, ask.group.id)}
    who = answerers.name_of(tx, ask.group, one.answerer)
    if who is not None and answerers.is_outside(who.id):
        known["from"] = who.name
    asked = forms.begin(tx, ask.account, ask.group.id, REPLY, ask.at, known)
    assert isinstance(asked, Say)  # whether it is posted is never known
    return [forms.after([say("answering.reply-begins")], asked)]


def may_pass_words(tx: Tx, ask: Ask) -> Point:
    """Whoever leads or answers points can send a point out, and bring a reply in."""
    if not ask.leads and answerers.of(tx, ask.group.id, ask.by.id) is None:
        raise Refused("answering.only-leads-or-answers")
    return open_point(tx, ask)


def _members(tx: Tx, group: GroupId) -> Mapping[str, str]:
    return {"members": "\n".join(map(rules.folded, store.member_names(tx, group)))}


def post_reply(tx: Tx, ask: Ask) -> Sequence[Say]:
    one = may_pass_words(tx, ask)
    if (meanwhile := _meanwhile(tx, ask, one, REPLY)) is not None:
        return [meanwhile]
    wanted = fold(str(ask.args.get("from") or ""))
    outside = ((each.person, each.who(ask.group)) for each in answerers.outside(tx, ask.group.id))
    who = next((id for id, person in outside if person and fold(person.name) == wanted), None)
    return post_it(tx, ask, one, who)


REPLY = Command("post that reply", post_reply, form=Form(questions.REPLY_FORM))
