"""kill -9 while posts are due: each stands in the channel exactly once, and in order.

Within a few minutes Discord knows a nonce again. What is in doubt for longer is found by its
words, among the messages that are nobody else's.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from on_discord.faults import Fault, Faults
from on_discord.lounge import until
from on_discord.meeting import Meeting, meeting, twin
from on_discord.server import Discord

pytestmark = pytest.mark.slow

POSTS = 100
KILLS = 10

POST = "/channels/*/messages"

PATIENCE = 30.0
"""Seconds until something surely happens."""

OFTEN = 99

LONGER = 4
"""Minutes after which no nonce is known any more."""


def due(one: Meeting, words: Sequence[str]) -> None:
    """Due by now, one after the other. The bot must not be running."""
    at = int(time.time() * 1000) - len(words)
    for n, each in enumerate(words):
        one.bot.ask(
            "INSERT INTO due (job, subject, group_id, args, slot, next_at)"
            " VALUES ('notices.post', :subject, 1, :args, 'then', :at)",
            subject=f"{at}-{n}",
            args=json.dumps({"words": each}),
            at=at + n,
        )


def posts(one: Meeting) -> list[str]:
    """The words of all that stand in the channel, in order."""
    return [line for line in one.people[-1].reads(one.lounge) if line.startswith("About: ")]


def post(words: str) -> str:
    return f"About: “{words}”."


def claimed(one: Meeting) -> list[str]:
    """Which messages the bot's file knows as its posts, in order."""
    sql = "SELECT message FROM outbox WHERE state = 'sent' AND key = 'hands.about' ORDER BY id"
    return [message for (message,) in one.bot.ask(sql)]


def standing(one: Meeting) -> list[str]:
    """The ids of all posts that stand in the channel, in order."""
    there = one.people[-1].sees(one.lounge)
    return [str(line.id) for line in there if line.content.startswith("About: ")]


MOMENTS: Sequence[Callable[[Faults], Fault] | None] = (
    None,
    lambda faults: faults.hang("POST", POST),
    lambda faults: faults.hang("POST", POST, after=True),
    lambda faults: faults.drop("POST", POST),
    lambda faults: faults.drop("POST", POST, after=True),
)
"""When it is killed, in turn: just so, or as soon as this has happened to a post."""


async def under_fire(discord: Discord, folder: Path, kind: str) -> tuple[Meeting, list[str]]:
    """A hundred posts and ten kills; and the posts that were expected."""
    words = [f"number {n}" for n in range(POSTS)]
    async with meeting(discord, folder, program=twin(kind), begun=False) as one:
        await one.bot.rest()
        due(one, words)
        for n in range(KILLS):
            await one.bot.set_off()
            so_far = POSTS // KILLS * n + n % 4
            await until(lambda so_far=so_far: len(posts(one)) > so_far, "no posts", PATIENCE)
            moment = MOMENTS[n % len(MOMENTS)]
            if moment is not None:
                await moment(discord.faults).met(PATIENCE)
            await one.bot.kill()
            discord.faults.clear()
        await one.bot.start()
        await one.bot.rest()
        return one, [post(each) for each in words]


async def test_each_due_post_stands_there_once_and_in_order(
    discord: Discord, tmp_path: Path
) -> None:
    one, expected = await under_fire(discord, tmp_path, "honest")
    assert posts(one) == expected
    assert claimed(one) == standing(one)
    assert one.bot.ask("SELECT 1 FROM due WHERE job = 'notices.post'") == []
    assert discord.refused == []


async def test_the_check_sees_a_post_twice(discord: Discord, tmp_path: Path) -> None:
    one, expected = await under_fire(discord, tmp_path, "forgetful")
    assert set(posts(one)) == set(expected)
    assert len(posts(one)) > len(expected)


async def killed_while_posting(one: Meeting, words: str, *, shown: bool) -> None:
    """Nobody told the bot whether it was shown; and it is down until no nonce is known."""
    due(one, [words])
    fault = one.discord.faults.drop("POST", POST, after=shown, times=OFTEN)
    await one.bot.set_off()
    await fault.met(PATIENCE)
    await one.bot.kill()
    one.discord.faults.clear()
    one.passes(minutes=LONGER)
    assert len(one.bot.ask("SELECT 1 FROM outbox WHERE state = 'trying'")) == 1


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "not shown"])
@pytest.mark.parametrize("before", [[], ["tea", "soup", "tea"]], ids=len)
async def test_what_is_long_in_doubt_is_found_or_said(
    discord: Discord, tmp_path: Path, *, before: list[str], shown: bool
) -> None:
    """Also when other posts with the very same words stand just before it."""
    async with meeting(discord, tmp_path, program=twin("honest"), begun=False) as one:
        await one.bot.rest()
        due(one, before)
        await one.bot.start()
        await one.bot.rest()
        await killed_while_posting(one, "tea", shown=shown)
        assert len(posts(one)) == len(before) + shown
        await one.bot.start()
        await one.bot.rest()
        assert posts(one) == [post(words) for words in [*before, "tea"]]
        assert claimed(one) == standing(one)


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "not shown"])
async def test_a_list_that_is_long_in_doubt_stands_there_once(
    discord: Discord, tmp_path: Path, *, shown: bool
) -> None:
    """Somebody deleted it, so it is posted anew; and nobody told the bot whether it was shown."""
    async with meeting(discord, tmp_path) as one:
        tom = one.people[-1]
        await tom.hears(one.lounge, "Nobody is waiting")
        await one.bot.rest()
        ((message,),) = one.bot.ask("SELECT message FROM board")
        discord.messages.take_back(
            next(each for each in tom.sees(one.lounge) if str(each.id) == message)
        )
        await one.bot.start()
        fault = discord.faults.drop("POST", POST, after=shown, times=OFTEN)
        await tom.answered(await tom.slash(one.lounge, "hand-up"))
        await until(lambda: fault.reached >= 3, "the list was not tried", PATIENCE)
        await one.bot.kill()
        discord.faults.clear()
        tried = "SELECT token FROM board WHERE first_tried_at > 0 AND message IS NULL"
        assert len(one.bot.ask(tried)) == 1
        one.passes(minutes=LONGER)
        await one.bot.start()
        await one.bot.rest()
        assert one.nobodys_lines() == []
        ((message,),) = one.bot.ask("SELECT message FROM board WHERE first_tried_at IS NULL")
        assert any(str(each.id) == message for each in tom.sees(one.lounge)), "and no other"
