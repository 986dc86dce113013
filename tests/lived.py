"""A year played at some place, what is kept after it, and what nobody may have been told.

`tests/year.py` is the story. A place is where it is played: the core alone, the rehearsal room,
Matrix or Discord. Whatever the place, the same must be kept at the end.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from pathlib import Path
from pprint import pformat
from typing import Any, Protocol

from year import ASKED, LEAD, LONDON, PEOPLE, POINTS, QUESTIONS, SCRIPT, SESSIONS, VERSIONS, Step

from bot import answerers, charter, documents, ledger, releases
from bot.app import App
from bot.clauses import Change, Clause
from bot.clauses import State as Line
from bot.db import Tx
from bot.ledger import Answer
from bot.model import Address, Group, PersonId, Rendered, is_private, private

WEEK = timedelta(days=7)

WRITTEN = Path(__file__).with_name("year-kept.txt")
"""What is kept after the year. `ALONGSIDE_WRITE_DOCS=1` with `tests/test_year.py` writes it."""


class Place(Protocol):
    """Where people are. Each returns once all that follows at once was said."""

    async def comes_to(self, when: datetime) -> None:
        """Time passes until that minute, and whatever is due happens when it is due."""

    async def says(self, who: str, text: str) -> None:
        """In the room."""

    async def tells(self, who: str, text: str) -> None:
        """In the private chat."""

    async def asks(self, who: str, text: str) -> None:
        """A question without a name, from the first word until it is in the box."""

    async def presses(self, who: str, label: str) -> None:
        """The newest button of the room that shows this; where there are none, it is typed."""


@dataclass
class Story:
    """The year, told at one place."""

    place: Place
    app: App
    words: dict[str, str] = field(default_factory=dict)
    """Of each point and question, by what it is called in the script."""
    numbers: dict[str, int] = field(default_factory=dict)

    async def told(self, steps: Sequence[Step] = SCRIPT) -> None:
        for step in steps:
            await self.place.comes_to(step.when)
            text = await self._with_numbers(step.text)
            if step.keeps is not None:
                about, words = step.keeps
                assert about not in self.words, about
                self.words[about] = words
            match step.where:
                case "room":
                    await self.place.says(step.who, text)
                case "alone":
                    await self.place.tells(step.who, text)
                case "unnamed":
                    await self.place.asks(step.who, text)
                case "press":
                    await self.place.presses(step.who, text)

    async def _with_numbers(self, text: str) -> str:
        for about in re.findall(r"#[\w-]+", text):
            if about not in self.numbers:
                self.numbers[about] = await self.app.db.read(
                    lambda tx, about=about: _number(tx, self.words[about])  # type: ignore[misc]
                )
            text = text.replace(about, str(self.numbers[about]))
        return text


def _number(tx: Tx, words: str) -> int:
    sql = (
        "SELECT number FROM point WHERE words = :words"
        " UNION SELECT number FROM note WHERE text = :words"
    )
    rows = tx.all(sql, words=words)
    assert len(rows) == 1, (words, rows)
    return int(rows[0][0])


# What is kept.


@dataclass(frozen=True)
class Kept:
    """All that the ledger, the charter and the news hold, with names in place of accounts."""

    points: Sequence[Mapping[str, Any]]
    questions: Sequence[tuple[object, ...]]
    clauses: Sequence[Clause]
    changes: Sequence[Change]
    version: int
    texts: Sequence[Mapping[str, Any]]
    """News and reports, as they were shown, and what of them was let out."""
    met: Sequence[int]
    """When each session began, in milliseconds."""


async def kept(app: App) -> Kept:
    return await app.db.read(lambda tx: _kept(tx, app))


def _kept(tx: Tx, app: App) -> Kept:
    (id,) = (row[0] for row in tx.all("SELECT id FROM household"))
    group = app.groups.get(id)
    assert group is not None
    known = charter.read(tx, group.id)
    return Kept(
        points=[_point(tx, group, one) for one in ledger.every(tx, group.id)],
        questions=_questions(tx, group),
        clauses=known.clauses,
        changes=charter.changes(tx, group.id),
        version=known.version,
        texts=[_text(group, one) for one in reversed(releases.every(tx, group.id))],
        met=[row[0] for row in tx.all("SELECT started_at FROM session ORDER BY id")],
    )


def is_whole(found: Kept) -> None:
    """As many of everything as the year had, in each state that there is."""
    assert len(found.met) == SESSIONS
    assert len(found.questions) == QUESTIONS
    unnamed = [one for one in found.points if one["source"] is ledger.Source.QUESTION]
    assert [one["number"] for one in unnamed] == [one[0] for one in found.questions]
    assert len(found.points) - len(unnamed) == POINTS
    numbers = [one["number"] for one in found.points]
    assert numbers == list(range(1, POINTS + QUESTIONS + 1)), "they share one row of numbers"
    assert found.version == VERSIONS
    states = {one.state for one in found.clauses}
    assert states == {Line.AGREED, Line.FADED}
    assert {one["state"] for one in found.points} == set(ledger.State)
    assert {one["confirmed"] for one in found.points} >= {"yes", "partly", "no", "waited", None}
    assert sum(one["taken_out"] for one in found.points) == 1
    by_mail = [a for one in found.points for a in one["answers"] if a["route"] == "email"]
    assert {one["by"] for one in by_mail} == {"Lena"}
    assert sum(one["kind"] == releases.Kind.REPORT for one in found.texts) == 1
    assert sum(bool(one["out"]) for one in found.texts) == 3, "two months, and the report"


def is_as_written(found: Kept) -> None:
    """To the letter what `tests/year-kept.txt` holds, wherever the year was played."""
    assert as_text(found).splitlines() == WRITTEN.read_text("utf-8").splitlines()


def as_text(found: Kept) -> str:
    """All of it, for people to read as well."""
    parts = []
    for each in fields(found):
        items = getattr(found, each.name)
        shown = items if isinstance(items, Sequence) else (items,)
        parts += [f"== {each.name}", *(pformat(one, width=100) for one in shown), ""]
    return "\n".join(parts)


def _named(tx: Tx, group: Group, who: PersonId | None) -> str | None:
    found = answerers.name_of(tx, group, who)
    return None if found is None else found.name


def _point(tx: Tx, group: Group, one: ledger.Point) -> Mapping[str, Any]:
    said = {name: getattr(one, name) for name in one.__dataclass_fields__}
    said |= {name: _named(tx, group, said[name]) for name in ("sayer", "answerer")}
    said["answers"] = [_answer(tx, group, each) for each in ledger.answers(tx, one)]
    said["note"] = one.note is not None  # its id is thrown by dice
    del said["id"], said["group"]
    return said


def _answer(tx: Tx, group: Group, one: Answer) -> Mapping[str, Any]:
    said = {name: getattr(one, name) for name in one.__dataclass_fields__}
    return {**said, "person": _named(tx, group, one.person)}


def _questions(tx: Tx, group: Group) -> Sequence[tuple[object, ...]]:
    rows = tx.all("SELECT number, text, state, answerer, answer_by FROM note ORDER BY number")
    return [(n, text, state, _named(tx, group, who), by) for n, text, state, who, by in rows]


def _text(group: Group, one: releases.Release) -> Mapping[str, Any]:
    """Without the name of the group: in each place it is called as the room is."""
    words = documents.freeze(one.document)
    return {
        "kind": one.kind,
        "days": (one.first, one.last),
        "words": words.replace(group.name or "Our group", "Our group"),
        "free from": one.free_from,
        "out": sorted(one.out),
    }


# What was said.


@dataclass(frozen=True)
class Sent:
    """A line of the bot's own, when it went to the platform by the bot's clock."""

    at: datetime
    where: Address
    text: str


def noting(app: App) -> list[Sent]:
    """From now on every line that goes to a platform is noted, but for live lists."""
    sent: list[Sent] = []
    for adapter in app.core.adapters.values():
        send = adapter.send

        async def noted(address: Address, message: Rendered, token: str, send: Send = send) -> str:
            id = await send(address, message, token)
            if message.board is None:
                sent.append(Sent(app.clock.now(), address, message.text))
            return id

        adapter.send = noted  # type: ignore[method-assign]
    return sent


Send = Callable[[Address, Rendered, str], Awaitable[str]]

SOON = timedelta(minutes=2)
"""What somebody began is answered by then."""

_STARTS = [step.when for step in SCRIPT if step.text == "start"]
_ENDS = [step.when for step in SCRIPT if step.text == "end"]


def in_a_meeting(at: datetime) -> bool:
    """Or the last reminder of one."""
    around = zip(_STARTS, _ENDS, strict=True)
    return any(start - timedelta(minutes=15) <= at <= end + SOON for start, end in around)


def was_asked_for(at: datetime, who: str | None = None) -> bool:
    """Did somebody do something just before? `who`: that very person."""
    return any(
        step.when <= at <= step.when + SOON and (who is None or step.who == who) for step in SCRIPT
    )


def came_out(one: Sent) -> bool:
    """Questions without a name have fixed days, whatever else is posted (`bot.posts`)."""
    return re.match(r"Question \d+, without a name", one.text) is not None


def is_little(sent: Sequence[Sent]) -> None:
    """Two posts in any seven days that nobody asked for, and none at night."""
    own = [
        one
        for one in sent
        if not is_private(one.where)
        and one.at >= _STARTS[0] - WEEK
        and not in_a_meeting(one.at)
        and not was_asked_for(one.at)
    ]
    assert len(own) > SESSIONS, "the year is heard of between meetings, too"
    for first in own:
        assert 8 <= first.at.astimezone(LONDON).hour < 21, first
        week = [one for one in own if first.at <= one.at < first.at + WEEK]
        assert len([one for one in week if not came_out(one)]) <= 2, week
        assert len(week) <= 3, week


def nobody_is_chased(sent: Sequence[Sent], person: Callable[[str], PersonId]) -> None:
    """In private, unasked: only who leads or answers, and who said that the bot may ask."""
    said_yes = {LEAD, "Ana", *ASKED}
    for who in (LEAD, *PEOPLE):
        own = private(person(who))
        unasked = [one for one in sent if one.where == own and not was_asked_for(one.at, who)]
        unasked = [one for one in unasked if one.at >= _STARTS[0] - WEEK]
        if who in ASKED:
            assert all(one.text.startswith("You said I may ask.") for one in unasked), unasked
            assert unasked
        assert who in said_yes or not unasked, unasked
