"""A question without a name, killed at every step from the box to its closing, and started again.

A step is a commit, a send, and a change of the box that is written. What was told to be in the box
comes out once; what was not told may be sent again, and still comes out once.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from crash import (
    LEAD,
    ROOM,
    TODAY,
    Life,
    World,
    doubled,
    group_in,
    is_well,
    once_for_all,
    shown_twice,
    someone,
    sweep,
    talk,
)
from stage import START, words

from bot.adapter import Reply
from bot.anonymous import store as box
from bot.anonymous.box import Box, beside
from bot.aside import Note
from bot.db import Tx
from bot.model import Heard

pytestmark = pytest.mark.slow

DAY, A_WEEK = 86_400, 7
MEMBERS = ("Ann", "Ana", "Joe", "Priya", "Sam", "Tom")
QUESTION = "I wonder whether afternoons would let more of us come."
OTHER = "Who decides about the tea?"
ADDED = "And in winter?"
ANSWER = "We can meet at two, from June."


class Asides(World):
    """A world in which people write without their names."""

    def __init__(self, folder: Path, code: str = "", *, forgetful: bool = False) -> None:
        super().__init__(folder, forgetful=forgetful)
        self.code = code
        """The five words of the question that this is about."""
        self.kept: set[str] = set()
        """What its writers were told is in the box."""
        self.left = frozenset[str]()
        """What lay there when the bot was killed."""
        self._lines = count()

    async def begins(
        self, base: Path, at: datetime, kill_at: int | None = None, *, emptying: bool = False
    ) -> None:
        await self.begin(base, kill_at, at=at)
        step_at_the_box(self.life, emptying=emptying)

    async def again(self, kill_at: int | None = None) -> None:
        await self.life.killed.wait()
        left = Box(beside(self.life.next_folder / "alongside.db")).notes
        self.left = frozenset(one.text for one in left)
        await super().again(kill_at)

    async def hears(self, who: str, text: str) -> Reply:
        """What they type in private, in a talk without a name."""
        event, at = f"chat:aside{next(self._lines)}", self.life.clock.now()
        reply = await self.life.app.hear(Heard(event, someone(who), text, at, shares=(ROOM,)))
        assert isinstance(reply, Reply)
        return reply

    async def then(self, who: str, *lines: str) -> str | None:
        """What they are told when the minute is over. None: it was killed before."""
        for line in lines:
            reply = await self.hears(who, line)
        life, later = self.life, reply.later
        assert later is not None, words(reply)

        async def tells() -> str | None:
            said = words(await later())
            return None if life.dead else said

        telling = asyncio.create_task(tells())
        killed = asyncio.create_task(life.killed.wait())
        life.clock.move(timedelta(seconds=61))
        await asyncio.wait((telling, killed), return_when=asyncio.FIRST_COMPLETED, timeout=20)
        said = telling.result() if telling.done() else None
        for one in (telling, killed):
            one.cancel()
        await self.rest()
        return said

    async def sends(self, who: str, *lines: str) -> str:
        """Until they are told that it is in the box: they send again what was not told."""
        while (said := await self.then(who, *lines)) is None:
            pass
        return said

    async def writes_back(self, *lines: str) -> str:
        """Five words, and then what they do with them: once more, if it was killed meanwhile."""
        while True:
            life = self.life
            found = await self.then("Joe", "write back", self.code)
            if found is None or (lines and self.life is not life):
                continue
            if not ("This is question" in found or "still in the box" in found):
                return found
            if not lines:
                return found
            if (said := await self.then("Joe", *lines)) is not None:
                return said

    async def a_day(self) -> None:
        """Everybody is seen in the room, and a day goes by."""
        for name in MEMBERS:
            self.life.app.noticed(ROOM, someone(name).id)
        await self.later(DAY)

    async def until(self, begins: str) -> str:
        """Days go by until the bot says that; what it says."""
        for _ in range(3 * A_WEEK):
            found = [line for line in self.chat.texts() if begins in line]
            if found:
                return found[0]
            await self.a_day()
        raise AssertionError(f"nobody heard {begins!r}: {self.chat.texts()}")

    async def says_and_rests(self, who: str, *lines: str, pressed: bool) -> None:
        """What is said in the open, and talk after it: what is long ago is not told again."""
        for line in lines:
            await self.says(who, line, pressed=pressed)
            await self.rest()
        await talk(self)


def step_at_the_box(life: Life, *, emptying: bool = False) -> None:
    """It can be killed before and after a change of the box is on disk, too.

    emptying: killed the first time that something is taken out, while it still lies there. The
    number of that step differs from run to run, so that a sweep by numbers can go past it.
    """
    kept, loop = life.app._keeper._box, asyncio.get_running_loop()
    write = kept.write

    def step() -> None:
        life.steps += 1
        if life.steps == life.kill_at:  # on the database's thread: nothing is written meanwhile
            die = life.app.db.outside(life._die)
            asyncio.run_coroutine_threadsafe(die, loop).result()

    def stepping(notes: Iterable[Note]) -> None:
        there = frozenset(notes)
        changes = there != kept.notes
        if emptying and kept.notes - there:
            life.kill_at = life.steps + 1
        if changes:
            step()
        write(there)
        if changes:  # where it is emptied, the other half is still as it was
            step()

    kept.write = stepping  # type: ignore[method-assign]


# What happens.


async def asks(world: Asides) -> None:
    said = await world.sends("Joe", "ask without my name", "1", QUESTION, "4", "2")
    found = re.search(r"five words are: ([a-z, ]+)\.", said)
    assert found is not None, said
    world.code = found[1]
    world.kept.add(QUESTION)


async def another_asks(world: Asides) -> None:
    """They do not send again what was not told to be in the box."""
    if await world.then("Tom", "ask without my name", "1", OTHER, "1") is not None:
        world.kept.add(OTHER)


async def is_answered(world: Asides) -> None:
    number = number_in(await world.until(QUESTION))
    by = world.life.clock.now() + timedelta(days=3)
    who_answers = f"!pass question {number} to Ana by {by.day} {by:%B}"
    await world.says_and_rests(LEAD, who_answers, pressed=False)
    await world.until("has no answer yet")
    await world.says_and_rests("Ana", f"answer question {number}", ANSWER, "1", pressed=True)


async def from_the_box_to_its_closing(world: Asides) -> None:
    await asks(world)
    await another_asks(world)
    await is_answered(world)
    await world.writes_back("1", "1")
    await world.until("says: yes")
    for _ in range(A_WEEK):
        await world.a_day()


async def only_comes_out(world: Asides) -> None:
    await asks(world)
    await world.until(QUESTION)
    for _ in range(A_WEEK):
        await world.a_day()


async def writes_more_and_withdraws(world: Asides) -> None:
    await world.writes_back("2", ADDED, "1")
    await world.until("adds: ")
    await world.writes_back("3", "1")
    await world.until("was withdrawn")
    for _ in range(A_WEEK):
        await world.a_day()
    assert "was withdrawn" in await world.writes_back()


async def takes_it_out(world: Asides) -> None:
    await asks(world)
    said = await world.writes_back("1")
    assert said.startswith(("They are out of the box", "I know no question")), said
    for _ in range(A_WEEK):
        await world.a_day()


async def says_nothing_more(world: Asides) -> None:
    await world.later(18 * DAY)
    for _ in range(A_WEEK):
        await world.a_day()


def number_in(post: str) -> int:
    found = re.search(rf"Question (\d+), without a name: “{re.escape(QUESTION)}”", post)
    assert found is not None, post
    return int(found[1])


@dataclass(frozen=True)
class Story:
    """What happens, and what must have been shown in the room, each once and in this order."""

    play: Callable[[Asides], Awaitable[None]]
    room: tuple[str, ...]
    kept: str
    """How many notes, further acts and notes in the box there are in the end; and the states."""
    answered: bool = False
    """It goes on from a question that was answered."""
    unanswered: bool = False
    """Nobody is asked to answer it, which is said once for a slot."""
    steps: int = 5
    """The sweep goes through more than so many."""


LIFE = (
    r"Question \d, without a name: “.*” Please do not guess who\. Bashir says by .* and when\.",
    r"Ana, can you answer question \d\?",
    r"Question \d has no answer yet\. It was due on .*\. Ana can name a new day here\.",
    rf"Question \d\. Ana answers: “{re.escape(ANSWER)}” Whoever asked can write back\.",
    r"Whoever asked question \d says: yes, that is what I meant\. It is closed\. Please do not",
)

STORIES = {
    "its whole life": Story(from_the_box_to_its_closing, LIFE, "1 0 closed", steps=40),
    "more, and withdrawn": Story(
        writes_more_and_withdraws,
        (rf"Whoever asked question 1 adds: “{re.escape(ADDED)}”", "Question 1 was withdrawn"),
        "2 0 withdrawn",
        answered=True,
        steps=12,
    ),
    "taken out of the box": Story(takes_it_out, (), "0 0 ", steps=3),
    "closed by itself": Story(says_nothing_more, (), "0 0 closed", answered=True, steps=1),
}


def wrong(world: Asides, story: Story, state: str) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    if twice := shown_twice(world):
        return twice
    every = world.chat.texts()
    said = " ".join(every)
    if QUESTION in world.kept and story.room and said.count(QUESTION) != 1:
        return f"the question came out {said.count(QUESTION)} times: {every}"
    times = said.count(f"“{OTHER}”")
    if times > 1 or (not times and OTHER in world.kept):
        return f"the other question came out {times} times: {every}"
    if times and OTHER not in world.kept | world.left:
        return "what never lay in the box came out"
    nobody = [line for line in every if line.startswith("Nobody is asked yet")]
    if len(nobody) != (times or int(story.unanswered)):
        return f"that nobody answers was said {len(nobody)} times"
    room = [line for line in every if line not in nobody]
    if len(room) != len(story.room) or not all(map(re.match, story.room, room)):
        return f"the room saw {room}"
    return wrong_in_private(world, story) or (state if state != story.kept else "")


def wrong_in_private(world: Asides, story: Story) -> str:
    if story.play is not from_the_box_to_its_closing:
        return ""
    alone = ["What do you answer", "This goes to North Town group", "Your answer to question"]
    for who, wanted in ((LEAD, ["A question without a name has come."]), ("Ana", alone)):
        shown = world.chat.texts(f"@{someone(who).id}")
        if len(shown) != len(wanted) or not all(map(str.startswith, shown, wanted)):
            return f"{who} saw {shown}"
    return ""


def kept(tx: Tx) -> str:
    """Of the question: how many acts, how many lines of its writer are open, and its state."""
    acts = tx.one("SELECT count(*) FROM note_act")
    states = tx.all("SELECT state, text FROM note WHERE text <> :other", other=OTHER)
    words = sum(state == "withdrawn" and text != "" for state, text in states)
    return f"{acts[0] if acts else 0} {words} {' '.join(str(state) for state, _ in states)}"


# Where each goes on from.


@dataclass(frozen=True)
class Bases:
    asking: Path
    answered: Path
    code: str
    at: datetime
    """When that question had been answered."""


async def at_rest(folder: Path) -> Bases:
    weeks_ago = TODAY - timedelta(days=30)
    async with group_in(folder / "asking", people=MEMBERS, since=weeks_ago) as life:
        for n, word in enumerate(("switch on questions", "group says yes questions")):
            await life.hear(Heard(f"chat:on{n}", someone(LEAD), word, START, ROOM, pressed=True))
    (folder / "answered").mkdir()
    world = Asides(folder / "answered")
    await world.begins(life.folder, START)
    await asks(world)
    await is_answered(world)
    await world.life.app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
    at = world.life.clock.now()
    await world.end()
    return Bases(life.folder, world.life.folder, world.code, at)


bases = once_for_all(at_rest)


async def killed_once(
    story: Story,
    bases: Bases,
    folder: Path,
    kill_at: int | None,
    *,
    forgetful: bool = False,
    emptying: bool = False,
) -> tuple[bool, str]:
    world = Asides(folder, bases.code if story.answered else "", forgetful=forgetful)
    base, at = (bases.answered, bases.at) if story.answered else (bases.asking, START)
    await world.begins(base, at, kill_at, emptying=emptying)
    try:
        await story.play(world)
        state = await world.life.app.db.read(kept)
        waits = [one.text for one in world.life.app._keeper._box.notes]
    except AssertionError as problem:
        return world.crashes > 0, str(problem)
    finally:
        await world.end()
    if waits:
        return world.crashes > 0, f"{waits} lie in the box"
    return world.crashes > 0, wrong(world, story, state)


@pytest.mark.parametrize("name", STORIES)
async def test_each_comes_out_once_wherever_it_is_killed(
    name: str, bases: Bases, tmp_path: Path
) -> None:
    story = STORIES[name]
    await is_well(tmp_path, partial(killed_once, story, bases), more_than=story.steps)


COMES_OUT = Story(only_comes_out, LIFE[:1], "0 0 released", unanswered=True)


async def test_a_slot_that_forgets_what_came_out_is_caught(
    bases: Bases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = partial(killed_once, COMES_OUT, bases, kill_at=None, emptying=True)
    (tmp_path / "well").mkdir()
    assert await killed(tmp_path / "well") == (True, "")
    monkeypatch.setattr(box, "opened", lambda _tx, notes, _slot: tuple(notes))
    (tmp_path / "twin").mkdir()
    crashed, wrong = await killed(tmp_path / "twin")
    assert crashed
    assert "came out 2 times" in wrong


async def test_a_box_that_is_in_memory_alone_is_caught(
    bases: Bases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Box, "write", lambda kept, notes: setattr(kept, "_notes", frozenset(notes)))
    found = await sweep(tmp_path, partial(killed_once, COMES_OUT, bases))
    assert [step for step, wrong in found.items() if "nobody heard" in wrong]


async def test_a_platform_that_forgets_tokens_is_caught(bases: Bases, tmp_path: Path) -> None:
    assert await doubled(tmp_path, partial(killed_once, COMES_OUT, bases, forgetful=True))
