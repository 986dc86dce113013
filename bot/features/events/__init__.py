"""Planned meetings as events on the group's Discord server, in step both ways. Off by default.

A facilitator switches it on and off, and the room hears of it, because everybody on the server
can see such events. When a person moves or calls off one there, whoever leads is asked in private
what is to happen; silence changes nothing. Kept: which event stands there for which meeting,
until the meeting is a day past, and nothing about who changed it (`bot.events`).
"""

from bot.feature import Arg, Command, Feature, Kind, Place, Who
from bot.features.events import handlers

FEATURE = Feature(
    name="events",
    commands=(
        Command(
            "discord events",
            handlers.ask_first,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            slash=False,
        ),
        Command(
            "show discord events",
            handlers.switch_on,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "no discord events",
            handlers.switch_off,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            slash=False,
        ),
        Command(
            "put event back",
            handlers.put_back,
            args=(Arg("number", Kind.NUMBER, needed=True),),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
    ),
)
