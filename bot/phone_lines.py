"""Phone lines are rung before people are told of them: the admin hears when that was long ago.

`alongside check` says it each time; a running bot once a month, in its log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.config import Config
from bot.troubles import Trouble

KEYS = (
    *("check.lines-old", "check.no-lines", "check.nobody-outside"),
    "check.supporter-platform",
)

GOOD_FOR = timedelta(days=183)
"""How long a number counts as checked."""


def wrong(config: Config, today: date) -> Iterator[Trouble]:
    """What an admin should look at, about Supporters and phone lines."""
    if old := [one for one in config.phone_lines if today - one.checked > GOOD_FOR]:
        names = ", ".join(one.name for one in old)
        first = min(one.checked for one in old)
        yield "check.lines-old", {"names": names, "day": first.isoformat()}
    if not config.phone_lines:
        yield "check.no-lines", {}
    if not any(one.outside for one in config.supporters):
        yield "check.nobody-outside", {}
    yield from _unreachable(config)


def _unreachable(config: Config) -> Iterator[Trouble]:
    """Ways that are written down and do not work here."""
    for one in config.supporters:
        platform = (one.account or "").partition(":")[0]
        if platform and getattr(config, platform) is None:
            yield "check.supporter-platform", {"name": one.name, "platform": platform.title()}


def advice(found: Iterable[Trouble]) -> list[Trouble]:
    """What is only advice: nothing is broken, and a group may do well without it."""
    return [one for one in found if one[0] in ("check.no-lines", "check.nobody-outside")]
