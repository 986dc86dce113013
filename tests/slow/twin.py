"""The rehearsal room again, on a platform that answers slowly, and on its forgetful twin.

    python twin.py [--forget] --port PORT --folder FOLDER

Slowly: a message is shown well before the bot hears that it was, so that a kill often falls
between the two. `--forget`: the platform does not know its tokens again, so whatever is sent
twice is shown twice. A check that lets the twin pass proves nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from adapters.local.adapter import LocalAdapter
from bot.app import App
from bot.model import Address, Rendered
from bot.program import Health, serve
from bot.words import Words

SLOW = 0.2


class Slow(LocalAdapter):
    """Shows at once, and says so late."""

    forgets = False

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        known = secrets.token_hex(12) if self.forgets else token
        shown = await super().send(address, message, known)
        await asyncio.sleep(SLOW)
        return shown


class Forgetful(Slow):
    forgets = True


async def run(folder: Path, port: int, platform: type[Slow]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = await App.open(folder / "alongside.db", words=Words.load())

    async def start_again() -> None:
        raise NotImplementedError

    def ready(address: str) -> None:
        print(address, flush=True)

    try:
        app.add(platform("127.0.0.1", port, folder, start_again=start_again, ready=ready))
        await serve(app, folder / "alongside.db", Health(app, port=port))
    finally:
        await app.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--forget", action="store_true")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    args = parser.parse_args()
    asyncio.run(run(args.folder, args.port, Forgetful if args.forget else Slow))
