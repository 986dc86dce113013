"""A worry about a line, without a name: it waits in the box, and comes out at a slot as nobody's.

Its law: it has no words, only its line. So the way somebody writes cannot show who it was, no
worry about a line goes round the Readers, and several about one line are one note (`merged`):
not even the box knows how many there were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot import care, charter, hiding
from bot.aside import Around, Step, Told, Watched, Whisper, chosen
from bot.clauses import Clause, State
from bot.db import Tx
from bot.model import Choice, GroupId, Say, Text, plain, say
from bot.settings import has_part

WORRY = "worry"
"""The kind of its notes."""

STANDING = (State.SUGGESTED, State.TRIED, State.AGREED)
"""How a line stands that somebody can have a worry about."""

SHOWN = 60
"""Characters of a line on a button."""

MOST_SHOWN = 20
"""Lines that are offered at once: a message has no place for more buttons."""

KEYS = ("worry.company", "worry.server", "worry.sealed", "worry.practice")

GO_ON = chosen("which", "challenge.go-on")
LEAVE = chosen("leave", "challenge.leave-it")
SEND = chosen("send", "challenge.send")


@dataclass(frozen=True, slots=True)
class Known:
    """What the talk knows of a group, besides who is in it."""

    lines: tuple[Clause, ...] = ()
    """Those that somebody can have a worry about."""
    supporter: str = ""
    """Who can be rung to speak for somebody; nobody, if empty."""
    phone: str = ""


def knows(tx: Tx) -> Mapping[GroupId, Known]:
    """Read once a minute, of all groups alike."""
    one = care.can_ask_for_others(tx)
    known = Known() if one is None else Known((), one.name, one.phone or "")
    standing = charter.standing(tx).items()
    return {id: replace(known, lines=lines) if lines else known for id, lines in standing}


def worries(around: Around, told: Told) -> Step:
    """Who could guess, before anything is chosen; then the line; then when it comes out."""
    if around.knows is None:
        return Step(say("worry.just-started"))
    if not _lines(around):
        return Step(say("worry.no-lines"))
    if around.crowd.size < around.crowd.floor:
        return Step(hiding.too_few_yet(around, around.crowd.size))
    if not around.left:
        return Step(say("challenge.full", day=around.comes_out))
    match told.choice:
        case "":
            return _begins(around)
        case "more":
            first, *others = hiding.counted(around)
            choices = (GO_ON, chosen("more-tells", "challenge.more"), LEAVE)
            then = (*others, hiding.other_way(around))
            return Step(replace(first, choices=choices, then=then), draft={})
        case "more-tells":
            first, *others = hiding.no_number_tells(around)
            return Step(replace(first, choices=(GO_ON, LEAVE), then=tuple(others)), draft={})
        case "which":
            return Step(_which(around), draft={})
        case "send" if told.draft.get("line"):
            return _sends(told.draft["line"])
    return _shows(around, told.choice.removeprefix("line-"))


def _lines(around: Around) -> tuple[Clause, ...]:
    lines: tuple[Clause, ...] = around.knows.lines
    return lines


def _begins(around: Around) -> Step:
    said = say(
        f"worry.{around.watched}",
        choices=(GO_ON, chosen("more", "challenge.more"), LEAVE),
        crowd=hiding.sides(around.crowd),
        guess=around.crowd.guess,
        organisation=around.organisation or Text("challenge.your-organisation"),
    )
    if around.watched is Watched.SERVER:
        said = replace(said, then=(hiding.other_way(around),))
    return Step(said, draft={})


def _which(around: Around) -> Say:
    """The question for a line."""
    choices = (*map(_line, _lines(around)[:MOST_SHOWN]), LEAVE)
    if around.watched not in hiding.TYPED:
        return say("worry.which", choices=choices)
    crowd = hiding.sides(around.crowd)
    return say("worry.which-counted", choices=choices, crowd=crowd, guess=around.crowd.guess)


def _line(one: Clause) -> Choice:
    words = plain(one.words, SHOWN)
    return chosen(f"line-{one.number}", "worry.line", number=one.number, words=words)


def _shows(around: Around, number: str) -> Step:
    """What everybody reads, and when. Why is not said: that is for a question."""
    one = next((one for one in _lines(around) if str(one.number) == number), None)
    if one is None:
        return Step(say("aside.stopped"))
    why = (say("worry.to-say-why"),) if has_part(around.group, "questions") else ()
    shown = say(
        "worry.goes-out",
        choices=(SEND, chosen("which", "worry.another"), LEAVE),
        number=one.number,
        words=one.words,
        group=around.group.name,
        day=around.comes_out,
        then=why,
    )
    return Step(shown, draft={"line": number})


def _sends(number: str) -> Step:
    return Step(
        say("challenge.not-yet"),
        whisper=Whisper(WORRY, about=number),
        then=say("challenge.in-the-box"),
    )
