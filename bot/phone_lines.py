"""Phone lines are rung before people are told of them: the admin hears when that was long ago.

`alongside check` says it each time; a running bot once a month, in its log. So it is with a file of
bank holidays that ends soon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from bot import bank_holidays
from bot.clock import Clock
from bot.config import Config
from bot.troubles import Trouble

OLD = "check.lines-old"

KEYS = (
    *("check.lines-old", "check.no-lines", "check.nobody-outside"),
    *("check.supporter-platform", "check.supporter-mail"),
)

GOOD_FOR = timedelta(days=183)
"""How long a number counts as checked."""


MONTH = timedelta(days=30)


async def remind(
    config: Config, clock: Clock, tell: Callable[[str, Mapping[str, object]], None]
) -> None:
    """Say so at the start and once a month, for as long as a number is old."""
    while True:
        for key, facts in wrong(config, clock.now().date()):
            if key == OLD:
                tell(key, facts)
        for key, facts in bank_holidays.wrong(config, clock.now().date()):
            tell(key, facts)
        await clock.sleep(MONTH.total_seconds())


def wrong(config: Config, today: date) -> Iterator[Trouble]:
    """What an admin should look at, about Supporters and phone lines."""
    if old := [one for one in config.phone_lines if today - one.checked > GOOD_FOR]:
        names = ", ".join(one.name for one in old)
        first = min(one.checked for one in old)
        yield OLD, {"names": names, "day": first.isoformat()}
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
        if one.account is None and one.email is not None and config.mail is None:
            yield "check.supporter-mail", {"name": one.name}


def advice(found: Iterable[Trouble]) -> list[Trouble]:
    """What is only advice: nothing is broken, and a group may do well without it."""
    return [one for one in found if one[0] in ("check.no-lines", "check.nobody-outside")]
