"""A rehearsal room in a process of its own, that can be killed and started again.

The client says things as the page does: it sends a line again, with the same event id, until
the room has it. What happened is read from the two files afterwards, when nobody has them open.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import sqlite3
import sys
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from slow.elsewhere import ROOT, free_port, own_environment

ROOM = "local:room"
PEOPLE = ("ann", "joe", "priya", "tom", "femi", "sam", "ana", "grace")
DEMO = ("-m", "bot", "demo")
TWIN = (str(Path(__file__).with_name("twin.py")),)


@dataclass
class House:
    """`alongside demo` in a folder, or the twin that stands in for it."""

    folder: Path
    program: Sequence[str] = DEMO
    port: int = field(default_factory=free_port)
    address: str = ""
    starts: list[float] = field(default_factory=list)
    """Seconds each start took until /health answered."""
    _process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        """Start it, and wait until /health answers."""
        began = time.monotonic()
        with (self.folder / "said.txt").open("ab") as out:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.program,
                "--port",
                str(self.port),
                "--folder",
                str(self.folder / "data"),
                cwd=ROOT,
                env=own_environment(),
                stdout=out,
                stderr=out,
            )
        async with aiohttp.ClientSession() as web:
            while not await self._healthy(web):
                assert self._process.returncode is None, self.said
                assert time.monotonic() - began < 30, self.said
                await asyncio.sleep(0.01)
        self.starts.append(time.monotonic() - began)
        self.address = await self._address()

    async def _address(self) -> str:
        """Where the page is: printed once the room is open, a moment after /health answers."""
        while True:
            if found := re.findall(r"http://\S+/r/\S+/", self.said):
                return str(found[-1])
            await asyncio.sleep(0.01)

    @property
    def said(self) -> str:
        """What the program printed so far, in all its lives."""
        return (self.folder / "said.txt").read_text("utf-8")

    async def _healthy(self, web: aiohttp.ClientSession) -> bool:
        try:
            async with web.get(f"http://127.0.0.1:{self.port}/health") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    async def kill(self) -> None:
        """No warning, no tidying up."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def end(self) -> float:
        """SIGTERM; the seconds it took to end. Fails unless it ended cleanly."""
        assert self._process is not None
        began = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(self._process.wait(), 10)
        assert code == 0, self.said
        return time.monotonic() - began

    def resident(self) -> float:
        """VmRSS of the process, in megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024

    async def post(self, web: aiohttp.ClientSession, where: str, body: object) -> None:
        """Send it until it was taken."""
        origin = f"http://127.0.0.1:{self.port}"
        while True:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with web.post(
                    self.address + where,
                    json=body,
                    headers={"Origin": origin},
                    timeout=aiohttp.ClientTimeout(total=5),
                ) as answer:
                    assert answer.status < 400 or answer.status in (429, 503), answer.status
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.1)

    async def says(
        self, web: aiohttp.ClientSession, who: str, text: str, *, alone: bool = False
    ) -> None:
        body = {
            "event": str(uuid.uuid4()),
            "who": f"local:{who}",
            "place": f"@local:{who}" if alone else ROOM,
            "text": text,
            "pressed": False,
        }
        await self.post(web, "say", body)

    async def kill_often(self, times: int, *, alive: Sequence[float]) -> None:
        """Kill it so often, each time after it was up for so many seconds."""
        for n in range(times):
            await asyncio.sleep(alive[n % len(alive)])
            await self.kill()
            await self.start()

    def bot(self, sql: str) -> list[tuple[str, ...]]:
        """Ask the bot's own file, while the program is not running."""
        return _ask(self.folder / "data" / "alongside.db", sql)

    def page(self, sql: str) -> list[tuple[str, ...]]:
        """Ask the room's file, while the program is not running."""
        return _ask(self.folder / "data" / "rehearsal.db", sql)

    def waits(self) -> int:
        """How much was said to the room or the bot and is not dealt with. Not while it runs."""
        ((rows,),) = self.bot("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'trying')")
        ((heard,),) = self.page("SELECT count(*) FROM heard WHERE taken = 0")
        return int(rows) + int(heard)

    def problems(self) -> list[str]:
        """Every line of the bot must be one row of the outbox, and every row one line."""
        rows = self.bot("SELECT address, message, key FROM outbox WHERE state = 'sent'")
        boards = "SELECT message FROM board WHERE message IS NOT NULL"
        lines = self.page(
            "SELECT place, id, words FROM line WHERE person IS NULL AND board IS NULL"
        )
        claimed = Counter((address, str(message)) for address, message, _key in rows)
        live = {str(message) for (message,) in self.bot(boards)}
        shown = {(place, str(id)): words for place, id, words in lines if str(id) not in live}
        return [
            *(f"claimed {n} times: {one}" for one, n in claimed.items() if n > 1),
            *(f"doubled: {words}" for one, words in shown.items() if one not in claimed),
            *(f"lost: {key}" for a, m, key in rows if (a, str(m)) not in shown),
        ]

    def answers(self, who: str) -> list[str]:
        """The text keys of the bot's lines in somebody's private chat, in the order shown."""
        place = f"@local:{who}"
        sql = f"SELECT message, key FROM outbox WHERE address = '{place}' AND state = 'sent'"
        keys = {str(message): key for message, key in self.bot(sql)}
        lines = self.page(
            f"SELECT id FROM line WHERE place = '{place}' AND person IS NULL ORDER BY id"
        )
        return [keys.get(str(id), "doubled") for (id,) in lines]


def _ask(path: Path, sql: str) -> list[tuple[str, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as raw:
        return raw.execute(sql).fetchall()


async def after_rest(house: House, seconds: float = 60) -> None:
    """End it once nothing waits; look only while it is not running."""
    limit, awhile = time.monotonic() + seconds, 1.0
    while True:
        await asyncio.sleep(awhile)
        awhile = min(awhile * 2, 10)  # each start costs seconds, where the machine is busy
        await house.end()
        if not house.waits():
            return
        assert time.monotonic() < limit, "it never came to rest"
        await house.start()
