"""What must be said: put there in the transaction that decided it, delivered by `bot.delivery`.

A row is `waiting > trying > sent | gone`, or `unseen` until its person's next touch; `offered`:
it may have been seen, and is shown again only if they ask. It keeps keys and facts, never prose,
and a random token; when it was first tried and a hash of the words are committed before the
first try.
Facts are emptied once it was said. Order holds within one place: answers, then lines, then
posts. Nothing here may send.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from bot.db import Tx
from bot.model import (
    ASKER,
    EVERYWHERE,
    FACILITATORS,
    GROUP,
    Address,
    Choice,
    Group,
    Lane,
    Person,
    PersonId,
    RoomId,
    Say,
    Text,
    is_private,
    private,
)
from bot.packing import changed, pack, pack_choices, unpack, unpack_choices
from bot.times import ms

GOOD_FOR = {
    Lane.ANSWER: timedelta(hours=1),
    Lane.LINE: timedelta(minutes=10),
    Lane.POST: timedelta(days=1),
}
"""How long a row is worth saying late, unless its Say says otherwise."""

AGAIN_FOR = timedelta(days=1)
"""How long an answer can be shown again, or waits for its person's next touch."""

MOST_UNSEEN = 3
"""Earlier answers that are told at once."""

KEYS = ("app.waited", "app.waited-too")

_WAITS = "state IN ('unseen', 'offered')"

SENT_KEPT = timedelta(hours=48)
GONE_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Row:
    """One message to one place."""

    id: int
    address: Address
    lane: Lane
    say: Say
    good_until: int
    state: str
    token: str
    first_tried_at: int | None
    text_hash: str | None
    via: str | None = None
    """Where the platform wants this answer: as `Heard.via`."""
    asked_in: RoomId | None = None
    """The room where this was asked for in the open."""


def put(
    tx: Tx,
    says: Iterable[Say],
    *,
    cause: str,
    at: datetime,
    seed: int,
    group: Group | None,
    asker: PersonId | None = None,
    via: str | None = None,
    asked_in: RoomId | None = None,
    waits: bool = False,
    fresh: list[Row] | None = None,
) -> list[Address]:
    """Write the rows of these Says, one for each room or private chat; where they go.

    Unique by (cause, place in `says`, address): the same cause twice is one row. Rows that are
    new are added to `fresh`. `via`: where the answer to the asker goes. `asked_in`: the room
    where it was asked for in the open. `waits`: something may wait for the asker's next touch.
    """
    reached: list[Address] = []
    own = None if asker is None else private(asker)
    for n, one in enumerate(says):
        for address in addresses(one, group, asker):
            token = _token(seed, len(reached))
            way = via if one.to is ASKER else None
            said = _with_unseen(tx, one, address, at) if waits and one.to is ASKER else one
            where = asked_in if address == own and not one.unasked else None
            row = put_at(
                tx, address, said, cause=cause, n=n, at=at, token=token, via=way, asked_in=where
            )
            reached.append(address)
            if fresh is not None and row is not None:
                fresh.append(row)
    return reached


def _token(seed: int, number: int) -> str:
    """What is random about a row: the same again when its function is run again."""
    return blake2b(b"%d %d" % (seed, number), digest_size=12).hexdigest()


def put_at(
    tx: Tx,
    address: Address,
    one: Say,
    *,
    cause: str,
    at: datetime,
    token: str,
    n: int = 0,
    via: str | None = None,
    asked_in: RoomId | None = None,
) -> Row | None:
    """Write one row for one place. None: it is there, or was said too short a time ago."""
    lane = one.lane or (Lane.ANSWER if is_private(address) else Lane.LINE)
    if one.apart and _said(tx, address, one.key, at - one.apart):
        return None
    until = ms(at + (one.good_for or GOOD_FOR[lane]))
    id = tx.insert(
        "INSERT INTO outbox (address, lane, cause, n, key, says, at, good_until, token, via,"
        " asked_in)"
        " VALUES (:address, :lane, :cause, :n, :key, :says, :at, :until, :token, :via, :asked_in)"
        " ON CONFLICT (cause, n, address) DO NOTHING",
        address=address,
        lane=lane.value,
        cause=cause,
        n=n,
        key=one.key,
        says=pack(one),
        at=ms(at),
        until=until,
        token=token,
        via=via,
        asked_in=asked_in,
    )
    if one.choices and is_private(address) and not one.told:
        offer(tx, PersonId(address[1:]), one.choices, at)
    if id is None:
        return None
    return Row(id, address, lane, one, until, "waiting", token, None, None, via, asked_in)


