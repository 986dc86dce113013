"""How a text leaves the group: asked aloud, by its yes, and to where the group has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot import documents, mail, posts, releases, times
from bot.db import Tx
from bot.documents import markdown
from bot.features.news import files, rules
from bot.model import FACILITATORS, GROUP, Ask, Choice, Due, Listed, Refused, Say, say
from bot.releases import Kind, Release, Step

NOT_MAILED = "news.not-mailed"

ALL = "all"

KEYS = (
    *("news.none-yet", "report.none-yet", "news.is-changed", "news.is-out"),
    *("news.mail-subject", "report.mail-subject"),
)


def today(ask: Ask) -> date:
    return times.wall(ask.at, ask.group.zone).date()


def let_news_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask the group whether this exact text may leave it."""
    one = may_be_asked(tx, ask, Kind.NEWS)
    releases.ask(tx, one, asked=True)
    noted(tx, ask)
    choices = (
        Choice(f"group lets out {one.id} {ALL}", "news.we-say-yes"),
        Choice(f"keep it here {one.id}", "news.not-yet"),
    )
    yes = say("news.say-yes", who=ask.by, number=one.id)
    not_yet = say("news.say-not-yet", number=one.id)
    then = (*can_go_to(tx), yes, say("news.no-is-fine"), not_yet)
    return [
        say("news.may-it-leave", to=GROUP, who=ask.by, day=one.last + files.DAY, choices=choices,
            then=then, file=files.file(one))
    ]  # fmt: skip


def noted(tx: Tx, ask: Ask) -> None:
    if ask.group.session is None:
        posts.note(tx, ask.group.id, ask.at)


def may_be_asked(tx: Tx, ask: Ask, kind: Kind) -> Release:
    """The text of that kind, if the group has had it long enough. Raises Refused."""
    one = releases.newest(tx, ask.group.id, kind)
    if one is None:
        raise Refused(f"{kind}.none-yet")
    step = one.step(today(ask))
    if step is Step.SHOWN:
        raise Refused("news.not-before", day=one.free_from)
    if step is not Step.READY:
        raise Refused(f"news.is-{step}")
    if not releases.reached_all(tx, one):
        raise Refused("news.not-arrived")
    return one


def group_lets_out(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A facilitator says that the group said yes: these parts may be handed on from now on."""
    meant = rules.which(str(ask.args.get("which") or ""))
    one = releases.get(tx, ask.group.id, meant[0]) if meant else None
    if one is None or meant is None or not one.asked or one.step(today(ask)) is not Step.READY:
        raise Refused("news.asked-no-more")
    parts = one.parts if meant[1] == ALL else frozenset({meant[1]}) & one.parts
    if not parts - one.out:
        raise Refused("news.is-out")
    releases.let_out(tx, one, parts, today(ask))
    noted(tx, ask)
    out = replace(one, out=one.out | parts)
    if out.parts <= out.out:
        releases.ask(tx, one, asked=False)
    heading = next(iter(each.heading for each in one.document.sections if each.name in parts))
    if one.kind is Kind.NEWS:
        told = say("news.let-out", to=GROUP, day=one.last + files.DAY)
    else:
        told = say("report.let-out", to=GROUP, part=heading)
    return [replace(told, file=files.file(out, outside=True))]


def keep_here(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Anybody may say: not yet. No name is said, and no reason is asked for."""
    number = ask.args.get("number")
    one = releases.get(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None or not one.asked:
        raise Refused("news.asked-no-more")
    releases.ask(tx, one, asked=False)
    return [say("news.kept-here", to=GROUP)]


# By e-mail, where the admin has named addresses.


def can_go_to(tx: Tx) -> tuple[Say, ...]:
    """Where it could be sent, so that the group knows before it says yes."""
    found = releases.addresses(tx)
    return (say("news.can-go-to", addresses=Listed(tuple(found))),) if found else ()


def by_email(tx: Tx, ask: Ask, one: Release) -> tuple[Choice, ...]:
    """For whoever leads, once something may be handed on."""
    if not (ask.leads and one.out and releases.addresses(tx)):
        return ()
    return (Choice(f"email text {one.id}", "news.by-email"),)


def email_text(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Exactly where it goes, and what; nothing is sent before they say so."""
    one = _may_be_mailed(tx, ask)
    choices = (
        Choice(f"send text {one.id}", "news.send-it"),
        Choice(f"leave text {one.id}", "news.leave-it"),
    )
    places = Listed(tuple(releases.addresses(tx)))
    shown = files.file(one, files.PLAIN, outside=True)
    return [say("news.goes-to", addresses=places, choices=choices, file=shown)]


def send_text(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What the group let out, as plain text, to each address: once."""
    one = _may_be_mailed(tx, ask)
    words = say("news.mail-text", words=markdown.write(one.outside()))
    subject = say(f"{one.kind}.mail-subject", group=ask.group.name or None)
    found = releases.addresses(tx)
    for place, address in enumerate(found):
        mail.put(
            tx,
            ask,
            ask.group.id,
            address,
            (subject, words),
            cause=releases.mail_cause(one, place),
            good_for=timedelta(days=7),
            job=NOT_MAILED,
        )
    releases.sent(tx, one)
    noted(tx, ask)
    return [say("news.on-its-way", to=GROUP, kind=one.kind.value, addresses=Listed(tuple(found)))]


def leave_text(_tx: Tx, _ask: Ask) -> Sequence[Say]:
    return [say("news.left")]


def _may_be_mailed(tx: Tx, ask: Ask) -> Release:
    number = ask.args.get("number")
    one = releases.get(tx, ask.group.id, number) if isinstance(number, int) else None
    if one is None or not one.out or not releases.addresses(tx):
        raise Refused("news.asked-no-more")
    if one.mailed == documents.print_of(one.outside()):
        raise Refused("news.was-mailed")
    return one


def not_mailed(_tx: Tx, _due: Due) -> Sequence[Say]:
    """A server will never take it: whoever leads can send the file another way."""
    return [say("news.not-mailed", to=FACILITATORS)]
