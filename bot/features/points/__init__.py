"""You said, we did, the members' side: points that are noted, read, and answered in the open.

Anybody can note their own words (`note this`); somebody else's only with that person's yes, and no
answer is a no. No name is shown unless its sayer adds it. Whoever leads or answers says who decides
and by when; else the days of the group hold. What is answered, late, or open again is one post,
within two a week. Before a point closes its sayer is asked whether that was meant, in private only
where they have said that they may be asked; the wait for them has an end that is said. Kept: the
ledger (`bot.ledger`), and what the room has not heard yet. A sayer can take their words out.
"""

from bot.feature import Arg, Command, Feature, Helped, Job, Kind, Place, Who
from bot.features.points import deciding, meaning, moments, noting, reading, spoken, timing
from bot.ledger import LONGEST, PART
from bot.model import Moment

NUMBER = Arg("number", Kind.NUMBER, needed=True)
WHICH = Arg("number", Kind.NUMBER)

FEATURE = Feature(
    name="points",
    commands=(
        Command(
            "note this",
            noting.note_this,
            args=(Arg("words", Kind.TEXT, needed=True, limit=LONGEST),),
            who=Who.MEMBER,
            part=PART,
            bare=True,
            asks=True,
            confirmed_by=noting.LINE,
            helped=Helped.MEMBER,
        ),
        Command(
            "post point",
            noting.post_point,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            part=PART,
            form=noting.OWN_FORM,
            inner=True,
        ),
        Command(
            "note for",
            noting.note_for,
            args=(Arg("who", Kind.NAME, needed=True),),
            who=Who.MEMBER,
            place=Place.PRIVATE,
            part=PART,
            slash=False,
        ),
        Command(
            "ask to note",
            noting.ask_them,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            part=PART,
            form=noting.WANT_FORM,
            inner=True,
        ),
        Command(
            "note by phone",
            noting.noted_by_phone,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            part=PART,
            form=noting.PHONE_FORM,
            inner=True,
        ),
        Command(
            "note my words",
            noting.note_my_words,
            args=(WHICH,),
            who=Who.MEMBER,
            part=PART,
            confirmed_by=noting.LINE,
            slash=False,
        ),
        Command(
            "show my words",
            noting.show_my_words,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            part=PART,
            slash=False,
        ),
        Command(
            "change my words",
            noting.change_my_words,
            args=(WHICH,),
            who=Who.MEMBER,
            place=Place.PRIVATE,
            part=PART,
            slash=False,
        ),
        # Of no part: a no counts also after the group said no.
        Command("leave my words", noting.leave_my_words, args=(WHICH,), slash=False),
        Command("points", reading.points, args=(WHICH,), part=PART, helped=Helped.MEMBER),
        Command("parked", deciding.parked, part=PART, slash=False),
        Command(
            "decided by",
            deciding.decided_by,
            args=(
                Arg("decides", Kind.TEXT, needed=True, limit=80),
                Arg("number", Kind.NUMBER, after="for"),
                Arg("by", Kind.DAY, after="by"),
            ),
            place=Place.ROOM,
            part=PART,
            slash=False,
        ),
        *(
            Command(
                word,
                deciding.days,
                args=(WHICH,),
                who=Who.FACILITATOR,
                place=Place.ROOM,
                part=PART,
                slash=False,
            )
            for word in ("answer days", "outcome days")
        ),
        Command(
            "park",
            deciding.park,
            args=(NUMBER, Arg("until", Kind.DAY, after="until")),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            part=PART,
            slash=False,
        ),
        Command(
            "that is right",
            meaning.that_is_right,
            args=(NUMBER,),
            place=Place.PRIVATE,
            slash=False,
        ),
        Command(
            "partly right", meaning.partly_right, args=(NUMBER,), place=Place.PRIVATE, slash=False
        ),
        Command("not right", meaning.not_right, args=(NUMBER,), place=Place.PRIVATE, slash=False),
        Command(
            "ask me later", meaning.ask_me_later, args=(NUMBER,), place=Place.PRIVATE, slash=False
        ),
        Command(
            "add my name", meaning.add_my_name, args=(NUMBER,), place=Place.PRIVATE, slash=False
        ),
        Command(
            "without my name", meaning.no_name, args=(NUMBER,), place=Place.PRIVATE, slash=False
        ),
        Command("take out", meaning.take_out, args=(NUMBER,), place=Place.PRIVATE, slash=False),
        Command(
            "take it out",
            meaning.really_take_out,
            place=Place.PRIVATE,
            form=meaning.TAKE_FORM,
            inner=True,
        ),
    ),
    jobs={
        "line": Job(noting.line, gathered=True),
        "may-keep": Job(noting.may_keep),
        "thank": Job(timing.thank),
        "no-answer": Job(noting.no_answer, through_quiet=True),
        "tell": Job(timing.tell),
        "late": Job(timing.late),
        "close": Job(timing.close, through_quiet=True),
        "again": Job(timing.again),
    },
    at={
        Moment.OPENING: moments.opening,
        Moment.CLOSING: moments.closing,
        Moment.SWITCHED: moments.switched,
        Moment.KEPT: moments.kept,
        Moment.LEFT: moments.left,
        Moment.NAMELESS: moments.nameless,
    },
    asked=spoken.yes_or_no,
)
