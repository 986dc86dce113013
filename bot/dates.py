"""Days, times and rules in people's words, and the calendar of a rule. Pure: "now" is given.

Days are read by dateparser, rules are counted by dateutil. Ours is only the thin grammar that no
kept library knows: "every second Tuesday", "first Monday of the month". Its words are in
`prompts/`: `dates.ftl` and `when.ftl`. Everything here is wall time; a zone is applied after
(`bot.schedule.utc`). Both libraries are loaded when the first date is read, not before.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot import catalogue
from bot.model import Listed, Text

YEAR = timedelta(days=366)
"""A day is said without its year, so none is planned further ahead."""

SURELY_FUTURE = timedelta(days=300)
"""A day without a year that lands beyond it was meant for this year, and is past."""

SHORTEST, LONGEST = 10, 480
"""Minutes of a meeting."""

AFTERNOON = 8
"""Hours from 1 to below it are in the afternoon, unless am or a zero before it is typed."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = f"({'|'.join(WEEKDAYS)})"
_NTH = r"(1st|2nd|3rd|4th|last)"
_DAYS = rf"((?:{'|'.join(WEEKDAYS)})(?:(?: and| or)? (?:every )?(?:{'|'.join(WEEKDAYS)}))*)"
"""One day of the week, or several: "tuesday and thursday"."""
_SEVERAL = rf"\b{_NTH}(?: {_DAY})?(?: and| or)? (?:the )?{_NTH} {_DAY}\b"
"""Twice a month, which no rule of ours says."""


