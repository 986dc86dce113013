"""News: each month what was said, and what came of it, as a post and as a file for outside.

On the first Tuesday of a month the group is shown the exact text. Nothing of it leaves before it
has had that for five working days. Whoever said something in it can take it out; then the rest is
shown anew, and the days begin again. A facilitator lets it out when the group has said yes; anybody
can say: not yet. Nothing is ever sent outside by itself. Kept: each text, for about a year.
"""

from functools import partial

from bot.feature import Arg, Command, Feature, Helped, Job, Kind, Makes, Place, Who, Written
from bot.features.news import handlers
from bot.model import Moment

NUMBER = Arg("number", Kind.NUMBER)
MAKE = Written(handlers.read, handlers.write, handlers.keep)

FEATURE = Feature(
    name="news",
    part=handlers.PART,
    commands=(
        Command("news", handlers.news, who=Who.MEMBER, helped=Helped.MEMBER, slash=False),
        Command(
            "text as word",
            partial(handlers.in_form, handlers.WORD),
            args=(NUMBER,),
            who=Who.MEMBER,
            inner=True,
        ),
        Command(
            "text as plain",
            partial(handlers.in_form, handlers.PLAIN),
            args=(NUMBER,),
            who=Who.MEMBER,
            inner=True,
        ),
        Command(
            "out of news",
            handlers.out_of_news,
            args=(Arg("number", Kind.NUMBER, needed=True),),
            who=Who.MEMBER,
            place=Place.PRIVATE,
            slash=False,
        ),
        Command("let news out", handlers.let_news_out, who=Who.FACILITATOR, slash=False),
        Command(
            "group lets out",
            handlers.group_lets_out,
            args=(Arg("which", Kind.TEXT),),
            who=Who.FACILITATOR,
            inner=True,
        ),
        Command("keep it here", handlers.keep_here, args=(NUMBER,), who=Who.MEMBER, inner=True),
    ),
    jobs={"month": Job(MAKE), "again": Job(MAKE), "show": Job(handlers.show_again)},
    files={"text": Makes(handlers.read_file, handlers.make_file)},
    at={
        Moment.SWITCHED: handlers.switched,
        Moment.LEFT: handlers.nameless,
        Moment.NAMELESS: handlers.nameless,
    },
)
