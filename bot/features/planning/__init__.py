"""Planning: what a meeting is for, when it is, and reminders in time.

Facilitators plan, move and cancel, in private, and see each post before the room does. Anybody
may ask when the next meetings are. Kept: the plan of each meeting and its days, for a year after
it; a post that was not posted yet, for a week; when the group had posts, for a week.
"""

from bot.feature import Arg, Command, Feature, Helped, Job, Kind, Place, Who
from bot.features.planning import handlers, questions, reminders
from bot.model import Moment

NUMBER = Arg("number", Kind.NUMBER)

FEATURE = Feature(
    name="planning",
    commands=(
        Command(
            "plan",
            handlers.plan,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=questions.PLAN,
            helped=Helped.FACILITATOR,
        ),
        Command(
            "move meeting",
            handlers.move_meeting,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            helped=Helped.FACILITATOR,
        ),
        Command(
            "cancel meeting",
            handlers.cancel_meeting,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            helped=Helped.FACILITATOR,
        ),
        Command("when", handlers.when, confirmed_by=handlers.LINE, helped=Helped.MEMBER),
        Command(
            "quiet hours",
            handlers.quiet_hours,
            args=(Arg("hours", Kind.TEXT, needed=True, limit=40),),
            who=Who.FACILITATOR,
        ),
        Command(
            "post meeting",
            handlers.post_it,
            args=(NUMBER,),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "post meeting file",
            handlers.post_with_file,
            args=(NUMBER,),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "change meeting post",
            handlers.change_it,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "change plan",
            handlers.change,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=questions.CHANGE,
            inner=True,
        ),
        Command("leave meeting post", handlers.leave_it, place=Place.PRIVATE, inner=True),
        Command(
            "plan that time",
            handlers.plan_that_time,
            args=(Arg("when", Kind.TEXT, needed=True, limit=40),),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "move that meeting",
            handlers.move_that,
            args=(
                Arg("number", Kind.NUMBER, needed=True),
                Arg("when", Kind.TEXT, limit=40, after="to"),
            ),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "to new time",
            handlers.to_new_time,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=questions.NEW_TIME,
            inner=True,
        ),
        Command(
            "cancel that meeting",
            handlers.cancel_that,
            args=(Arg("number", Kind.NUMBER, needed=True),),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "cancel so many",
            handlers.cancel_so_many,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=questions.HOW_MANY,
            inner=True,
        ),
    ),
    jobs={
        "remind": Job(reminders.remind),
        "go-on": Job(reminders.go_on, through_quiet=True),
        "line": Job(handlers.line, gathered=True, here=True),
        "old-draft": Job(handlers.old_draft, through_quiet=True),
    },
    at={Moment.KEPT: handlers.kept, Moment.LEFT: handlers.left},
)
