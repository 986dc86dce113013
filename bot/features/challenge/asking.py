"""What a talk says that ends in a question without a name, one short message at a time.

Three before it is sent: who could guess, what in the words may show it, when it comes out. What
else there is to know is one word away.
"""

from __future__ import annotations

from dataclasses import replace

from bot import hiding
from bot.anonymous import telling
from bot.aside import LONGEST, Around, Step, Told, Watched, Whisper, chosen
from bot.features.challenge import reading, rules
from bot.features.challenge.rules import CHALLENGE
from bot.model import Choice, Listed, Person, PersonId, Say, Text, say

KEYS = (
    *("challenge.company", "challenge.server", "challenge.sealed", "challenge.practice"),
    *("challenge.tells-contact", "challenge.tells-place", "challenge.tells-day"),
    *("challenge.tells-time", "challenge.tells-age", "challenge.tells-job"),
    *("challenge.tells-family", "challenge.tells-name"),
)

MOST_TOLD = 3
"""Things in somebody's words that are named at once."""

GO_ON = chosen("write", "challenge.go-on")
LEAVE = chosen("leave", "challenge.leave-it")
CHANGE = chosen("change", "challenge.change-it")

IN_FORMS = frozenset({Watched.COMPANY})
"""Where words are written in a form, and five words to come back with leave nothing behind."""


def asks(around: Around, told: Told) -> Step:
    """Who could guess, before a word is written; then the words; then when they come out."""
    match told.choice:
        case "":
            return _begins(around)
        case "more" | "more-tells" | "more-readers":
            return _MORE[told.choice](around)
        case "write" | "change":
            return Step(_what(around, told.choice), draft={}, writes=True)
        case "words":
            return _written(around, told.words or "")
        case "keep" if told.draft.get("words"):
            return Step(_goes_out(around, told.draft["words"]), draft=told.draft)
        case "about-words":
            return _about_words(told)
        case "send" | "send-with-code" if told.draft.get("words"):
            return _sends(around, told)
        case "send" | "send-with-code":
            return Step(say("challenge.no-words", choices=(CHANGE, LEAVE)), draft={})
    return Step(say("aside.stopped"))


def is_no_words(words: str) -> bool:
    """Nothing, or a number of an older message: it would stand in the room for ever."""
    return not words or words.strip(" .!").isdigit()


def too_long() -> Say:
    return say("challenge.too-long", most=LONGEST, choices=(CHANGE, LEAVE))


def _begins(around: Around) -> Step:
    if around.crowd.size < around.crowd.floor:
        return Step(hiding.too_few_yet(around, around.crowd.size))
    if not around.left:
        return Step(say("challenge.full", day=around.comes_out))
    choices = (GO_ON, chosen("more", "challenge.more"), LEAVE)
    said = say(
        f"challenge.{around.watched}",
        choices=choices,
        crowd=hiding.sides(around.crowd),
        guess=around.crowd.guess,
        organisation=around.organisation or Text("challenge.your-organisation"),
    )
    if around.watched is Watched.SERVER:
        said = replace(said, then=(hiding.other_way(around),))
    return Step(said, draft={})


def _more(around: Around) -> Step:
    """Whom the number counts, and who else can ask."""
    first, *others = hiding.counted(around)
    choices = (GO_ON, chosen("more-tells", "challenge.more"), LEAVE)
    said = replace(first, choices=choices, then=(*others, hiding.other_way(around)))
    return Step(said, draft={})


def _more_tells(around: Around) -> Step:
    """What no number tells."""
    more = (chosen("more-readers", "challenge.more"),) if _readers(around) else ()
    said = say(
        "challenge.gives-away", choices=(GO_ON, *more, LEAVE), then=hiding.no_number_tells(around)
    )
    return Step(said, draft={})


def _more_readers(around: Around) -> Step:
    """Who reads it before the room does, and what they can do."""
    who = _readers(around)
    if not who:
        return Step(say("aside.stopped"))
    further = (say("challenge.read-first-more"),)
    return Step(
        say("challenge.read-first", who=who, choices=(GO_ON, LEAVE), then=further), draft={}
    )


def _readers(around: Around) -> Listed | None:
    """Who reads first, whatever is written."""
    if around.knows is None:
        return None
    able = rules.able(around.knows.readers, around.group, around.today)
    return Listed(tuple(one.person for one in able)) if rules.pair(able) else None


_MORE = {"more": _more, "more-tells": _more_tells, "more-readers": _more_readers}


def _what(around: Around, choice: str) -> Say:
    """The question for words."""
    if choice == "change" or around.watched not in hiding.TYPED:
        return say("challenge.write")
    crowd = hiding.sides(around.crowd)
    return say("challenge.write-counted", crowd=crowd, guess=around.crowd.guess)


def _written(around: Around, words: str) -> Step:
    if is_no_words(words):
        return Step(say("challenge.no-words", choices=(CHANGE, LEAVE)), draft={})
    if len(words) > LONGEST:
        return Step(too_long(), draft={})
    tells = may_tell(around, words)
    if tells is not None:
        return Step(tells, draft={"words": words})
    return Step(_goes_out(around, words), draft={"words": words})


def may_tell(around: Around, words: str) -> Say | None:
    """What in the words may show who wrote them. They are shown it, and decide."""
    group = around.group
    people = [Person(PersonId(id), name) for id, name in group.names.items()]
    found = telling.telling(words, people, group.language)
    if not found:
        return None
    told = tuple(Text(f"challenge.tells-{one.kind}", {"words": one.words}) for one in found)
    choices = (chosen("keep", "challenge.keep-it"), CHANGE, LEAVE)
    return say("challenge.tells", choices=choices, found=Listed(told[:MOST_TOLD]), count=len(told))


def _goes_out(around: Around, words: str) -> Say:
    """The exact words, where they go and when. Five words to write back are not pressed on."""
    return say(
        "challenge.goes-out",
        choices=_ways_to_send(around),
        text=words,
        group=around.group.name,
        day=around.comes_out,
        then=_first(around, words),
    )


def _first(around: Around, words: str) -> tuple[Say, ...]:
    """Who reads these very words before the room does, if anybody."""
    known = around.knows
    if known is None:
        return ()
    two = reading.who_reads(words, known.readers, around.group, around.today)
    return (say("challenge.reads-before", who=Listed(two)),) if two else ()


def _ways_to_send(around: Around) -> tuple[Choice, ...]:
    send = chosen("send", "challenge.send")
    if around.watched in IN_FORMS:
        return (send, chosen("send-with-code", "challenge.send-with-code"), CHANGE, LEAVE)
    # Five words that are typed stay in the chat, and show whose they are: only if asked for.
    return (send, CHANGE, LEAVE, chosen("about-words", "challenge.how-to-write-back"))


def _about_words(told: Told) -> Step:
    """What five words are for, and what they can show to whoever finds them."""
    send = chosen("send", "challenge.send-without")
    coded = chosen("send-with-code", "challenge.send-with-code")
    said = say("challenge.about-words", choices=(send, coded, CHANGE, LEAVE))
    return Step(said, draft=told.draft)


def _sends(around: Around, told: Told) -> Step:
    if around.crowd.size < around.crowd.floor:  # somebody left meanwhile
        return Step(hiding.too_few(around, around.crowd.size))
    if not around.left:
        return Step(say("challenge.full", day=around.comes_out))
    coded = told.choice == "send-with-code"
    return Step(
        say("challenge.not-yet"),
        whisper=Whisper(CHALLENGE, told.draft["words"], receipt=coded),
        then=say("challenge.in-the-box-code" if coded else "challenge.in-the-box"),
    )
