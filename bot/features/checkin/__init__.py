"""Check-ins: a first and a last round in a meeting, answers ahead, rounds between meetings.

Facilitators open rounds, once or again and again, and speak up for people on the phone; members
send answers in private. A live round is talk: not recorded, not answered. Kept: which questions
of the bank the group has had, whose turn it was to begin, the two days of the last round between
meetings; of regular rounds when they come, and the question with whoever asks it. An answer
ahead waits for the next first round, six weeks at most; an answer to a round between meetings
until all are posted. Both can be taken back, and are deleted in the write that posts them; by
their writer's yes they are a point from then on (`noting`). What is told only to whoever leads is
not kept at all.
"""

from datetime import timedelta

from bot import recall
from bot.feature import (
    Arg,
    Command,
    Feature,
    Helped,
    Job,
    Kind,
    Place,
    Who,
    in_session,
)
from bot.features.checkin import before, between, handlers, noting, regular
from bot.features.checkin.between import is_open
from bot.model import Group, Moment, PersonId

FRESH = timedelta(minutes=10)
OWN = Arg("question", Kind.TEXT, limit=200, colon=True, aloud=True)
WHO = Arg("who", Kind.NAME, needed=True)


def is_closed(group: Group) -> bool:
    return not is_open(group)


def may_answer(group: Group, _who: PersonId) -> bool:
    return is_open(group)


def has_callers(group: Group, _who: PersonId) -> bool:
    return any(member.person.by_phone for member in group.members.values())


FEATURE = Feature(
    name="checkin",
    part=between.PART,
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
            form=handlers.AHEAD_WORDS,
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
            helped=Helped.MEMBER,
            menu=True,
            shown=may_answer,
        ),
        Command(
            "write my answer",
            handlers.write_my_answer,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            when=is_open,
            refusal="checkin.none-open",
            form=handlers.MY_WORDS,
            inner=True,
        ),
        Command(
            "write answer for",
            handlers.write_answer_for,
            place=Place.PRIVATE,
            form=handlers.FOR_WORDS,
            inner=True,
        ),
        Command(
            "send answer",
            handlers.send_answer,
            place=Place.PRIVATE,
            form=handlers.PREVIEW,
            inner=True,
        ),
        Command(
            "note my answer",
            noting.note_my_answer,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            slash=False,
        ),
        Command(
            noting.NOTE.word,
            noting.note_that_answer,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            form=noting.FORM,
            inner=True,
        ),
        Command("take back my answer", handlers.take_back, place=Place.PRIVATE, slash=False),
        Command(
            "answer for",
            handlers.answer_for,
            args=(WHO,),
            place=Place.PRIVATE,
            helped=Helped.FACILITATOR,
            shown=has_callers,
            slash=False,
        ),
        Command(
            "take back for",
            handlers.take_back_for,
            args=(WHO,),
            place=Place.PRIVATE,
            slash=False,
        ),
        Command(
            "round between",
            handlers.round_between,
            who=Who.FACILITATOR,
            when=is_closed,
            refusal="checkin.open-already",
            helped=Helped.FACILITATOR,
            slash=False,
        ),
        Command(
            "regular round",
            regular.regular_round,
            who=Who.FACILITATOR,
            helped=Helped.FACILITATOR,
            slash=False,
        ),
        Command(
            "begin regular round",
            regular.begin,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=regular.FORM,
            inner=True,
        ),
        Command(
            "change regular round",
            regular.change,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "stop regular round",
            regular.stop,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "plan round",
            handlers.plan_round,
            who=Who.FACILITATOR,
            when=is_closed,
            refusal="checkin.open-already",
            form=handlers.PLAN,
            inner=True,
        ),
        Command(
            "post round",
            handlers.post_round,
            args=(Arg("number", Kind.NUMBER),),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            when=is_closed,
            refusal="checkin.open-already",
            inner=True,
        ),
        *(
            Command(
                word,
                do,
                who=Who.FACILITATOR,
                place=Place.PRIVATE,
                when=is_closed,
                refusal="checkin.open-already",
                form=form,
                inner=True,
            )
            for word, do, form in (
                (before.LEAVE, before.leave, None),
                (before.AGAIN, handlers.ask_that_again, recall.WHY),
                (before.OTHER, handlers.ask_something_else, None),
            )
        ),
    ),
    jobs={
        "gather": Job(between.gather),
        "regular": Job(regular.fire),
        "regular-later": Job(regular.fire),
        "old-draft": Job(handlers.old_draft, through_quiet=True),
        "stale": Job(handlers.stale, through_quiet=True),
    },
    offers=regular.offers,
    at={Moment.KEPT: handlers.kept, Moment.LEFT: handlers.left, Moment.NAMELESS: handlers.nameless},
)
