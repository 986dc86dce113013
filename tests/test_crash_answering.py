"""An answer is written, and the bot is killed at every step: it is kept once, and shown whole."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from stage import START
from test_crash import LEAD, PEOPLE, REPEATED, ROOM, Chat, Life, World, someone, sweep

from bot import answerers, groups, ledger, mail
from bot.clock import Clock
from bot.db import Tx
from bot.ledger import Source, State
from bot.model import Ask, GroupId, Right
from bot.settings import ON, choose, part

pytestmark = pytest.mark.slow

G = GroupId(1)
WHO = PEOPLE[0]


@dataclass(frozen=True)
class Story:
    """What is typed, what must have been shown for it, and what must be kept in the end."""

    typed: tuple[str, ...]
    shown: tuple[str, ...]
    room: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    """State and words of each answer."""
    mails: int = 0


STORIES = {
    "an answer": Story(
        ("answer 1", "1", "3", "Page 1 asks about nights now.", "1"),
        (
            "Thank you. It is posted only when you say: post.",
            "How far are you?",
            "What was done?",
            "This goes to North Town group, with your name.",
            "Thank you. The room reads your answer to point 1",
        ),
        kept=((State.DID, "Page 1 asks about nights now."),),
    ),
    "a draft that is gone on with": Story(
        ("answer 1", "1", "3", "Half of it is.", "stop", "answer 1", "1"),
        (
            "Thank you. It is posted only when you say: post.",
            "How far are you?",
            "What was done?",
            "This goes to North Town group, with your name.",
            "That is fine. I have stopped.",
            "We go on with your draft.",
            "Thank you. The room reads your answer to point 1",
        ),
        kept=((State.DID, "Half of it is."),),
    ),
    "a reply": Story(
        ("reply to 1", "Lena", "1", "It is being looked at.", "1", "1"),
        (
            "We take the answer word for word.",
            "How did the answer of Lena come?",
            "What did Lena say?",
            "What kind of answer is it?",
            "This goes to North Town group.",
            "Thank you. The room reads your answer to point 1",
        ),
        kept=((State.THINKING, "It is being looked at."),),
    ),
    "an e-mail": Story(
        ("send point 1", "1", "me@example.org", "1"),
        (
            "Who shall get it?",
            "Where can they send the answer?",
            "Lena gets this by e-mail",
            "It is on its way to Lena.",
        ),
        room=("Point 1 went to Lena by e-mail.",),
        mails=1,
    ),
}


async def at_rest(folder: Path) -> Path:
    """A folder with a group in which somebody answers points, and one point."""
    base = folder / "life0"
    base.mkdir(parents=True)
    life = await Life.begin(Chat(), base, Clock(frozen_at=START))
    app = life.app
    await app.arrived(ROOM, "North Town group", someone(LEAD), frozenset({Right.MANAGE}))

    def join(tx: Tx) -> None:
        for name in (LEAD, *PEOPLE):
            groups.join(tx, G, someone(name), START.date())
        choose(tx, G, part("points"), ON, START.date())
        until = START.date() + groups.TERM
        answerers.ask(tx, G, someone(WHO).id, until)
        answerers.say_yes(tx, G, someone(WHO).id)
        answerers.add_outside(tx, G, "Lena", "lena@council.example", until, seed=1)
        mail.set_up(tx, "alongside@example.org")
        app.groups.settle(tx)

    def raise_point(tx: Tx) -> None:
        group = app.groups.get(G)
        assert group is not None
        lead = someone(LEAD)
        why = Ask("test:1", group, lead, "", {}, START, None, True, frozenset(), 1, lead.id)
        one = ledger.add(tx, why, words="Ask about nights.", source=Source.NOTE)
        ledger.decide(tx, why, one, answerer=someone(WHO).id)

    await app.db.write(join)
    await app.db.write(raise_point)
    await life.settle()
    await app.db.write(lambda tx: tx.run("DELETE FROM outbox"))
    await life.end()
    return base


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(at_rest(Path(folder)))


def wrong_in(world: World, story: Story, kept: list[tuple[str, str]], mails: int) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    times = Counter(one.token for one in world.chat.shown)
    if set(times.values()) != {1}:
        return "something was shown 2 times"
    for where, wanted in ((f"@{someone(WHO).id}", story.shown), (ROOM, story.room)):
        shown = world.chat.texts(where)
        if len(shown) != len(wanted) or not all(map(str.startswith, shown, wanted)):
            return f"{where} saw {shown}"
    if tuple(kept) != story.kept:
        return f"kept is {kept}"
    return "" if mails == story.mails else f"{mails} e-mails"


def _kept(tx: Tx) -> tuple[list[tuple[str, str]], int, list[str]]:
    answers = tx.all("SELECT state, words FROM point_answer ORDER BY point, place")
    mails = tx.all("SELECT id FROM mail")
    drafts = [row[0] for row in tx.all("SELECT answers FROM answer_draft")]
    return [(state, words) for state, words in answers], len(mails), drafts


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool
) -> tuple[bool, str]:
    world = World(folder, forgetful=forgetful)
    await world.begin(base, kill_at)
    try:
        for text in story.typed:
            await world.says(WHO, text, pressed=True)
            await world.rest()
        for _ in range(REPEATED):  # of no meaning: what is long ago is not told again
            await world.says(WHO, "I see.")
        await world.rest()
        answers, mails, drafts = await world.life.app.db.read(_kept)
    finally:
        await world.end()
    wrong = "a draft is left" if drafts else wrong_in(world, story, answers, mails)
    return world.crashes > 0, wrong


@pytest.mark.parametrize("name", STORIES)
async def test_it_is_kept_once_and_shown_whole_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    found = await sweep(tmp_path, partial(killed_once, STORIES[name], base, forgetful=False))
    assert not {step: wrong for step, wrong in found.items() if wrong}
    assert len(found) > 12, "the sweep goes through all of it"


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    story = STORIES["an answer"]
    found = await sweep(tmp_path, partial(killed_once, story, base, forgetful=True))
    assert [step for step, wrong in found.items() if "was shown 2 times" in wrong]
