"""`alongside run` in a process of its own, to be killed and started again.

Each platform has its own: `matrix.bot_apart`, `on_discord.bot_apart`.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import sqlite3
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from slow.elsewhere import ROOT, free_port, own_environment

SETTINGS = """
[database]
url = "sqlite:///bot.db"
[local]
port = {port}
{platform}
"""

ALONGSIDE = ("-m", "bot")


@dataclass(kw_only=True)
class Apart(ABC):
    """One deployment in a folder."""

    LISTENS: ClassVar[str]
    """What the log says once the bot hears people."""

    folder: Path
    program: Sequence[str] = ALONGSIDE
    """How Python is told what to run."""
    starts: list[float] = field(default_factory=list)
    """Seconds each start took until it listened."""
    _process: asyncio.subprocess.Process | None = None

    @abstractmethod
    def settings(self) -> str:
        """The platform's part of the settings."""

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
        before = self.said.count(self.LISTENS)
        began = time.monotonic()
        await self.set_off()
        assert self._process is not None
        while self.said.count(self.LISTENS) == before:
            assert self._process.returncode is None, self.said
            assert time.monotonic() - began < 60, self.said
            await asyncio.sleep(0.01)
        self.starts.append(time.monotonic() - began)

    async def set_off(self) -> None:
        """Start it, and wait for nothing."""
        settings = self.folder / "config.toml"
        if not settings.exists():
            platform = self.settings()
            settings.write_text(SETTINGS.format(port=free_port(), platform=platform), "utf-8")
            settings.chmod(0o600)
        with (self.folder / "said.txt").open("ab") as out:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *(*self.program, "run", "--config", str(settings)),
                cwd=ROOT,
                env=own_environment(),
                stdout=out,
                stderr=out,
            )

    async def kill(self) -> None:
        """No warning, no tidying up."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def end(self) -> None:
        """SIGTERM. Fails unless it ended cleanly, or had been killed before."""
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

    def ask(self, sql: str, **values: object) -> list[tuple[str, ...]]:
        """Ask the bot's own file, or change it, while the program is not running."""
        with contextlib.closing(sqlite3.connect(self.folder / "bot.db")) as raw, raw:
            return raw.execute(sql, values).fetchall()

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
