"""What each word about rounds does: load, decide, save, and say it.

Nothing typed in private reaches the room before the person has seen it with its name and its
group, and has said post. Answers leave the database in the write that posts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import breaks, callers, forms, groups, posts, schedule, times
from bot.db import Tx
from bot.feature import Command, Field, Form
from bot.features.checkin import before, between, noting, rules, store
from bot.features.checkin.between import WORTH_SAYING, is_open
from bot.features.checkin.rules import AHEAD, BETWEEN, Answer, Between, Draft, Question
from bot.model import (
    GROUP,
    Ask,
    Choice,
    Due,
    Listed,
    Person,
    PersonId,
    Refused,
    Say,
    Session,
    Text,
    say,
)
from bot.nameless import without
from bot.times import from_ms, ms

STALE = "checkin.stale"
OLD_DRAFT = "checkin.old-draft"

KEPT = timedelta(weeks=6)
"""How long an answer waits for a first round."""

UNASKED = 2
"""Private lines of ours to whoever leads in a session, besides the chance checks."""

POST, AGAIN, ONLY_LEAD, FROM_BANK = "post", "again", "only lead", "from the bank"

CALLER = "caller"
"""The round of an answer for somebody on the phone: it is settled when it is kept."""

PASSED = "no-words-from-me"
"""What passing types: no word of ours, so that a press answers the open question."""

PASS = (Choice(PASSED, "word.pass"),)

SURE = (
    Choice(POST, "checkin.post-it"),
    Choice(AGAIN, "checkin.change-it"),
    Choice(ONLY_LEAD, "checkin.only-lead"),
    Choice(forms.STOP, "checkin.leave-it"),
)


def words_form(label: str) -> Form:
    """What somebody would like to say; or they pass, and nothing more is asked."""
    return Form((Field("words", label, limit=rules.MOST, also=PASS),))


AHEAD_WORDS, MY_WORDS = words_form("checkin.ahead-words"), words_form("checkin.my-words")
WHO = Field("who", "checkin.who-by-phone", limit=200)
FOR_WORDS = Form((WHO, *words_form("checkin.for-words").fields))

PREVIEW = Form(
    (
        Field(
            "round",
            "checkin.which-round",
            choices=(
                Choice(AHEAD, "checkin.round-ahead"),
                Choice(BETWEEN, "checkin.round-between"),
            ),
        ),
        Field(
            "words",
            "checkin.other-words",
            limit=rules.MOST,
            also=(Choice(forms.STOP, "word.pass"),),
        ),
        Field("sure", "checkin.preview", choices=SURE, alone=True),
    )
)
"""Exactly what would be posted. What comes before is known, but to who goes back."""

PLAN = Form(
    (
        Field(
            "question",
            "checkin.which-question",
            limit=200,
            wordy=True,
            also=(Choice(FROM_BANK, "checkin.from-bank"),),
        ),
        Field(
            "days",
            "checkin.which-day",
            choices=(
                Choice("one", "checkin.tomorrow"),
                *(
                    Choice(typed, "checkin.in-days", {"days": days})
                    for typed, days in rules.DAYS.items()
                    if 1 < days < 7
                ),
                Choice("seven", "checkin.in-a-week"),
            ),
        ),
    )
)

KEYS = (
    *("checkin.ahead-words", "checkin.my-words", "checkin.for-words", "checkin.other-words"),
    *(
        "checkin.who-by-phone",
        "checkin.which-round",
        "checkin.round-ahead",
        "checkin.round-between",
    ),
    *(
        "checkin.preview",
        "checkin.first",
        "checkin.round",
    ),
    *("checkin.sent", "checkin.first-goes-on"),
)


# Live rounds.


def go_round(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The first round, with what was sent ahead of it. Again: another question."""
    session, opened_at, last = _may_ask_now(tx, ask)
    breaks.go_on(tx, ask)
    met = groups.sessions_held(tx, ask.group.id) > 1
    question = _question(tx, ask, rules.FIRST, *((rules.AGAIN,) if met else ()))
    asks = between.asks(question)
    ahead = noting.raised(tx, ask, store.take(tx, ask.group, AHEAD))
    people = [member.person for member in ask.group.members.values()]
    besides = {session.lead.id, *(answer.who.id for answer in ahead)}
    begins = rules.beginner(people, last, besides)
    store.save_live(tx, ask.group.id, ms(ask.at), begins.id if begins else last)
    first, *more = rules.pages(ahead)
    key = "checkin.round" if opened_at >= ms(session.started_at) else "checkin.first"
    post = between.lines(Text(key, {"ask": asks, "lead": session.lead}), *_sent(first))
    rest = [between.lines(Text("checkin.first-goes-on"), *_sent(page)) for page in more]
    good_for = WORTH_SAYING if ahead else None
    posts = [replace(one, good_for=good_for) for one in (post, *rest)]
    known = before.afterwards(tx, ask, question, session.id, UNASKED)
    return [*posts, *known, *_could_begin(tx, ask, session, begins)]


