"""Off the record: anybody marks a stretch of a meeting, in the open, and it acts at once.

Until `on the record`, or the end of the meeting, nothing can be noted but by the person who said
it (`bot.record`). The closing says that there was such a stretch. Kept until then: that there is
one. Not who asked for it, and nothing that was said.
"""

from datetime import timedelta

from bot import record
from bot.feature import Command, Feature, Helped, in_session
from bot.features.record import handlers
from bot.model import Moment

FRESH = timedelta(minutes=10)

FEATURE = Feature(
    name="record",
    commands=(
        Command(
            "off the record",
            handlers.off_the_record,
            apart=True,
            when=in_session,
            refusal="hands.no-session",
            fresh=FRESH,
            slash=False,
            helped=Helped.MEMBER,
            shown=handlers.could_be_noted,
        ),
        Command(
            "on the record",
            handlers.on_the_record,
            apart=True,
            when=record.is_off,
            refusal="record.on-already",
            fresh=FRESH,
            slash=False,
            helped=Helped.MEMBER,
        ),
    ),
    at={Moment.CLOSING: handlers.closing},
)