class Unclear(Exception):  # noqa: N818 (it is asked again, and no fault)
    """It cannot be taken as it was said. `key` says why, in words for people."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.why = Text(key, facts)


KEYS = (
    *("when.not-understood", "when.past", "when.too-far", "when.which-first"),
    *("when.other-weekday", "when.ends-too-soon", "when.ends-too-late", "when.which-time"),
    *("when.which-length", "when.one-rule"),
)


@dataclass(frozen=True, slots=True)
class When:
    """A first day, perhaps a time of day, and for a series its rule, as iCalendar writes it."""

    day: date
    time: time | None = None
    rule: str | None = None

    @property
    def start(self) -> datetime:
        assert self.time is not None
        return datetime.combine(self.day, self.time)

    def __str__(self) -> str:
        """A form that is read again as exactly the same."""
        clock = "" if self.time is None else f"T{self.time:%H:%M}"
        return f"{self.day.isoformat()}{clock} {self.rule or ''}".strip()

    @classmethod
    def kept(cls, text: str) -> When | None:
        """The same again, from its form as a string."""
        found = _KEPT.fullmatch(text)
        if found is None:
            return None
        try:
            day = date.fromisoformat(found[1])
            clock = time.fromisoformat(found[2]) if found[2] else None
        except ValueError:
            return None
        return cls(day, clock, found[3])


_KEPT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?(?: (FREQ=[A-Z0-9=;,+-]+))?")


def read(said: str, now: datetime, language: str = "en") -> When:
    """When somebody means. `now` is wall time where they are. Raises Unclear."""
    when = When.kept(said) or _understood(said, now, language)
    late = when.day < now.date() if when.time is None else when.start <= now
    if late:
        raise Unclear("when.past")
    if when.day > now.date() + YEAR:
        raise Unclear("when.too-far")
    return when


def day(said: str, now: datetime, language: str = "en") -> date | None:
    """A day alone; if no year is said, the next such day. None: it is not one."""
    try:
        return _day(plain(said, language), now, language, furthest=YEAR)
    except Unclear:
        return None


def clock(said: str, language: str = "en", *, exactly: bool = False) -> time:
    """A time of day alone; `exactly`: 7:00 is in the morning. Raises Unclear."""
    text = plain(said, language)
    text = f"at {text}" if re.fullmatch(r"\d{1,2}", text) else text
    rest, found = _take_time(text, exactly=exactly)
    if found is None or rest:
        raise Unclear("when.which-time")
    return found


def length(said: str, language: str = "en") -> int:
    """How long, in minutes: "90", "90 minutes", "2 hours", "an hour and a half". Raises Unclear."""
    text = re.sub(r"\band\b|\babout\b", " ", plain(said, language))
    text = re.sub(r"\b(\d) a half hour", r"\1 hour 30 minute", " ".join(text.split()))
    text = re.sub(r"\b(?:an|a|1) half hour|\bhalf (?:an )?hour", "30 minute", text)
    text = re.sub(r"\b(?:a )?half\b", "30 minute", re.sub(r"\b(?:an|a) hour", "1 hour", text))
    found = re.fullmatch(
        r"(?:(\d{1,2})(?:[.,](5))? ?(?:hour|h)(?![a-z]) ?)?(?:(\d{1,3}) ?(?:minute|min|m)?)?", text
    )
    if found is None or not any(found.groups()):
        raise Unclear("when.which-length")
    hours, half, minutes = (int(part or 0) for part in found.groups())
    whole = hours * 60 + (30 if half else 0) + minutes
    if not SHORTEST <= whole <= LONGEST:
        raise Unclear("when.which-length")
    return whole


def days(said: str, language: str = "en") -> int | None:
    """How many days, up to four weeks: "7", "7 days", "a week", "2 weeks". None: not clear."""
    found = re.fullmatch(r"(\d{1,2}|a)(?: (days?|weeks?))?(?: before)?", plain(said, language))
    if found is None or found.groups() == ("a", None):
        return None
    many = (1 if found[1] == "a" else int(found[1])) * (
        7 if (found[2] or "").startswith("week") else 1
    )
    return many if 1 <= many <= 28 else None


# The calendar of a rule.


def slots(start: datetime, rule: str | None, after: datetime | None = None) -> Iterator[datetime]:
    """The wall times of a series from its start on, or after a wall time."""
    if rule is None:
        if after is None or start > after:
            yield start
        return
    from dateutil.rrule import rrulestr

    series = rrulestr(rule, dtstart=start)
    yield from iter(series) if after is None else series.xafter(after)


def is_endless(rule: str | None) -> bool:
    return rule is not None and "UNTIL=" not in rule and "COUNT=" not in rule


def is_on_several_days(rule: str) -> bool:
    """Each week, and on more than one day of it?"""
    return "FREQ=WEEKLY" in rule and "," in rule


def spacing(start: datetime, rule: str | None) -> timedelta | None:
    """The shortest time between two of a series, by its next few. None: there is only one."""
    few = [slot for slot, _ in zip(slots(start, rule), range(6), strict=False)]
    return min((b - a for a, b in pairwise(few)), default=None)


def working_day_before(
    day: date, days: int, today: date, holidays: Container[date] = frozenset()
) -> date:
    """So many days before a day, or the Friday before where that is a weekend.

    If that is past: the next working day after today, or today when even that would be too late.
    """
    wanted = _to_working(day - timedelta(days=days), -1, holidays)
    if wanted > today:
        return wanted
    soonest = _to_working(today + timedelta(days=1), 1, holidays)
    return soonest if soonest < day else min(today, day)


def working_days_after(day: date, days: int, holidays: Container[date] = frozenset()) -> date:
    """So many working days after a day, which is not counted itself; 0: that day, or the next
    that is one. Weekends are left out, and the `holidays` (`bot.workdays` knows them).
    """
    found = _to_working(day, 1, holidays) if days == 0 else day
    for _ in range(days):
        found = _to_working(found + timedelta(days=1), 1, holidays)
    return found


def _to_working(day: date, step: int, holidays: Container[date]) -> date:
    while day.weekday() >= 5 or day in holidays:
        day += timedelta(days=step)
    return day


def said(rule: str) -> Text:
    """A rule in words of ours: "every second Tuesday"."""
    parts = dict(part.split("=") for part in rule.split(";"))
    if "BYMONTHDAY" in parts:
        return Text("day.every-month-on", {"number": int(parts["BYMONTHDAY"].split(",")[-1])})
    names = [WEEKDAYS[_BYDAY.index(name[-2:])] for name in parts["BYDAY"].split(",")]
    days = tuple(Text(f"day.{name}") for name in names)
    weekday = days[0] if len(days) == 1 else Listed(days)
    if parts["FREQ"] == "MONTHLY":
        nth = {"-": "last"}.get(parts["BYDAY"][0], parts["BYDAY"][1])
        return Text("day.every-month", {"nth": nth, "weekday": weekday})
    weeks = int(parts["INTERVAL"])
    if weeks > 2:
        return Text("day.every-weeks", {"weeks": weeks, "weekday": weekday})
    key = ("day.every-week", "day.every-second-week")[weeks - 1]
    return Text(key, {"weekday": weekday})


# Where the clock is changed.


@dataclass(frozen=True, slots=True)
class Shift:
    """A wall time that a clock change touches."""

    slot: datetime
    lands: datetime
    """The wall time it really is: later by the gap, if the slot is missing."""
    jumps: datetime | None
    """For a missing one: the wall time at which the clock jumps. None: it comes twice."""


def shift(slot: datetime, zone: str) -> Shift | None:
    """Is this wall time missing, or does it come twice? None: neither, as nearly always."""
    place = ZoneInfo(zone)
    first, second = (slot.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    if before == after or before is None or after is None:
        return None
    if before > after:
        return Shift(slot, slot, None)
    lands = first.astimezone(UTC).astimezone(place).replace(tzinfo=None)
    low, high = second.astimezone(UTC), first.astimezone(UTC)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(place).utcoffset() == before:
            low = middle
        else:
            high = middle
    jumps = (high + before).replace(tzinfo=None)
    minute = timedelta(minutes=1)
    return Shift(slot, lands, jumps.replace(second=0, microsecond=0) + minute * (jumps.second > 30))


# The grammar.


def _understood(said: str, now: datetime, language: str) -> When:
    text, clock = _take_time(plain(said, language))
    text, ends = _take_end(text, now, language)
    text, every = _take_rule(text)
    first = _day(text, now, language) if text else None
    if every is None:
        if first is None or ends:
            raise Unclear("when.not-understood")
        return When(first, clock)
    when = _first(every, first, now.date(), clock)
    if not ends:
        return when
    assert when.rule is not None
    last = re.fullmatch(r"UNTIL=(\d{8})T\d+", ends)
    if last and date.fromisoformat(last[1]) < when.day:
        raise Unclear("when.ends-too-soon")
    rule = f"{when.rule};{ends}" if "COUNT" not in when.rule else when.rule
    return replace(when, rule=rule)


@dataclass(frozen=True, slots=True)
class _Every:
    """What a rule says, before it is known when it begins."""

    weeks: int = 0
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    day: int | None = None
    times: int | None = None


def _first(every: _Every, first: date | None, today: date, clock: time | None) -> When:
    """Where the rule begins: on the day that was said, or on the next that fits, after today."""
    weekdays = every.weekdays
    if not weekdays and every.day is None and first is not None:
        weekdays = (first.weekday(),)
    if not weekdays and every.day is None:
        raise Unclear("when.which-first")
    count = f";COUNT={every.times}" if every.times else ""
    if every.day is not None:
        days = ",".join(map(str, range(28, every.day + 1))) if every.day > 28 else str(every.day)
        rule = f"FREQ=MONTHLY;BYMONTHDAY={days}" + (";BYSETPOS=-1" if every.day > 28 else "")
    else:
        name = ",".join(_BYDAY[weekday] for weekday in weekdays)
        rule = f"FREQ=WEEKLY;INTERVAL={every.weeks};BYDAY={name}"
        if every.nth is not None:
            rule = f"FREQ=MONTHLY;BYDAY={every.nth:+d}{name}"
    begins = first or today + timedelta(days=1)
    by_day = rule if not every.weeks else f"FREQ=WEEKLY;INTERVAL=1;BYDAY={name}"
    found = next(slots(datetime.combine(begins, time()), by_day)).date()
    return When(found, clock, rule + count)


def _take_rule(text: str) -> tuple[str, _Every | None]:
    """What comes again and again, and what is left of the words."""
    if re.search(_SEVERAL, text):
        raise Unclear("when.one-rule")
    for pattern, make in _RULES:
        if found := re.search(rf"\b(?:{pattern})\b", text):
            rest = _tidy(text[: found.start()] + " " + text[found.end() :])
            every = make(found)
            if not every.weekdays and every.weeks and (days := re.search(rf"\b{_DAYS}\b", rest)):
                if re.fullmatch(rf"(?:on )?(?:every )?{_DAYS}", rest):
                    rest = ""
                every = replace(every, weekdays=_weekdays(days[1]))
            return rest, every
    return text, None


def _number(text: str | None) -> int:
    return int(re.sub(r"\D", "", text)) if text else 1


def _weekdays(text: str) -> tuple[int, ...]:
    return tuple(sorted({WEEKDAYS.index(day) for day in re.findall(_DAY, text)}))


def _nth(text: str) -> int:
    return -1 if text == "last" else int(text[0])


def _share(found: re.Match[str]) -> _Every:
    """So many over a time: each gets an equal share of its weeks."""
    weeks = int(found[2]) * (52 / 12 if found[3] == "month" else 1)
    return _Every(weeks=max(1, int(weeks / int(found[1]))), times=int(found[1]))


_WEEKS = {"weekly": 1, "fortnightly": 2}

_RULES = (
    (r"(\d{1,2}) meetings (?:over|in|of) (\d{1,2}) (week|month)", _share),
    (
        rf"(?:on )?(?:the )?(?:every )?{_NTH} {_DAY} (?:of|in|every)(?: the)?(?: every)? month",
        lambda m: _Every(weekdays=_weekdays(m[2]), nth=_nth(m[1])),
    ),
    (
        rf"(?:every month|monthly)(?: on)?(?: the)? {_NTH} {_DAY}",
        lambda m: _Every(weekdays=_weekdays(m[2]), nth=_nth(m[1])),
    ),
    (
        rf"every (1st|last) {_DAY}",
        lambda m: _Every(weekdays=_weekdays(m[2]), nth=_nth(m[1])),
    ),
    (
        r"(?:every month|monthly)(?: on)?(?: the| day)? (\d{1,2})(?:st|nd|rd|th)?",
        lambda m: _Every(day=_in_month(m[1])),
    ),
    (
        r"(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th) (?:of|in|every)(?: the)?(?: every)? month",
        lambda m: _Every(day=_in_month(m[1])),
    ),
    (
        rf"(fortnightly|weekly)(?: on)?(?: every)? {_DAYS}",
        lambda m: _Every(weeks=_WEEKS[m[1]], weekdays=_weekdays(m[2])),
    ),
    (
        rf"every {_DAYS} (fortnightly|weekly)",
        lambda m: _Every(weeks=_WEEKS[m[2]], weekdays=_weekdays(m[1])),
    ),
    (
        rf"every (?:(\d{{1,2}})(?:st|nd|rd|th)? )?(?:week )?(?:on )?(?:every )?{_DAYS}",
        lambda m: _Every(weeks=_weeks(m[1]), weekdays=_weekdays(m[2])),
    ),
    (
        r"every (?:(\d{1,2})(?:st|nd|rd|th)? )?week",
        lambda m: _Every(weeks=_weeks(m[1])),
    ),
    (r"fortnightly", lambda _m: _Every(weeks=2)),
    (r"weekly", lambda _m: _Every(weeks=1)),
)


def _weeks(typed: str | None) -> int:
    weeks = _number(typed)
    if not 1 <= weeks <= 26:
        raise Unclear("when.not-understood")
    return weeks


def _in_month(typed: str) -> int:
    if not 1 <= int(typed) <= 31:
        raise Unclear("when.not-understood")
    return int(typed)


def _take_end(text: str, now: datetime, language: str) -> tuple[str, str]:
    """Until when, or how often, as iCalendar writes it; and what is left of the words."""
    if found := re.search(
        r"\bfor (\d{1,2}) meetings\b|\b(\d{1,2}) meetings\b(?! (?:over|in|of))", text
    ):
        count = int(found[1] or found[2])
        if not 1 <= count <= 99:
            raise Unclear("when.not-understood")
        return _tidy(text[: found.start()] + " " + text[found.end() :]), f"COUNT={count}"
    before, until, after = text.partition("until ")
    if not until:
        return text, ""
    last = _day(_tidy(after), now, language)
    if last is None:
        raise Unclear("when.not-understood")
    if last > now.date() + YEAR:
        raise Unclear("when.ends-too-late")
    return _tidy(before), f"UNTIL={last:%Y%m%d}T235959"


_TIMES = (
    re.compile(r"\b(?:at )?(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2}))(?![./]?\d) ?(?P<half>am|pm)?\b"),
    re.compile(r"\b(?:at )?(?P<h>\d{1,2}) ?(?P<half>am|pm)\b"),
    re.compile(
        r"\b(?:at )?(?P<past>half-past|quarter-past|quarter-to|half) (?P<h>\d{1,2})"
        r"(?: (?P<half>am|pm))?\b"
    ),
    re.compile(r"\bat (?P<h>\d{1,2})(?! ?(?:[./:]|\d))\b"),
    re.compile(r"\b(?:at )?(?P<noon>noon)\b"),
)


def _take_time(text: str, *, exactly: bool = False) -> tuple[str, time | None]:
    """The time of day, and what is left of the words."""
    for pattern in _TIMES:
        if found := pattern.search(text):
            rest = _tidy(text[: found.start()] + " " + text[found.end() :])
            return rest, _time(found.groupdict(), exactly=exactly)
    return text, None


def _time(parts: Mapping[str, str | None], *, exactly: bool) -> time:
    if parts.get("noon"):
        return time(12)
    typed, half = parts["h"] or "", parts.get("half")
    hour, minute = int(typed), int(parts.get("m") or 0)
    if half and not 1 <= hour <= 12 and not (half == "pm" and 13 <= hour <= 23):
        raise Unclear("when.which-time")
    if half:
        hour = hour if hour > 12 else hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour < AFTERNOON and not (exactly or typed.startswith("0")):
        hour += 12
    if past := parts.get("past"):
        minutes = {"half-past": 30, "half": 30, "quarter-past": 15, "quarter-to": -15}[past]
        hour, minute = divmod((hour * 60 + minutes) % 1440, 60)
    if hour > 23 or minute > 59:
        raise Unclear("when.which-time")
    return time(hour, minute)


_NOISE = re.compile(
    r"^(?:on|from|then|the|and|at|by|meet|we meet|of|next) | (?:then|and|on|from|at|the)$"
)


def _tidy(text: str) -> str:
    """Without the small words that hold the others together."""
    text = " ".join(text.split())
    while (less := _NOISE.sub("", text).strip()) != text:
        text = less
    return "" if text in ("on", "from", "then", "the", "and", "at", "next", "o'clock") else text


def _day(
    text: str, now: datetime, language: str, *, furthest: timedelta = SURELY_FUTURE
) -> date | None:
    """One day. Raises Unclear where it is none, or cannot be.

    `furthest`: a day without a year that would come later than that is past.
    """
    text = _tidy(text)
    today = now.date()
    weekday = re.search(rf"\b(?:next )?{_DAY}\b", text)
    if weekday:
        wanted = WEEKDAYS.index(weekday[1])
        rest = _tidy(text[: weekday.start()] + " " + text[weekday.end() :])
        if not rest:
            return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
        found = _day(rest, now, language, furthest=furthest)
        if found is not None and found.weekday() != wanted:
            raise Unclear("when.other-weekday", day=found)
        return found
    if alone := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", text):
        rule = f"FREQ=MONTHLY;BYMONTHDAY={_in_month(alone[1])}"
        return next(slots(datetime.combine(today + timedelta(days=1), time()), rule)).date()
    found = _parsed(text, now, language)
    if found is None:
        raise Unclear("when.not-understood")
    if found >= today or _YEAR.search(text):
        return found
    following = _parsed(f"{text} {today.year + 1}", now, language)
    if following is None or following > today + furthest:
        raise Unclear("when.past")
    return following


_LIKE_A_DAY = re.compile(r"\d.*[^\W\d_]{3}|[^\W\d_]{4}|[^\W\d_]{3}.*\d|\d{1,4}[./-]\d{1,2}")
_YEAR = re.compile(r"\b\d{4}\b|[./]\d{2}[./]\d{2}$")


@lru_cache(maxsize=512)
def _parsed(text: str, now: datetime, language: str) -> date | None:
    """By dateparser, which takes many forms; days come before months, as in Britain."""
    if not _LIKE_A_DAY.search(text) or len(text) > 60:
        return None
    import dateparser

    found = dateparser.parse(
        text,
        languages=[language, "en"] if language in _known() else ["en"],
        settings={
            "DATE_ORDER": "YMD" if re.match(r"\d{4}", text) else "DMY",
            "PREFER_DATES_FROM": "current_period",
            "PREFER_LOCALE_DATE_ORDER": False,
            "RELATIVE_BASE": now,
            "REQUIRE_PARTS": ["day"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return None if found is None else found.date()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    from dateparser.data import language_locale_dict

    return frozenset(language_locale_dict)


def plain(said: str, language: str) -> str:
    """In small letters, with our own words for everything that means the same."""
    text = re.sub(r"[\s,;]+", " ", said.casefold().replace("\u2019", "'").replace("&", " and "))
    text = re.sub(r"\b([ap])\.?m\b\.?", r"\1m", text)
    text = re.sub(r" ?o'?clock\b", " ", text)
    pattern, means = _table(language)
    text = pattern.sub(lambda found: means[found[0]], text)
    return _tidy(text.strip(" .!?"))


@lru_cache(maxsize=8)
def _table(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Every way to say a word, and the one that the grammar knows."""
    means: dict[str, str] = {}
    for key, ways in catalogue.spoken(language).items():
        name = key.removeprefix("day-")
        own = name.removeprefix("said-").removeprefix("number-").replace("every-", "every ")
        if name in WEEKDAYS or name.startswith("said-"):
            means.update({way.casefold(): own for way in ways})
    longest = sorted(means, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), means
