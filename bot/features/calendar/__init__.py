"""The meetings for people's own calendars: as a file, and at an address that a calendar follows.

Anybody may have the file, and only they see it; a facilitator can post it with a plan. It is made
anew each time it is sent. In it are the days and times, the name of the group, and nothing that
anybody wrote. Where the admin has switched addresses on, each member may have one of their own.
Kept of a member: that they have an address and since when, and a hash of it. It can be renewed
and switched off, and ends with the membership.
"""

from bot import feeds
from bot.feature import Command, Feature, Helped, Makes, Place, Who
from bot.features.calendar import handlers
from bot.model import Moment

FEATURE = Feature(
    name="calendar",
    commands=(
        Command("calendar", handlers.calendar, helped=Helped.MEMBER),
        Command(
            "calendar feed",
            handlers.calendar_feed,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            slash=False,
        ),
        Command(
            "new feed address",
            handlers.new_address,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            slash=False,
        ),
        Command(
            "calendar feed off", handlers.feed_off, who=Who.MEMBER, place=Place.PRIVATE, slash=False
        ),
    ),
    files={"meetings": Makes(handlers.read, handlers.make)},
    fresh={"address": feeds.make},
    at={Moment.KEPT: handlers.kept, Moment.LEFT: handlers.left},
)
