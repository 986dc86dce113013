"""The charter: lines in the group's own words, tried first, and agreed only by people's yes.

Anybody can read it. Off until the group says yes. Kept: the lines and every step they took, in
the words of the group and with nobody's name, until the group sends the bot away.
"""

from bot import steering
from bot.charter import PART
from bot.feature import Arg, Command, Feature, Helped, Kind, Place, Who
from bot.features.charter import handlers, setting_lines, telling
from bot.model import Moment

NUMBER = Arg("number", Kind.NUMBER)

FEATURE = Feature(
    name="charter",
    part=PART,
    commands=(
        Command("charter", telling.the_charter, args=(NUMBER,), helped=Helped.MEMBER),
        Command(
            "setting line",
            setting_lines.setting_line,
            args=(Arg("what", Kind.TEXT, limit=100),),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
    ),
    at={
        Moment.NAMELESS: handlers.nameless,
        Moment.LINES: steering.settle,
    },
)
