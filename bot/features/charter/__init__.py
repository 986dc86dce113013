"""The charter: lines in the group's own words, tried first, and agreed only by people's yes.

Whoever leads asks three questions, writes lines down with people, and reads out a draft. A line
that nobody worries about is tried; it is agreed, changed or dropped when the group was asked and
said yes, and silence is never one. Anybody can read all of it, ask for a change, or have a worry.
On its day each line is looked at again, or it fades. Off until the group says yes.

Kept: the lines and every step they took, what is asked about them, and what the group knows, does
not know and hopes, in its words and with nobody's name, until the group sends the bot away; who
finds something out, by their own word, until then or until they leave.
"""

from bot import steering
from bot.aside import Aside
from bot.charter import PART, asks_for_a_number
from bot.feature import Arg, Command, Does, Feature, Helped, Job, Kind, Place, Slot, Who, in_session
from bot.features.charter import (
    changing,
    fading,
    handlers,
    lists,
    looking,
    moments,
    releasing,
    rules,
    setting_lines,
    starting,
    telling,
    unnamed,
    worries,
)
from bot.model import Moment
from bot.settings import PARTS

WHICH = Arg("number", Kind.NUMBER)
NUMBER = Arg("number", Kind.NUMBER, needed=True)
WORDS = Arg("words", Kind.TEXT, needed=True, limit=3 * rules.LIMIT)
"""More than a line has room for, so that a long one is refused and not cut."""
ITEM = Arg("words", Kind.TEXT, needed=True, limit=rules.ITEM_LIMIT)


def _of_the_lead(word: str, does: Does, *args: Arg, **more: object) -> Command:
    """Said in the room by whoever leads: what it does is heard there."""
    usual: dict[str, object] = {"who": Who.FACILITATOR, "place": Place.ROOM, "slash": False}
    return Command(word, does, args, **{**usual, **more})  # type: ignore[arg-type]


def _now(word: str, does: Does, *args: Arg, **more: object) -> Command:
    """The same, in a meeting."""
    return _of_the_lead(word, does, *args, when=in_session, refusal="hands.no-session", **more)


FEATURE = Feature(
    name="charter",
    part=PART,
    commands=(
        # For anybody.
        Command("charter", telling.the_charter, args=(WHICH,), helped=Helped.MEMBER),
        Command("charter changes", changing.changes, args=(WHICH,), slash=False),
        Command("what we know", lists.what_we_know, slash=False),
        Command(
            "worry about line",
            worries.worry,
            args=(NUMBER,),
            who=Who.MEMBER,
            numbered=asks_for_a_number,
            confirmed_by=worries.LINE,
            unlogged=True,
            slash=False,
        ),
        Command(
            "worry without my name",
            releasing.only_without_a_name,
            place=Place.PRIVATE,
            aside=Aside(unnamed.worries, knows=unnamed.knows),
            helped=Helped.MEMBER,
        ),
        Command("change line", changing.change_line, args=(NUMBER,), who=Who.MEMBER, slash=False),
        Command(
            "find out",
            lists.find_out,
            args=(NUMBER, Arg("by", Kind.DAY, after="by")),
            who=Who.MEMBER,
            place=Place.ROOM,
            slash=False,
        ),
        # The first fifteen minutes.
        _now("charter start", starting.start),
        _now("charter next", starting.next_, WHICH),
        Command("charter ideas", handlers.ideas, slash=False),
        _of_the_lead("write line", handlers.write_line, WORDS, slash=True),
        _of_the_lead("setting line", setting_lines.setting_line, Arg("what", Kind.TEXT, limit=100)),
        _now("our draft", handlers.our_draft, helped=Helped.FACILITATOR),
        # What the group is asked, and what it says.
        _of_the_lead("agree line", handlers.agree_line, NUMBER),
        _of_the_lead("drop line", handlers.drop_line, NUMBER),
        _of_the_lead("bring back line", handlers.bring_back, NUMBER),
        _of_the_lead(
            "group says yes to",
            handlers.group_says_yes_to,
            # People say "yes to charter" as well, and mean that part of the bot.
            Arg("line", Kind.TEXT, needed=True, limit=60, unless=frozenset(PARTS)),
        ),
        _of_the_lead("look again", looking.look_again, place=Place.ANYWHERE),
        _of_the_lead("keep line", looking.keep_line, NUMBER),
        _of_the_lead("not sure about line", looking.not_sure, NUMBER),
        Command(
            "line suits",
            looking.suits,
            args=(NUMBER, Arg("kind", Kind.TEXT, after="for", limit=20)),
            who=Who.FACILITATOR,
            inner=True,
        ),
        # Three lists.
        _of_the_lead("add known", lists.add_known, ITEM),
        _of_the_lead("add unknown", lists.add_unknown, ITEM),
        _of_the_lead("add hope", lists.add_hope, ITEM),
        _of_the_lead("now known", lists.now_known, NUMBER, place=Place.ANYWHERE),
        _of_the_lead("cross out", lists.cross_out, NUMBER),
        worries.POST,
        changing.POST,
        lists.POST,
    ),
    jobs={
        "slot": Job(Slot(frozenset({unnamed.WORRY}), releasing.slot)),
        "tell": Job(releasing.tell),
        "worries": Job(worries.line, gathered=True),
        "settle": Job(steering.again, through_quiet=True),
        "fade": Job(fading.fade, through_quiet=True, through_rest=True),
    },
    at={
        Moment.SWITCHED: moments.switched,
        Moment.OPENING: moments.opening,
        Moment.CLOSING: fading.closing,
        Moment.KEPT: moments.kept,
        Moment.LEFT: moments.left,
        Moment.NAMELESS: moments.nameless,
        Moment.LINES: moments.lines,
    },
    offers=looking.offers,
)
