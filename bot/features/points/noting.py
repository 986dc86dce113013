"""How words become a point: one's own, or somebody else's with their yes.

Its law: nothing is a point before its sayer's yes, and no answer is a no.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot import consent, forms, ledger, posts, record, schedule, talk
from bot.db import Tx
from bot.feature import Command, Field, Form, Given
from bot.features.points import rules, saying, store
from bot.features.points.rules import New
from bot.ledger import Source, Wanted
from bot.model import (
    ASKER,
    GROUP,
    Ask,
    Choice,
    Due,
    Person,
    PersonId,
    Refused,
    Say,
    Text,
    plain,
    say,
)
from bot.parse import which_person
from bot.settings import has_part

LINE = "points.line"

SHOW = Choice("show my words", "points.show-them")

WITH_NAME, DEAL = "post with my name", "they said yes"

WORTH_SAYING = timedelta(days=1)


def note_this(tx: Tx, ask: Ask) -> Sequence[Say]:
    """One's own words. In the room all see them already, and typing it is the yes."""
    if "words" not in ask.args:
        return [_begin(tx, ask, POST, {"name": ask.by.name})]
    words = str(ask.args["words"])
    if ask.private or ask.apart is not None:
        return [_begin(tx, ask, POST, {"words": words, "name": ask.by.name})]
    # Said or typed in a round: it is their answer that they note.
    answers = talk.round_until(tx, ask.group, ask.at) is not None
    _raise(tx, ask, words, source=Source.ROUND if answers else Source.NOTE)
    return []


def _raise(
    tx: Tx,
    ask: Ask,
    words: str,
    *,
    source: Source,
    sayer: PersonId | None = None,
    named: bool = False,
) -> None:
    """From now on it is a point, and the room hears its number."""
    who = ask.by.id if sayer is None else sayer
    one = ledger.raised(tx, ask, words=words, source=source, sayer=who, named=named)
    store.mark(tx, ask.group.id, New.POINT, one.id)
    schedule.soon(tx, LINE, ask)
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)


def _begin(tx: Tx, ask: Ask, command: Command, known: Mapping[str, str]) -> Say:
    asked = forms.begin(tx, ask.account, ask.group.id, command, ask.at, known)
    assert isinstance(asked, Say)  # whether it is posted is never known
    return asked


# In private: the exact post, its group and its name before `post`.


def _words(given: Given) -> str:
    return given.get("words") or ""


def _shows(given: Given) -> Mapping[str, object]:
    return {
        "group": given.get("group") or Text("points.your-group"),
        "words": saying.quoted(_words(given)),
        "name": given.get("name") or "",
    }


CHANGE_OR_LEAVE = (
    Choice(forms.CHANGE, "points.change-it"),
    Choice(forms.STOP, "points.leave-it"),
)

WORDS = Field("words", "points.which-words", limit=ledger.LONGEST)

OWN_FORM = Form(
    (
        WORDS,
        Field(
            "sure",
            "points.goes-out",
            choices=(
                Choice("post", "points.post-it"),
                Choice(WITH_NAME, "points.post-with-name"),
                *CHANGE_OR_LEAVE,
            ),
            alone=True,
            shows=_shows,
        ),
    )
)


