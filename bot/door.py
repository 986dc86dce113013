"""What happens inside one transaction: a command with all that follows from it, or a due row.

The mark in the inbox, the decision of the feature, and what must be said about it are written
together or not at all. Nothing here may send, sleep or look at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot import groups, outbox, schedule
from bot.anonymous import slots
from bot.aside import Note
from bot.db import Tx
from bot.feature import Command, Feature, Job, Place, Slot, Tally, Who, Written
from bot.groups import Groups
from bot.model import (
    ASKER,
    EVERYWHERE,
    GROUP,
    NOTHING,
    Address,
    Ask,
    Due,
    Group,
    Moment,
    Person,
    PersonId,
    Refused,
    Right,
    RoomId,
    Say,
    Text,
    platform_of,
    private,
    say,
)
from bot.parse import word_key
from bot.settings import has_part
from bot.times import ms

INBOX_KEPT = timedelta(hours=1)

READ_PAST = timedelta(minutes=5)
"""How long after a word was heard its place may be noted without covering it: it waited."""

ALL = (GROUP, EVERYWHERE)
"""Whom more than a few hear."""

OWED = frozenset({Moment.LEFT, Moment.NAMELESS})
"""Moments at which a part that has been switched off owes people something, too."""

Ripe = Callable[[Group, frozenset[str], date], tuple[Note, ...]]

Answered = Callable[[str], tuple[int, ...] | None]

TRIES = 5
"""How often a due row that fails is tried before it is dropped and said so in the log."""


A_MOMENT = timedelta(seconds=1)
"""Until a text that was not true any more is put into words again."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a job that is put into words first (`Written`) had read, and its words."""

    read: object
    text: str | None


@dataclass(slots=True)
class Done:
    """How it went, for the loop that waits for the commit."""

    outcome: str
    """done, refused, again (heard before), held, dropped."""
    group: Group | None = None
    reached: list[Address] = field(default_factory=list)
    """Where something is to be said now."""
    fresh: list[outbox.Row] = field(default_factory=list)
    """What, as it was written: so that delivery need not read it again."""
    scheduled: bool = False
    """Something may be due sooner than was known."""
    opened: tuple[Note, ...] = ()
    """What came out of the box, and is to be in it no more."""
    mailed: bool = False
    """There is an e-mail to send."""
    asked: frozenset[str] = frozenset()
    """In whose private chat a question is open now."""


class _Hushed(Exception):  # noqa: N818
    """A word would have been heard in a room that is quiet."""


