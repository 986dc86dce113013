"""`alongside run` with an adapter that forgets its transaction ids, so that checks see doubles.

It also lingers after each message, as a slow server does, so that a kill often comes between.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from adapters.matrix import adapter
from bot.cli import main
from bot.model import Address, Rendered

LINGERS = 0.15
"""Seconds."""


class Forgetful(adapter.MatrixAdapter):
    async def send(self, address: Address, message: Rendered, token: str) -> str:
        id = await super().send(address, message, secrets.token_hex(12))
        await asyncio.sleep(LINGERS)
        return id


if __name__ == "__main__":
    adapter.MatrixAdapter = Forgetful  # type: ignore[misc]
    sys.exit(main())
