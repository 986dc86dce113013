"""What helps me take part: said once, in private, by its own person, and looked at again.

Members choose what helps; nothing is asked about why, and everything can be passed. Whoever
plans sees instructions, with no names and no numbers (`bot.access`). Whoever looks after the group
may say it for somebody on the phone, with their yes; the room reads that they did.

Kept of a member: the choices, one short line of their own, whether few may guess, the day it was
said and the day to ask again; and whether they may be asked. It can be seen, changed and
forgotten, and ends with the membership.
"""

from bot.feature import Arg, Command, Feature, Helped, Job, Kind, Place, Who
from bot.features.access import by_phone, handlers
from bot.features.access.questions import FOR, HELPS, MAY_ASK, NO, YES
from bot.model import Choice, Moment

CALLER = Arg("who", Kind.NAME, needed=True)

FEATURE = Feature(
    name="access",
    commands=(
        Command(
            "what helps me",
            handlers.what_helps_me,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            menu=True,
        ),
        Command(
            "say what helps me",
            handlers.say_what_helps,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            form=HELPS,
            inner=True,
        ),
        Command(
            "keep what helps me", handlers.keep, who=Who.MEMBER, place=Place.PRIVATE, inner=True
        ),
        Command(
            "change what helps me", handlers.change, who=Who.MEMBER, place=Place.PRIVATE, inner=True
        ),
        Command(
            "ask later what helps me",
            handlers.ask_later,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "forget what helps me", handlers.forget, who=Who.MEMBER, place=Place.PRIVATE, inner=True
        ),
        Command(
            "may alongside ask me",
            handlers.may_ask,
            args=(
                Arg(
                    "answer",
                    Kind.TEXT,
                    limit=20,
                    choices=(Choice(YES, "answer.yes"), Choice(NO, "answer.no")),
                ),
            ),
            who=Who.MEMBER,
            place=Place.PRIVATE,
            form=MAY_ASK,
            slash=False,
        ),
        Command(
            by_phone.WORD,
            by_phone.helps_for,
            args=(CALLER,),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            helped=Helped.FACILITATOR,
            slash=False,
        ),
        Command(
            "say what helps for",
            by_phone.say_for,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=FOR,
            inner=True,
        ),
        *(
            Command(
                f"{does} {by_phone.WORD}",
                do,
                args=(CALLER,),
                who=Who.FACILITATOR,
                place=Place.PRIVATE,
                inner=True,
            )
            for does, do in (
                ("keep", by_phone.keep),
                ("change", by_phone.change),
                ("forget", by_phone.forget),
            )
        ),
        Command(
            "planning help",
            handlers.planning_help,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            helped=Helped.FACILITATOR,
            slash=False,
        ),
    ),
    jobs={"ask-again": Job(handlers.ask_again)},
    at={Moment.KEPT: handlers.kept, Moment.LEFT: handlers.left, Moment.NAMELESS: handlers.nameless},
)