class Door:
    """The features, and the one way in to each of their handlers."""

    def __init__(self, household: Groups, features: Sequence[Feature]) -> None:
        self._groups = household
        self.features = features
        self.ripe: Ripe = lambda _group, _kinds, _today: ()
        """What waits in the box for the slot of that local day (`bot.anonymous.keeper`)."""
        self.answered: Answered = lambda _id: None
        """What was answered to a question without names (`bot.anonymous.ballots`)."""
        self.unseen: set[Address] = set()
        """For whom something may wait for their next touch: others are never looked up."""
        self.jobs: dict[str, Job] = {
            f"{feature.name}.{name}": job
            for feature in features
            for name, job in feature.jobs.items()
        }
        self._part = {c.word: c.part or f.part for f in features for c in f.commands}

    def act(self, tx: Tx, event: str, command: Command, ask: Ask, offer: Say | None = None) -> Done:
        """Run a command once. A refusal saves nothing but the mark, and is answered."""
        if not first_time(tx, event, ask.at):
            return Done("again")
        group = self._groups.get(ask.group.id)
        if group is not None and group is not ask.group:  # it has changed since it was asked
            ask = replace(ask, group=group)
        if ask.account == ask.by.id and ask.group.names.get(ask.by.id, ask.by.name) != ask.by.name:
            groups.rename(tx, ask.group.id, ask.by)
            ask = replace(ask, group=self._groups.refresh(tx, ask.group.id) or ask.group)
        before = tx.changes
        try:
            self.allow(command, ask)
            if ask.group.quiet_since is not None:
                says = self._in_quiet(tx, command, ask)
            else:
                says = self._moments(tx, ask, list(command.do(tx, ask)))
        except Refused as no:
            if tx.changes != before:
                raise RuntimeError(f"{command.word} was refused after it had saved") from None
            return self._say(tx, ask, _with([no.say()], offer), "refused")
        except _Hushed:
            return self._say(tx, ask, _with([say("app.quiet-now")], offer), "refused")
        return self._say(tx, ask, _with(_for_place(command, ask, says), offer), "done")

    def _in_quiet(self, tx: Tx, command: Command, ask: Ask) -> list[Say]:
        """While the group is quiet nothing is heard in any room, but the end of the quiet.

        What a word would say there is only known once it is done: then it is undone.
        """
        tx.run("SAVEPOINT hush")
        says = self._moments(tx, ask, list(command.do(tx, ask)))
        self._groups.settle(tx)
        now = self._groups.get(ask.group.id)
        in_room = any(one.to in ALL or isinstance(one.to, str) for one in says)
        if in_room and now is not None and now.quiet_since is not None:
            tx.run("ROLLBACK TO hush")
            tx.run("RELEASE hush")
            self._groups.refresh(tx, ask.group.id)
            raise _Hushed
        tx.run("RELEASE hush")
        return says

    def answer(self, tx: Tx, event: str, ask: Ask, says: Sequence[Say]) -> Done:
        """Mark an event as heard and answer it, with no command run."""
        if not first_time(tx, event, ask.at):
            return Done("again")
        return self._say(tx, ask, says, "refused")

    def leave(self, tx: Tx, ask: Ask) -> Done:
        """Somebody left the room itself: every feature lets go of them, and nothing is said."""
        groups.leave(tx, ask.group.id, ask.by.id)
        tx.moments.append(Moment.LEFT)
        self._moments(tx, ask, [])
        self._groups.settle(tx)
        return Done("done", self._groups.get(ask.group.id))

    def fire(
        self,
        tx: Tx,
        item: schedule.Item,
        now: datetime,
        seed: int,
        stirred: Mapping[RoomId, datetime],
        away: Collection[str] = (),
        *,
        leapt: bool = False,
        drafted: Drafted | None = None,
    ) -> Done:
        """Fire what is due, once; held while the group is quiet or its room has heard enough."""
        job = self.jobs.get(item.job)
        group = self._groups.get(item.group)
        if job is None or group is None:
            schedule.cancel(tx, item.job, item.subject)
            return Done("dropped")
        about = RoomId(item.subject)
        room = about if about in group.rooms or about in group.apart else None
        later = _silent_until(group, job, now)
        if later is None and job.gathered and room is not None:
            later = _heard_from(tx, job, group, room, now, stirred, away)
        if later is not None:
            schedule.hold(tx, item, later)
            return Done("held")
        late = now - item.meant_for
        hopeless = item.good_for is not None and late > item.good_for
        if hopeless and item.rule is None:
            return Done("dropped" if schedule.lay_aside(tx, item, now) else "again")
        if not (hopeless or _is_true(tx, job, group, now, drafted)):
            schedule.hold(tx, item, now + A_MOMENT)
            return Done("held")
        if not schedule.claim(tx, item, now):
            return Done("again")
        if job.gathered and not job.here:
            schedule.cancel_all(tx, item.job, group.id)  # every room hears it now
        if hopeless:
            return Done("dropped")
        due = Due(item.cause, group, item.job, item.args, now, late, seed, room, item.held, leapt)
        says, opened = self._fires(tx, job, due, item.subject, drafted)
        if tx.moments:
            says = self._moments(tx, _as_ask(due), list(says))
        self._groups.settle(tx)
        group = self._groups.get(item.group) or group
        done = Done("done", group, scheduled=tx.scheduled, opened=opened, mailed=tx.mailed)
        done.reached = outbox.put(
            tx, says, cause=item.cause, at=now, seed=seed, group=group, fresh=done.fresh
        )
        return done

    def _fires(
        self, tx: Tx, job: Job, due: Due, subject: str, drafted: Drafted | None
    ) -> tuple[Sequence[Say], tuple[Note, ...]]:
        """What its feature says, and what came out of the box for it."""
        if isinstance(job.fire, Slot):
            day = slots.day_of(due.group, due.at)
            opened = self.ripe(due.group, job.fire.kinds, day)
            return job.fire.opens(tx, due, opened), opened
        if isinstance(job.fire, Tally):
            return job.fire.counts(tx, due, self.answered(subject)), ()
        if isinstance(job.fire, Written):
            return job.fire.keep(tx, due, drafted.text if drafted else None), ()
        return job.fire(tx, due), ()

    def open_to(self, command: Command, group: Group) -> None:
        """Does the word work in that group now, whoever says it? Raises Refused."""
        part = self._part.get(command.word)
        if not has_part(group, part):
            raise Refused("app.part-off", part=Text(f"part.{part}"))
        if not command.when(group):
            raise Refused(command.refusal)

    def is_unlogged(self, job: str) -> bool:
        """Is no line of the log to say that this fired?"""
        return job in self.jobs and self.jobs[job].unlogged

    def allow(self, command: Command, ask: Ask) -> None:
        """Permission, place in time and parts, as the command states them. Raises Refused."""
        self.open_to(command, ask.group)
        if command.who is Who.FACILITATOR and not ask.leads:
            raise _for_facilitators(ask)
        if command.who is Who.MANAGER and not (ask.leads or Right.MANAGE in ask.rights):
            raise _for_facilitators(ask)
        if command.who is Who.MEMBER and ask.by.id not in ask.group.members:
            raise Refused("app.for-members")
        if command.place is Place.ROOM and ask.room is None:
            raise Refused("app.room-word", word=Text(word_key(command)))
        missing = any(arg.needed and arg.name not in ask.args for arg in command.args)
        asks = command.form is not None or (command.asks and ask.room is None)
        if missing and not asks:  # a form asks for what is missing
            raise Refused("needs." + command.word.replace(" ", "-"))

    def _moments(self, tx: Tx, ask: Ask, says: list[Say]) -> list[Say]:
        """Let every feature speak at what happened; what is for the group becomes one post."""
        while tx.moments:  # one may lead to the next
            one = tx.moments.pop(0)
            moment, about = one if isinstance(one, tuple) else (one, None)
            tx.erased |= moment in OWED
            if ask.group.id in tx.touched:
                self._groups.refresh(tx, ask.group.id)
            now = replace(ask, group=self._groups.get(ask.group.id) or ask.group)
            if isinstance(about, Person):  # it is about somebody else than whoever asks
                now = replace(now, by=about, account=about.id)
            elif about is not None:  # it is about one part
                now = replace(now, args={**now.args, "part": about})
            for feature in self.features:
                # Letting go of somebody is owed by a part that has been switched off, too.
                on = moment in OWED or has_part(now.group, feature.part)
                if on and moment in feature.at:
                    says = _joined(says, feature.at[moment](tx, now))
        return says

    def _say(self, tx: Tx, ask: Ask, says: Sequence[Say], outcome: str) -> Done:
        self._groups.settle(tx)
        group = self._groups.get(ask.group.id) or ask.group
        done = Done(outcome, group, scheduled=tx.scheduled, mailed=tx.mailed)
        if ask.via is not None and not any(one.to is ASKER for one in says):
            says = [*says, NOTHING]
        done.reached = outbox.put(
            tx,
            says,
            cause=ask.cause,
            at=ask.at,
            seed=ask.seed,
            group=group,
            asker=ask.account,
            via=ask.via,
            asked_in=None if ask.private else ask.room,
            waits=private(ask.account) in self.unseen,
            fresh=done.fresh,
        )
        done.asked = frozenset(tx.asked)
        return done


