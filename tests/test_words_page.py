"""docs/commands.md lists every word, and is made from the features.

After a change: `ALONGSIDE_WRITE_DOCS=1 .venv/bin/python -m pytest tests/test_words_page.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.feature import Arg, Command, Kind, Place, Who, always
from bot.features import FEATURES
from bot.words import Words

PAGE = Path(__file__).parent.parent / "docs/commands.md"
WORDS = Words.load()
LONGEST = 12
"""Most words in the one line about a word."""

TOP = """# Every word you can type

This page lists every word Alongside knows. Nobody needs to learn them: `help` shows the few
that work now, and buttons do the same.

- Words in CAPITALS stand for your own: `raise NAME` can be `raise Dilys`.
- In a meeting, the words marked with a star work alone in the room: `hand up`. So does `start`
  from whoever leads. For the others, type `!` first: `!who leads`.
- In your private chat with Alongside, no word needs a sign before it.
- On Discord the usual words have a slash of their own: `/hand-up`. All words work after one:
  `/alongside by phone`.
- Cards sent in private show no name: `slow`, `explain`, `pause` and `check`.

This page is made from the program by `tests/test_words_page.py`. Please do not edit it by hand.
"""
PEOPLE = {
    Who.ANYBODY: "For everybody",
    Who.MEMBER: "Once you have said hello",
    Who.FACILITATOR: "For whoever leads",
    Who.MANAGER: "For whoever leads, or may manage the room",
}
PLACES = {
    Place.ANYWHERE: "In the room or in private",
    Place.ROOM: "Only in the room",
    Place.PRIVATE: "Only in private",
}
TIMES = {
    "in_session": "in a meeting",
    "is_off": "when no meeting is on",
    "is_still": "in a quiet or a break",
    "is_open": "while a round between meetings is open",
    "is_chosen": "while small groups are chosen or on",
    "is_apart": "while small groups are on",
    "is_closed": "while no round between meetings is open",
}
"""By the name of `Command.when`; a new one needs its words here."""

PARTS = {
    "rounds": "rounds switched on",
    "questions": "questions without a name switched on",
    "charter": "the charter switched on",
    "asking": "where the group asks how a meeting left it",
    "points": "points switched on",
    "ladder": "the ladder switched on",
}

COMMANDS = [(command, f.part) for f in FEATURES for command in f.commands]


def key(command: Command) -> str:
    return "word." + command.word.replace(" ", "-")


def helps(command: Command) -> str:
    line = WORDS.attribute(key(command), "help")
    assert line is not None, f"{key(command)} has no .help in prompts/en"
    return line


def slot(arg: Arg) -> str:
    shown = "NAME" if arg.kind is Kind.NAME else arg.name.upper()
    return f"{arg.after} {shown}" if arg.after else shown


def row(command: Command, part: str | None) -> str:
    typed = " ".join((WORDS.word(key(command)), *(slot(a) for a in command.args if a.needed)))
    when = [] if command.when is always else [TIMES[command.when.__name__]]
    if needs := command.part or part:
        when.append(PARTS[needs])
    star = " *" if command.bare else ""
    return f"| `{typed}`{star} | {helps(command)} | {', '.join(when) or 'any time'} |"


def page() -> Iterator[str]:
    yield TOP
    for who, people in PEOPLE.items():
        if not any(command.who is who for command, _ in COMMANDS):
            continue
        yield f"## {people}\n"
        for place, where in PLACES.items():
            rows = [row(c, part) for c, part in COMMANDS if (c.who, c.place) == (who, place)]
            if rows:
                head = "| word | what it does | when |\n|---|---|---|"
                yield "\n".join((f"### {where}\n", head, *rows, ""))


def test_the_page_lists_every_word_as_it_is_now() -> None:
    made = "\n".join(page())
    if os.environ.get("ALONGSIDE_WRITE_DOCS"):
        PAGE.write_text(made, "utf-8")
    again = "run this test with ALONGSIDE_WRITE_DOCS=1"
    assert PAGE.read_text("utf-8") == made, again
    assert made.count("\n| `") == len(COMMANDS)


@pytest.mark.parametrize("command", [c for c, _ in COMMANDS], ids=lambda c: str(c.word))
def test_each_word_has_one_short_line(command: Command) -> None:
    line = helps(command)
    assert len(line.split()) <= LONGEST
    assert line.endswith(".")
