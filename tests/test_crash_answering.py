"""An answer is written, and the bot is killed at every step: it is kept once, and shown whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from crash import (
    GROUP_ONE,
    LEAD,
    PEOPLE,
    ROOM,
    TODAY,
    World,
    doubled,
    group_in,
    is_well,
    killed_at,
    once_for_all,
    presses,
    someone,
    talk,
    the_group,
    wrong_in,
)
from stage import START

from bot import answerers, groups, ledger, mail
from bot.db import Tx
from bot.ledger import Source, State
from bot.model import Ask, GroupId
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

    def answers(tx: Tx) -> None:
        choose(tx, GROUP_ONE, part("points"), ON, TODAY)
        until = TODAY + groups.TERM
        answerers.ask(tx, GROUP_ONE, someone(WHO).id, until)
        answerers.say_yes(tx, GROUP_ONE, someone(WHO).id)
        answerers.add_outside(tx, GROUP_ONE, "Lena", "lena@council.example", until, seed=1)
        mail.set_up(tx, "alongside@example.org")

    def raise_point(tx: Tx) -> None:
        lead = someone(LEAD)
        group = the_group(tx)
        why = Ask("test:1", group, lead, "", {}, START, None, True, frozenset(), 1, lead.id)
        one = ledger.add(tx, why, words="Ask about nights.", source=Source.NOTE)
        ledger.decide(tx, why, one, answerer=someone(WHO).id)

    async with group_in(folder, answers) as life:
        await life.app.db.write(raise_point)
    return life.folder


base = once_for_all(at_rest)


def wrong(world: World, story: Story, kept: tuple[tuple[str, str], ...], mails: int) -> str:
    """What is not as it must be, in words; nothing: all is well."""
    if found := wrong_in(world, {WHO: story.shown, ROOM: story.room}):
        return found
    if kept != story.kept:
        return f"kept is {kept}"
    return "" if mails == story.mails else f"{mails} e-mails"


def _kept(tx: Tx) -> tuple[tuple[tuple[str, str], ...], int, list[str]]:
    answers = tx.all("SELECT state, words FROM point_answer ORDER BY point, place")
    mails = tx.all("SELECT id FROM mail")
    drafts = [row[0] for row in tx.all("SELECT answers FROM answer_draft")]
    return tuple((state, words) for state, words in answers), len(mails), drafts


async def killed_once(
    story: Story, base: Path, folder: Path, kill_at: int, *, forgetful: bool = False
) -> tuple[bool, str]:
    async with killed_at(kill_at, base, folder, forgetful=forgetful) as world:
        await presses(world, WHO, *story.typed)
        await talk(world)
        await world.rest()
        answers, mails, drafts = await world.life.app.db.read(_kept)
    found = "a draft is left" if drafts else wrong(world, story, answers, mails)
    return world.crashes > 0, found


@pytest.mark.parametrize("name", STORIES)
async def test_it_is_kept_once_and_shown_whole_wherever_it_is_killed(
    name: str, base: Path, tmp_path: Path
) -> None:
    await is_well(tmp_path, partial(killed_once, STORIES[name], base), more_than=12)


async def test_a_platform_that_forgets_tokens_is_caught(base: Path, tmp_path: Path) -> None:
    story = STORIES["an answer"]
    assert await doubled(tmp_path, partial(killed_once, story, base, forgetful=True))