def addresses(one: Say, group: Group | None, asker: PersonId | None) -> list[Address]:
    """Where a Say goes. People by phone have no chat, so nothing is ever sent to them."""
    if one.to is ASKER:
        found = [] if asker is None else [private(asker)]
    elif one.to is GROUP:
        found = [] if group is None else [Address(room) for room in group.rooms]
    elif one.to is EVERYWHERE:
        found = [] if group is None else [Address(room) for room in group.rooms]
        found += [] if group is None else [Address(room) for room, on in group.apart.items() if on]
    elif one.to is FACILITATORS:
        leads = [] if group is None else group.facilitators
        found = [private(who) for who in leads]
    elif isinstance(one.to, Person):
        found = [private(one.to.id)]
    else:
        found = [Address(str(one.to))]
    return [address for address in found if not address.startswith("@phone:")]


def offer(tx: Tx, person: PersonId, choices: tuple[Choice, ...], at: datetime) -> None:
    """Remember what the numbers in this private chat type now."""
    tx.run(
        "INSERT INTO open_choice (person, choices, at) VALUES (:p, :choices, :at)"
        " ON CONFLICT (person) DO UPDATE SET choices = :choices, at = :at",
        p=person,
        choices=pack_choices(choices),
        at=ms(at),
    )


def offered(tx: Tx, person: PersonId) -> tuple[Choice, ...]:
    row = tx.one("SELECT choices FROM open_choice WHERE person = :p", p=person)
    return () if row is None else unpack_choices(row[0])


_COLUMNS = (
    "id, address, lane, says, good_until, state, token, first_tried_at, text_hash, via, asked_in"
)


