"""What is asked of whoever answers: one thing at a time, and then the exact post.

The same questions serve an answer of one's own and a reply that came by e-mail, which is taken
word for word. "What did we hear?" comes before "What will we do?".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot import catalogue, dates, forms, told
from bot.feature import Field, Given, Here
from bot.features.answering import rules
from bot.ledger import Answer, CouldNot, State
from bot.model import Choice, PersonId, Text
from bot.parse import fold

AS_IT_SAYS = "as-the-point-says"
KNOW_LATER = "we-will-know-by"
KEEP = "keep-my-words"
DRAFT = "keep-a-draft"
START_AGAIN = "start-again"

LONGEST_WORDS, LONGEST_FIELD, LONGEST_REPLY, LONGEST_BESIDE = 700, 220, 1000, 60
"""Characters: with all six fields a post still fits every platform. The last is of a field that
does not stand in the reply itself."""

KEYS = (
    *("answering.heard", "answering.which-state", "answering.words", "answering.who-decided"),
    *("answering.will-by", "answering.reason", "answering.reason-by", "answering.no-reason"),
    *("answering.decided", "answering.decided-by", "answering.could-change"),
    *("answering.could-change-by", "answering.look-again", "answering.elsewhere"),
    *("answering.elsewhere-by", "answering.post-answer", "answering.which-day"),
    *("answering.day-is-past", "answering.left-open-once", "answering.as-it-says"),
    *("answering.know-later", "answering.keep-words", "answering.keep-draft"),
    *("answering.start-again", "answering.thinking", "answering.will", "answering.did"),
    *("answering.partly", "answering.could-not", "answering.longer-than-one"),
    *("answering.reply-from", "answering.reply-route", "answering.reply-words"),
    *("answering.by-email", "answering.by-letter", "answering.by-call", "answering.by-meeting"),
    *("answering.answers-themselves", "answering.post-reply", "answering.copy-or-shorter"),
)


def _chose(given: Given, state: State) -> bool:
    return given.get("state") == state


def _not(state: State) -> Callable[[Given], bool]:
    return lambda given: not _chose(given, state)


def _about(given: Given) -> Mapping[str, object]:
    """What a question may show: the point, and whether it is a reply that is asked about."""
    how = "reply" if given.get("route") else "own"
    facts = {name: given.get(name) or "" for name in ("number", "name", "state")}
    question = told.ended(given.get("question") or "")
    return {**facts, "question": question, "how": how, "who": given.get("from") or ""}


def _day(said: str, _given: Given, here: Here) -> str | Text:
    found = dates.day(said, here.now, here.language)
    if found is None:
        return Text("answering.which-day")
    good = rules.day_is_good(found, here.now.date())
    return found.isoformat() if good else Text("answering.day-is-past")


def _once(field: str) -> Callable[[str, Given, Here], str | Text]:
    """A field that was left open once is not left open again."""

    def takes(said: str, given: Given, _here: Here) -> str | Text:
        before = (given.get("before") or "").split()
        if said == KNOW_LATER and not rules.can_be_left_open(field, before):
            return Text("answering.left-open-once")
        copied = fold(said) in fold(given.get("words") or "")
        if given.get("route") and not copied and len(said) > LONGEST_BESIDE:
            return Text("answering.copy-or-shorter", {"most": LONGEST_BESIDE})
        return said

    return takes


def _hides_who(given: Given) -> bool:
    phrases = catalogue.listed("decided", given.get("language") or "en")
    return not given.get("route") and rules.hides(given.get("words") or "", phrases) is not None


def _says_why(given: Given) -> bool:
    said = given.get("reason") or KNOW_LATER
    phrases = catalogue.listed("no-reason", given.get("language") or "en")
    return bool(given.get("route")) or said == KNOW_LATER or rules.says_why(said, phrases)


def _whole(said: str, _given: Given, _here: Here) -> str | Text:
    """Word for word: what was cut is not."""
    return Text("answering.longer-than-one") if len(said) >= LONGEST_REPLY else said


def _from(said: str, given: Given, _here: Here) -> str | Text:
    """Members answer for themselves: nobody promises in their name."""
    members = (given.get("members") or "").split("\n")
    known = rules.folded(said) in members
    return Text("answering.answers-themselves") if known else said


def _six(name: str, key: str) -> tuple[Field, ...]:
    """One of the six fields, and the day on which it is known."""

    def is_known(given: Given) -> bool:
        return not _chose(given, State.COULD_NOT) or given.get(name) != KNOW_LATER

    field = Field(
        name,
        key,
        limit=LONGEST_FIELD,
        also=(Choice(KNOW_LATER, "answering.know-later"),),
        wordy=True,
        takes=_once(name),
        skip=_not(State.COULD_NOT),
        shows=_about,
    )
    return field, Field(name + "_by", f"{key}-by", limit=60, takes=_day, skip=is_known)


_STATE = Field(
    "state",
    "answering.which-state",
    choices=(
        Choice(State.THINKING, "answering.thinking"),
        Choice(State.WILL, "answering.will"),
        Choice(State.DID, "answering.did"),
        Choice(State.PARTLY, "answering.partly"),
        Choice(State.COULD_NOT, "answering.could-not"),
    ),
    alone=True,
    shows=_about,
)
"""By itself, because what is asked after it depends on it, also where a platform has forms."""

_AFTER = (
    Field(
        "by",
        "answering.will-by",
        limit=60,
        takes=_day,
        skip=_not(State.WILL),
        shows=_about,
    ),
    *_six("reason", "answering.reason"),
    Field(
        "why",
        "answering.no-reason",
        limit=LONGEST_FIELD,
        also=(Choice(KEEP, "answering.keep-words"),),
        wordy=True,
        skip=lambda given: not _chose(given, State.COULD_NOT) or _says_why(given),
        shows=lambda given: {"words": given.get("reason") or ""},
    ),
    *_six("decided", "answering.decided"),
    *_six("could_change", "answering.could-change"),
    Field(
        "look_again",
        "answering.look-again",
        limit=60,
        takes=_day,
        skip=_not(State.COULD_NOT),
        shows=_about,
    ),
    *_six("elsewhere", "answering.elsewhere"),
)


def _shown(given: Given) -> Mapping[str, object]:
    """The exact post, the name on it, and the group it goes to."""
    one = made(given, date(2000, 1, 1))
    sentences = told.answer(
        int(given.get("number") or 0), given.get("question") or "", given.get("said_by"), one
    )
    return {
        "group": given.get("group") or Text("answering.your-group"),
        "post": told.together(sentences),
    }


ANSWER = (
    Field(
        "heard",
        "answering.heard",
        limit=LONGEST_FIELD,
        also=(Choice(AS_IT_SAYS, "answering.as-it-says"),),
        wordy=True,
        shows=_about,
    ),
    _STATE,
    Field(
        "words",
        "answering.words",
        limit=LONGEST_WORDS,
        skip=lambda given: _chose(given, State.COULD_NOT),
        shows=_about,
    ),
    Field(
        "says_who",
        "answering.who-decided",
        limit=LONGEST_WORDS,
        also=(Choice(KEEP, "answering.keep-words"),),
        wordy=True,
        skip=lambda given: _chose(given, State.COULD_NOT) or not _hides_who(given),
        shows=_about,
    ),
    *_AFTER,
)

_POST = (
    Choice("post", "answering.post-it"),
    Choice(forms.CHANGE, "answering.change-it"),
    Choice(DRAFT, "answering.keep-draft"),
    Choice(START_AGAIN, "answering.start-again"),
)

ANSWER_FORM = (
    *ANSWER,
    Field(
        "sure",
        "answering.post-answer",
        choices=_POST,
        alone=True,
        shows=_shown,
        again={START_AGAIN: (*(field.name for field in ANSWER), "sure")},
    ),
)

REPLY_FORM = (
    Field("from", "answering.reply-from", limit=40, takes=_from, shows=_about),
    Field(
        "route",
        "answering.reply-route",
        choices=(
            Choice(told.EMAIL, "answering.by-email"),
            Choice(told.LETTER, "answering.by-letter"),
            Choice(told.CALL, "answering.by-call"),
            Choice(told.MEETING, "answering.by-meeting"),
        ),
        shows=_about,
    ),
    Field("words", "answering.reply-words", limit=LONGEST_REPLY, takes=_whole, shows=_about),
    _STATE,
    *_AFTER,
    Field(
        "sure",
        "answering.post-reply",
        choices=(
            Choice("post", "answering.post-it"),
            Choice(forms.CHANGE, "answering.change-it"),
            Choice(forms.STOP, "answering.leave-it"),
        ),
        alone=True,
        shows=_shown,
    ),
)


def made(given: Given, today: date) -> Answer:
    """The answer that was written, as the ledger keeps it."""
    state = State(given.get("state") or State.THINKING)
    route = given.get("route") or None
    heard = given.get("heard")
    own = None if heard in (None, AS_IT_SAYS) else heard
    words = given.get("words") or ""
    if given.get("says_who") not in (None, KEEP) and not route and state is not State.COULD_NOT:
        words = given.get("says_who") or ""
    person = None if route else PersonId(given.get("me") or "")
    return Answer(
        state=state,
        words="" if state is State.COULD_NOT and not route else words,
        by=(given.get("from") if route else given.get("name")) or "",
        day=today,
        person=person or None,
        could_not=_could_not(given, own, today) if state is State.COULD_NOT else None,
        will_by=_as_day(given.get("by"), today) if state is State.WILL else None,
        route=route,
        heard=None if state is State.COULD_NOT else own,
    )


def _could_not(given: Given, heard: str | None, today: date) -> CouldNot:
    why = given.get("why")
    said = {
        name: _as_day(given.get(name + "_by"), today)
        if given.get(name) == KNOW_LATER
        else given.get(name) or ""
        for name in rules.OPEN
    }
    if why not in (None, KEEP):
        said["reason"] = why or ""
    return CouldNot(
        # As the point says it, where they have said no more; of a reply: in its own words.
        heard=(heard or given.get("question") or "") if not given.get("route") else "",
        reason=said["reason"],
        decided=said["decided"],
        could_change=said["could_change"],
        look_again=_as_day(given.get("look_again"), today),
        elsewhere=said["elsewhere"],
    )


def _as_day(kept: str | None, today: date) -> date:
    return today if not kept else date.fromisoformat(kept)
