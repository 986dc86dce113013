"""How the charter is said: all of it, one line, and what changed, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import charter, times
from bot.clauses import Clause, State, Tag
from bot.db import Tx
from bot.model import Ask, Choice, Due, Listed, Refused, Say, Text, say

KEYS = (
    *("charter.line-suggested", "charter.line-tried", "charter.line-agreed"),
    *("charter.line-faded", "charter.line-dropped"),
    *("charter.one-suggested", "charter.one-tried", "charter.one-agreed"),
    *("charter.one-faded", "charter.one-dropped"),
    *("charter.lead-can-draft", "charter.lead-can-agree", "charter.lead-can-drop"),
    "charter.lead-can-bring-back",
    *("charter.suits-heavy", "charter.suits-new", "charter.suits-limits"),
)

ROWS = "list.rows"
"""How what stands below each other is joined."""


def the_charter(tx: Tx, ask: Ask) -> Sequence[Say]:
    """All lines that are not dropped, or one of them."""
    if "number" in ask.args:
        return [one_line(tx, ask)]
    known = charter.read(tx, ask.group.id)
    shown = [one for one in known.clauses if one.state is not State.DROPPED]
    if not shown:
        return [say("charter.none")]
    rows = Listed(tuple(map(row, shown)), ROWS)
    if known.since is None:
        return [say("charter.suggested-so-far", rows=rows)]
    return [say("charter.whole", version=known.version, day=known.since, rows=rows)]


def row(one: Clause) -> Text:
    """A line among others."""
    return Text(f"charter.line-{one.state.value}", {"number": one.number, "words": one.words})


def bare_row(one: Clause) -> Text:
    """A line with its number, and nothing else."""
    return Text("charter.bare-row", {"number": one.number, "words": one.words})


def today(why: Ask | Due) -> date:
    """The local day of the group."""
    return times.wall(why.at, why.group.zone).date()


def one_line(tx: Tx, ask: Ask) -> Say:
    """One line in plain words: how it stands, since when, and when it is looked at again."""
    one = the_line(tx, ask)
    facts = {"number": one.number, "words": one.words, "since": one.since}
    if one.live:
        facts["again"] = one.look_again
    then = (say(_LEAD_CAN[one.state], number=one.number),) if ask.leads else ()
    return Say(f"charter.one-{one.state.value}", facts, choices=_about(ask, one), then=then)


_LEAD_CAN = {
    State.SUGGESTED: "charter.lead-can-draft",
    State.TRIED: "charter.lead-can-agree",
    State.AGREED: "charter.lead-can-drop",
    State.FADED: "charter.lead-can-bring-back",
    State.DROPPED: "charter.lead-can-bring-back",
}
"""What whoever leads can ask the room about a line that stands so."""


def _about(ask: Ask, one: Clause) -> tuple[Choice, ...]:
    """What can be done about a line by whoever reads it."""
    if not (one.live or one.state is State.SUGGESTED):
        return ()
    what = [Choice(f"worry about line {one.number}", "charter.i-have-a-worry")]
    if one.live:
        what.append(Choice(f"change line {one.number}", "charter.ask-a-change"))
    if one.live and ask.leads:
        what.append(Choice(f"line suits {one.number}", "charter.for-which-meetings"))
    return (*what, Choice("worry without my name", "word.worry-without-my-name"))


def the_line(tx: Tx, ask: Ask) -> Clause:
    """The line that is meant. Raises Refused."""
    known = charter.read(tx, ask.group.id)
    found = known.clause(ask.args.get("number"))
    if found is None:
        if not known.clauses:
            raise Refused("charter.none")
        raise Refused("charter.which-line", most=max(one.number for one in known.clauses))
    return found


def goes_by(line: Clause) -> tuple[Say, ...]:
    """What else ends with it, where it sets how Alongside works: said before any yes."""
    return () if line.steers is None else (say("charter.i-go-by-it"),)


def tag_choices(number: int) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"line suits {number} for {tag.value}", f"charter.suits-{tag.value}") for tag in Tag
    )
