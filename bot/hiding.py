"""What is said before anything is done without a name, whatever it is: who could have done it.

Its law: pure, like the steps of a talk, and the same for everybody in the group.
"""

from __future__ import annotations

from bot.aside import Around, Crowd, Watched
from bot.model import Listed, Say, Text, say

KEYS = (
    *("challenge.more-company", "challenge.more-server", "challenge.more-sealed"),
    "challenge.more-practice",
)

TYPED = frozenset({Watched.SERVER, Watched.SEALED})
"""Where so much has to be said first that who could guess is said with the next question."""


def sides(crowd: Crowd) -> Text:
    """A crowd, told by side."""
    facts = {"unpaid": crowd.size - crowd.paid, "paid": crowd.paid}
    return Text("challenge.sides" if facts["unpaid"] > 1 else "challenge.sides-paid", facts)


def too_few(around: Around, people: int) -> Say:
    """Nobody can be hidden here any more; who can ask for them instead."""
    return say("challenge.too-few", people=people, then=(other_way(around),))


def too_few_yet(around: Around, people: int) -> Say:
    """The same, said before anything is written, so that nothing is."""
    return say(
        "challenge.too-few-yet",
        people=people,
        floor=around.crowd.floor,
        then=(other_way(around),),
    )


def other_way(around: Around) -> Say:
    """Who can ask for somebody: a Supporter who can be rung, where there is one."""
    known = around.knows
    if known is None or not known.supporter:
        return say("challenge.other-way")
    return say("challenge.other-way-named", name=known.supporter, phone=known.phone)


def counted(around: Around) -> tuple[Say, ...]:
    """Whom the number counts, and whom it does not."""
    leading = around.crowd.leading
    return (
        say("challenge.counted", names=Listed(around.crowd.names)),
        *((say("challenge.not-counted", names=Listed(leading)),) if leading else ()),
        *((say("challenge.several-places"),) if len(around.group.rooms) > 1 else ()),
    )


def no_number_tells(around: Around) -> tuple[Say, ...]:
    """What else may show it."""
    return (say(f"challenge.more-{around.watched}"), say("challenge.could-change-me"))
