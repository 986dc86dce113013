"""Asking without a name: a challenge waits in the box, and comes out at a slot as nobody's.

Any member can ask, in private; nobody can find out who did (`bot.anonymous`, docs/privacy.md).
Refused where fewer than five people could have written it. Kept from its slot on: the words, the
day, and what became of it. Nothing before, and never who.
"""

from bot.aside import Aside
from bot.feature import Command, Feature, Job, Place, Slot
from bot.features.challenge import handlers, rules
from bot.model import Moment

FEATURE = Feature(
    name="challenge",
    commands=(
        Command(
            "ask without my name",
            handlers.only_without_a_name,
            place=Place.PRIVATE,
            aside=Aside(rules.asks),
            menu=True,
        ),
    ),
    jobs={"slot": Job(Slot(rules.KINDS, handlers.slot))},
    at={Moment.SWITCHED: handlers.switched},
    part="questions",
)
