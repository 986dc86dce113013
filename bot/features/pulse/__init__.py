"""How today left me: after a meeting, one sentence about how it left people, and never a number.

Any member can answer in private until the next morning, whoever leads too, and change the answer
until then. Answers are in the machine's memory alone (`bot.anonymous.ballots`), by a mark that
nobody can read once they are counted. Off until the group says yes, and where fewer than eight
people come: there a last round in words serves better.

Kept: that a meeting was asked about, and which of three sentences was said. No answer, no count,
nobody. One result for a meeting, never changed, and nothing over time.
"""

from bot.aside import Aside
from bot.feature import Command, Feature, Job, Place, Tally
from bot.features.pulse import handlers, rules
from bot.model import Group, Moment, PersonId


def is_asked(group: Group, _who: PersonId) -> bool:
    return group.pulse is not None


FEATURE = Feature(
    name="pulse",
    commands=(
        Command(
            "how today left me",
            handlers.only_without_a_name,
            place=Place.PRIVATE,
            aside=Aside(rules.leaving),
            menu=True,
            shown=is_asked,
        ),
    ),
    jobs={
        # When answers were lost in a rest it is asked again at once, and told after it.
        "count": Job(Tally(handlers.count), through_rest=True),
        "tell": Job(handlers.tell),
    },
    at={
        Moment.CLOSING: handlers.closing,
        Moment.SWITCHED: handlers.switched,
        Moment.KEPT: handlers.kept,
    },
    part=handlers.PART,
)