def _silent_until(group: Group, job: Job, now: datetime) -> datetime | None:
    """When a job is looked at again, as the group is quiet, or rests after a heavy meeting."""
    if group.quiet_since is not None and not job.through_quiet:
        return now + schedule.MINUTE
    asked = job.gathered or job.through_quiet or job.through_rest
    return group.rest_until if group.rests(now) and not asked else None


def _heard_from(
    tx: Tx,
    job: Job,
    group: Group,
    room: RoomId,
    now: datetime,
    stirred: Mapping[RoomId, datetime],
    away: Collection[str],
) -> datetime | None:
    """When every room where a gathered line is heard is ready for it; None: now."""
    rooms = (room,) if job.here else group.rooms
    heard = [each for each in rooms if platform_of(each) not in away]  # nobody is in the others
    paces = [schedule.pace(tx, each, now, stirred.get(each)) for each in heard]
    later = max((pace for pace in paces if pace is not None), default=now)
    return later if later > now else None


def _is_true(tx: Tx, job: Job, group: Group, now: datetime, drafted: Drafted | None) -> bool:
    """Is what was put into words before (`Written`) still what would be read now?"""
    if not isinstance(job.fire, Written):
        return True
    if drafted is None:
        raise RuntimeError("it could not be put into words")
    return bool(job.fire.read(tx, group, now) == drafted.read)


