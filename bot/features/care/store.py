"""Who would like to talk to whom, in the database. Every row goes with all its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.db import Tx
from bot.features.care.rules import How, State, Wish
from bot.model import GroupId, Person, PersonId
from bot.times import from_ms, ms

MOST = 1_000_000
"""As many digits as a number has that people can type."""

_COLUMNS = (
    "number, group_id, person, account, name, supporter, to_account, to_email, how, reach, wanted,"
    " wanted_at, by_at, state"
)


def free_number(tx: Tx, seed: int) -> int:
    """A number that no other wish has, by chance."""
    number = seed % MOST
    while get(tx, number) is not None:
        number = (number + 1) % MOST
    return number


def add(tx: Tx, one: Wish) -> None:
    tx.run(
        f"INSERT INTO care_request ({_COLUMNS}) VALUES (:number, :g, :person, :account, :name,"
        " :supporter, :to_account, :to_email, :how, :reach, :wanted, :wanted_at, :by, :state)",
        number=one.number,
        g=one.group,
        person=one.who.id,
        account=one.account,
        name=one.who.name,
        supporter=one.supporter,
        to_account=one.to_account,
        to_email=one.to_email,
        how=one.how.value,
        reach=one.reach,
        wanted=one.wanted,
        wanted_at=one.wanted_at and ms(one.wanted_at),
        by=ms(one.by),
        state=one.state.value,
    )


def get(tx: Tx, number: int) -> Wish | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM care_request WHERE number = :n", n=number)
    return None if row is None else _read(row)


def of(tx: Tx, group: GroupId, person: PersonId) -> Wish | None:
    """What somebody has asked for in this group, if it is not over."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM care_request WHERE group_id = :g AND person = :p",
        g=group,
        p=person,
    )
    return None if row is None else _read(row)


def asked_of(tx: Tx, account: PersonId) -> list[Wish]:
    """What somebody was asked for as a Supporter and has not answered, in any group."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM care_request WHERE to_account = :a AND state = :asked"
        " ORDER BY by_at, number",
        a=account,
        asked=State.ASKED.value,
    )
    return [_read(row) for row in rows]


def of_supporter(tx: Tx, group: GroupId, account: PersonId) -> list[Wish]:
    """What somebody was asked for as a Supporter in this group, answered or not."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM care_request WHERE group_id = :g AND to_account = :a",
        g=group,
        a=account,
    )
    return [_read(row) for row in rows]


def moves_on(tx: Tx, one: Wish, state: State) -> None:
    sql = "UPDATE care_request SET state = :state WHERE number = :n"
    tx.run(sql, state=state.value, n=one.number)


def delete(tx: Tx, one: Wish) -> None:
    """With all its words: their bytes go at once, too."""
    tx.run("DELETE FROM care_request WHERE number = :n", n=one.number)
    tx.erased = True


def is_also(tx: Tx, group: GroupId, account: PersonId) -> bool:
    """Is it now known as another account of somebody? What they asked for is theirs as well."""
    row = tx.one("SELECT same_as FROM also WHERE person = :p", p=account)
    if row is None:
        return False
    for table in ("care_request", "supporter"):
        tx.run(
            f"UPDATE {table} SET person = :to WHERE group_id = :g AND person = :p AND NOT EXISTS"
            f" (SELECT 1 FROM {table} other WHERE other.group_id = :g AND other.person = :to)",
            to=row[0],
            g=group,
            p=account,
        )
    return True


def reword(tx: Tx, group: GroupId, words: Callable[[str], str]) -> None:
    """Change the words that are kept, where they change."""
    sql = "SELECT number, reach, wanted FROM care_request WHERE group_id = :g"
    for number, *kept in tx.all(sql, g=group):
        said = [None if each is None else words(each) for each in kept]
        if said != kept:
            tx.run(
                "UPDATE care_request SET reach = :reach, wanted = :wanted WHERE number = :n",
                reach=said[0],
                wanted=said[1],
                n=number,
            )


def _read(row: tuple[object, ...]) -> Wish:
    (number, group, person, account, name, supporter, to_account, to_email, *rest) = row
    how, reach, wanted, wanted_at, by_at, state = rest
    at: datetime | None = None if wanted_at is None else from_ms(int(str(wanted_at)))
    return Wish(
        number=int(str(number)),
        group=GroupId(int(str(group))),
        who=Person(PersonId(str(person)), str(name)),
        account=PersonId(str(account)),
        supporter=str(supporter),
        to_account=None if to_account is None else PersonId(str(to_account)),
        to_email=None if to_email is None else str(to_email),
        how=How(str(how)),
        reach=None if reach is None else str(reach),
        wanted=None if wanted is None else str(wanted),
        wanted_at=at,
        by=from_ms(int(str(by_at))),
        state=State(str(state)),
    )
