"""Hands: one list of who would like to speak, over all rooms of a group and the phone.

Anybody may put a hand up, pass, show a card, or ask for quiet; facilitators call the next
person. Kept until the session ends: names on the list, how many turns each had, and the words
after `hand up:` when they were typed in the room. Cards without a name leave no record
(`bot.anonymous`).
"""

from datetime import timedelta

from bot.feature import (
    Arg,
    Board,
    Card,
    Command,
    Feature,
    Helped,
    Job,
    Kind,
    Place,
    Who,
    in_session,
)
from bot.features.hands import handlers
from bot.model import Group, Moment, PersonId

FRESH = timedelta(minutes=10)
WHO = Arg("who", Kind.NAME, needed=True)


def is_quiet(group: Group) -> bool:
    return group.quiet_since is not None


def is_still(group: Group) -> bool:
    """Does a quiet or a break go on, which can be ended?"""
    return is_quiet(group) or group.break_until is not None


def is_loud(group: Group, _who: PersonId) -> bool:
    return group.quiet_since is None


def is_meeting(group: Group, _who: PersonId) -> bool:
    return group.session is not None and group.quiet_since is None


def _card(card: Card) -> tuple[Command, Command]:
    """The card itself, and the word that sends it although few could have."""
    plain = Command(
        card,
        handlers.card,
        when=in_session,
        refusal="hands.no-session",
        bare=True,
        apart=True,
        card=card,
        fresh=FRESH,
        helped=Helped.FIRST,
        shown=is_loud,
    )
    sure = Command(
        f"send {card}",
        handlers.only_in_private,
        place=Place.PRIVATE,
        card=card,
        sure=True,
        inner=True,
    )
    return plain, sure


FEATURE = Feature(
    name="hands",
    commands=(
        Command(
            "hand up",
            handlers.hand_up,
            args=(Arg("why", Kind.TEXT, limit=120, aloud=True),),
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            confirmed_by=handlers.LINE,
            fresh=FRESH,
            helped=Helped.FIRST,
        ),
        Command(
            "hand down",
            handlers.hand_down,
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            confirmed_by=handlers.LINE,
            fresh=FRESH,
            helped=Helped.MEMBER,
        ),
        Command(
            "pass",
            handlers.pass_,
            bare=True,
            apart=True,
            fresh=FRESH,
            helped=Helped.FIRST,
            when=in_session,
            refusal="hands.no-session",
        ),
        Command(
            "not yet",
            handlers.not_yet,
            bare=True,
            fresh=FRESH,
            when=in_session,
            refusal="hands.no-session",
        ),
        *_card(Card.SLOW),
        *_card(Card.EXPLAIN),
        *_card(Card.PAUSE),
        Command(
            "check",
            handlers.only_in_private,
            place=Place.PRIVATE,
            card=Card.CHECK,
            fresh=FRESH,
            slash=False,
        ),
        Command(
            Card.NONE, handlers.only_in_private, place=Place.PRIVATE, card=Card.NONE, inner=True
        ),
        Command(
            "quiet",
            handlers.quiet,
            bare=True,
            apart=True,
            fresh=FRESH,
            helped=Helped.MEMBER,
            shown=is_meeting,
        ),
        Command(
            "carry on",
            handlers.carry_on,
            bare=True,
            apart=True,
            helped=Helped.MEMBER,
            when=is_still,
            refusal="hands.not-quiet",
        ),
        Command(
            "question this",
            handlers.question_this,
            args=(Arg("about", Kind.TEXT, aloud=True),),
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            confirmed_by=handlers.LINE,
            fresh=FRESH,
            helped=Helped.MEMBER,
        ),
        Command(
            "who is next",
            handlers.who_is_next,
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            confirmed_by="hands.asked-line",
            fresh=FRESH,
        ),
        Command(
            "step out",
            handlers.step_out,
            place=Place.PRIVATE,
            at_once=True,
            when=in_session,
            refusal="hands.no-session",
            fresh=FRESH,
            helped=Helped.MEMBER,
        ),
        Command(
            "give me time",
            handlers.give_me_time,
            when=in_session,
            refusal="hands.no-session",
            place=Place.PRIVATE,
        ),
        Command(
            "next",
            handlers.next_,
            args=(Arg("number", Kind.NUMBER),),
            who=Who.FACILITATOR,
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            fresh=FRESH,
            helped=Helped.FACILITATOR,
        ),
        Command(
            "raise",
            handlers.raise_,
            args=(WHO,),
            when=in_session,
            refusal="hands.no-session",
            bare=True,
            confirmed_by=handlers.LINE,
            fresh=FRESH,
            helped=Helped.FACILITATOR,
        ),
        Command(
            "hand down for",
            handlers.hand_down_for,
            args=(WHO,),
            when=in_session,
            refusal="hands.no-session",
            confirmed_by=handlers.LINE,
            fresh=FRESH,
            slash=False,
        ),
        Command(
            "by phone",
            handlers.by_phone,
            args=(Arg("name", Kind.TEXT, needed=True, limit=40),),
            who=Who.FACILITATOR,
            form=handlers.PHONE_FORM,
            slash=False,
        ),
        Command(
            "order",
            handlers.order,
            args=(Arg("rule", Kind.TEXT, limit=20, choices=handlers.ORDERS),),
            who=Who.FACILITATOR,
            slash=False,
        ),
        Command(
            "time hint",
            handlers.time_hint,
            args=(Arg("minutes", Kind.NUMBER, needed=True),),
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            slash=False,
        ),
    ),
    jobs={
        "line": Job(handlers.line, gathered=True),
        "asked-line": Job(handlers.asked_line, gathered=True, here=True),
        "long": Job(handlers.long_turn),
        "back": Job(handlers.back),
        "quiet-long": Job(handlers.quiet_long, through_quiet=True),
    },
    at={
        Moment.OPENING: handlers.opening,
        Moment.CLOSING: handlers.closing,
        Moment.KEPT: handlers.kept,
        Moment.LEFT: handlers.left,
        Moment.NAMELESS: handlers.nameless,
    },
    boards=(Board("hands", handlers.board, "hands.board-closed", "hands.board-stops"),),
)
