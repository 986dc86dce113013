"""Answering points: who answers, until when, and how an answer is written, shown and sent on.

Whoever looks after the group asks somebody in the open, until a day; their own yes is the consent
to one private list a week and one note on the day, and to nothing else. Somebody who is not in
the chat has a name and an address, written in private and shown to whoever looks after the group
alone. Whoever answers writes in private, one question at a time, and sees the exact post before
they say `post`; a reply from outside is taken word for word, with its route named. Passing on,
more time and being away are said in the open. Kept: who answers, until when, of those outside the
address, and the day somebody is back who is away, never why; all of it ends with that day, or
with the membership. A draft: only its writer sees it, until it is posted or the point is closed.
Answers are the ledger's (`bot.ledger`).
"""

from bot.feature import Arg, Command, Feature, Helped, Job, Kind, Makes, Place, Who
from bot.features.answering import answers, moments, passing, reminding, roles, sending
from bot.ledger import PART
from bot.model import Moment

WHO = Arg("who", Kind.NAME, needed=True)
TO = Arg("who", Kind.NAME, needed=True, after="to")
UNTIL = Arg("until", Kind.DAY, after="until")
UNTIL_THEN = Arg("until", Kind.DAY, needed=True, after="until")
BECAUSE = Arg("because", Kind.TEXT, limit=150, after="because")
NUMBER = Arg("number", Kind.NUMBER, needed=True)

FEATURE = Feature(
    name="answering",
    part=PART,
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
            slash=False,
        ),
        Command(
            roles.OUTSIDE.word,
            roles.keep_outside,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=roles.FORM,
            inner=True,
        ),
        Command("forget answerer", roles.forget, args=(WHO,), who=Who.FACILITATOR, slash=False),
        Command(
            "my points",
            answers.my_points,
            args=(Arg("number", Kind.NUMBER),),
            place=Place.PRIVATE,
            helped=Helped.ANSWERER,
        ),
        Command(
            "answer", answers.answer, args=(NUMBER,), place=Place.PRIVATE, helped=Helped.ANSWERER
        ),
        Command(
            answers.POST.word,
            answers.post,
            place=Place.PRIVATE,
            form=answers.POST.form,
            inner=True,
        ),
        Command(
            "for my manager",
            sending.for_my_manager,
            args=(NUMBER,),
            place=Place.PRIVATE,
            helped=Helped.ANSWERER,
            slash=False,
        ),
        Command("send point", sending.send, args=(NUMBER,), place=Place.PRIVATE, slash=False),
        Command(
            sending.SEND.word,
            sending.send_it,
            place=Place.PRIVATE,
            form=sending.FORM,
            inner=True,
        ),
        Command("reply to", answers.reply_to, args=(NUMBER,), place=Place.PRIVATE, slash=False),
        Command(
            answers.REPLY.word,
            answers.post_reply,
            place=Place.PRIVATE,
            form=answers.REPLY.form,
            inner=True,
        ),
        Command("pass on", passing.pass_on, args=(NUMBER, TO), place=Place.ROOM, slash=False),
        Command(
            "more time",
            passing.more_time,
            args=(NUMBER, UNTIL_THEN, BECAUSE),
            place=Place.ROOM,
            slash=False,
        ),
        Command("away", passing.away, args=(UNTIL_THEN,), place=Place.ROOM, slash=False),
        Command("i am back", passing.back, place=Place.ROOM, slash=False),
        Command(
            "answerer away",
            passing.away_outside,
            args=(WHO, UNTIL_THEN),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
        Command(
            "answerer back",
            passing.back_outside,
            args=(WHO,),
            who=Who.FACILITATOR,
            place=Place.ROOM,
            slash=False,
        ),
    ),
    jobs={
        "day": Job(reminding.day),
        "later": Job(reminding.day),
        "no-mail": Job(sending.no_mail),
    },
    offers=sending.offers,
    files={"manager": Makes(sending.read, sending.make)},
    at={
        Moment.SWITCHED: reminding.switched,
        Moment.KEPT: moments.kept,
        Moment.LEFT: moments.left,
        Moment.NAMELESS: moments.nameless,
    },
)
