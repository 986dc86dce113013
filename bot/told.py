"""An answer to a point, as people read it: the same sentences wherever it is read.

Whoever answers sees exactly these before they say `post`; the room gets them, and the news. Its
law: what somebody wrote stays as they wrote it, and no name is said but of who chose to be named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.ledger import Answer, CouldNot, State
from bot.model import Listed, Text
from bot.parse import fold

EMAIL, LETTER, CALL, MEETING = "email", "letter", "call", "meeting"
ROUTES = (EMAIL, LETTER, CALL, MEETING)
"""How an answer came that was not given in the chat, as `Answer.route` keeps it."""

KEYS = (
    *("told.said", "told.said-by", "told.heard", "told.thinking", "told.will", "told.will-nobody"),
    *("told.did", "told.partly", "told.could-not", "told.heard-later", "told.by", "told.sentences"),
    *("told.reason", "told.decided", "told.could-change", "told.elsewhere", "told.look-again"),
    *("told.reason-later", "told.decided-later", "told.could-change-later"),
    *("told.elsewhere-later", "told.from-email", "told.from-letter", "told.from-call"),
    *("told.from-meeting", "told.is-thinking", "told.is-will", "told.is-did", "told.is-partly"),
)

_ENDS = ".!?…:;"
_FIELDS = ("reason", "decided", "could_change", "elsewhere")


def answer(number: int, words: str, said_by: str | None, one: Answer) -> list[Text]:
    """What was said, and what came of it. `said_by`: only of a sayer who added their name."""
    said = {"number": number, "words": ended(words)}
    first = Text("told.said", said) if said_by is None else Text("told.said-by", {
        **said, "who": said_by,
    })  # fmt: skip
    return [first, *_answered(one)]


def _answered(one: Answer) -> list[Text]:
    if one.route is not None:
        return [*_as_it_came(one), *_days(one)]
    who = [] if not one.by else [Text("told.by", {"who": one.by})]
    heard = [] if not one.heard else [Text("told.heard", {"words": ended(one.heard)})]
    said = {"words": ended(one.words)}
    match one.state:
        case State.COULD_NOT:
            assert one.could_not is not None
            return [Text("told.could-not"), *six(one.could_not), *who]
        case State.WILL if one.by:
            return [*heard, Text("told.will", {**said, "day": one.will_by, "who": one.by})]
        case State.WILL:
            return [*heard, Text("told.will-nobody", {**said, "day": one.will_by})]
        case State.DID:
            return [*heard, Text("told.did", said), *who]
        case State.PARTLY:
            return [*heard, Text("told.partly", said), *who]
    return [*heard, Text("told.thinking", said), *who]


def six(fields: CouldNot) -> list[Text]:
    """The six honest fields, each as a sentence or as the day on which it will be known."""
    if isinstance(fields.heard, date):
        heard = Text("told.heard-later", {"day": fields.heard})
    else:
        heard = Text("told.heard", {"words": ended(fields.heard)})
    found = [heard] if fields.heard else []
    for name in _FIELDS:
        if name == "elsewhere":
            found.append(Text("told.look-again", {"day": fields.look_again}))
        key, said = f"told.{name.replace('_', '-')}", getattr(fields, name)
        if isinstance(said, date):
            found.append(Text(f"{key}-later", {"day": said}))
        elif said:
            found.append(Text(key, {"words": ended(said)}))
    return found


def _as_it_came(one: Answer) -> list[Text]:
    """Word for word, with the way it came; then what kind of answer it is."""
    facts: Mapping[str, object] = {"who": one.by, "words": one.words}
    kinds = {
        State.THINKING: "told.is-thinking",
        State.DID: "told.is-did",
        State.PARTLY: "told.is-partly",
        State.COULD_NOT: "told.could-not",
    }
    kind = [] if one.state not in kinds else [Text(kinds[one.state])]
    return [Text(f"told.from-{one.route}", facts), *kind]


def _days(one: Answer) -> list[Text]:
    """The days that an answer from outside names, and what it left open."""
    if one.state is State.WILL:
        return [Text("told.is-will", {"day": one.will_by, "who": one.by})]
    if one.could_not is None:
        return []
    return six(replace(one.could_not, heard="", **_said_already(one)))


def _said_already(one: Answer) -> dict[str, Any]:
    """Fields that were copied from the answer, as whoever brought it was asked to: no more words.

    What they knew besides is a sentence of its own after it, as it is not word for word.
    """
    said = fold(one.words)
    given = {name: getattr(one.could_not, name) for name in _FIELDS}
    return {n: "" for n, v in given.items() if isinstance(v, str) and fold(v) in said}


def together(texts: Sequence[Text]) -> Listed:
    """Sentences, one after the other, as one fact."""
    return Listed(tuple(texts), "told.sentences")


def ended(words: str) -> str:
    """With a full stop where there is no sign: a screen reader then pauses before our own words.

    Not for what came from outside: that is word for word.
    """
    return words if not words or words[-1] in _ENDS else words + "."
