"""Breaks in a meeting. Whoever leads begins one; anybody asks for one with the card `pause`.

Hands and places are kept in a break, and nobody is called. Kept: until when the break goes, until
it is over. Whoever leads is reminded once in private, when a meeting had no break for 45 minutes.
"""

from datetime import timedelta

from bot.feature import Arg, Command, Feature, Helped, Job, Kind, in_session
from bot.features.breaks import handlers
from bot.model import Moment

FEATURE = Feature(
    name="breaks",
    commands=(
        Command(
            "break",
            handlers.break_,
            args=(Arg("minutes", Kind.NUMBER),),
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            fresh=timedelta(minutes=10),
            helped=Helped.FACILITATOR,
        ),
    ),
    jobs={"remind": Job(handlers.remind)},
    at={Moment.OPENING: handlers.opening, Moment.CLOSING: handlers.closing},
)