def post_point(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen the post, and said so. The number of a wish: it is answered by this."""
    named = ask.args.get("sure") == WITH_NAME
    _raise(tx, ask, str(ask.args["words"]), source=_source(tx, ask), named=named)
    return [say("points.noted")]


def _source(tx: Tx, ask: Ask) -> Source:
    wanted = str(ask.args.get("wanted") or "")
    if not wanted.isdecimal():
        return Source.NOTE
    found = ledger.wanted_of(tx, ask.group.id, ask.by.id)
    source = next((one.source for one in found if one.id == int(wanted)), Source.NOTE)
    _answered(tx, int(wanted))
    return source


POST = Command("post point", post_point, form=OWN_FORM)


# Somebody else's words.


def note_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Whose they are is known; then the words, and the line in which that person is asked."""
    who = ask.args["who"]
    if not isinstance(who, Person):
        which_person(str(who), ask.group, lambda one: f"note for {one}")
        raise Refused("points.who-is-that", name=str(who))
    if who.id == ask.by.id:
        raise Refused("points.your-own")
    record.check(ask.group)
    if len(ledger.wanted_of(tx, ask.group.id, who.id)) >= rules.ASKED_AT_ONCE:
        raise Refused("points.asked-enough", who=who)
    known = {"who": who.name, "id": who.id, "name": ask.by.name}
    if who.by_phone:
        return [_begin(tx, ask, BY_PHONE, known)]
    alone = consent.of(tx, ask.group.id, who.id) == consent.YES
    return [_begin(tx, ask, WANT, {**known, "where": "alone" if alone else "room"})]


def _wish(given: Given) -> Mapping[str, object]:
    return {**_shows(given), "who": given.get("who") or ""}


def _alone(given: Given) -> bool:
    return given.get("where") == "alone"


WANT_FORM = Form(
    (
        Field("words", "points.their-words", limit=ledger.LONGEST, shows=_wish),
        Field(
            "sure-alone",
            "points.asks-them-alone",
            choices=(Choice("ask", "points.ask-them"), *CHANGE_OR_LEAVE),
            alone=True,
            shows=_wish,
            skip=lambda given: not _alone(given),
        ),
        Field(
            "sure",
            "points.asks-them",
            skip=_alone,
            choices=(Choice("ask", "points.ask-them"), *CHANGE_OR_LEAVE),
            alone=True,
            shows=_wish,
        ),
    )
)

PHONE_FORM = Form(
    (
        Field("words", "points.their-words", limit=ledger.LONGEST, shows=_wish),
        Field(
            "sure",
            "points.did-they-agree",
            choices=(Choice(DEAL, "points.they-agreed"), *CHANGE_OR_LEAVE),
            alone=True,
            shows=_wish,
        ),
    )
)


def ask_them(tx: Tx, ask: Ask) -> Sequence[Say]:
    """In private, if they have said that they may be asked; else in the open room."""
    record.check(ask.group)  # it may have begun since their words were written down
    who = _still_here(ask)
    alone = consent.of(tx, ask.group.id, who.id) == consent.YES
    if alone != (ask.args.get("where") == "alone"):  # it changed: what was shown is not true now
        known = {
            "who": who.name,
            "id": who.id,
            "name": ask.by.name,
            "words": str(ask.args["words"]),
        }
        return [_begin(tx, ask, WANT, {**known, "where": "alone" if alone else "room"})]
    until = ledger.today(ask) + ledger.WANTED_FOR
    wanted = ledger.want(
        tx,
        Wanted(0, ask.group.id, str(ask.args["words"]), who.id, ask.by.name, Source.NOTE, until),
        seed=ask.seed,
    )
    _until(tx, ask, wanted)
    if alone:
        ledger.was_seen(tx, wanted.id)
        return [say("points.asked-alone", who=who), _asks(ask, wanted, who)]
    store.mark(tx, ask.group.id, New.ASK, wanted.id)
    schedule.soon(tx, LINE, ask)
    return [say("points.asked-in-room", who=who)]


def _still_here(ask: Ask) -> Person:
    id = PersonId(str(ask.args.get("id") or ""))
    name = ask.group.names.get(id)
    if name is None:
        raise Refused("points.who-is-that", name=str(ask.args.get("who") or ""))
    return Person(id, name)


def noted_by_phone(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Somebody on the phone was asked aloud, and the words were checked with them."""
    record.check(ask.group)
    who = _still_here(ask)
    _raise(tx, ask, str(ask.args["words"]), source=Source.NOTE, sayer=who.id)
    return [say("points.noted")]


WANT = Command("ask to note", ask_them, form=WANT_FORM)
BY_PHONE = Command("note by phone", noted_by_phone, form=PHONE_FORM)


def _until(tx: Tx, why: Ask | Due, wanted: Wanted) -> None:
    """The morning after its last day it is gone, if nobody has answered."""
    when = ledger.at_ten(wanted.until + timedelta(days=1), why.group)
    args = {"wanted": wanted.id}
    schedule.once(tx, ledger.NO_ANSWER, why, str(wanted.id), when, args=args)


def _asks(why: Ask | Due, wanted: Wanted, who: Person) -> Say:
    number = f" {wanted.id}"
    choices = (
        Choice("note my words" + number, "points.yes-note"),
        Choice("change my words" + number, "points.change-it"),
        Choice("leave my words" + number, "points.no-note"),
    )
    facts: dict[str, object] = {"by": wanted.asked_by, "words": saying.quoted(wanted.words)}
    facts["group"] = why.group.name or Text("points.your-group")
    then = (say("points.no-answer-is-no", day=wanted.until),)
    return Say(
        "points.may-note", facts, who, choices, then=then, good_for=WORTH_SAYING, unasked=True
    )


# What that person says.


def show_my_words(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What somebody would like to note, to the one person whose words they are; one at a time."""
    today = ledger.today(ask)
    found = [one for one in ledger.wanted_of(tx, ask.group.id, ask.by.id) if one.until >= today]
    found = [one for one in found if one.source is Source.NOTE]
    if not found:
        raise Refused("points.nothing-asked")
    found.sort(key=lambda one: (ledger.is_seen(tx, one), one.id))
    ledger.was_seen(tx, found[0].id)
    asked = replace(_asks(ask, found[0], ask.by), to=ASKER, unasked=False)
    if len(found) == 1:
        return [asked]
    more = say("points.more-asked", count=len(found) - 1)
    choices = (*asked.choices, Choice("show my words", "points.show-next"))
    return [replace(asked, then=(*asked.then, more), choices=choices)]


def note_my_words(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Yes: now it is a point. A yes is to words that they have read."""
    wanted = _wanted(tx, ask)
    if not ledger.is_seen(tx, wanted):
        raise Refused("points.see-first", (SHOW,))
    _answered(tx, wanted.id)
    _raise(tx, ask, wanted.words, source=wanted.source)
    return [say("points.noted")] if ask.private else []


def change_my_words(tx: Tx, ask: Ask) -> Sequence[Say]:
    """In their own words: those, and the name if they like, go out once they have seen them."""
    wanted = _wanted(tx, ask)
    known = {"wanted": str(wanted.id), "name": ask.by.name, "old": wanted.words}
    return [_begin(tx, ask, POST, known)]


def leave_my_words(tx: Tx, ask: Ask) -> Sequence[Say]:
    """No. Who wished it is told nothing, and the words are gone."""
    _answered(tx, _wanted(tx, ask).id)
    return [say("points.not-noted")]


def _wanted(tx: Tx, ask: Ask) -> Wanted:
    today = ledger.today(ask)
    found = [one for one in ledger.wanted_of(tx, ask.group.id, ask.by.id) if one.until >= today]
    number = ask.args.get("number")
    if isinstance(number, int):
        found = [one for one in found if one.id == number]
    if not found:
        raise Refused("points.nothing-asked")
    if len(found) > 1:  # a yes to one of them is no yes to another
        raise Refused("points.which-of-these", tuple(_one_of(ask.command, one) for one in found))
    return found[0]


def _one_of(word: str, wanted: Wanted) -> Choice:
    words = plain(saying.quoted(wanted.words), rules.SHOWN)
    return Choice(f"{word} {wanted.id}", "points.these-words", {"words": words})


def _answered(tx: Tx, wanted: int) -> None:
    ledger.no_longer_wanted(tx, wanted)
    schedule.cancel(tx, ledger.NO_ANSWER, str(wanted))


def no_answer(tx: Tx, due: Due) -> Sequence[Say]:
    """The day is over: it is not noted, and nobody is told."""
    ledger.no_longer_wanted(tx, int(str(due.args["wanted"])))
    return []


def may_keep(tx: Tx, due: Due) -> Sequence[Say]:
    """Somebody has questioned a limit: may it be kept? Never in the middle of a turn or a round."""
    wanted = int(str(due.args["wanted"]))
    if due.group.session is None or talk.turn_is_on(tx, due.group):
        return []  # the line that ends the turn asks them, or the words that end the meeting did
    if (over := talk.round_until(tx, due.group, due.at)) is not None:
        subject = str(due.args.get("subject") or wanted)
        schedule.once(tx, ledger.MAY_KEEP, due, subject, over, args=due.args)
        return []
    store.mark(tx, due.group.id, New.ASK, wanted)
    schedule.soon(tx, LINE, due)
    return []


# What the room hears.


def line(tx: Tx, due: Due) -> Sequence[Say]:
    """One line for all new points, and for whoever is asked whether theirs may be noted."""
    group = due.group
    if not has_part(group, ledger.PART):
        return []  # the group has said no: nobody is asked, and points are read out when it is on
    today = ledger.today(due)
    found = (ledger.by_id(tx, group.id, id) for id in store.marked(tx, group.id, New.POINT))
    points = [one for one in found if one is not None and one.is_open]
    says = [saying.new(group, one) for one in points]
    if points and group.session is None:  # in a meeting its last words say it for all
        says.append(say("points.thanks"))
        ledger.thanked(tx, due, points)
    alert = None
    if undecided := [one for one in points if one.decides is None]:
        alert = saying.asked_to_decide(tx, group, today)
        number = undecided[0].number
        nobody = say("points.who-decides-nobody", number=number)
        asked = nobody if alert is None else say("points.who-decides", who=alert, number=number)
        says.append(asked)
    choices: list[Choice] = []
    aloud: list[int] = []
    for id in store.marked(tx, group.id, New.ASK):
        wanted = ledger.wanted_by(tx, group.id, id)
        name = None if wanted is None else group.names.get(wanted.whose)
        if wanted is None or name is None:
            continue
        who = Person(wanted.whose, name)
        alert = alert or who
        aloud.append(id)
        if wanted.source is Source.LIMIT:  # these all have read, from its sayer
            asked = ledger.may_keep(wanted, who)
        else:  # nobody reads them again before their sayer's yes, nor who would like to note them
            asked = say("points.may-note-room", who=who, choices=(SHOW,))
        says.append(replace(asked, choices=()))
        choices += [one for one in asked.choices if one not in choices]
    ledger.asked_aloud(tx, group.id, aloud, due.cause)
    for what in (New.POINT, New.ASK):
        store.heard(tx, group.id, what)
    if not says:
        return []
    first, *others = says
    return [Say(first.key, first.facts, GROUP, tuple(choices), alert, then=tuple(others))]
