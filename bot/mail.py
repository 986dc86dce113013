"""E-mails: rows first, then sent, each as the same message however often it is tried.

Its law: a row is written in the transaction that wants it, and deleted once the server has taken
the message. Killed in between, it is sent again with the same Message-ID and date, so that mail
programs know it for the same one. What a server refuses for good becomes a due row of whoever
wanted it, so that a person is told. Nothing is ever read: an answer reaches nobody here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import blake2b
from typing import Protocol

from bot import schedule
from bot.core import Core
from bot.db import Tx
from bot.door import Done
from bot.model import Ask, Due, GroupId, RoomId, Say
from bot.packing import pack, unpack
from bot.settings import WORDING
from bot.times import from_ms, ms
from bot.troubles import Troubles
from bot.words import Plain

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
"""Seconds between tries while the server does not take it."""


KEYS = ("mail.unreachable", "mail.refused-sign-in", "mail.not-now", "mail.not-locked")
TROUBLES = KEYS


class Never(Exception):  # noqa: N818
    """The server will never take this message to this address."""


class NotNow(Exception):  # noqa: N818
    """The server cannot be reached, or asks to try later. `key`: what an admin should look at.

    `sure`: it has not taken the message.
    """

    def __init__(self, key: str, *, sure: bool = True) -> None:
        super().__init__(key)
        self.key = key
        self.sure = sure


class Post(Protocol):
    """A way to send mail (`bot.smtp`)."""

    @property
    def sender(self) -> str: ...

    def send(self, message: EmailMessage) -> None:
        """Returns once the server has taken it. Blocks. Raises Never or NotNow."""


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    group: GroupId
    cause: str
    address: str
    says: Say
    at: datetime
    good_until: datetime
    job: str
    token: str


# What a feature may ask for, in its own transaction.


def put(
    tx: Tx,
    why: Ask | Due,
    group: GroupId,
    address: str,
    says: Sequence[Say],
    *,
    cause: str,
    good_for: timedelta,
    job: str,
) -> None:
    """An e-mail: the first of `says` is its subject. The same cause again: nothing new.

    `job` is due, with `cause` among its args, if it can never be sent.
    """
    subject, *sentences = says
    whole = Say(subject.key, subject.facts, then=tuple(sentences))
    tx.run(
        "INSERT INTO mail (group_id, cause, address, says, at, good_until, job, token)"
        " VALUES (:g, :cause, :address, :says, :at, :until, :job, :token)"
        " ON CONFLICT (cause) DO NOTHING",
        g=group,
        cause=cause,
        address=address,
        says=pack(whole),
        at=ms(why.at),
        until=ms(why.at + good_for),
        job=job,
        token=blake2b(f"{why.seed} {cause}".encode(), key=b"mail", digest_size=12).hexdigest(),
    )
    tx.mailed = True


def set_up(tx: Tx, sender: str | None) -> None:
    """From which address e-mails go from now on; None: none can be sent."""
    tx.run("DELETE FROM mail_from")
    if sender is not None:
        tx.run("INSERT INTO mail_from (sender) VALUES (:sender)", sender=sender)


def can_send(tx: Tx) -> bool:
    """Has the admin filled in a mail server?"""
    return tx.one("SELECT 1 FROM mail_from") is not None


def withdraw_to(tx: Tx, group: GroupId, address: str) -> None:
    """Send nothing more to this address that has not left yet."""
    tx.run("DELETE FROM mail WHERE group_id = :g AND address = :a", g=group, a=address)


def waits(tx: Tx, cause: str) -> bool:
    """Is it sure that it has not been sent?"""
    sql = "SELECT 1 FROM mail WHERE cause = :c AND tried = 0"
    return tx.one(sql, c=cause) is not None


def withdraw(tx: Tx, cause: str) -> None:
    """Do not send it any more, if it has not been."""
    tx.run("DELETE FROM mail WHERE cause = :c", c=cause)


# How it is carried out.


class Mails:
    """The loop that sends them, one after the other."""

    def __init__(self, core: Core, troubles: Troubles) -> None:
        self._core = core
        self._troubles = troubles
        self._wake = asyncio.Event()
        self._pauses: dict[int, tuple[float, float]] = {}
        """By row: not before, and the last pause."""
        self._post: Post | None = None
        core.told.append(self._written)

    def by(self, post: Post | None) -> None:
        """How they are sent from now on; None: they are not."""
        self._post = post
        self._wake.set()

    def _written(self, done: Done) -> None:
        if done.mailed:
            self._wake.set()

    async def run(self) -> None:
        while True:
            self._wake.clear()
            pause = None if self._post is None else await self._all(self._post)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()

    async def _all(self, post: Post) -> float:
        """Try each; after how many seconds it is worth looking again."""
        pause = LONGEST_PAUSE
        try:
            for row in await self._core.db.read(_rows):
                pause = min(pause, await self._one(row, post))
        except Exception as problem:  # noqa: BLE001 (a full disk is no reason to stop)
            log.warning("mail waits: %s", type(problem).__name__)
            return FIRST_PAUSE
        return pause

    async def _one(self, row: _Row, post: Post) -> float:
        """Try it; after how many seconds it is worth looking again."""
        loop = asyncio.get_running_loop()
        not_before, last = self._pauses.get(row.id, (0.0, FIRST_PAUSE / 2))
        if (left := not_before - loop.time()) > 0:
            return left
        if self._core.clock.now() > row.good_until:
            await self._gave_up(row)
            return LONGEST_PAUSE
        message = self._message(row, post.sender)
        if not await self._core.db.write(lambda tx: _trying(tx, row)):
            return LONGEST_PAUSE  # it was withdrawn meanwhile
        try:
            await asyncio.to_thread(post.send, message)
        except Never:
            log.warning("the mail server refused an e-mail for good")
            await self._gave_up(row)
            return LONGEST_PAUSE
        except NotNow as problem:
            self._troubles.tell(problem.key, {})
            if problem.sure:
                await self._core.db.write(lambda tx: _not_sent(tx, row))
            pause = min(last * 2, LONGEST_PAUSE)
            self._pauses[row.id] = (loop.time() + pause, pause)
            return pause
        for key in TROUBLES:
            self._troubles.over(key)
        self._pauses.pop(row.id, None)
        await self._core.db.write(lambda tx: _forget(tx, row))
        return LONGEST_PAUSE

    async def _gave_up(self, row: _Row) -> None:
        now = self._core.clock.now()
        self._pauses.pop(row.id, None)

        def tell(tx: Tx) -> Done:
            if _forget(tx, row):
                at = now - schedule.CALM  # nothing to wait for
                args = {"cause": row.cause}
                schedule.in_room(tx, row.job, row.group, RoomId(row.cause), row.token, at, args)
            return Done("", scheduled=tx.scheduled)

        self._core.after(await self._core.db.write(tell))

    def _message(self, row: _Row, sender: str) -> EmailMessage:
        """The same bytes each time it is tried."""
        group = self._core.groups.get(row.group)
        easy = group is not None and WORDING.of(group) == "easy"
        language = self._core.language_of(group)

        def words(one: Say) -> str:
            return self._core.words.render(
                one.key, one.facts, language=language, easy=easy, speaker=Plain()
            )

        message = EmailMessage()
        message["From"] = sender
        message["To"] = row.address
        message["Subject"] = words(row.says)
        message["Date"] = format_datetime(row.at)
        message["Message-ID"] = f"<{row.token}@{sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine is to answer
        message.set_content("\n\n".join(map(words, row.says.then)) + "\n")
        return message


def _rows(tx: Tx) -> list[_Row]:
    rows = tx.all(
        "SELECT id, group_id, cause, address, says, at, good_until, job, token FROM mail"
        " ORDER BY id"
    )
    return [
        _Row(
            id, group, cause, address, unpack(says), from_ms(at), from_ms(until), job, token
        )
        for id, group, cause, address, says, at, until, job, token in rows
    ]  # fmt: skip


def _trying(tx: Tx, row: _Row) -> bool:
    """On disk before it leaves, so that after a crash we know it may have been sent."""
    sql = "UPDATE mail SET tried = 1 WHERE id = :id AND token = :token"
    return tx.run(sql, id=row.id, token=row.token) == 1


def _not_sent(tx: Tx, row: _Row) -> None:
    sql = "UPDATE mail SET tried = 0 WHERE id = :id AND token = :token"
    tx.run(sql, id=row.id, token=row.token)


def _forget(tx: Tx, row: _Row) -> bool:
    """With its address and words."""
    tx.erased = True
    sql = "DELETE FROM mail WHERE id = :id AND token = :token"
    return tx.run(sql, id=row.id, token=row.token) == 1
