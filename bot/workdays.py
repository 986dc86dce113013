"""Working days: weekends are left out, and the bank holidays of a file that the admin gave.

Days that are said to people as "working days" are counted here and nowhere else. Without a file
they know weekends alone; then a hope is a day earlier, and never later, than it would be.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot import dates
from bot.db import Tx


def set_up(tx: Tx, holidays: Iterable[date]) -> None:
    """Write anew on which days nobody works, as the file of the settings says."""
    tx.run("DELETE FROM bank_holiday")
    for day in sorted(set(holidays)):
        tx.run("INSERT INTO bank_holiday (day) VALUES (:day)", day=day.isoformat())


def holidays(tx: Tx) -> frozenset[date]:
    """All that are known."""
    return frozenset(date.fromisoformat(row[0]) for row in tx.all("SELECT day FROM bank_holiday"))


def after(tx: Tx, day: date, days: int) -> date:
    """So many working days after a day, which is not counted itself."""
    return dates.working_days_after(day, days, holidays(tx))


def before(tx: Tx, day: date, days: int, today: date) -> date:
    """So many days before a day, or the working day before that (`dates.working_day_before`)."""
    return dates.working_day_before(day, days, today, holidays(tx))


def next_one(tx: Tx, day: date) -> date:
    """The same day, or the next on which people work."""
    return dates.working_days_after(day, 0, holidays(tx))
