"""`alongside run` with posts whose words a test chooses, and with twins that must fail.

    python twin.py honest|forgetful|talkative run --config FILE

`forgetful` makes a new nonce for each try; `talkative` answers a press with a message of its own
each time, instead of putting its words where the press waits. Both linger after each message, as
a slow server does, so that a kill often comes between.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

with warnings.catch_warnings():
    # discord.py imports audioop, for sounds that we never play.
    warnings.simplefilter("ignore", DeprecationWarning)
    from adapters.discord import adapter, parts
    from adapters.discord.saying import Saying

from bot import features
from bot.adapter import GiveUp
from bot.cli import main
from bot.db import Tx
from bot.feature import Feature, Job
from bot.model import GROUP, Address, Due, Lane, Rendered, Say, say

LINGERS = 0.15
"""Seconds."""


def notice(_tx: Tx, due: Due) -> Sequence[Say]:
    return [say("hands.about", to=GROUP, lane=Lane.POST, why=str(due.args["words"]))]


class Forgetful(adapter.DiscordAdapter):
    async def send(self, address: Address, message: Rendered, token: str) -> str:
        id = await super().send(address, message, secrets.token_hex(12))
        await asyncio.sleep(LINGERS)
        return id


async def talkative(self: Saying, via: str, message: Rendered) -> str:
    """In place of `Saying.answer`."""
    if not message.text:
        raise GiveUp
    found = await self._rest.ask(
        "POST",
        "/webhooks/{webhook_id}/{webhook_token}",
        body={**parts.message(message), "flags": parts.EPHEMERAL},
        webhook_id=self._application,
        webhook_token=via,
    )
    await asyncio.sleep(LINGERS)
    return str(found["id"])


def become(kind: str) -> None:
    features.FEATURES = (
        *features.FEATURES,
        Feature("notices", jobs={"post": Job(notice)}),
    )
    if kind == "forgetful":
        adapter.DiscordAdapter = Forgetful  # type: ignore[misc]
    elif kind == "talkative":
        Saying.answer = talkative  # type: ignore[method-assign]
    else:
        assert kind == "honest"


if __name__ == "__main__":
    become(sys.argv.pop(1))
    sys.exit(main())
