"""A worry about a line: it opens a talk, and it is nobody's veto.

Its law: said in the room it is as open as any word there. Said in private, with a name, it goes
out only as the exact post that was seen. A worry without a name takes the road of questions
without a name, and its slot ends in `raised`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import charter, forms, ledger, schedule
from bot.clauses import Clause, Kind, State
from bot.db import Tx
from bot.feature import Command, Field, Form, Given
from bot.features.charter import handlers, rules, store, telling
from bot.model import GROUP, Ask, Choice, Due, Listed, Refused, Say, Text, say

LINE = "charter.worries"

ONLY_THE_NUMBER = "only-the-number"


def worry(tx: Tx, ask: Ask) -> Sequence[Say]:
    """In the room: kept at once. In private: with a name, and shown before it goes out."""
    one = telling.the_line(tx, ask)
    if not (one.live or one.state is State.SUGGESTED):
        raise Refused("charter.counts-no-more", number=one.number)
    if ask.private:
        known = {"number": str(one.number), "line": one.words, "name": ask.by.name}
        asked = forms.begin(tx, ask.account, ask.group.id, POST, ask.at, known)
        assert isinstance(asked, Say)  # its words are never known before
        return [asked]
    raised(tx, ask, one)
    store.to_say(tx, ask.group.id, one.number, store.WORRY)
    schedule.soon(tx, LINE, ask)
    return []


def raised(tx: Tx, why: Ask | Due, one: Clause) -> None:
    """There is a worry about it. A yes that the group was being asked for has to wait.

    Whose it is makes no difference, so a worry without a name comes here from its slot.
    """
    back = rules.worried(one, telling.today(why))
    if back is not None:
        handlers.change(tx, why, back, Kind.WORRY)
    store.done(tx, why.group.id, one.number)


def line(tx: Tx, due: Due) -> Sequence[Say]:
    """One line for all lines that there is a worry about. It names nobody."""
    numbers = store.take_unsaid(tx, due.group.id, store.WORRY)
    if not numbers:
        return []
    return [replace(there_is_a_worry(*numbers), then=_agreed_no_more(tx, due, numbers))]


def _agreed_no_more(tx: Tx, why: Ask | Due, numbers: Sequence[int]) -> tuple[Say, ...]:
    """Which of these were agreed until then. What they set stays as it is."""
    lines = charter.read(tx, why.group.id)
    found = []
    for number in numbers:
        one, step = lines.clause(number), charter.changes(tx, why.group.id, number)[-1]
        tried = one is not None and one.state is State.TRIED
        if tried and one is not None and (step.kind, step.on) == (Kind.WORRY, one.since):
            found.append(number)
    if not found:
        return ()
    return (say("worry.tried-again", count=len(found), lines=Listed(tuple(found))),)


def there_is_a_worry(*numbers: int) -> Say:
    return say("charter.worry-about", to=GROUP, count=len(numbers), lines=Listed(numbers))


def _about(given: Given) -> Mapping[str, object]:
    return {"number": given.get("number") or "", "words": given.get("line") or ""}


def _shows(given: Given) -> Mapping[str, object]:
    """The exact post, the name on it, and the group it goes to."""
    return {"group": given.get("group") or Text("charter.your-group"), "post": _post(given)}


def _post(given: Given) -> Text:
    facts = {"who": given.get("name") or "", "number": int(given.get("number") or 0)}
    words = given.get("words") or ONLY_THE_NUMBER
    if words == ONLY_THE_NUMBER:
        return Text("charter.has-a-worry", facts)
    return Text("charter.has-this-worry", {**facts, "words": words})


POST_IT = (
    Choice("post", "charter.post-it"),
    Choice(forms.CHANGE, "charter.change-it"),
    Choice(forms.STOP, "charter.leave-it"),
)

FORM = Form(
    (
        Field(
            "words",
            "charter.what-is-it",
            limit=200,
            also=(Choice(ONLY_THE_NUMBER, "charter.only-the-number"),),
            wordy=True,
            shows=_about,
        ),
        Field("sure", "charter.post-that", choices=POST_IT, alone=True, shows=_shows),
    )
)


def post(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen the post, and said so."""
    number = rules.number_in(ask.args.get("number"))
    one = charter.read(tx, ask.group.id).clause(number)
    if one is None or not (one.live or one.state is State.SUGGESTED):
        raise Refused("charter.counts-no-more", number=number or 0)
    raised(tx, ask, one)
    handlers.counted(tx, ask)
    given = {"number": str(one.number), "name": ask.by.name, "words": str(ask.args["words"])}
    shown = _post(given)
    talk = say("charter.makes-better")
    then = (talk, *_agreed_no_more(tx, ask, (one.number,)))
    return [Say(shown.key, shown.facts, GROUP, then=then), _posted(tx, ask, given["words"])]


def _posted(tx: Tx, ask: Ask, words: str) -> Say:
    """Where it had words, they can be a point as well: that is for its writer to say."""
    told = say("charter.posted")
    can_be = () if words == ONLY_THE_NUMBER else ledger.worried(tx, ask, words)
    choices = tuple(choice for one in can_be for choice in one.choices)
    return replace(told, then=tuple(replace(one, choices=()) for one in can_be), choices=choices)


POST = Command("post that worry", post, form=FORM, inner=True)
