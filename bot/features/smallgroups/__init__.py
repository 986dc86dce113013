"""Small groups: for some minutes a few talk by themselves, and all hear their three lines after.

Whoever leads opens them, may end them sooner or give more time, and places who is on the phone.
Everybody chooses a letter, or leaves it to chance, or stays; who says nothing stays. Whoever is
in one can give its lines and call whoever leads. Kept until the groups end: who chose what, who is
where, and the lines of each group, with nobody's name. Who stays with whom is kept until the
meeting ends. What is said in a small group is not kept here.
"""

from datetime import timedelta
from typing import Any

from bot.feature import Arg, Command, Does, Feature, Helped, Job, Kind, Who, in_session
from bot.features.smallgroups import handlers, inside, store, telling
from bot.features.smallgroups.rules import ANY, LABELS, STAY
from bot.model import Group, Moment, PersonId

FRESH = timedelta(minutes=10)
LETTER = Arg("letter", Kind.TEXT, limit=1, needed=True, choices=telling.LETTERS)


def is_chosen(group: Group) -> bool:
    """Small groups are being chosen, or are on."""
    return in_session(group) and store.STATE.of(group) != store.OFF


def is_apart(group: Group) -> bool:
    return in_session(group) and store.STATE.of(group) == store.APART


def is_asked(group: Group, _who: PersonId) -> bool:
    return store.STATE.of(group) == store.CHOOSING


def is_together(group: Group, _who: PersonId) -> bool:
    return store.STATE.of(group) == store.OFF


def _choice(word: str, *args: Arg) -> Command:
    """A word that says where somebody would like to be."""
    return Command(
        word,
        handlers.choose,
        args=args,
        letters=LABELS if args else "",
        when=is_chosen,
        refusal="smallgroups.none",
        bare=True,
        passing=True,
        confirmed_by=handlers.SETTLE,
        fresh=FRESH,
        helped=Helped.MEMBER,
        shown=is_asked,
    )


def _meanwhile(word: str, does: Does, **more: Any) -> Command:
    """A word that is for small groups, said in one or in the room; at other times it is talk."""
    usual = {"when": is_apart, "fresh": FRESH}
    return Command(
        word,
        does,
        refusal="smallgroups.none",
        bare=True,
        passing=True,
        apart=True,
        **{**usual, **more},
    )


FEATURE = Feature(
    name="smallgroups",
    commands=(
        Command(
            "small groups",
            handlers.open_,
            args=(Arg("groups", Kind.TEXT, counted=True),),
            who=Who.FACILITATOR,
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            fresh=FRESH,
            form=handlers.FORM,
            helped=Helped.FACILITATOR,
            shown=is_together,
        ),
        _choice("join", LETTER),
        _choice(f"{ANY} group"),
        _choice(STAY),
        _meanwhile(
            "put",
            inside.put,
            args=(
                Arg("who", Kind.NAME, needed=True),
                Arg("where", Kind.TEXT, limit=20, after="in", needed=True),
            ),
            who=Who.FACILITATOR,
            when=is_chosen,
            helped=Helped.FACILITATOR,
        ),
        Command(
            "together",
            inside.together,
            args=(
                Arg("who", Kind.NAME, needed=True),
                Arg("whom", Kind.NAME, after="with", needed=True),
            ),
            who=Who.FACILITATOR,
            when=in_session,
            refusal="hands.no-session",
            fresh=FRESH,
            slash=False,
        ),
        _meanwhile(
            "come here",
            inside.come_here,
            helped=Helped.MEMBER,
        ),
        _meanwhile(
            "our lines",
            inside.our_lines,
            args=(Arg("lines", Kind.TEXT, limit=inside.MOST, colon=True),),
            form=inside.LINES,
            helped=Helped.MEMBER,
            fresh=None,
        ),
        _meanwhile(
            "no lines",
            inside.no_lines,
            fresh=None,
            slash=False,
        ),
        _meanwhile(
            "five more minutes",
            handlers.more,
            who=Who.FACILITATOR,
            helped=Helped.FACILITATOR,
        ),
        _meanwhile(
            "back together",
            handlers.back,
            who=Who.FACILITATOR,
            when=is_chosen,
            helped=Helped.FACILITATOR,
        ),
    ),
    jobs={
        "settle": Job(handlers.settle),
        "place": Job(handlers.place),
        "warn": Job(handlers.warn),
        "end": Job(handlers.end),
    },
    at={
        Moment.CLOSING: handlers.closing,
        Moment.HUSHED: handlers.hushed,
        Moment.GOES_ON: handlers.goes_on,
        Moment.KEPT: inside.kept,
        Moment.LEFT: inside.left,
        Moment.NAMELESS: inside.nameless,
    },
)
