"""The whole program on a platform of one file: a line for every message that was shown.

    python ledger.py [--forget] --folder FOLDER

The ledger knows its tokens again after a restart, as a platform does; its twin (`--forget`)
shows whatever is sent. It ends by itself when nothing is due and everything has been said.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.adapter import Abilities, Bot, NoPlaces
from bot.app import App
from bot.aside import Watched
from bot.db import Tx
from bot.model import Address, Person, PersonId, Rendered
from bot.words import Words


class Ledger(NoPlaces):
    """Shows a message by one write at the end of a file."""

    platform = "ledger"
    abilities = Abilities(
        longest=2000,
        buttons=True,
        boards=False,
        board_pace=10.0,
        senders=8,
        sure_for=timedelta(days=365),
    )

    def __init__(self, path: Path, *, forgets: bool) -> None:
        self._forgets = forgets
        self._known = set(path.read_text("ascii").split()) if path.exists() else set()
        self._file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    async def run(self, app: Bot) -> None:
        await asyncio.Event().wait()

    async def send(
        self,
        address: Address,
        message: Rendered,
        token: str,
    ) -> str:
        if self._forgets or token not in self._known:
            self._known.add(token)
            os.write(self._file, f"{token}\n".encode())
        await asyncio.sleep(0.002)  # the answer takes its time
        return token

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        raise NotImplementedError

    async def look(
        self,
        address: Address,
        token: str,
        text_hash: str,
        since: datetime,
    ) -> str | None:
        return token if token in self._known else None

    def watched(self, person: PersonId) -> Watched:
        return Watched.SEALED

    def mention(self, person: Person) -> str:
        return person.name

    def escape(self, text: str) -> str:
        return text


def _rests(tx: Tx) -> bool:
    waiting = "SELECT 1 FROM outbox WHERE state IN ('waiting', 'trying') LIMIT 1"
    return tx.one("SELECT 1 FROM due LIMIT 1") is None and tx.one(waiting) is None


async def run(folder: Path, *, forgets: bool) -> None:
    app = await App.open(folder / "alongside.db", words=Words.load(), dice=lambda: 1.0)
    app.add(Ledger(folder / "ledger.txt", forgets=forgets))
    running = asyncio.create_task(app.run())
    try:
        while not await app.db.read(_rests):  # noqa: ASYNC110 (the file is what is asked)
            await asyncio.sleep(0.1)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await app.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--forget", action="store_true")
    parser.add_argument("--folder", type=Path, required=True)
    args = parser.parse_args()
    asyncio.run(run(args.folder, forgets=args.forget))