def first(tx: Tx, address: Address) -> tuple[Row | None, bool]:
    """The row that is next in this place, and whether others wait behind it."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM outbox WHERE address = :a AND state IN ('waiting', 'trying')"
        " ORDER BY lane, id LIMIT 2",
        a=address,
    )
    if not rows:
        return None, False
    id, where, lane, says, *rest = rows[0]
    row = Row(id, where, Lane(lane), unpack(says), *rest)
    return row, len(rows) > 1


def trying(tx: Tx, row: Row, text_hash: str, at: datetime) -> bool:
    """Said before the first try, so that after a crash we know it may have been shown.

    False: by now another row is first in this place, or this one is done with.
    """
    first = tx.run(
        "UPDATE outbox SET state = 'trying', text_hash = :hash,"
        " first_tried_at = coalesce(first_tried_at, :at)"
        " WHERE id = :id AND token = :token AND address = :address"
        " AND state IN ('waiting', 'trying')"
        " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.address = :address"
        " AND o.state IN ('waiting', 'trying') AND (o.lane, o.id) < (:lane, :id))",
        hash=text_hash,
        at=ms(at),
        id=row.id,
        token=row.token,
        address=row.address,
        lane=row.lane.value,
    )
    return first == 1


def sent(tx: Tx, row: Row, message: str) -> None:
    """It was shown: keep its id on the platform, empty its facts.

    An answer that its platform shows only once (`via`) keeps them, until the next one or for a
    day: its person may ask to see it again.
    """
    tx.run(
        "UPDATE outbox SET state = 'sent', message = :m, says = :says, via = NULL, asked_in = NULL"
        " WHERE id = :id AND token = :token",
        m=message,
        says=pack(row.say) if row.via is not None and row.say.key else "",
        id=row.id,
        token=row.token,
    )
    if row.via is not None and row.say.key:
        tx.run(
            "UPDATE outbox SET says = '' WHERE address = :a AND state = 'sent' AND says <> ''"
            " AND id <> :id",
            a=row.address,
            id=row.id,
        )


def unseen(tx: Tx, row: Row, now: datetime) -> None:
    """Its person could not be reached: it waits for their next touch.

    What they asked for waits a day; what they did not, as long as it was worth saying. When it
    was first tried is kept only of an answer that may have been shown by an earlier try.
    """
    asked = row.via is not None or row.asked_in is not None
    tx.run(
        "UPDATE outbox SET state = 'unseen', via = NULL, asked_in = NULL, good_until = :until,"
        " first_tried_at = :tried WHERE id = :id AND token = :token",
        until=ms(now + AGAIN_FOR) if asked else row.good_until,
        tried=None if row.via is None else row.first_tried_at,
        id=row.id,
        token=row.token,
    )


def last_answer(tx: Tx, person: PersonId, now: datetime) -> Say | None:
    """What was last shown to this person alone, where their app may have lost it since."""
    row = tx.one(
        "SELECT says FROM outbox WHERE address = :a AND state = 'sent' AND says <> ''"
        " AND at > :since ORDER BY id DESC LIMIT 1",
        a=private(person),
        since=ms(now - AGAIN_FOR),
    )
    return None if row is None else unpack(row[0])


def show_again(tx: Tx, person: PersonId, now: datetime) -> bool:
    """They ask for what they have not seen: it comes with the next answer. False: nothing waits."""
    waits = tx.run(
        "UPDATE outbox SET state = 'unseen', first_tried_at = NULL"
        f" WHERE address = :a AND {_WAITS} AND good_until > :now",
        a=private(person),
        now=ms(now),
    )
    return waits > 0


def all_unseen(tx: Tx) -> list[Address]:
    """For whom something waits for their next touch, or for their asking."""
    return [row[0] for row in tx.all(f"SELECT DISTINCT address FROM outbox WHERE {_WAITS}")]


def _unseen(tx: Tx, address: Address, now: datetime) -> tuple[list[Say], bool]:
    """What was not seen, and whether something else may have been. From now on neither waits."""
    rows = tx.all(
        f"SELECT says, first_tried_at FROM outbox WHERE address = :a AND {_WAITS}"
        " AND state = 'unseen' AND good_until > :now ORDER BY id",
        a=address,
        now=ms(now),
    )
    tx.run(
        "UPDATE outbox SET state = CASE WHEN first_tried_at IS NULL THEN 'gone' ELSE 'offered' END,"
        " says = CASE WHEN first_tried_at IS NULL THEN '' ELSE says END"
        f" WHERE address = :a AND {_WAITS} AND state = 'unseen'",
        a=address,
    )
    never = [unpack(says) for says, tried in rows if tried is None]
    return never[-MOST_UNSEEN:], any(tried is not None for _, tried in rows)


def _with_unseen(tx: Tx, one: Say, address: Address, now: datetime) -> Say:
    """This answer, and after it what its person could not be told before: one message."""
    waiting, perhaps = _unseen(tx, address, now)
    if perhaps:
        show, note = Choice("again", "welcome.show-answer"), Say("app.perhaps-seen")
        then = (*one.then, note) if one.key else one.then
        head = one if one.key else replace(note, to=one.to)
        one = replace(head, choices=(*one.choices, show), then=then)
    if not waiting:
        return one
    whole = (one, *waiting)
    choices = {(each.types, each.of): each for say in whole for each in say.choices}
    head = one if one.key else Say("app.waited")
    lead_in = (Say("app.waited-too"),) if one.key else ()
    earlier = (sentence for say in waiting for sentence in _sentences(say))
    return replace(
        head,
        to=one.to,
        choices=tuple(choices.values()),
        then=(*head.then, *lead_in, *earlier),
        asks=any(say.asks for say in whole),
        file=next((say.file for say in whole if say.file), None),
    )


def _sentences(one: Say) -> Iterator[Say]:
    """Without the words that led in to what waited before it: those are said once."""
    if one.key and one.key not in KEYS:
        yield replace(one, then=())
    for further in one.then:
        yield from _sentences(further)


def gone(tx: Tx, row: Row) -> None:
    """It will never be shown: the place is closed, or it is too late to be of use."""
    tx.run(
        "UPDATE outbox SET state = 'gone', says = '', via = NULL, asked_in = NULL"
        " WHERE id = :id AND token = :token",
        id=row.id,
        token=row.token,
    )


def withdraw(tx: Tx, address: Address, types: str) -> None:
    """What waits there and offers to type this is not said any more: it is over."""
    rows = tx.all(
        "SELECT id, says FROM outbox WHERE address = :a AND says <> ''"
        " AND state IN ('waiting', 'trying', 'unseen', 'offered')",
        a=address,
    )
    for id, says in rows:
        if any(choice.types == types for choice in unpack(says).choices):
            tx.run("UPDATE outbox SET state = 'gone', says = '' WHERE id = :id", id=id)


def empty(tx: Tx, address: Address, key: str) -> None:
    """What was shown there and can be shown again, with a key that begins so: not any more."""
    sql = "SELECT id, key FROM outbox WHERE address = :a AND says <> '' AND state = 'sent'"
    for id, said in tx.all(sql, a=address):
        if said.startswith(key):
            tx.run("UPDATE outbox SET says = '' WHERE id = :id", id=id)


def too_old(tx: Tx, address: Address, now: datetime) -> None:
    """What waits in this place, was never tried, and is of no use any more."""
    tx.run(
        "UPDATE outbox SET state = 'gone', says = '', via = NULL, asked_in = NULL"
        " WHERE address = :a AND state = 'waiting' AND first_tried_at IS NULL"
        " AND good_until < :now",
        a=address,
        now=ms(now),
    )


def claimed(tx: Tx, address: Address, message: str) -> bool:
    """Is that message of ours already known to be one of our rows?"""
    sql = "SELECT 1 FROM outbox WHERE address = :a AND message = :m"
    return tx.one(sql, a=address, m=message) is not None


def waiting(tx: Tx, platform: str) -> list[Address]:
    """Every place of that platform where something is still to be said."""
    rows = tx.all(
        "SELECT DISTINCT address FROM outbox WHERE state IN ('waiting', 'trying')"
        " AND (address >= :room AND address < :room_end"
        " OR address >= :chat AND address < :chat_end)",
        room=f"{platform}:",
        room_end=f"{platform};",
        chat=f"@{platform}:",
        chat_end=f"@{platform};",
    )
    return [row[0] for row in rows]


def lines_since(tx: Tx, address: Address, since: datetime) -> list[int]:
    """When the bot spoke in this place since then, in milliseconds, oldest first."""
    rows = tx.all(
        "SELECT at FROM outbox WHERE address = :a AND at > :since AND state <> 'gone' ORDER BY at",
        a=address,
        since=ms(since),
    )
    return [row[0] for row in rows]


def _said(tx: Tx, address: Address, key: str, since: datetime) -> bool:
    sql = "SELECT 1 FROM outbox WHERE address = :a AND at > :since AND key = :key"
    return tx.one(sql, a=address, since=ms(since), key=key) is not None


def last_said(tx: Tx, address: Address, keys: Sequence[str], since: datetime) -> str | None:
    """Which of these texts was, or is to be, said last in this place since then."""
    wanted = {f"k{n}": key for n, key in enumerate(keys)}
    row = tx.one(
        f"SELECT key FROM outbox WHERE address = :a AND at >= :since AND state <> 'gone'"
        f" AND key IN ({', '.join(f':{name}' for name in wanted)}) ORDER BY id DESC LIMIT 1",
        a=address,
        since=ms(since),
        **wanted,
    )
    return None if row is None else row[0]


def stands(
    tx: Tx, address: Address, cause: str, since: datetime, at: datetime, *, beside: Sequence[str]
) -> bool:
    """Was this said there since then and before `at`, and nothing after it but with such keys?"""
    row = tx.one(
        "SELECT id FROM outbox WHERE cause = :cause AND address = :a AND state = 'sent'"
        " AND first_tried_at BETWEEN :since AND :at",
        cause=cause,
        a=address,
        since=ms(since),
        at=ms(at),
    )
    if row is None:
        return False
    sql = "SELECT key FROM outbox WHERE address = :a AND id > :id AND state <> 'gone'"
    later = tx.all(sql, a=address, id=row[0])
    return all(key.startswith(tuple(beside)) for (key,) in later)


def oldest_waiting(tx: Tx) -> int | None:
    """When the oldest row that still waits was put there; for the health page."""
    row = tx.one("SELECT min(at) FROM outbox WHERE state IN ('waiting', 'trying')")
    return None if row is None else row[0]


def all_in_doubt(tx: Tx) -> None:
    """After a restore: what waited then may have been said since."""
    tx.run(
        "UPDATE outbox SET state = 'trying', first_tried_at = coalesce(first_tried_at, at)"
        " WHERE state IN ('waiting', 'trying')"
    )


def move(tx: Tx, old: Address, new: Address) -> None:
    """A room was replaced: what waits for it waits for the new one.

    What was tried as well: it may stand in the old room, but nobody reads there any more.
    """
    tx.run(
        "UPDATE outbox SET address = :new, state = 'waiting', first_tried_at = NULL"
        " WHERE address = :old AND state IN ('waiting', 'trying')",
        old=old,
        new=new,
    )


def reword(tx: Tx, rooms: Iterable[RoomId], change: Callable[[str], str | Text]) -> None:
    """Words are taken back: what has yet to be said in these rooms, or to anybody alone, is said
    without them, and what can be shown once more is shown so."""
    there = frozenset(map(str, rooms))
    for id, address, says in tx.all("SELECT id, address, says FROM outbox WHERE says <> ''"):
        if not (address in there or is_private(address)):
            continue
        if (other := changed(says, change)) != says:
            tx.run("UPDATE outbox SET says = :says WHERE id = :id", says=other, id=id)


def sweep(tx: Tx, now: datetime) -> None:
    """Delete what has been said, and after longer what could not be."""
    tx.run(
        "UPDATE outbox SET says = '' WHERE state = 'sent' AND says <> '' AND at < :before",
        before=ms(now - AGAIN_FOR),
    )
    tx.run(
        "UPDATE outbox SET state = 'gone', says = '', via = NULL"
        f" WHERE {_WAITS} AND good_until < :now",
        now=ms(now),
    )
    for state, kept in (("sent", SENT_KEPT), ("gone", GONE_KEPT)):
        sql = "DELETE FROM outbox WHERE state = :state AND at < :before"
        tx.run(sql, state=state, before=ms(now - kept))
