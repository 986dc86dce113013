"""How fast the bot may ask: Discord's buckets, and one limit for all of it."""

from __future__ import annotations

import hashlib
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from on_discord.world import seconds

Limits = Literal["default", "lifted"]


@dataclass(frozen=True, slots=True)
class Rate:
    most: int
    within: float
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What one request is told of its bucket."""

    headers: Mapping[str, str]
    wait: float = 0.0
    """More than nothing: refused, come back then."""
    everything: bool = False


ORDINARY = Rate(10, 10.0)
LIFTED = Rate(1000, 1.0)
KNOWN: Mapping[tuple[str, str], Rate] = {
    ("POST", "/channels/{channel_id}/messages"): Rate(5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): Rate(5, 5.0),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): Rate(5, 1.0),
    ("GET", "/channels/{channel_id}/messages"): Rate(5, 5.0),
    ("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"): Rate(
        1, 0.25
    ),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): Rate(5, 2.0),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): Rate(5, 2.0),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"): Rate(5, 2.0),
    ("PUT", "/applications/{application_id}/commands"): Rate(2, 60.0),
    ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands"): Rate(2, 60.0),
}
FREE = "/interactions/{interaction_id}/{interaction_token}/callback"
"""First answers have no bucket and do not count."""
_MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")


class Paces:
    """Counts requests. `rates` and `everything` may be changed by a test."""

    def __init__(self, limits: Limits) -> None:
        lifted = limits == "lifted"
        self.rates: dict[tuple[str, str], Rate] = {} if lifted else dict(KNOWN)
        self.ordinary = LIFTED if lifted else ORDINARY
        self.everything = LIFTED if lifted else Rate(50, 1.0)
        self._all: deque[float] = deque()
        self._buckets: dict[tuple[str, ...], deque[float]] = {}

    def ask(self, method: str, template: str, given: Mapping[str, str]) -> Pace:
        """One request more; what it is told."""
        if template == FREE:
            return Pace({})
        now = seconds()
        if not template.startswith("/webhooks/"):  # they count for nobody's total
            wait = _wait(self._all, self.everything, now)
            if wait > 0:
                return Pace({"X-RateLimit-Global": "true"}, wait, everything=True)
        rate = self.rates.get((method, template), self.ordinary)
        key = (method, template, *(given.get(name, "") for name in _MAJOR))
        used = self._buckets.setdefault(key, deque())
        wait = _wait(used, rate, now)
        if wait <= 0:
            used.append(now)
            self._all.append(now)
        after = used[0] + rate.within - now
        bucket = hashlib.md5(f"{method} {template}".encode(), usedforsecurity=False).hexdigest()
        headers = {
            "X-RateLimit-Limit": str(rate.most),
            "X-RateLimit-Remaining": str(max(0, rate.most - len(used))),
            "X-RateLimit-Reset-After": f"{math.ceil(after * 1000) / 1000:.3f}",
            "X-RateLimit-Bucket": bucket,
        }
        return Pace(headers, wait)


def _wait(used: deque[float], rate: Rate, now: float) -> float:
    while used and used[0] + rate.within <= now:
        used.popleft()
    return used[0] + rate.within - now if len(used) >= rate.most else 0.0
