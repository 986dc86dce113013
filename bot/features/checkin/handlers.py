"""What each word about rounds does: load, decide, save, and say it.

Nothing typed in private reaches the room before the person has seen it with its name and its
group, and has said post. Answers leave the database in the write that posts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import catalogue, forms, groups, schedule, settings
from bot.db import Tx
from bot.feature import Command, Field, Form
from bot.features.checkin import rules, store
from bot.features.checkin.rules import AHEAD, BETWEEN, Answer, Between, Draft, Question
from bot.model import (
    GROUP,
    Ask,
    Choice,
    Due,
    FromBank,
    Group,
    Lane,
    Listed,
    Person,
    PersonId,
    Refused,
    Say,
    Session,
    Text,
    say,
)
from bot.times import from_ms, ms

PART = "rounds"
BANK = "checkin-questions"
GATHER = "checkin.gather"
STALE = "checkin.stale"
OLD_DRAFT = "checkin.old-draft"

"""The setting that says whether a round between meetings is open: help and menu know it by it."""

OPEN, CLOSED = "open", "closed"
STATE = settings.one_of("checkin.between", CLOSED, OPEN)

KEPT = timedelta(weeks=6)
"""How long an answer waits for a first round."""

WORTH_SAYING = timedelta(days=7)
"""People's words are said late rather than never."""

UNASKED = 2
"""Private lines of ours to whoever leads in a session, besides the chance checks."""

POST, ONLY_LEAD, FROM_BANK = "post", "only lead", "from the bank"

PASS = (Choice(forms.STOP, "word.pass"),)

SURE = (
    Choice(POST, "checkin.post-it"),
    Choice(forms.CHANGE, "checkin.change-it"),
    Choice(ONLY_LEAD, "checkin.only-lead"),
    Choice(forms.STOP, "checkin.leave-it"),
)


def answer_form(words: str, preview: str) -> Form:
    """What somebody would like to say, and then exactly what would be posted."""
    return Form(
        (
            Field("words", words, limit=rules.MOST, also=PASS),
            Field("sure", preview, choices=SURE, alone=True),
        )
    )


FOR_SOMEBODY = answer_form("checkin.for-words", "checkin.for-preview")

KEYS = (
    *("checkin.ahead-words", "checkin.ahead-preview", "checkin.my-words", "checkin.my-preview"),
    *("checkin.for-words", "checkin.for-preview", "checkin.place"),
)


def is_open(group: Group) -> bool:
    """Is a round between meetings open?"""
    return STATE.of(group) == OPEN


# Live rounds.


