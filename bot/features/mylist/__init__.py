"""My list: at most three things for whoever leads, on the day after a meeting or when they ask.

The first is always: how are you? Each feature may offer one more (`Feature.offers`). Only
facilitators have it, in private, by their yes to the role. Kept: what came of a meeting (made,
partly, not yet), as long as its plan; at most three ideas for the next meeting, until it opens.
"""

from collections.abc import Sequence
from functools import partial

from bot.feature import Command, Feature, Helped, Job, Place, Who
from bot.features.mylist import handlers
from bot.model import Moment


def with_list(features: Sequence[Feature]) -> tuple[Feature, ...]:
    """The same features, and one more that asks each of them what it has for the list."""
    own = Feature(name="mylist", offers=handlers.offers)
    every = (own, *features)
    return (
        *features,
        Feature(
            name="mylist",
            commands=(
                Command(
                    "my list",
                    partial(handlers.my_list, every),
                    who=Who.FACILITATOR,
                    place=Place.PRIVATE,
                    helped=Helped.FACILITATOR,
                ),
                Command(
                    "look back",
                    handlers.look_back,
                    who=Who.FACILITATOR,
                    place=Place.PRIVATE,
                    slash=False,
                ),
                Command(
                    "note what came",
                    handlers.answer,
                    who=Who.FACILITATOR,
                    place=Place.PRIVATE,
                    form=handlers.LOOK_FORM,
                    inner=True,
                ),
                Command(
                    "somebody for me",
                    handlers.how_are_you,
                    who=Who.FACILITATOR,
                    place=Place.PRIVATE,
                    inner=True,
                ),
                Command(
                    "forget my ideas",
                    handlers.forget_ideas,
                    who=Who.FACILITATOR,
                    place=Place.PRIVATE,
                    inner=True,
                ),
            ),
            jobs={
                "day-after": Job(partial(handlers.day_after, every)),
                "old": Job(handlers.old, through_quiet=True),
            },
            at={
                Moment.OPENING: handlers.opening,
                Moment.CLOSING: handlers.closing,
                Moment.LEFT: handlers.left,
                Moment.NAMELESS: handlers.nameless,
            },
            offers=handlers.offers,
        ),
    )
