"""The group itself: who looks after it, which parts are switched on, which rooms belong to it.

Facilitators are named in the open, until a day, and say yes themselves. Everything switched
on is switched on by the group's yes. Kept: who looks after the group and until when, the
group's language, its choices and their day, codes for fifteen minutes, which two accounts are
one person.
"""

from dataclasses import replace

from bot.feature import Arg, Command, Feature, Job, Kind, Place, Who
from bot.features.group import handlers
from bot.forms import confirm
from bot.model import Choice, Moment
from bot.settings import PARTS

PART = Arg(
    "part",
    Kind.TEXT,
    needed=True,
    limit=20,
    choices=tuple(Choice(part, f"part.{part}") for part in PARTS),
)

FEATURE = Feature(
    name="group",
    commands=(
        Command("i look after this group", handlers.look_after, who=Who.MANAGER, place=Place.ROOM),
        Command(
            "facilitator",
            handlers.name_facilitator,
            args=(Arg("who", Kind.NAME, needed=True), Arg("until", Kind.DAY, after="until")),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command("i will lead", handlers.will_lead, slash=False),
        Command("stop leading", handlers.stop_leading, slash=False),
        Command("who leads", handlers.who_leads),
        Command(
            "switch on",
            handlers.switch_on,
            args=(PART,),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command(
            "group says yes",
            handlers.group_says_yes,
            args=(replace(PART, needed=False),),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command(
            "switch off",
            handlers.switch_off,
            args=(PART,),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command("easy words", handlers.easy_words, who=Who.FACILITATOR, slash=False),
        Command("usual words", handlers.usual_words, who=Who.FACILITATOR, slash=False),
        Command(
            "language",
            handlers.language,
            args=(Arg("language", Kind.TEXT, needed=True, limit=40),),
            who=Who.FACILITATOR,
            slash=False,
        ),
        Command(
            "voice",
            handlers.voice,
            args=(Arg("place", Kind.PLACE, needed=True),),
            who=Who.FACILITATOR,
        ),
        Command(
            "lead on",
            handlers.lead_on,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=confirm("group.really-lead-on"),
            inner=True,
        ),
        Command("voice off", handlers.voice_off, who=Who.FACILITATOR, slash=False),
        Command(
            "link", handlers.link, args=(Arg("code", Kind.CODE),), who=Who.MANAGER, slash=False
        ),
        Command(
            "i am also",
            handlers.i_am_also,
            args=(Arg("code", Kind.CODE),),
            place=Place.PRIVATE,
            slash=False,
        ),
        Command("not me", handlers.not_me, place=Place.PRIVATE, slash=False),
    ),
    jobs={
        "other-away": Job(handlers.other_away, gathered=True, here=True),
        "other-back": Job(handlers.other_back, gathered=True, here=True),
    },
    at={Moment.CLOSING: handlers.closing},
    offers=handlers.offers,
)
