"""Check-ins: a first and a last round in a meeting, answers ahead, rounds between meetings.

Facilitators open rounds and speak up for people on the phone; members send answers in private.
A live round is talk: not recorded, not answered. Kept: which questions of the bank the group has
had, whose turn it was to begin, and the two days of the last round between meetings. An answer
ahead waits for the next first round, six weeks at most; an answer to a round between meetings
until all are posted. Both can be taken back, and are deleted in the write that posts them. What
is told only to whoever leads is not kept at all.
"""

from datetime import timedelta

from bot.feature import (
    Arg,
    Command,
    Feature,
    Field,
    Form,
    Helped,
    Job,
    Kind,
    Place,
    Who,
    in_session,
)
from bot.features.checkin import handlers, rules
from bot.features.checkin.handlers import answer_form, is_open
from bot.model import Choice, Group, Moment, PersonId

FRESH = timedelta(minutes=10)
OWN = Arg("question", Kind.TEXT, limit=200, colon=True)
WHO = Arg("who", Kind.NAME, needed=True)


def is_closed(group: Group) -> bool:
    return not is_open(group)


def may_answer(group: Group, _who: PersonId) -> bool:
    return is_open(group)


def has_callers(group: Group, _who: PersonId) -> bool:
    return any(member.person.by_phone for member in group.members.values())


FEATURE = Feature(
    name="checkin",
    part=handlers.PART,
    commands=(
        Command(
            "go round",
            handlers.go_round,
            args=(OWN,),
            who=Who.FACILITATOR,
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            fresh=FRESH,
            helped=Helped.FACILITATOR,
        ),
        Command(
            "last round",
            handlers.last_round,
            args=(OWN,),
            who=Who.FACILITATOR,
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            fresh=FRESH,
            helped=Helped.FACILITATOR,
        ),
        Command(
            "answer ahead",
            handlers.answer_ahead,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            form=answer_form("checkin.ahead-words", "checkin.ahead-preview"),
            helped=Helped.MEMBER,
            menu=True,
        ),
        Command(
            "my answer",
            handlers.my_answer,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            when=is_open,
            refusal="checkin.none-open",
            form=answer_form("checkin.my-words", "checkin.my-preview"),
            helped=Helped.MEMBER,
            menu=True,
            shown=may_answer,
        ),
        Command("take back my answer", handlers.take_back, place=Place.PRIVATE),
        Command(
            "answer for",
            handlers.answer_for,
            args=(WHO,),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=handlers.FOR_SOMEBODY,
            helped=Helped.FACILITATOR,
            shown=has_callers,
        ),
        Command(
            "take back for",
            handlers.take_back_for,
            args=(WHO,),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
        ),
        Command(
            "round between",
            handlers.round_between,
            who=Who.FACILITATOR,
            when=is_closed,
            refusal="checkin.open-already",
            form=Form(
                (
                    Field(
                        "question",
                        "checkin.which-question",
                        limit=200,
                        also=(Choice(handlers.FROM_BANK, "checkin.from-bank"),),
                    ),
                    Field(
                        "days",
                        "checkin.which-day",
                        choices=(
                            Choice("one", "checkin.tomorrow"),
                            *(
                                Choice(typed, "checkin.in-days", {"days": days})
                                for typed, days in rules.DAYS.items()
                                if 1 < days < 7
                            ),
                            Choice("seven", "checkin.in-a-week"),
                        ),
                    ),
                )
            ),
            helped=Helped.FACILITATOR,
        ),
        Command(
            "post round",
            handlers.post_round,
            args=(Arg("number", Kind.NUMBER),),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            when=is_closed,
            refusal="checkin.open-already",
        ),
    ),
    jobs={
        "gather": Job(handlers.gather),
        "old-draft": Job(handlers.old_draft, through_quiet=True),
        "stale": Job(handlers.stale, through_quiet=True),
    },
    at={Moment.KEPT: handlers.kept, Moment.LEFT: handlers.left},
)
