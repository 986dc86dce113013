"""What a talk says that ends in a question without a name, one short message at a time."""

from __future__ import annotations

from bot.anonymous.crowd import FLOOR
from bot.aside import LONGEST, Around, Step, Told, Whisper, chosen
from bot.model import say

CHALLENGE = "challenge"

KEYS = ("challenge.company", "challenge.server", "challenge.sealed", "challenge.practice")

KINDS = frozenset({CHALLENGE})
"""What the slot of this feature opens."""


def asks(around: Around, told: Told) -> Step:
    """Who could guess, before a word is written; then the words; then when they come out."""
    match told.choice:
        case "":
            return _begins(around)
        case "write" | "change":
            return Step(say("challenge.write"), draft={}, writes=True)
        case "words":
            return _written(around, told.words or "")
        case "send" | "send-with-code":
            return _sends(around, told)
    return Step(say("aside.stopped"))


def _begins(around: Around) -> Step:
    if around.crowd.size < FLOOR:
        return Step(say("challenge.too-few", people=around.crowd.size))
    if not around.left:
        return Step(say("challenge.full", day=around.comes_out))
    choices = (chosen("write", "challenge.go-on"), chosen("leave", "challenge.leave-it"))
    crowd = around.crowd
    said = say(
        f"challenge.{around.watched}",
        choices=choices,
        group=around.group.name,
        people=crowd.size,
        paid=crowd.paid,
        unpaid=crowd.size - crowd.paid,
        guess=crowd.guess,
    )
    return Step(said, draft={})


def _written(around: Around, words: str) -> Step:
    again = chosen("change", "challenge.change-it")
    leave = chosen("leave", "challenge.leave-it")
    if not words:
        return Step(say("challenge.no-words", choices=(again, leave)), draft={})
    if len(words) > LONGEST:
        return Step(say("challenge.too-long", most=LONGEST, choices=(again, leave)), draft={})
    send = chosen("send", "challenge.send")
    coded = chosen("send-with-code", "challenge.send-with-code")
    shown = say(
        "challenge.goes-out",
        choices=(send, coded, again, leave),
        text=words,
        group=around.group.name,
        day=around.comes_out,
    )
    return Step(shown, draft={"words": words})


def _sends(around: Around, told: Told) -> Step:
    if around.crowd.size < FLOOR:  # somebody left meanwhile
        return Step(say("challenge.too-few", people=around.crowd.size))
    coded = told.choice == "send-with-code"
    return Step(
        say("challenge.not-yet"),
        whisper=Whisper(CHALLENGE, told.draft["words"], receipt=coded),
        then=say("challenge.in-the-box-code" if coded else "challenge.in-the-box"),
    )
