"""Removal: somebody is ill or has died, and no message is to carry their name again.

Only facilitators, only in private, asked back once. Nobody is told. Everything kept about the
person goes at once, and their name out of what is still to be said; what they said in the room
stays. Kept for a day, to undo a mistake: their name, the day they joined, until when they led, and
whether they are paid to be here.
"""

from bot.feature import Arg, Command, Feature, Job, Kind, Place, Who
from bot.features.removal import handlers
from bot.model import Moment

FEATURE = Feature(
    name="removal",
    commands=(
        Command(
            "remove quietly",
            handlers.remove,
            args=(Arg("who", Kind.NAME, needed=True),),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            slash=False,
        ),
        Command(
            "really remove quietly",
            handlers.really,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=handlers.FORM,
            inner=True,
        ),
        Command(
            "undo removal",
            handlers.undo,
            args=(Arg("number", Kind.NUMBER),),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
    ),
    jobs={"forget": Job(handlers.forget, through_quiet=True)},
    at={Moment.NAMELESS: handlers.nameless},
)
