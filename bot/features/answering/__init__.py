"""Answering points: who answers, until when, and how.

Whoever looks after the group asks somebody in the open, until a day; their own yes is the consent
to one private list a week and one note on the day, and to nothing else. Somebody who is not in
the chat has a name and an address, written in private and shown to whoever looks after the group
alone. Anybody sees who answers. Kept: who, until when, of those outside the address, and the day
somebody is back who is away, never why. All of it ends with that day, or with the membership.
"""

from bot.feature import Arg, Command, Feature, Kind, Place, Who
from bot.features.answering import moments, roles
from bot.model import Moment

WHO = Arg("who", Kind.NAME, needed=True)
UNTIL = Arg("until", Kind.DAY, after="until")

FEATURE = Feature(
    name="answering",
    part="points",
    commands=(
        Command(
            "answerer",
            roles.answerer,
            args=(WHO, UNTIL),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command("i will answer points", roles.will_answer, who=Who.MEMBER, slash=False),
        Command("stop answering points", roles.stop, slash=False),
        Command("who answers points", roles.who_answers, slash=False),
        Command(
            "answerer by email",
            roles.by_email,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=roles.FORM,
            slash=False,
        ),
        Command("forget answerer", roles.forget, args=(WHO,), who=Who.FACILITATOR, slash=False),
    ),
    at={Moment.KEPT: moments.kept, Moment.LEFT: moments.left},
)
