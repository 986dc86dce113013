"""Working days over a Christmas and an Easter, and the file of bank holidays that says which."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned import london, planned, until
from pointed import does, here, ready
from stage import Stage, on_stage

from bot import bank_holidays, dates, ledger, posts, workdays
from bot.bank_holidays import Unreadable, days_in, known, read, wrong
from bot.clock import Clock
from bot.config import Config
from bot.db import Tx
from bot.ledger import Answer, State
from bot.model import Due
from bot.phone_lines import remind

CHRISTMAS = ("20261225", "20261228", "20270101")
EASTER = ("20270326", "20270329")
"""As GOV.UK has them for England and Wales; Boxing Day of 2026 is a Saturday, so it is the 28th."""

HOLIDAYS = frozenset(date.fromisoformat(day) for day in (*CHRISTMAS, *EASTER))


def event(first: str, *lines: str) -> str:
    own = "\r\n".join(("", *lines)) if lines else ""
    return (
        f"BEGIN:VEVENT\r\nUID:{first}@example\r\nDTSTAMP:20260101T000000Z"
        f"\r\nDTSTART;VALUE=DATE:{first}\r\nSUMMARY:Bank holiday{own}\r\nEND:VEVENT\r\n"
    )


def file(*events: str) -> bytes:
    whole = "".join(events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\n{whole}END:VCALENDAR\r\n".encode()


def settings(path: Path | None) -> Config:
    own = {} if path is None else {"bank_holidays": str(path)}
    return Config.model_validate({"calendar": own}, context={"folder": Path()})


@pytest.fixture
def given_file(tmp_path: Path) -> Path:
    path = tmp_path / "england-and-wales.ics"
    path.write_bytes(file(*(event(day) for day in (*CHRISTMAS, *EASTER))))
    return path


# Counting.


@pytest.mark.parametrize(
    ("day", "days", "weekends_alone", "then"),
    [
        (date(2026, 12, 22), 2, date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 12, 24), 1, date(2026, 12, 25), date(2026, 12, 29)),
        (date(2026, 12, 22), 20, date(2027, 1, 19), date(2027, 1, 22)),
        (date(2027, 3, 24), 2, date(2027, 3, 26), date(2027, 3, 30)),
        (date(2027, 3, 26), 0, date(2027, 3, 26), date(2027, 3, 30)),
        (date(2027, 1, 11), 60, date(2027, 4, 5), date(2027, 4, 7)),
    ],
)
def test_christmas_and_easter_are_no_working_days(
    day: date, days: int, weekends_alone: date, then: date
) -> None:
    assert dates.working_days_after(day, days) == weekends_alone
    assert dates.working_days_after(day, days, HOLIDAYS) == then


def test_papers_are_due_before_a_holiday_and_not_on_it() -> None:
    today = date(2027, 3, 1)
    due = dates.working_day_before(date(2027, 4, 2), 7, today, HOLIDAYS)
    assert due == date(2027, 3, 25), "the 26th is Good Friday"


@given(st.dates(date(2026, 12, 1), date(2027, 5, 1)), st.integers(1, 80))
def test_each_working_day_is_one_and_none_is_left_out(day: date, days: int) -> None:
    then = dates.working_days_after(day, days, HOLIDAYS)
    between = [day + timedelta(days=n) for n in range(1, (then - day).days + 1)]
    work = [one for one in between if one.weekday() < 5 and one not in HOLIDAYS]
    assert len(work) == days
    assert work[-1] == then


# The file.


def test_a_file_of_whole_days_is_read(given_file: Path) -> None:
    assert read(given_file) == HOLIDAYS
    assert known(settings(given_file)) == HOLIDAYS
    assert known(settings(None)) == frozenset()


def test_an_office_that_is_closed_for_days_can_be_in_it() -> None:
    closed = event("20261229", "DTEND;VALUE=DATE:20270101")
    assert days_in(file(closed)) == {date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no calendar at all",
        "Feiertage \u00fc".encode("latin-1"),
        file(),
        file(event("20261225", "RRULE:FREQ=YEARLY")),
        file(event("20261225", "DTEND;VALUE=DATE:20270625")),
        file(event("20261225").replace(";VALUE=DATE:20261225", ":20261225T100000Z")),
    ],
)
def test_another_file_is_refused_whole(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_bytes(data)
    with pytest.raises(Unreadable):
        read(path)
    assert known(settings(path)) is None, "what was known before stays"


def test_an_admin_hears_of_a_file_that_is_missing_or_ends(given_file: Path) -> None:
    of = settings(given_file)
    assert list(wrong(of, date(2026, 12, 28))) == []
    ends = (bank_holidays.ENDS, {"path": str(given_file), "day": "2027-03-29"})
    assert list(wrong(of, date(2026, 12, 30))) == [ends]
    given_file.unlink()
    assert [key for key, _ in wrong(of, date(2026, 12, 1))] == [bank_holidays.UNREADABLE]
    assert list(wrong(settings(None), date(2040, 1, 1))) == []


async def test_a_running_bot_says_so_too(given_file: Path) -> None:
    told: list[str] = []

    class Later(Clock):
        def now(self) -> datetime:
            return datetime(2027, 3, 1, tzinfo=UTC)

    def tell(key: str, _facts: Mapping[str, object]) -> None:
        told.append(key)

    with suppress(TimeoutError):
        await asyncio.wait_for(remind(settings(given_file), Later(), tell), 0.1)
    assert told == [bank_holidays.ENDS]


def test_without_a_file_nothing_more_is_loaded() -> None:
    """The demo may use 60 MB, and this is not for it."""
    code = (
        "import sys; from bot.config import Config; from bot.bank_holidays import known, wrong;"
        "known(Config()), wrong(Config(), None); sys.exit('icalendar' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# In a group.


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path, datetime(2026, 12, 14, 9, 0, tzinfo=UTC)) as stage:
        await stage.app.bank_holidays(HOLIDAYS)
        await ready(stage)
        yield stage


async def test_a_point_before_christmas_has_its_20_working_days(stage: Stage) -> None:
    await until(stage, london(22, 10, month=12))
    await stage.says("Ann", "!note this: the bus comes too late")
    assert "Friday 22 January" in await _points(stage)


async def _points(stage: Stage) -> str:
    await stage.says("Ann", "points", alone=True)
    return str(stage.to("Ann"))


async def test_a_file_that_is_taken_away_leaves_weekends(stage: Stage) -> None:
    await stage.app.bank_holidays(frozenset())
    await until(stage, london(22, 10, month=12))
    await stage.says("Ann", "!note this: the bus comes too late")
    assert "Tuesday 19 January" in await _points(stage)


async def test_a_copy_that_is_put_back_counts_as_before(stage: Stage) -> None:
    await stage.app.db.write(lambda tx: workdays.set_up(tx, ()))
    await stage.app.restored()
    assert await stage.app.db.read(workdays.holidays) == HOLIDAYS


async def good(stage: Stage, day: date) -> date:
    return await stage.app.db.read(lambda tx: posts.good_day(tx, here(stage), day))


async def test_posts_about_points_wait_for_a_working_day(stage: Stage) -> None:
    assert await good(stage, date(2026, 12, 18)) == date(2026, 12, 18)
    assert await good(stage, date(2026, 12, 19)) == date(2026, 12, 21)
    assert await good(stage, date(2026, 12, 25)) == date(2026, 12, 29)


async def test_a_group_that_meets_on_a_saturday_hears_of_its_points_then(stage: Stage) -> None:
    await planned(stage, when="Saturday 19 December 10:30")
    assert await good(stage, date(2026, 12, 18)) == date(2026, 12, 18)
    assert await good(stage, date(2026, 12, 19)) == date(2026, 12, 19)
    assert await good(stage, date(2026, 12, 20)) == date(2026, 12, 21)
    assert await good(stage, date(2026, 12, 26)) == date(2026, 12, 29), "there is no meeting then"


async def test_an_answer_of_christmas_eve_is_read_when_people_are_back(stage: Stage) -> None:
    await until(stage, london(22, 10, month=12))
    await stage.says("Ann", "!note this: the bus comes too late")
    await until(stage, london(24, 11, month=12))

    def answers(tx: Tx, due: Due) -> None:
        (one,) = ledger.every(tx, due.group.id)
        day = date(2026, 12, 24)
        ledger.answered(tx, due, one, Answer(State.DID, "It comes earlier.", "Ana", day))

    await does(stage, answers)
    before = len(stage.bot_lines())
    await until(stage, london(29, 9, 59, month=12))
    assert stage.bot_lines()[before:] == []
    await until(stage, london(29, 10, 1, month=12))
    assert "It comes earlier." in stage.room()


async def test_what_is_late_on_a_weekend_is_said_on_monday(stage: Stage) -> None:
    await stage.says("Ann", "!note this: the bus comes too late")
    await stage.says("Bashir", "!decided by Ana for 1 by 18 December")  # a Friday
    await until(stage, london(21, 9, 59, month=12))
    assert "no answer yet" not in "".join(stage.bot_lines())
    await until(stage, london(21, 10, 1, month=12))
    assert "Point 1 has no answer yet" in stage.room()
