"""News: each month what was said, and what came of it, as a post and as a file for outside.

On the first Tuesday of a month the group is shown the exact text. Nothing of it leaves before it
has had that for five working days. Whoever said something in it can take it out; then the rest is
shown anew, and the days begin again. A facilitator lets it out when the group has said yes; anybody
can say: not yet. Nothing is ever sent outside by itself. Where the admin has named addresses,
whoever leads can send what was let out there, by e-mail; the group reads where.

Once a year, or when whoever leads wants it, a report in three parts goes the same way, part by
part: counts and points from the ledger, lines of whoever leads, and any member's other view, word
for word, which only they take out. Kept: each text, and what was given for a report, for about a
year; of a view whose it is, until they leave.
"""

from functools import partial

from bot.feature import Arg, Command, Feature, Helped, Job, Kind, Makes, Place, Who, Written
from bot.features.news import files, handlers, leaving, report
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
            partial(handlers.in_form, files.WORD),
            args=(NUMBER,),
            who=Who.MEMBER,
            inner=True,
        ),
        Command(
            "text as plain",
            partial(handlers.in_form, files.PLAIN),
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
        Command("let news out", leaving.let_news_out, who=Who.FACILITATOR, slash=False),
        Command(
            "group lets out",
            leaving.group_lets_out,
            args=(Arg("which", Kind.TEXT),),
            who=Who.FACILITATOR,
            inner=True,
        ),
        Command("keep it here", leaving.keep_here, args=(NUMBER,), who=Who.MEMBER, inner=True),
        *(
            Command(
                word,
                does,
                args=(NUMBER,),
                who=Who.FACILITATOR,
                place=Place.PRIVATE,
                inner=True,
            )
            for word, does in (
                ("email text", leaving.email_text),
                ("send text", leaving.send_text),
                ("leave text", leaving.leave_text),
            )
        ),
        Command(
            "report",
            report.report,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            helped=Helped.FACILITATOR,
            slash=False,
        ),
        Command(
            "report line",
            report.line,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=report.LINE_FORM,
            slash=False,
        ),
        Command(
            "drop report lines",
            report.drop_lines,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "show report",
            report.show_report,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command("let report out", report.let_report_out, who=Who.FACILITATOR, slash=False),
        Command(
            "other view",
            report.other_view,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            helped=Helped.MEMBER,
            slash=False,
        ),
        Command("another view", report.give_view, who=Who.MEMBER, place=Place.PRIVATE, inner=True),
        Command(
            "keep other view",
            report.keep_view,
            who=Who.MEMBER,
            place=Place.PRIVATE,
            form=report.VIEW_FORM,
            inner=True,
        ),
        Command(
            "take view out",
            report.take_view_out,
            args=(NUMBER,),
            who=Who.MEMBER,
            place=Place.PRIVATE,
            inner=True,
        ),
        Command(
            "their reply",
            report.their_reply,
            who=Who.FACILITATOR,
            place=Place.PRIVATE,
            form=report.REPLY_FORM,
            slash=False,
        ),
    ),
    jobs={
        "month": Job(MAKE),
        "again": Job(MAKE),
        "show": Job(handlers.show_again),
        "not-mailed": Job(leaving.not_mailed, through_quiet=True),
        "report": Job(Written(report.read, report.write, report.keep)),
    },
    files={"text": Makes(files.read_file, files.make_file)},
    at={
        Moment.SWITCHED: handlers.switched,
        Moment.KEPT: report.kept,
        Moment.LEFT: report.left,
        Moment.NAMELESS: report.nameless,
    },
)
