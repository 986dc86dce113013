"""What each word about finding a time does: load, decide, save, and say it.

Nothing is said of the answers before it closes, and then only what `rules.found` allows. All of
them are deleted in the write that closes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import access, callers, forms, posts, schedule, settings
from bot.db import Tx
from bot.feature import Command
from bot.features.findtime import closing, questions, rules, store, telling
from bot.features.findtime.closing import CLOSE, OPEN, STATE, asking, is_open, knows
from bot.features.findtime.rules import Asking
from bot.model import Ask, Choice, Group, Person, PersonId, Refused, Say, say
from bot.nameless import GAP


def may_answer(group: Group, _who: PersonId) -> bool:
    return is_open(group)


# Offering times.


def find_time(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask for the times, after what helps people here; or say what is open."""
    if (asks := store.load(tx, ask.group.id)) is not None:
        if closing.is_over(asks, ask.at):
            return closing.tell(tx, ask, asks)
        choices = (
            Choice("close times", "findtime.close-now"),
            Choice("call off times", "findtime.call-off"),
            Choice("leave times", "findtime.leave-open"),
        )
        return [Say("findtime.open-now", telling.facts(asks.closes), choices=choices)]
    if len([id for id in ask.group.members if not knows([ask.by], id)]) < rules.ENOUGH:
        raise Refused("findtime.too-few-here")
    return [forms.after(_helps(tx, ask), _begin(tx, ask, OFFER, {}))]


def _helps(tx: Tx, ask: Ask) -> tuple[Say, ...]:
    """What helps people take part, while the times are chosen."""
    return access.told(access.of_group(tx, ask.group.id))


def offer_times(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Show the whole post. Nothing is posted yet."""
    given = {name: str(said) for name, said in ask.args.items() if said is not None}
    zone = ask.group.zone
    typed = questions.offered(given)
    walls = {telling.landing(wall, zone) for wall in typed}
    if len(walls) < rules.FEWEST:  # the clock jumps: two of them are one
        return [forms.after((say("findtime.how-many"),), _begin(tx, ask, OFFER, {}))]
    offered = sorted(walls)
    broken = telling.against(offered, access.of_group(tx, ask.group.id))
    known = {
        "times": telling.kept(offered),
        "jumped": telling.kept([wall for wall in typed if wall not in walls]),
        "until": given["until"],
        "who": ask.by.name,
        "zone": zone,
        "against": " ".join(one.name for one in broken),
    }
    return [_begin(tx, ask, POST, known)]


def post_times(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen it, and said post."""
    given = {name: str(said) for name, said in ask.args.items() if said is not None}
    if ask.args.get("sure") != questions.POST:
        return find_time(tx, ask)
    if given.get("zone") != ask.group.zone or given.get("who") != ask.by.name:
        return offer_times(tx, ask)  # they went back to the start, or it reads otherwise now
    if is_open(ask.group):
        raise Refused("findtime.open-already")
    if ask.group.quiet_since is not None:  # kept, to be posted later
        given.pop("sure")
        return [forms.after((say("findtime.post-after-quiet"),), _begin(tx, ask, POST, given))]
    asks = questions.asking(given, ask.seed % 1_000_000, ask.by.id)
    store.begin(tx, ask.group.id, asks)
    settings.choose(tx, ask.group.id, STATE, OPEN, ask.at.date())
    when = schedule.utc(asks.closes, asks.zone)
    schedule.once(tx, CLOSE, ask, str(ask.group.id), when, args={"number": asks.number})
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)
    return [telling.post(asks, ask.at)]


# Answering.


def my_times(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Numbers after the word are an answer; else they are asked for."""
    asks = asking(tx, ask)
    typed = ask.args.get("numbers")
    if isinstance(typed, str) and (suits := rules.numbers(typed, len(asks.times))) is not None:
        return _kept(tx, ask, ask.by, asks, suits)
    before = store.answer_of(tx, ask.group.id, ask.by.id)
    told = () if before is None else (_said(asks, before),)
    return [forms.after(told, _begin(tx, ask, MINE, _offered(asks)))]


def say_my_times(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _answered(tx, ask, ask.by)


def times_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    """For somebody on the phone."""
    asks = asking(tx, ask)
    who = callers.named(ask, "times for")
    return [_begin(tx, ask, FOR, {**_offered(asks), "who": who.name})]


def say_times_for(tx: Tx, ask: Ask) -> Sequence[Say]:
    return _answered(tx, ask, callers.named(ask, "times for"))


def _answered(tx: Tx, ask: Ask, who: Person) -> list[Say]:
    asks = asking(tx, ask)
    if str(ask.args.get("number")) != str(asks.number):
        raise Refused("findtime.other-times", choices=(Choice("my times", "word.my-times"),))
    suits = questions.suiting(str(ask.args["suits"]), len(asks.times))
    if suits is not None:
        return _kept(tx, ask, who, asks, suits)
    had = store.drop(tx, ask.group.id, who.id)
    return [say("findtime.passed-after" if had else "findtime.passed")]


def _kept(tx: Tx, ask: Ask, who: Person, asks: Asking, suits: rules.Suits) -> list[Say]:
    store.answer(tx, ask.group.id, who.id, suits)
    how = telling.facts(asks.closes)
    mine = who.id == ask.by.id
    last = Say("findtime.kept-mine", how) if mine else Say("findtime.kept-for", {"who": who, **how})
    return [replace(_said(asks, suits), then=(last,))]


def _said(asks: Asking, suits: rules.Suits) -> Say:
    """What they said, in words."""
    if not suits:
        return say("findtime.said-none")
    walls = tuple(wall for n, wall in enumerate(asks.times, 1) if n in suits)
    return say("findtime.said", times=telling.listed(walls))


# What is kept about somebody.


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    asks = store.load(tx, ask.group.id)
    if asks is None:
        return []
    until = telling.facts(asks.closes)
    own = [Say("findtime.keep-asked", until)] if asks.person == ask.by.id else []
    answer = store.answer_of(tx, ask.group.id, ask.by.id)
    if answer is None:
        return own
    return [*own, replace(_said(asks, answer), then=(Say("findtime.keep", until),))]


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Their answer has ended with the membership, by its key; so does what they began to say.

    Times that they offered stay offered, in nobody's name.
    """
    store.nameless(tx, ask.group.id, ask.by.id, GAP)
    form = forms.opened(tx, ask.account)
    if form is not None and form.command in (MINE.word, FOR.word, OFFER.word, POST.word):
        forms.stop(tx, ask.account)
    return []


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    store.nameless(tx, ask.group.id, ask.by.id, GAP)
    return []


# Pieces.

OFFER = Command("offer times", offer_times, form=questions.OFFER)
POST = Command("post times", post_times, form=questions.PREVIEW)
MINE = Command("say my times", say_my_times, form=questions.MINE)
FOR = Command("say times for", say_times_for, form=questions.OF_CALLER)


def _begin(tx: Tx, ask: Ask, command: Command, known: Mapping[str, str]) -> Say:
    question = forms.begin(tx, ask.account, ask.group.id, command, ask.at, known)
    assert isinstance(question, Say)  # its last question is never known
    return question


def _offered(asks: Asking) -> dict[str, str]:
    return {"offered": telling.kept(asks.times), "number": str(asks.number)}
