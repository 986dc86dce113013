"""What was said about something: anybody in the group can look for it, and only they are told.

Whoever plans a meeting or a round is shown it before anything is posted (`bot/recall.py`, asked
by `planning` and `checkin`). Nothing of a look is kept: not what was looked for, nor by whom.
"""

from bot import ledger
from bot.feature import Arg, Command, Feature, Helped, Kind
from bot.features.recall import handlers

FEATURE = Feature(
    name="recall",
    part=ledger.PART,
    commands=(
        Command(
            "points about",
            handlers.points_about,
            args=(Arg("topic", Kind.TEXT, needed=True, limit=120),),
            helped=Helped.MEMBER,
            slash=False,
        ),
    ),
)
