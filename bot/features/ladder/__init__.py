"""The ladder of co-production: which step a meeting was planned as, and how far from that it felt.

Whoever leads says the step in the open, in the plan or before the meeting ends. After it any member
can say in private, without a name, which step it felt like: until the next morning, and changeable
until then, in the machine's memory alone (`bot.anonymous.ballots`). Only the gap is ever shown, as
one of five sentences, to whoever asks for it and when the next step is said; never under the floor.

Kept: the step that was said; which sentence came of the newest one; and for about a year which one
came of each meeting, so that the yearly report can count meetings (`bot.steps`). No answer, no
number of people, nobody. Off until the group says yes.

The ladder is by the National Co-production Advisory Group at Think Local Act Personal (TLAP),
2016: https://www.thinklocalactpersonal.org.uk/Latest/Co-production-The-ladder-of-co-production/
They ask to be named and linked wherever it is used; the wording of the steps is our own.
"""

from bot.aside import Aside
from bot.feature import Arg, Command, Feature, Helped, Job, Kind, Place, Tally, Who
from bot.features.ladder import handlers, rules
from bot.model import Group, Moment, PersonId


def is_asked(group: Group, _who: PersonId) -> bool:
    return group.ladder is not None


FEATURE = Feature(
    name="ladder",
    commands=(
        Command("ladder", handlers.ladder, helped=Helped.MEMBER, slash=False),
        Command(
            "our step",
            handlers.our_step,
            args=(Arg("number", Kind.NUMBER, needed=True),),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            helped=Helped.FACILITATOR,
            slash=False,
        ),
        Command(
            "rate our step",
            handlers.only_without_a_name,
            place=Place.PRIVATE,
            aside=Aside(rules.rating, asks=rules.asked),
            menu=True,
            shown=is_asked,
        ),
    ),
    # It says nothing by itself, so neither a rest nor a quiet holds it up.
    jobs={"count": Job(Tally(handlers.count), through_rest=True, through_quiet=True)},
    at={
        Moment.OPENING: handlers.opening,
        Moment.CLOSING: handlers.closing,
        Moment.KEPT: handlers.kept,
    },
    part=handlers.PART,
)