def go_round(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The first round, with what was sent ahead of it. Again: another question."""
    session, last = _may_ask_now(tx, ask)
    asks = _asks(_question(tx, ask, rules.FIRST))
    ahead = store.take(tx, ask.group, AHEAD)
    people = [member.person for member in ask.group.members.values()]
    besides = {session.lead.id, *(answer.who.id for answer in ahead)}
    begins = rules.beginner(people, last, besides)
    store.save_live(tx, ask.group.id, ms(ask.at), begins.id if begins else last)
    first, *more = rules.pages(ahead)
    post = say("checkin.first", to=GROUP, ask=asks, lead=session.lead, then=_sent(first))
    rest = [say("checkin.first-goes-on", to=GROUP, then=_sent(page)) for page in more]
    good_for = WORTH_SAYING if ahead else None
    posts = [replace(one, good_for=good_for) for one in (post, *rest)]
    return [*posts, *_could_begin(tx, ask, session, begins)]


def last_round(tx: Tx, ask: Ask) -> Sequence[Say]:
    session, begins = _may_ask_now(tx, ask)
    asks = _asks(_question(tx, ask, rules.LAST))
    store.save_live(tx, ask.group.id, ms(ask.at), begins)
    return [say("checkin.last", to=GROUP, ask=asks, lead=session.lead)]


# Answers that wait.


def answer_ahead(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For the next first round: who is away, on the phone, or in another time zone."""
    return _answered(tx, ask, ask.by, AHEAD)


def my_answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For the round between meetings that is open."""
    return _answered(tx, ask, ask.by, BETWEEN)


def answer_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For somebody on the phone: in the round between meetings if one is open, else ahead."""
    who = _by_phone(ask)
    if "sure" in ask.args:
        return _answered(tx, ask, who, str(ask.args["round"]))
    # The name is known, so the form begins at the words.
    known = {"who": who.name, "round": BETWEEN if is_open(ask.group) else AHEAD}
    command = Command(ask.command, answer_for, form=FOR_SOMEBODY)
    question = forms.begin(tx, ask.account, ask.group.id, command, ask.at, known)
    assert isinstance(question, Say)  # no question of the form is answered yet
    return [question]


def take_back(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not store.take_back(tx, ask.group.id, ask.by.id):
        raise Refused("checkin.nothing-kept")
    _drop_when_stale(tx, ask)
    return [say("checkin.taken-back")]


def take_back_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    who = _by_phone(ask)
    if not store.take_back(tx, ask.group.id, who.id):
        raise Refused("checkin.nothing-kept-for", who=who)
    _drop_when_stale(tx, ask)
    return [say("checkin.taken-back")]


# Rounds between meetings.


def round_between(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show the whole post to whoever leads. Nothing is posted yet."""
    days = rules.DAYS.get(str(ask.args["days"]), max(rules.DAYS.values()))
    local = _local(ask)
    last = store.between(tx, ask.group.id)
    if last is not None and local.date() < (day := rules.earliest(last, days)):
        raise Refused("checkin.too-soon", day=day)
    typed = str(ask.args["question"])
    shown = store.drafted(tx, ask.group.id, ask.by.id)
    had = [] if shown is None else [shown.question.words]
    question = (
        Question(_from_bank(tx, ask, BETWEEN, besides=had))
        if typed == FROM_BANK
        else Question(typed, ask.by.name)
    )
    draft = Draft(ask.seed % 1_000_000, question, rules.gather_time(local, days))
    store.save_draft(tx, ask.group.id, ask.by.id, draft)
    when = schedule.utc(draft.gathers, ask.group.zone)
    schedule.once(tx, OLD_DRAFT, ask, str(ask.group.id), when)
    choices = (
        _post_it(draft.number),
        Choice("round between", "checkin.change-it"),
        Choice(forms.STOP, "checkin.leave-it"),
    )
    post = replace(_opening(draft.question, draft.gathers), choices=())
    return [say("checkin.draft", group=ask.group.name or None, choices=choices, then=(post,))]


def post_round(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen it and said post: exactly that one, or none."""
    draft = store.drafted(tx, ask.group.id, ask.by.id)
    today = _local(ask).date()
    if (
        draft is None
        or draft.number != ask.args.get("number", draft.number)
        or draft.gathers.date() <= today
    ):
        raise Refused("checkin.draft-gone")
    if ask.group.quiet_since is not None:
        raise Refused("checkin.post-after-quiet", choices=(_post_it(draft.number),))
    if ask.group.session is not None:
        raise Refused("checkin.post-after-meeting", choices=(_post_it(draft.number),))
    store.open_between(tx, ask.group.id, Between(draft.question, today, draft.gathers))
    if draft.question.asker is None:
        _mark_asked(tx, ask, BETWEEN, draft.question.words)
    settings.choose(tx, ask.group.id, STATE, OPEN, today)
    when = schedule.utc(draft.gathers, ask.group.zone)
    schedule.once(tx, GATHER, ask, str(ask.group.id), when)
    return [_opening(draft.question, draft.gathers)]


# When the time comes.


def gather(tx: Tx, due: Due) -> Sequence[Say]:
    """All answers of a round between meetings in one post. A meeting is not interrupted."""
    between = store.between(tx, due.group.id)
    if between is None or not is_open(due.group):
        return []
    if due.group.session is not None:
        schedule.once(tx, GATHER, due, str(due.group.id), due.at + timedelta(hours=1))
        return []
    answers = rules.shuffled(store.take(tx, due.group, BETWEEN), due.seed)
    settings.choose(tx, due.group.id, STATE, CLOSED, due.at.date())
    store.close_between(tx, due.group.id)
    if not settings.has_part(due.group, PART):
        return []
    late = (say("checkin.late"),) if due.late > timedelta(hours=1) else ()
    if not answers:
        return [_post(say("checkin.none-came", to=GROUP, then=late))]
    return _gathered(between.question, answers, late)


def old_draft(tx: Tx, due: Due) -> Sequence[Say]:
    """It was never posted, and now its day has come."""
    wall = due.at.astimezone(ZoneInfo(due.group.zone)).replace(tzinfo=None)
    store.drop_old_drafts(tx, due.group.id, wall)
    return []


def stale(tx: Tx, due: Due) -> Sequence[Say]:
    """No first round came for so long: answers that waited for one are deleted, as was said."""
    store.drop_older(tx, due.group.id, AHEAD, ms(due.at - KEPT))
    _drop_when_stale(tx, due)
    return []


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What is kept about somebody: that an answer of theirs waits, if one does."""
    waits = store.keeps_of(tx, ask.group.id, ask.by.id)
    return [say("checkin.kept")] if waits else []


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Their words do not go out once they are gone."""
    store.take_back(tx, ask.group.id, ask.by.id)
    store.drop_draft_of(tx, ask.group.id, ask.by.id)
    found = store.live(tx, ask.group.id)
    if found is not None and found[1] == ask.by.id:
        store.save_live(tx, ask.group.id, found[0], None)
    _drop_when_stale(tx, ask)
    return []


# Questions.


def _may_ask_now(tx: Tx, ask: Ask) -> tuple[Session, PersonId | None]:
    """The session, and who could begin last time. Refused: quiet, twice, or words unseen."""
    assert ask.group.session is not None  # the command works in a session only
    if ask.group.quiet_since is not None:
        raise Refused("checkin.quiet-now")
    if ask.private and "question" in ask.args:
        raise Refused("checkin.own-in-room")
    opened_at, begins = store.live(tx, ask.group.id) or (0, None)
    if abs(ms(ask.at) - opened_at) < rules.TWICE:
        raise Refused("checkin.just-begun")
    return ask.group.session, begins


def _question(tx: Tx, ask: Ask, section: str) -> Question:
    """Their own, typed in the room, or one of the bank that the group has not had."""
    own = ask.args.get("question")
    if isinstance(own, str):
        return Question(own, ask.by.name)
    name = _from_bank(tx, ask, section)
    _mark_asked(tx, ask, section, name)
    return Question(name)


def _from_bank(tx: Tx, ask: Ask, section: str, besides: Sequence[str] = ()) -> str:
    names = catalogue.sections(BANK)[section]
    return rules.choose(names, [*store.asked(tx, ask.group.id), *besides], ask.seed)


def _mark_asked(tx: Tx, ask: Ask, section: str, name: str) -> None:
    names = catalogue.sections(BANK)[section]
    if rules.used_up(names, store.asked(tx, ask.group.id)):
        store.forget_asked(tx, ask.group.id, names)
    store.ask(tx, ask.group.id, name, ms(ask.at))


def _asks(question: Question) -> object:
    if question.asker is None:
        return FromBank(BANK, question.words)
    return Text("checkin.own", {"who": question.asker, "words": question.words})


# How it is said.


def _could_begin(tx: Tx, ask: Ask, session: Session, who: Person | None) -> list[Say]:
    """In private, to whoever opened the round: only they can see who is here and would like to."""
    if who is None:
        return []
    hint = say("checkin.could-begin", who=who)
    if ask.private:
        return [say("app.said-in-room", then=(hint,))]
    if not groups.nudge(tx, session.id, UNASKED):
        return []
    return [replace(hint, to=Person(ask.account, ask.by.name))]


def _sent(answers: Sequence[Answer]) -> tuple[Say, ...]:
    return tuple(say("checkin.sent", who=one.who, words=one.words) for one in answers)


def _gathered(question: Question, answers: Sequence[Answer], late: tuple[Say, ...]) -> list[Say]:
    """All answers in one post; where they are too long for one message, it goes on in the next."""
    posts = []
    for n, page in enumerate(rules.pages(answers)):
        start = say("checkin.gathered-goes-on", to=GROUP)
        if n == 0:
            start = say("checkin.gathered", to=GROUP, ask=_asks(question), then=late)
        said = (say("checkin.says", who=one.who, words=one.words) for one in page)
        posts.append(replace(start, then=(*start.then, *said)))
    posts[-1] = replace(posts[-1], then=(*posts[-1].then, say("checkin.thank-you")))
    return [_post(one) for one in posts]


def _opening(question: Question, gathers: datetime) -> Say:
    choices = (Choice("my answer", "word.my-answer"),)
    asks = _asks(question)
    day = gathers.date()
    return _post(say("checkin.between", to=GROUP, choices=choices, ask=asks, day=day, time=gathers))


def _post(one: Say) -> Say:
    return replace(one, lane=Lane.POST, good_for=WORTH_SAYING)


def _post_it(number: int) -> Choice:
    return Choice(f"post round {number}", "checkin.post-it")


# Answers.


def _answered(tx: Tx, ask: Ask, who: Person, round: str) -> list[Say]:
    """They have seen what would be posted and have chosen what happens to it."""
    words = str(ask.args["words"])
    if ask.args["sure"] == ONLY_LEAD:
        return _tell_leads(tx, ask, who, words)
    between = store.between(tx, ask.group.id)
    if round == BETWEEN and (between is None or not is_open(ask.group)):
        raise Refused("checkin.none-open")
    store.keep(tx, ask.group.id, round, Answer(who, words), ms(ask.at))
    if round == AHEAD:
        _drop_when_stale(tx, ask)
    if who.id != ask.by.id:
        return [say("checkin.kept-for", who=who)]
    if round == AHEAD or between is None:
        return [say("checkin.kept-ahead")]
    return [say("checkin.kept-between", day=between.gathers.date(), time=between.gathers)]


def _tell_leads(tx: Tx, ask: Ask, who: Person, words: str) -> list[Say]:
    """At once, and only to whoever leads today. Nothing is kept."""
    today = ask.at.date()
    leads = [
        Person(id, ask.group.names[id])
        for id in ask.group.facilitators
        if ask.group.leads(id, today) and id != ask.by.id
    ]
    if not leads:
        raise Refused("checkin.nobody-to-tell")
    kept = store.keeps_of(tx, ask.group.id, who.id)
    still = (say("checkin.still-kept"),) if kept else ()
    return [
        say("checkin.told-leads", people=Listed(tuple(leads)), then=still),
        *(
            say("checkin.for-leads", to=lead, who=who, words=words, good_for=WORTH_SAYING)
            for lead in leads
        ),
    ]


def _by_phone(ask: Ask) -> Person:
    """The person on the phone whose name was typed, or chosen by number."""
    named = ask.args.get("who")
    name = named.name if isinstance(named, Person) else str(named)
    callers = [m.person for m in ask.group.members.values() if m.person.by_phone]
    for caller in callers:
        if caller.name == name:
            return caller
    if not callers:
        raise Refused("checkin.nobody-by-phone")
    choices = tuple(
        Choice(f"{ask.command} {caller.name}", "checkin.caller", {"who": caller})
        for caller in callers
    )
    raise Refused("checkin.which-caller", choices=choices, name=name)


def _drop_when_stale(tx: Tx, why: Ask | Due) -> None:
    """Look again when the oldest answer that waits for a first round has waited too long."""
    subject = str(why.group.id)
    oldest = store.oldest(tx, why.group.id, AHEAD)
    if oldest is None:
        schedule.cancel(tx, STALE, subject)
    else:
        schedule.once(tx, STALE, why, subject, from_ms(oldest) + KEPT)


def _local(ask: Ask) -> datetime:
    return ask.at.astimezone(ZoneInfo(ask.group.zone))
