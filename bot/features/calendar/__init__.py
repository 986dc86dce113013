"""The meetings as a file for people's own calendars.

Anybody may have it, and only they see it; a facilitator can post it with a plan. It is made anew
each time it is sent. In it are the days and times, the name of the group, and nothing that
anybody wrote. Kept: nothing.
"""

from bot.feature import Command, Feature, Helped, Makes
from bot.features.calendar import handlers

FEATURE = Feature(
    name="calendar",
    commands=(Command("calendar", handlers.calendar, helped=Helped.MEMBER),),
    files={"meetings": Makes(handlers.read, handlers.make)},
)
