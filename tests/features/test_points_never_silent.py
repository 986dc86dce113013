"""Whatever happens, nothing is silently unanswered, and nothing travels without a yes.

Random histories through the real commands, with months of days in between. Then: every point is
answered, said in the open to be late, or closed by its sayer or a recorded wait that the room read.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pointed import days, does, may_ask, ready
from stage import ROOM, Stage, on_stage, person

from bot import dates, groups, ledger
from bot.db import Tx
from bot.ledger import Answer, CouldNot, Point, State
from bot.model import Address, Due

pytestmark = pytest.mark.slow

PEOPLE = ("Joe", "Priya", "Tom", "Femi")
ASKED = "Priya"
"""Who may be asked in private."""

POSTED = re.compile(
    r"You said|no (new )?answer yet|was promised by|has rested|look again|more is needed"
)

Does = tuple[str, int, int]

WHAT = (
    *("note", "note", "note", "private", "wish", "wish"),
    *("decide", "answer", "answer", "answer", "means", "means", "park", "take out"),
    *("leave", "off", "on", "meet", "end", "quiet", "carry on", "days", "days", "days"),
)


STILL = {"off", "quiet", "meet"}
"""With these, what would be said in a morning waits."""

GROUP = ("days", "meet", "end", "quiet", "carry on", "off", "on", "leave")


@dataclass
class History:
    """What people did, as a careful witness would write it down."""

    stage: Stage
    agreed: set[str] = field(default_factory=set)
    """Words for which their sayer gave their yes."""
    secret: set[str] = field(default_factory=set)
    """Words that somebody typed in private, and for which nobody has given a yes so far."""
    wished: dict[str, set[str]] = field(default_factory=dict)
    """Of whom which words were asked for, and not answered by them."""
    count: int = 0

    def words(self) -> str:
        self.count += 1
        return f"words number {self.count}x"

    async def points(self) -> list[Point]:
        return await does(self.stage, lambda tx, due: ledger.every(tx, due.group.id))

    async def one(self, pick: int) -> Point | None:
        found = [one for one in await self.points() if one.is_open]
        return found[pick % len(found)] if found else None

    async def do(self, what: str, pick: int, other: int) -> None:
        says, who = self.stage.says, PEOPLE[pick % len(PEOPLE)]
        match what:
            case "note":
                words = self.words()
                await says(who, f"!note this: {words}")
                self.agreed.add(words)  # typing it in the room is the yes
            case "private":
                words = self.words()
                self.secret.add(words)
                await says(who, f"note this: {words}", alone=True)
                if other % 2:
                    self.secret.discard(words)
                    self.agreed.add(words)
                await says(who, ("leave it", "post it")[other % 2], alone=True)
            case "wish":
                await self.wish(who, other)
            case _ if what in GROUP:
                await self.group(what, other)
            case _:
                await self.about(what, pick, other)

    async def group(self, what: str, other: int) -> None:
        """Days pass, meetings begin and end, the part is off and on, somebody leaves."""
        says = self.stage.says
        match what:
            case "days":
                await days(self.stage, (1, 3, 8, 20, 40, 70)[other % 6])
            case "meet":
                await says("Bashir", "start")
            case "end" | "quiet" | "carry on":
                await says("Bashir", f"!{what}")
            case "off":
                await says("Bashir", "!switch off points")
            case "on":
                await says("Bashir", "!switch on points")
                await says("Bashir", "!group says yes points")
            case "leave" if other % 4 == 0:
                await says("Femi", "leave", alone=True)
                await says("Femi", "1", alone=True)

    async def wish(self, who: str, other: int) -> None:
        """Bashir would like to note somebody's words; they say yes, no, or nothing."""
        says, words = self.stage.says, self.words()
        self.secret.add(words)
        await says("Bashir", f"note for {who}", alone=True)
        await says("Bashir", words, alone=True)
        await says("Bashir", "ask them", alone=True)
        await self.stage.later(61)
        self.wished.setdefault(who, set()).add(words)
        if other % 3 == 0:  # of what is asked, the oldest is meant: they say yes to all of it
            mine = self.wished.pop(who)
            self.agreed |= mine
            self.secret -= mine
            for _ in range(3):
                await says(who, "show my words", alone=True)
                await says(who, "note my words", alone=True)
        elif other % 3 == 1:
            self.wished.pop(who)
            for _ in range(3):
                await says(who, "leave my words", alone=True)

    async def about(self, what: str, pick: int, other: int) -> None:
        one = await self.one(pick)
        if one is None:
            return
        says, today = self.stage.says, self.stage.clock.now().date()
        match what:
            case "decide":
                by = (today + timedelta(days=other % 30)).strftime("%-d %B %Y")
                await says("Ana", f"!decided by Lena for {one.number} by {by}")
            case "answer":
                await answers(self.stage, one, other)
            case "means":
                word = ("that is right", "partly right", "not right", "ask me later")[other % 4]
                for name in PEOPLE:
                    await says(name, f"{word} {one.number}", alone=True)
            case "park":
                await says("Bashir", f"!park {one.number}")
            case "take out" if other % 3 == 0:
                for name in PEOPLE:
                    await says(name, f"take out {one.number}", alone=True)
                    await says(name, "yes", alone=True)