def first_time(tx: Tx, event: str, at: datetime) -> bool:
    """Mark an event as heard. False: it was heard before."""
    sql = "INSERT INTO inbox (event, at) VALUES (:event, :at) ON CONFLICT (event) DO NOTHING"
    return tx.run(sql, event=event, at=ms(at)) == 1


def failed(tx: Tx, event: str, at: datetime) -> bool:
    """Mark an event that met a bug, so that it cannot come back at every re-sync."""
    sql = (
        "INSERT INTO inbox (event, state, at) VALUES (:event, 'failed', :at)"
        " ON CONFLICT (event) DO NOTHING"
    )
    return tx.run(sql, event=event, at=ms(at)) == 1


def sweep(tx: Tx, now: datetime) -> None:
    """Forget marks that no replay can need any more: an hour old, and read past for sure.

    By the bookmark and not by age alone: after a long time away the same words come again.
    """
    tx.run(
        "DELETE FROM inbox WHERE at < :before AND NOT EXISTS (SELECT 1 FROM bookmark"
        " WHERE substr(event, 1, length(platform) + 1) = platform || ':'"
        " AND inbox.at > noted_at - :margin)",
        before=ms(now - INBOX_KEPT),
        margin=READ_PAST // timedelta(milliseconds=1),
    )


def heard_before(tx: Tx, event: str) -> bool:
    """Was this event dealt with already?"""
    return tx.one("SELECT 1 FROM inbox WHERE event = :event", event=event) is not None


def _for_place(command: Command, ask: Ask, says: list[Say]) -> list[Say]:
    """One confirmation, where only the asker sees it; in a room, the line that is due anyway."""
    answered = any(one.to is ASKER for one in says)
    here = EVERYWHERE if ask.apart else GROUP  # what is said in the rooms is not heard apart
    in_room = any(one.to in (here, EVERYWHERE, ask.room) for one in says)
    if ask.private:
        if not answered and not in_room:
            return [*says, say("app.done")]
        if not answered and ask.room is None:
            return [*says, say("app.said-in-room")]
        return says
    if in_room or command.confirmed_by:
        return [one for one in says if one.to is not ASKER]
    return says


def _joined(says: list[Say], more: Sequence[Say]) -> list[Say]:
    """Sentences for the group become one post, and those for the asker one answer."""
    joined = list(says)
    for one in more:
        to = one.to if one.to in (ASKER, *ALL) else None
        at = next((n for n, other in enumerate(joined) if to and other.to is to), None)
        if at is None:
            joined.append(one)
        else:
            first = joined[at]
            joined[at] = replace(
                first,
                then=(*first.then, one),
                choices=(*first.choices, *one.choices),
                file=first.file or one.file,
            )
    return joined


def _with(says: list[Say], offer: Say | None) -> list[Say]:
    """Add a sentence for the asker to the answer they get anyway, or alone if they get none."""
    if offer is None:
        return says
    for n, one in enumerate(says):
        if one.to is ASKER:
            offered = {choice.types for choice in one.choices}
            more = (choice for choice in offer.choices if choice.types not in offered)
            choices = (*one.choices, *more)
            both = replace(one, then=(*one.then, offer), choices=choices)
            return [*says[:n], both, *says[n + 1 :]]
    return [*says, offer]


def _as_ask(due: Due) -> Ask:
    """What came by itself, for moments: nobody asked for it, so it has no name and no rights."""
    nobody = Person(PersonId(""), "")
    return Ask(
        cause=due.cause,
        group=due.group,
        by=nobody,
        command=due.job,
        args=due.args,
        at=due.at,
        room=None,
        private=False,
        rights=frozenset(),
        seed=due.seed,
        account=nobody.id,
    )


def _for_facilitators(ask: Ask) -> Refused:
    """Who can do that; or, when the time of everybody who led is over, how to take it on."""
    group, today = ask.group, ask.at.date()
    if group.session is not None:
        return Refused("app.for-facilitators", who=group.session.lead)
    for who in group.facilitators:
        if group.leads(who, today):
            return Refused("app.for-facilitators", who=Person(PersonId(who), group.names[who]))
    return Refused("app.nobody-leads")
