"""Planning: what a meeting is for, when it is, its papers, and reminders in time.

Facilitators plan, add, move and cancel, and say where papers are: in private, and they see each
post before the room does. Whoever plans sees what helps people here, with no names; a time that
goes against it is posted with its reason, and so is an aim that people told us about before, if
they are asked again. Anybody may ask when the next meetings are, and a
member may move papers that came late. Kept: the plan of each meeting with its days and papers,
for a year after it; a post that was not posted yet, for a week; when the group had posts, for a
week.
"""

from dataclasses import replace
from typing import Any

from bot import recall
from bot.feature import Arg, Command, Does, Feature, Form, Helped, Job, Kind, Place, Who
from bot.features.planning import changing, drafts, handlers, papers, questions, reminders
from bot.forms import confirm
from bot.model import Moment

NUMBER = Arg("number", Kind.NUMBER)
WHEN = Arg("when", Kind.TEXT, limit=40, after="to")
NEEDED = Arg("number", Kind.NUMBER, needed=True)


def _leads(word: str, do: Does, *args: Arg, form: Form | None = None, **more: Any) -> Command:
    """A word for whoever looks after the group, in private."""
    who, place = Who.FACILITATOR, Place.PRIVATE
    return Command(word, do, args=args, who=who, place=place, form=form, **more)


def _inner(word: str, do: Does, *args: Arg, form: Form | None = None) -> Command:
    """The same, and only ever pressed, or said because the bot asked for it."""
    return _leads(word, do, *args, form=form, inner=True)


LEADS = Helped.FACILITATOR

FEATURE = Feature(
    name="planning",
    commands=(
        _leads(
            "plan", handlers.plan, form=questions.PLAN, first=handlers.carried_here, helped=LEADS
        ),
        _leads("same as last time", handlers.the_same, helped=LEADS, slash=False, at_once=True),
        _leads("add meeting", changing.add_meeting, helped=LEADS, slash=False),
        _leads("move meeting", changing.move_meeting, helped=LEADS),
        _leads("cancel meeting", changing.cancel_meeting, helped=LEADS),
        _leads("papers", papers.papers, helped=LEADS, slash=False),
        Command("when", handlers.when, confirmed_by=handlers.LINE, helped=Helped.MEMBER),
        Command(
            "papers late",
            papers.papers_late,
            who=Who.MEMBER,
            confirmed_by=papers.MOVED_ON,
            slash=False,
        ),
        Command(
            "quiet hours",
            handlers.quiet_hours,
            args=(Arg("hours", Kind.TEXT, needed=True, limit=40),),
            who=Who.FACILITATOR,
            slash=False,
        ),
        _inner("post meeting", handlers.post_it, NUMBER),
        _inner("post meeting file", handlers.post_with_file, NUMBER),
        _inner("change meeting post", handlers.change_it),
        _inner("change plan", handlers.change, form=questions.CHANGE),
        Command("leave meeting post", drafts.leave_it, place=Place.PRIVATE, inner=True),
        _inner("plan from there", handlers.from_there),
        _inner("plan that again", handlers.that_again, form=recall.WHY),
        _inner("plan something else", handlers.something_else),
        _inner("add to series", changing.add_to_series, NEEDED),
        _inner("one more meeting", changing.one_more, form=questions.ADD_TIME),
        _inner("plan that time", handlers.plan_that_time, replace(WHEN, needed=True, after=None)),
        _inner("move that meeting", changing.move_that, NEEDED, WHEN),
        _inner("to new time", changing.to_new_time, form=questions.NEW_TIME),
        _inner("cancel that meeting", changing.cancel_that, NEEDED),
        _inner("cancel so many", changing.cancel_so_many, form=questions.HOW_MANY),
        _inner("papers for", papers.papers_for, NEEDED),
        _inner("papers ready", papers.papers_ready, form=questions.PAPERS),
        Command(
            "papers move on",
            papers.papers_late,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            form=confirm("planning.papers-move-on"),
            inner=True,
        ),
    ),
    offers=papers.offers,
    jobs={
        "remind": Job(reminders.remind, through_rest=True),
        "papers-due": Job(reminders.papers_due),
        "go-on": Job(reminders.go_on, through_quiet=True),
        "line": Job(handlers.line, gathered=True, here=True),
        "moved-on": Job(papers.moved_on, gathered=True),
        "old-draft": Job(drafts.old, through_quiet=True),
    },
    at={
        Moment.STEERED: handlers.steered,
        Moment.KEPT: drafts.kept,
        Moment.LEFT: drafts.left,
        Moment.NAMELESS: drafts.nameless,
    },
)
