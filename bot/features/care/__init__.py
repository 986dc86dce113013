"""Talk to a person: a Supporter by name, phone lines for everybody, and rest after a heavy meeting.

Anybody may ask to talk to one of the Supporters, in private and by name; only the chosen one is
told, never whoever leads. A time is promised, and kept or said to be missed. Facilitators ask
somebody to be a Supporter, in the open and until a day; their own yes is the consent to its
private lines. Kept: what was asked for, in its few words, until they have talked, or a day after
the person was asked whether they have; a Supporter's role until its day.
"""

from bot.feature import Arg, Command, Feature, Fires, Job, Kind, Place, Who
from bot.features.care import handlers, questions
from bot.model import Moment


def _alone(fire: Fires) -> Job:
    """What comes of somebody's wish: said to one person alone, and in no log."""
    return Job(fire, through_quiet=True, unlogged=True)


NUMBER = Arg("number", Kind.NUMBER)

FEATURE = Feature(
    name="care",
    commands=(
        Command(
            "talk to a person",
            handlers.talk,
            place=Place.PRIVATE,
            menu=True,
            unlogged=True,
            at_once=True,
        ),
        Command("help now", handlers.help_now, bare=True, apart=True, unlogged=True, at_once=True),
        Command(
            "tell a supporter",
            handlers.tell,
            place=Place.PRIVATE,
            form=questions.FORM,
            inner=True,
            unlogged=True,
        ),
        Command(
            "take back my wish",
            handlers.take_back,
            place=Place.PRIVATE,
            inner=True,
            unlogged=True,
        ),
        Command(
            "we have talked",
            handlers.we_talked,
            place=Place.PRIVATE,
            inner=True,
            unlogged=True,
        ),
        Command(
            "nobody reached me",
            handlers.nobody_reached_me,
            place=Place.PRIVATE,
            inner=True,
            unlogged=True,
        ),
        Command(
            "i can",
            handlers.i_can,
            args=(NUMBER,),
            place=Place.PRIVATE,
            inner=True,
            supports=True,
            unlogged=True,
        ),
        Command(
            "i cannot",
            handlers.i_cannot,
            args=(NUMBER,),
            place=Place.PRIVATE,
            inner=True,
            supports=True,
            unlogged=True,
        ),
        Command(
            "supporter",
            handlers.supporter,
            args=(Arg("who", Kind.NAME, needed=True), Arg("until", Kind.DAY, after="until")),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command(
            "it was heavy",
            handlers.it_was_heavy,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            slash=False,
        ),
        Command("i will support", handlers.will_support, slash=False),
        Command("stop supporting", handlers.stop_supporting, slash=False),
    ),
    jobs={
        "chase": _alone(handlers.chase),
        "missed": _alone(handlers.missed),
        "ends": _alone(handlers.ends),
        "no-mail": _alone(handlers.no_mail),
        "forget": _alone(handlers.forget),
    },
    at={
        Moment.CLOSING: handlers.closing,
        Moment.KEPT: handlers.kept,
        Moment.LEFT: handlers.left,
        Moment.NAMELESS: handlers.nameless,
    },
)
