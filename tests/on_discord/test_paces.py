"""Each press has paces of its own, which discord.py keeps for minutes: nobody is slowed by them."""

from __future__ import annotations

import time
from typing import cast

from adapters.discord.client import Client, Hears

PRESSES = 5_000


async def test_thousands_of_presses_do_not_slow_the_next() -> None:
    client = Client(cast("Hears", None))
    began = time.monotonic()
    for n in range(PRESSES):
        client.http.get_ratelimit(f"press {n}")
    assert time.monotonic() - began < 1.0