async def answers(stage: Stage, one: Point, other: int) -> None:
    today = stage.clock.now().date()
    by = today + timedelta(days=other % 50)
    six = CouldNot("Heard.", "Money.", "Lena", "A budget.", today + timedelta(days=90), "Elsewhere")
    plain = Answer(State.THINKING, "We think.", "Ana", today, person("Ana").id)
    said = (
        plain,
        replace(plain, state=State.HEARD),
        replace(plain, state=State.WILL, will_by=by),
        replace(plain, state=State.DID),
        replace(plain, state=State.PARTLY),
        replace(plain, state=State.COULD_NOT, could_not=six),
        replace(plain, state=State.COULD_NOT, could_not=replace(six, reason=by)),
    )[other % 7]

    def give(tx: Tx, due: Due) -> None:
        now = ledger.by_id(tx, due.group.id, one.id)
        if now is not None and now.is_open:
            ledger.answered(tx, due, now, said)

    await does(stage, give)
    await stage.settle()


def thanks(one: Point) -> Callable[[Tx, Due], date | None]:
    return lambda tx, _: ledger.thanked_on(tx, one)


def is_thanked(one: Point, on: date | None, *, always: bool) -> None:
    """Within two working days, where the part was on `always` and nobody asked for quiet."""
    assert one.taken_out or on is not None, one
    if on is not None and always:
        assert on <= dates.working_days_after(one.said_on, ledger.THANKS), (one, on)


def nothing_is_silent(one: Point, today: date, room: str) -> None:
    """The promise of issue 7, for one point."""
    if one.taken_out:
        return
    number = one.number
    if not one.is_open:
        assert one.confirmed in ("yes", ledger.WAITED), one
        # A sayer may read the answer with `points 1`, and say yes, before the room has its post.
        ends = "this closes on" if one.confirmed == ledger.WAITED else "“"
        assert re.search(rf"Point {number}\. [^\n]*{ends}", room), f"{number} closed unread"
        return
    if one.due is None:
        assert one.waits_for_sayer, one
        assert one.asks_until is not None
        assert one.asks_until >= today - timedelta(days=1), one
        return
    if one.due < today - timedelta(days=9):  # two posts a week: within eight days
        assert one.late_said == one.due, one
        late = rf"Point {number} (has no (new )?answer yet|was promised by)"
        assert re.search(late, room), one


@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(
    st.lists(
        st.tuples(st.sampled_from(WHAT), st.integers(0, 11), st.integers(0, 83)),
        min_size=5,
        max_size=30,
    )
)
def test_nothing_is_silently_unanswered_and_nothing_travels_without_a_yes(
    history: list[Does],
) -> None:
    asyncio.run(_lives(history))


async def _lives(history: list[Does]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with on_stage(Path(folder)) as stage:
            await ready(stage)
            await may_ask(stage, ASKED)
            await does(stage, _bashir_leads)
            seen = History(stage)
            for what, pick, other in history:
                await seen.do(what, pick, other)
            await says_goodbye(stage)
            room = "\n".join(stage.bot_lines())
            points = await seen.points()
            for one in points:
                nothing_is_silent(one, stage.clock.now().date(), room)
                always = not {what for what, *_ in history} & STILL
                is_thanked(one, await does(stage, thanks(one)), always=always)
                assert one.taken_out or one.words in seen.agreed, one
            for words in seen.secret:
                assert words not in room
            two_a_week(stage)


def _bashir_leads(tx: Tx, due: Due) -> None:
    """All the while: a role that ends in the middle would leave nobody who can switch it on."""
    groups.choose_facilitator(tx, due.group.id, person("Bashir"), date(2040, 1, 1))


async def says_goodbye(stage: Stage) -> None:
    """All that is on ends, the group says yes again, and three weeks pass in which nobody acts."""
    for word in ("!carry on", "!end", "!switch on points", "!group says yes points"):
        await stage.says("Bashir", word)
    await days(stage, 21)


def two_a_week(stage: Stage) -> None:
    """What the bot says of points by itself keeps to the budget, all the time."""
    posts = sorted({
        line.at for line in stage.platform.lines
        if line.where == Address(ROOM) and line.who == "Alongside" and POSTED.search(line.text)
    })  # fmt: skip
    for first, third in zip(posts, posts[2:], strict=False):
        assert third - first >= timedelta(days=7), posts


async def test_the_promise_can_be_broken() -> None:
    """The check itself is no formality: a point that is late and not said so fails it."""
    with tempfile.TemporaryDirectory() as folder:
        async with on_stage(Path(folder)) as stage:
            await ready(stage)
            await stage.says("Joe", "!note this: nights")
            (one,) = await does(stage, lambda tx, due: ledger.every(tx, due.group.id))
            with pytest.raises(AssertionError):
                nothing_is_silent(one, one.answer_by + timedelta(days=10), "")
            closed = replace(one, closed_on=one.said_on, confirmed=None)
            with pytest.raises(AssertionError):
                nothing_is_silent(closed, one.answer_by, "")
