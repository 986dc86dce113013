"""Asking without a name: a challenge waits in the box, comes out at a slot as nobody's, and is
answered in the open.

Any member can ask, in private; nobody can find out who did (`bot.anonymous`, docs/privacy.md).
Refused where fewer than five people could have written it. With five easy words its writer can
reply, confirm or withdraw; that waits in the box, too. Whoever looks after the group says who
answers and by when; that person, or they, answer with their name. Where the group has two Readers,
they see it first, and can hold it back together; why is public. Kept from its slot on: the words,
the day, and what became of it. Nothing before, and never who.
"""

from bot.aside import Aside
from bot.feature import Arg, Command, Feature, Job, Kind, Place, Slot, Who
from bot.features.challenge import (
    answering,
    asking,
    days,
    handlers,
    reading,
    releasing,
    roles,
    rules,
    sides,
    writing_back,
)
from bot.model import Moment

NUMBER = Arg("number", Kind.NUMBER, needed=True)
WHICH = Arg("number", Kind.NUMBER)
WHO = Arg("who", Kind.NAME)
BY = Arg("by", Kind.DAY, after="by")

FEATURE = Feature(
    name="challenge",
    commands=(
        Command(
            "ask without my name",
            handlers.only_without_a_name,
            place=Place.PRIVATE,
            aside=Aside(asking.asks, knows=handlers.knows),
            part=handlers.PART,
            menu=True,
        ),
        Command(
            # Of no part: what came out can be withdrawn also after the group said no.
            "write back",
            handlers.only_without_a_name,
            place=Place.PRIVATE,
            aside=Aside(writing_back.writes_back, knows=handlers.knows, finds=handlers.finds),
        ),
        Command("paid here", sides.paid_here, args=(WHO,), place=Place.ROOM, slash=False),
        Command("not paid here", sides.not_paid_here, args=(WHO,), place=Place.ROOM, slash=False),
        Command("questions", answering.questions, args=(Arg("number", Kind.NUMBER),), slash=False),
        Command(
            "pass question",
            answering.pass_question,
            args=(NUMBER, Arg("who", Kind.NAME, needed=True, after="to"), BY),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command(
            "i will answer",
            answering.i_will_answer,
            args=(NUMBER, BY),
            who=Who.MEMBER,
            place=Place.ROOM,
            slash=False,
        ),
        Command(
            "question days",
            days.question_days,
            args=(Arg("days", Kind.TEXT, limit=40),),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command(
            "reader",
            roles.reader,
            args=(Arg("who", Kind.NAME, needed=True), Arg("until", Kind.DAY, after="until")),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command("i will read first", roles.will_read, who=Who.MEMBER, slash=False),
        Command("stop reading first", roles.stop_reading, slash=False),
        Command(
            reading.LET_OUT,
            reading.let_out,
            args=(WHICH,),
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(reading.HOLD_IT, reading.hold, args=(WHICH,), place=Place.PRIVATE, inner=True),
        Command(
            "hold that question",
            reading.hold_it,
            place=Place.PRIVATE,
            form=reading.FORM,
            inner=True,
        ),
        Command("answer question", answering.answer_question, args=(NUMBER,), place=Place.PRIVATE),
        Command(
            "post that answer",
            answering.post_answer,
            place=Place.PRIVATE,
            form=answering.FORM,
            inner=True,
        ),
    ),
    jobs={
        "slot": Job(Slot(rules.KINDS, handlers.slot)),
        "tell": Job(releasing.told_later),
        "who": Job(releasing.who),
        "late": Job(answering.late),
        "asks-readers": Job(reading.asks),
        "undecided": Job(reading.undecided),
        "out": Job(reading.out),
        "held": Job(reading.held),
        "close": Job(answering.close, through_quiet=True),
    },
    at={
        Moment.SWITCHED: handlers.switched,
        Moment.KEPT: handlers.kept,
        Moment.LEADS: handlers.leads,
        Moment.LEFT: handlers.left,
        Moment.NAMELESS: handlers.nameless,
    },
)
