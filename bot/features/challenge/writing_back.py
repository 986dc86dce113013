"""What a talk says to somebody who comes back with five words: reply, confirm or withdraw."""

from __future__ import annotations

from datetime import date

from bot import hiding
from bot.anonymous import crowd, slots
from bot.aside import IN_THE_BOX, LONGEST, WAITING, Around, Crowd, Step, Told, Whisper, chosen
from bot.features.challenge import rules
from bot.features.challenge.asking import (
    CHANGE,
    LEAVE,
    is_no_words,
    may_tell,
    too_long,
)
from bot.features.challenge.rules import CONFIRM, MEANT, REPLY, WITHDRAW, State
from bot.model import Choice, Say, Text, plain, say

KEYS = (
    *("challenge.meant-yes", "challenge.meant-partly", "challenge.meant-no"),
    *("challenge.is-reading", "challenge.is-waiting", "challenge.is-held"),
    *("challenge.is-released", "challenge.is-answered", "challenge.is-closed"),
    *("challenge.is-withdrawn", "challenge.is-passed"),
    *("challenge.really-withdraw", "challenge.withdraw-unread"),
)

SHOWN = 100
"""Characters of a question that remind its writer which one it is."""

LOST = chosen("lost", "aside.lost-them")


def writes_back(around: Around, told: Told) -> Step:
    """Five words; what they belong to; then one act, that waits in the box like the first."""
    match told.choice:
        case "":
            ask = say("challenge.five-words", choices=(chosen("type", "challenge.type"), LOST))
            return Step(ask, draft=_AT_CODE, writes=True)
        case "type" | "again":
            return Step(say("challenge.type-five"), draft=_AT_CODE, writes=True)
        case "lost":
            return Step(say("challenge.lost"))
        case "words" if told.draft.get("at") == "code":
            return Step(say("challenge.looking"), draft=_AT_CODE, code=told.words or "")
        case "not-found":
            again = (chosen("again", "aside.try-again"), LOST)
            return Step(say("challenge.not-found", choices=again), draft=_AT_CODE)
        case "found" if told.draft.get("note") == IN_THE_BOX:
            out = (chosen("take-out", "challenge.take-out"), LEAVE)
            return Step(say("challenge.still-in-box", choices=out), draft=told.draft)
        case "take-out" if told.draft.get("note") == IN_THE_BOX:
            return Step(
                say("challenge.not-yet-out"), takes_out=True, then=say("challenge.taken-out")
            )
    if told.draft.get("note", IN_THE_BOX) == IN_THE_BOX:
        return Step(say("aside.stopped"))
    return _acts(around, told)


_AT_CODE = {"at": "code"}


def _acts(around: Around, told: Told) -> Step:
    """It has come out, and these are its writer's words: what they can do."""
    match told.choice:
        case "found":
            return _found(told)
        case "reply" | "change":
            return _replies(around, told)
        case "words":
            return _written(around, told)
        case "keep" if told.draft.get("words"):
            return _goes_out(around, told, told.draft["words"])
        case "send" if told.draft.get("words"):
            return _sends(around, told, Whisper(REPLY, told.draft["words"], told.draft["note"]))
        case "confirm":
            meant = tuple(chosen(f"meant-{one}", f"challenge.meant-{one}") for one in MEANT)
            ask = say("challenge.is-it-meant", choices=(*meant, LEAVE), number=_number(told))
            return Step(ask, draft=told.draft)
        case "meant-yes" | "meant-partly" | "meant-no":
            said = told.choice.removeprefix("meant-")
            return _sends(around, told, Whisper(CONFIRM, said, told.draft["note"]))
        case "withdraw":
            sure = (chosen("withdraw-it", "challenge.withdraw"), LEAVE)
            seen = State(told.draft["state"]) in rules.SEEN
            key = "challenge.really-withdraw" if seen else "challenge.withdraw-unread"
            ask = say(key, choices=sure, number=_number(told))
            return Step(ask, draft=told.draft)
        case "withdraw-it":
            # Never refused: it is their right, and hides them no less than silence does.
            return _into_the_box(Whisper(WITHDRAW, "", told.draft["note"]))
    return Step(say("aside.stopped"))


