"""Finding a time: whoever leads offers some, and everybody says in private which suit them.

Facilitators offer two to eight times, see the post before the room does, and are told at the end
which times suit most: in words, with no names and no counts. Members answer, change it and pass
until it closes; whoever leads answers for people on the phone. Kept: the times, until when to
answer, and what suits each person who answered; all of it is deleted when it closes. A time
stays only as the meeting that somebody then plans or moves.
"""

from bot.feature import Arg, Command, Feature, Helped, Job, Kind, Place, Who
from bot.features.findtime import closing, handlers, questions
from bot.features.findtime.closing import is_open
from bot.features.findtime.handlers import may_answer
from bot.model import Moment

NONE_OPEN = "findtime.none-open"

FEATURE = Feature(
    name="findtime",
    commands=(
        Command(
            "find time",
            handlers.find_time,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            helped=Helped.FACILITATOR,
            slash=False,
        ),
        Command(
            "my times",
            handlers.my_times,
            args=(Arg("numbers", Kind.TEXT, limit=40),),
            who=Who.MEMBER,
            place=Place.PRIVATE,
            when=is_open,
            refusal=NONE_OPEN,
            helped=Helped.MEMBER,
            menu=True,
            shown=may_answer,
        ),
        Command(
            "times for",
            handlers.times_for,
            args=(Arg("who", Kind.NAME, needed=True),),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            when=is_open,
            refusal=NONE_OPEN,
            helped=Helped.FACILITATOR,
            slash=False,
        ),
        Command(
            "offer times",
            handlers.offer_times,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=questions.OFFER,
            inner=True,
        ),
        Command(
            "post times",
            handlers.post_times,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=questions.PREVIEW,
            inner=True,
        ),
        Command(
            "say my times",
            handlers.say_my_times,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            when=is_open,
            refusal=NONE_OPEN,
            form=questions.MINE,
            inner=True,
        ),
        Command(
            "say times for",
            handlers.say_times_for,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            when=is_open,
            refusal=NONE_OPEN,
            form=questions.OF_CALLER,
            inner=True,
        ),
        Command(
            "close times",
            closing.close_times,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            when=is_open,
            refusal=NONE_OPEN,
            inner=True,
        ),
        Command(
            "call off times",
            closing.call_off,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            when=is_open,
            refusal=NONE_OPEN,
            inner=True,
        ),
        Command("leave times", closing.leave, place=Place.PRIVATE, inner=True),
    ),
    jobs={"close": Job(closing.close, through_quiet=True)},
    at={Moment.KEPT: handlers.kept, Moment.LEFT: handlers.left, Moment.NAMELESS: handlers.nameless},
)
