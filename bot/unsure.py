"""Words that are exactly a word of ours, typed where words of one's own are asked for.

Its law: they are asked about once, from memory, and the question stays open, so nothing is lost.
What is urgent is done at once. Of what leaves no trace nothing is ever looked up.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.adapter import Reply
from bot.core import Core
from bot.db import Tx
from bot.door import Done
from bot.feature import Command
from bot.memory import Memory
from bot.model import LONGEST_NAME, Choice, Group, Heard, plain, say
from bot.parse import Understood
from bot.questions import Questions
from bot.replies import Replies

_TYPES = "my answer "
_MINE = re.compile(_TYPES + "([0-9a-f]{1,40})")
"""What was typed before is the answer to the open question of that mark."""


def is_mine(text: str) -> bool:
    """Does it say that words typed before were an answer?"""
    return _MINE.fullmatch(text) is not None


class Unsure:
    """Asks which was meant, and takes what was."""

    def __init__(self, core: Core, questions: Questions, replies: Replies, memory: Memory) -> None:
        self._core = core
        self._questions = questions
        self._replies = replies
        self._memory = memory

    async def asks(self, heard: Heard, group: Group, parsed: Understood) -> Reply | bool:
        """The question which was meant. Or True: surely the word. False: perhaps not.

        A word with a number may be one of the choices of an open question: that is no question.
        """
        if heard.pressed or not (parsed.exact or parsed.whole):
            return heard.pressed
        if not self._may_be_an_answer(heard, group, parsed.command):
            return parsed.exact or _is_signed(heard)
        found = await self._core.db.read(lambda tx: self._questions.open_now(tx, heard, group))
        if found is None:
            return parsed.exact
        mark, free = found
        if not free:  # a number or a day is asked for, and this is none
            return True
        self._memory.hold(heard, self._core.clock.now())
        typed = plain(heard.text, LONGEST_NAME)
        choices = (
            Choice(_TYPES + mark, "form.my-answer"),
            Choice(heard.text.strip(), "form.do-that", {"typed": typed}),
        )
        asked = say("form.or-a-word", choices=choices, typed=typed)
        return self._replies.reply(heard, group, asked)

    def _may_be_an_answer(self, heard: Heard, group: Group, command: Command) -> bool:
        hasty = command.at_once or (command.bare and group.session is not None)
        aside = command.card is not None or command.aside is not None
        sure = hasty or aside or _is_signed(heard)
        return not sure and self._questions.may_be_open(heard.by.id)

    async def mine(self, heard: Heard, group: Group | None) -> Reply | None:
        """They have said that it was their answer: it is taken, if the same is still asked."""
        found, held = _MINE.fullmatch(heard.text.strip()), self._held(heard)
        if found is None or held is None or group is None:
            return self._replies.reply(heard, group, say("app.away"))
        mark, answer = found[1], replace(held, event=heard.event, via=heard.via)

        def take(tx: Tx) -> Done | str | None:
            same = self._questions.open_now(tx, answer, group) == (mark, True)
            return self._questions.take(tx, answer, group) if same else None

        done = await self._core.db.write(take)
        if not isinstance(done, Done):
            return self._replies.reply(heard, group, say("form.closed"))
        self._core.after(done)
        return None

    def _held(self, heard: Heard) -> Heard | None:
        return self._memory.held(heard.by.id, self._core.clock.now())


def _is_signed(heard: Heard) -> bool:
    """With a sign before it, nobody means anything else."""
    return heard.text.lstrip().startswith(("!", "/"))
