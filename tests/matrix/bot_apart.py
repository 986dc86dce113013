"""`alongside run` in a process of its own on a real homeserver, to be killed and started again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matrix.synapse import Account
from slow.elsewhere import ROOT, free_port, own_environment

SETTINGS = """
[database]
url = "sqlite:///bot.db"
[local]
port = {port}
[matrix]
homeserver = {url}
user_id = {user}
password = {password}
store = "store"
encryption = {encryption}
"""

LISTENS = "I am signed in to Matrix"
"""What the log says once the bot knows its rooms."""


@dataclass
class BotApart:
    """One deployment in a folder."""

    folder: Path
    url: str
    account: Account
    encryption: bool = False
    program: Sequence[str] = ("-m", "bot")
    """How Python is told what to run."""
    starts: list[float] = field(default_factory=list)
    """Seconds each start took until it listened."""
    _process: asyncio.subprocess.Process | None = None

    @property
    def user(self) -> str:
        return self.account.user

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def said(self) -> str:
        """What the program wrote so far, in all its lives."""
        file = self.folder / "said.txt"
        return file.read_text("utf-8") if file.exists() else ""

    async def start(self) -> None:
        """Start it, and wait until it listens."""
        settings = self.folder / "config.toml"
        if not settings.exists():
            settings.write_text(
                SETTINGS.format(
                    port=free_port(),
                    url=json.dumps(self.url),
                    user=json.dumps(self.user),
                    password=json.dumps(self.account.password),
                    encryption="true" if self.encryption else "false",
                ),
                "utf-8",
            )
            settings.chmod(0o600)
        before = self.said.count(LISTENS)
        began = time.monotonic()
        with (self.folder / "said.txt").open("ab") as out:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *(*self.program, "run", "--config", str(settings)),
                cwd=ROOT,
                env=own_environment(),
                stdout=out,
                stderr=out,
            )
        while self.said.count(LISTENS) == before:
            assert self._process.returncode is None, self.said
            assert time.monotonic() - began < 60, self.said
            await asyncio.sleep(0.01)
        self.starts.append(time.monotonic() - began)

    async def kill(self) -> None:
        """No warning, no tidying up."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def end(self) -> None:
        """SIGTERM. Fails unless it ended cleanly."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(self._process.wait(), 10) == 0, self.said

    async def kill_often(self, times: int, *, alive: Sequence[float]) -> None:
        for n in range(times):
            await asyncio.sleep(alive[n % len(alive)])
            await self.kill()
            await self.start()

    def resident(self) -> float:
        """VmRSS of the process, in megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024

    def ask(self, sql: str) -> list[tuple[str, ...]]:
        """Ask the bot's own file, while the program is not running."""
        with contextlib.closing(sqlite3.connect(self.folder / "bot.db")) as raw:
            return raw.execute(sql).fetchall()

    async def rest(self, seconds: float = 60) -> None:
        """End it once nothing waits; look only while it is not running."""
        limit = time.monotonic() + seconds
        sql = "SELECT 1 FROM outbox WHERE state IN ('waiting', 'trying')"
        while True:
            await asyncio.sleep(2)
            await self.end()
            if not self.ask(sql):
                return
            assert time.monotonic() < limit, "it never came to rest"
            await self.start()
