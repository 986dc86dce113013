"""Sessions: a facilitator starts one and ends it. A planned one opens with what it is for.

The opening and closing posts are made together with the other features (`Moment.OPENING`,
`Moment.CLOSING`). Kept: when a session was on and who led it.
"""

from bot.feature import Command, Feature, Helped, Job, Place, Who, in_session
from bot.features.sessions import handlers
from bot.forms import confirm
from bot.model import Group


def is_off(group: Group) -> bool:
    return group.session is None


FEATURE = Feature(
    name="sessions",
    commands=(
        Command(
            "start",
            handlers.start,
            who=Who.FACILITATOR,
            when=is_off,
            refusal="sessions.already-on",
            opens=True,
            helped=Helped.FACILITATOR,
        ),
        Command(
            "end",
            handlers.end,
            who=Who.FACILITATOR,
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            helped=Helped.FACILITATOR,
        ),
        Command(
            "send alongside away",
            handlers.send_away,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=confirm("sessions.really-go"),
            slash=False,
        ),
    ),
    jobs={"forgotten": Job(handlers.forgotten, through_quiet=True)},
)