def last_round(tx: Tx, ask: Ask) -> Sequence[Say]:
    session, _, begins = _may_ask_now(tx, ask)
    breaks.go_on(tx, ask)
    asks = between.asks(_question(tx, ask, rules.LAST))
    store.save_live(tx, ask.group.id, ms(ask.at), begins)
    return [say("checkin.last", to=GROUP, ask=asks, lead=session.lead)]


# Answers that wait.


def answer_ahead(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For the next first round: who is away, on the phone, or in another time zone."""
    return _written(tx, ask, {"round": AHEAD})


def my_answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For the round between meetings that is open: its question, and then their words."""
    last = store.between(tx, ask.group.id)
    if last is None or not is_open(ask.group):
        raise Refused("checkin.none-open")
    first = _begin(tx, ask, WRITE_MINE, {})
    asks = between.asks(last.question)
    return [replace(say("checkin.my-question", ask=asks), choices=first.choices, asks=True)]


def write_my_answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _written(tx, ask, {"round": BETWEEN})


def answer_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For somebody on the phone. The name is known, so the form begins at the words."""
    return [_begin(tx, ask, WRITE_FOR, {"who": _by_phone(ask, "answer for").name})]


def write_answer_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    who = _by_phone(ask, "answer for")
    return _written(tx, ask, {"round": CALLER, "who": who.name})


def send_answer(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen what would be posted, with its name and its group."""
    round, change = str(ask.args["round"]), ask.args["sure"] == AGAIN
    if round == CALLER:
        if change:
            return answer_for(tx, ask)
        # In the round between meetings if one is open, else ahead.
        round = BETWEEN if is_open(ask.group) else AHEAD
        return _answered(tx, ask, _by_phone(ask, "answer for"), round)
    if not change:
        return _answered(tx, ask, ask.by, round)
    return [_begin(tx, ask, WRITE_AHEAD, {})] if round == AHEAD else my_answer(tx, ask)


# Their forms, for handlers that know something first.

WRITE_AHEAD = Command("answer ahead", answer_ahead, form=AHEAD_WORDS)
WRITE_MINE = Command("write my answer", write_my_answer, form=MY_WORDS)
WRITE_FOR = Command("write answer for", write_answer_for, form=FOR_WORDS)
SEND = Command("send answer", send_answer, form=PREVIEW)


def take_back(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not store.take_back(tx, ask.group.id, ask.by.id):
        raise Refused("checkin.nothing-kept")
    _drop_when_stale(tx, ask)
    return [say("checkin.taken-back")]


def take_back_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    who = _by_phone(ask, ask.command)
    if not store.take_back(tx, ask.group.id, who.id):
        raise Refused("checkin.nothing-kept-for", who=who)
    _drop_when_stale(tx, ask)
    return [say("checkin.taken-back")]


# Rounds between meetings.


def round_between(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask for the question and the day; but in a week that has had its round, for nothing."""
    _may_plan(tx, ask)
    return [_begin(tx, ask, Command("plan round", plan_round, form=PLAN), {})]


def plan_round(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show the whole post to whoever leads. Nothing is posted yet."""
    last = _may_plan(tx, ask)
    local = _local(ask)
    days = rules.DAYS.get(str(ask.args["days"]), rules.LONGEST)
    if last is not None:
        days = rules.soonest(last, days, local.date())
    typed = str(ask.args["question"])
    shown = store.drafted(tx, ask.group.id, ask.by.id)
    had = [] if shown is None else [shown.question.words]
    question = (
        Question(between.from_bank(tx, ask, (BETWEEN,), besides=had))
        if typed == FROM_BANK
        else Question(typed, ask.by.name)
    )
    draft = Draft(ask.seed % 1_000_000, question, rules.gather_time(local, days))
    store.save_draft(tx, ask.group.id, ask.by.id, draft)
    when = schedule.utc(draft.gathers, ask.group.zone)
    schedule.once(tx, OLD_DRAFT, ask, str(ask.group.id), when)
    return [before.asks(tx, ask, draft) or _shown(ask, draft)]


def _shown(ask: Ask, draft: Draft) -> Say:
    """Exactly what would be posted, to whoever plans it."""
    choices = (
        _post_it(draft.number),
        Choice("round between", "checkin.change-it"),
        Choice(forms.STOP, "checkin.leave-it"),
    )
    post = replace(before.opening(draft), choices=())
    return say("checkin.draft", group=ask.group.name or None, choices=choices, then=(post,))


def ask_that_again(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [_shown(ask, before.again(tx, ask))]


def ask_something_else(tx: Tx, ask: Ask) -> Sequence[Say]:
    return [_shown(ask, before.something_else(tx, ask))]


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
    own = draft.question.asker is not None
    question = replace(draft.question, asked_by=ask.by.id) if own else draft.question
    new = Between(question, today, draft.gathers)
    between.begin(tx, ask, new, schedule.utc(draft.gathers, ask.group.zone))
    posts.note(tx, ask.group.id, ask.at)
    return [before.opening(draft)]


# When the time comes.


def old_draft(tx: Tx, due: Due) -> Sequence[Say]:
    """It was never posted, and now its day has come."""
    wall = times.wall(due.at, due.group.zone)
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
    again = store.regular(tx, ask.group.id)
    asks = again is not None and again.question and again.question.asked_by == ask.by.id
    once = store.between(tx, ask.group.id)
    open_now = once is not None and once.question.asked_by == ask.by.id
    return [
        *([say("checkin.kept-open", day=once.gathers.date())] if once and open_now else []),
        *([say("checkin.kept")] if waits else []),
        *([say("checkin.kept-question")] if asks else []),
    ]


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Their words do not go out once they are gone."""
    store.take_back(tx, ask.group.id, ask.by.id)
    store.drop_draft_of(tx, ask.group.id, ask.by.id)
    store.drop_asker(tx, ask.group.id, ask.by.id)
    found = store.live(tx, ask.group.id)
    if found is not None and found[1] == ask.by.id:
        store.save_live(tx, ask.group.id, found[0], None)
    _drop_when_stale(tx, ask)
    return []


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The name of somebody who is gone is in no answer or question that is still to be said."""
    store.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return []


# Questions.


def _may_ask_now(tx: Tx, ask: Ask) -> tuple[Session, int, PersonId | None]:
    """The session, when the last round was, and who could begin then.

    Refused: quiet, twice, or words unseen.
    """
    assert ask.group.session is not None  # the command works in a session only
    if ask.group.quiet_since is not None:
        raise Refused("checkin.quiet-now")
    if ask.private and "question" in ask.args:
        raise Refused("checkin.own-in-room")
    opened_at, begins = store.live(tx, ask.group.id) or (0, None)
    if abs(ms(ask.at) - opened_at) < rules.TWICE:
        raise Refused("checkin.just-begun")
    return ask.group.session, opened_at, begins


def _question(tx: Tx, ask: Ask, *parts: str) -> Question:
    """Their own, typed in the room, or one of the bank that the group has not had."""
    own = ask.args.get("question")
    if isinstance(own, str):
        return Question(own, ask.by.name)
    name = between.from_bank(tx, ask, parts)
    between.mark_asked(tx, ask, parts, name)
    return Question(name)


# How it is said.


def _could_begin(tx: Tx, ask: Ask, session: Session, who: Person | None) -> list[Say]:
    """In private, to whoever opened the round: only they can see who is here and would like to."""
    if who is None:
        return []
    hint = say("checkin.could-begin", who=who, unasked=True)
    if ask.private:
        return [say("app.said-in-room", then=(hint,))]
    if not groups.nudge(tx, session.id, UNASKED):
        return []
    return [replace(hint, to=Person(ask.account, ask.by.name))]


def _sent(answers: Sequence[Answer]) -> list[Text]:
    return [noting.said("checkin.sent", one) for one in answers]


def _post_it(number: int) -> Choice:
    return Choice(f"post round {number}", "checkin.post-it")


# Answers.


def _begin(tx: Tx, ask: Ask, command: Command, known: Mapping[str, str]) -> Say:
    """The first open question of a form."""
    question = forms.begin(tx, ask.account, ask.group.id, command, ask.at, known)
    assert isinstance(question, Say)  # its last question is never known
    return question


def _written(tx: Tx, ask: Ask, known: Mapping[str, str]) -> list[Say]:
    """They have passed; or they see what would be posted."""
    words = str(ask.args["words"])
    if words == PASSED:
        return [say("checkin.passed")]
    return [_begin(tx, ask, SEND, {**known, "words": words})]


def _may_plan(tx: Tx, ask: Ask) -> Between | None:
    """The last round between meetings. Refused: this week has had it."""
    last = store.between(tx, ask.group.id)
    if last is not None and _local(ask).date() < (day := rules.earliest(last, rules.LONGEST)):
        raise Refused("checkin.too-soon", day=day)
    return last


def _answered(tx: Tx, ask: Ask, who: Person, round: str) -> list[Say]:
    """They have seen what would be posted and have chosen what happens to it."""
    words = str(ask.args["words"])
    if ask.args["sure"] == ONLY_LEAD:
        return _tell_leads(tx, ask, who, words)
    last = store.between(tx, ask.group.id)
    if round == BETWEEN and (last is None or not is_open(ask.group)):
        raise Refused("checkin.none-open")
    store.keep(tx, ask.group.id, round, Answer(who, words), ms(ask.at))
    if round == AHEAD:
        _drop_when_stale(tx, ask)
    if who.id != ask.by.id:
        return [say("checkin.kept-for", who=who)]
    if round == AHEAD or last is None:
        return [say("checkin.kept-ahead", then=noting.how(ask))]
    when = last.gathers
    return [say("checkin.kept-between", day=when.date(), time=when, then=noting.how(ask))]


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


def _by_phone(ask: Ask, word: str) -> Person:
    """The person on the phone whose name was typed, or chosen by number."""
    if ask.by.id not in ask.group.members and not ask.leads:
        raise Refused("app.for-members")
    return callers.named(ask, word)


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
