"""What one person is told from memory, and never kept: it is not understood, or not now."""

from __future__ import annotations

from bot import forms
from bot.adapter import Reply
from bot.core import Core
from bot.memory import Memory
from bot.model import Choice, Group, Heard, Say, Text, platform_of, say
from bot.parse import Near, Unknown

KEYS = ("app.unknown-private", "app.unknown-word", "answer.yes", "answer.no")

_HELP = Choice("help", "word.help")


class Replies:
    """In words, and what the numbers under them type is remembered."""

    def __init__(self, core: Core, memory: Memory) -> None:
        self._core = core
        self._memory = memory

    def reply(self, heard: Heard, group: Group | None, *says: Say) -> Reply:
        choices = tuple(choice for one in says if not one.told for choice in one.choices)
        if choices:
            self._memory.offer(heard.by.id, choices)
        platform, numbered = platform_of(heard.by.id), heard.via is None
        return Reply(
            tuple(self._core.render(one, group, platform, numbered=numbered) for one in says)
        )

    def not_understood(
        self, heard: Heard, group: Group, parsed: Near | Unknown, *, lost: bool = False
    ) -> Reply:
        """`lost`: it may belong to something that a restart has ended."""
        begin_again = (say("aside.begin-again"),) if lost else ()
        if isinstance(parsed, Near):
            word = parsed.command.word
            choices = (Choice(word, "answer.yes"), Choice("stop", "answer.no"))
            key = Text("word." + word.replace(" ", "-"))
            return self.reply(heard, group, say("app.did-you-mean", choices=choices, word=key))
        if heard.pressed and not heard.addressed:
            return self.reply(heard, group, say("app.no-longer", choices=(_HELP,)))
        if at_length(heard):
            return self.reply(heard, group, say("app.longer-text", then=begin_again))
        if heard.room is not None and not any(map(str.isalnum, heard.text)):
            return self.reply(heard, group, say("app.called", choices=(_HELP,)))
        if is_number(heard.text):
            return self.reply(heard, group, say("app.no-number", then=begin_again))
        known = "app.unknown-private" if heard.room is None else "app.unknown-word"
        return self.reply(heard, group, say(known, then=begin_again))


def at_length(heard: Heard) -> bool:
    """More, in private, than a word of ours. It is never kept, and always answered kindly."""
    alone = heard.room is None or (heard.pressed and heard.addressed)
    return alone and len(heard.text.split()) >= forms.LONGER


def is_number(text: str) -> bool:
    return text.strip(" .!").isdigit()