def _found(told: Told) -> Step:
    state, left = State(told.draft["state"]), _left(told)
    shown = Text(f"challenge.is-{state}")
    facts = {"number": _number(told), "state": shown, "text": plain(told.draft["text"], SHOWN)}
    if state is State.WITHDRAWN:
        return Step(say("challenge.is-gone", number=_number(told)))
    if state is State.HELD:
        return Step(say("challenge.is-held-back", number=_number(told)))
    can: list[Choice] = []
    if left and state is State.ANSWERED:
        can.append(chosen("confirm", "challenge.confirm"))
    if left and state in rules.SEEN:
        can.append(chosen("reply", "challenge.reply"))
    can += [chosen("withdraw", "challenge.withdraw"), LEAVE]
    then = () if left else (say("challenge.no-acts-left"),)
    if state not in rules.SEEN:
        then = (say("challenge.add-later"),)
    return Step(Say("challenge.found", facts, choices=tuple(can), then=then), draft=told.draft)


def _replies(around: Around, told: Told) -> Step:
    both = _both(around, told)
    if both.size < both.floor:
        return Step(hiding.too_few_yet(around, both.size))
    if not _left(told):
        return Step(say("challenge.no-acts-left"))
    if not around.left:
        return Step(say("challenge.full", day=around.comes_out))
    draft = {**told.draft, "at": "reply"}
    return Step(say("challenge.write-reply"), draft=draft, writes=True)


def _written(around: Around, told: Told) -> Step:
    words = told.words or ""
    if is_no_words(words):
        return Step(say("challenge.no-words", choices=(CHANGE, LEAVE)), draft=told.draft)
    if len(words) > LONGEST:
        return Step(too_long(), draft=told.draft)
    tells = may_tell(around, words)
    if tells is not None:
        return Step(tells, draft={**told.draft, "words": words})
    return _goes_out(around, told, words)


def _goes_out(around: Around, told: Told, words: str) -> Step:
    shown = say(
        "challenge.reply-goes-out",
        choices=(chosen("send", "challenge.send"), CHANGE, LEAVE),
        text=words,
        number=_number(told),
        group=around.group.name,
        day=around.comes_out,
        then=(_could_guess(around, told),),
    )
    return Step(shown, draft={**told.draft, "words": words})


def _could_guess(around: Around, told: Told) -> Say:
    both = _both(around, told)
    guess = rules.thread_guess(both.guess, both.size, rules.MOST_ACTS + 2 - _left(told))
    return say("challenge.could-be-both", people=both.size, guess=guess)


def _both(around: Around, told: Told) -> Crowd:
    """Who could have written the question and this: the members of then who are members now."""
    then = date.fromisoformat(told.draft["day"])
    weekly = slots.once_a_week(around.group, around.today)
    return crowd.crowd(
        around.group, min(then, around.today), once_a_week=weekly, floor=around.crowd.floor
    )


def _sends(around: Around, told: Told, whisper: Whisper) -> Step:
    both = _both(around, told)
    if both.size < both.floor:
        return Step(hiding.too_few(around, both.size))
    if not _left(told):
        return Step(say("challenge.no-acts-left"))
    if not around.left:
        return Step(say("challenge.full", day=around.comes_out))
    return _into_the_box(whisper)


def _into_the_box(whisper: Whisper) -> Step:
    return Step(say("challenge.not-yet"), whisper=whisper, then=say("challenge.in-the-box"))


def _left(told: Told) -> int:
    return rules.acts_left(int(told.draft["acts"]), int(told.draft.get(WAITING, "0")))


def _number(told: Told) -> int:
    return int(told.draft["number"])
