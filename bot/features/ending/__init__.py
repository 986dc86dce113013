"""Ending: a group's last meeting, what came of it, and the day on which what is kept is deleted.

Facilitators say which meeting is the last; the room is told at once, at the last meetings, and a
week before the day. On that day every row about the group is deleted. It can be called off until
then. Kept: which meeting is the last, and the day.
"""

from bot.feature import Arg, Command, Feature, Job, Kind, Place, Who
from bot.features.ending import handlers
from bot.model import Moment

NUMBER = Arg("number", Kind.NUMBER)

FEATURE = Feature(
    name="ending",
    commands=(
        Command("ending", handlers.ending, who=Who.FACILITATOR, place=Place.PRIVATE, slash=False),
        Command(
            "last meeting",
            handlers.last_meeting,
            args=(NUMBER,),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "post ending",
            handlers.post_ending,
            args=(NUMBER,),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "leave ending",
            handlers.leave_it,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "call off ending",
            handlers.call_off,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "post going on",
            handlers.post_going_on,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
    ),
    jobs={
        "soon": Job(handlers.soon),
        "delete": Job(handlers.delete, through_quiet=True),
    },
    at={Moment.CLOSING: handlers.closing},
)
