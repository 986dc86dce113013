"""Welcome: saying hello, practising in private, what is kept about me, stopping, leaving.

Anybody may use these words. Kept: a member's name and the day they joined, until they leave.
"""

from bot.feature import Command, Feature, Field, Form, Helped, Job, Place
from bot.features.welcome import handlers
from bot.forms import WRITE, confirm
from bot.model import Choice, Group, Moment, PersonId


def is_new(group: Group, who: PersonId) -> bool:
    return who not in group.members


def is_off(group: Group) -> bool:
    return group.session is None


def is_member(group: Group, who: PersonId) -> bool:
    return who in group.members


def _try(name: str, word: str) -> Field:
    return Field(
        name,
        f"practise.{name}",
        choices=(Choice(word, "word." + word.replace(" ", "-")),),
        alone=True,
    )


FEATURE = Feature(
    name="welcome",
    commands=(
        Command(
            "say hello",
            handlers.say_hello,
            greets=True,
            helped=Helped.MEMBER,
            shown=is_new,
            menu=True,
        ),
        Command(
            "practise",
            handlers.practised,
            place=Place.PRIVATE,
            when=is_off,
            refusal="practise.later",
            practice=True,
            menu=True,
            form=Form((_try("hand", "hand up"), _try("card", "slow"), _try("pass", "pass"))),
        ),
        Command("what is kept", handlers.what_is_kept, place=Place.PRIVATE, menu=True),
        Command("stop", handlers.stop, place=Place.PRIVATE, at_once=True),
        Command("back", handlers.back, place=Place.PRIVATE, slash=False, at_once=True),
        Command("again", handlers.again, place=Place.PRIVATE, again=True, at_once=True),
        Command("private chat", handlers.private_chat),
        Command(WRITE, handlers.write_it, place=Place.PRIVATE, inner=True, at_once=True),
        Command(
            "leave",
            handlers.leave,
            place=Place.PRIVATE,
            shown=is_member,
            form=confirm("welcome.really-leave"),
        ),
    ),
    at={Moment.OPENING: handlers.opening},
    jobs={"answer-waits": Job(handlers.answer_waits, gathered=True, here=True)},
)

KEYS = ("practise.hand", "practise.card", "practise.pass")
