"""Who could have written a note: pure, and the same for everybody.

A crowd hides its members only as far as it is large; so how large it is, is said before a word is
written (`docs/privacy.md` has the figures, measured by `tests/anonymous`).
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from bot.aside import Crowd
from bot.model import Group, Member, PersonId, platform_of

MEMBER_FOR = timedelta(days=14)
"""Somebody who joined later than that ago is no possible author."""

FLOOR = 5
"""Fewer possible authors than this hide nobody: the question is refused, kindly. No setting lowers
it; a group can only ask for more."""


def crowd(group: Group, today: date, *, once_a_week: bool, floor: int = FLOOR) -> Crowd:
    """Who could have written a note that is in the box today, where there must be so many.

    Where a group is on several platforms somebody may be counted on each: so the largest of
    them counts, and never the sum.
    """
    able = [one for id, one in group.members.items() if _possible(group, id, one, today)]
    platforms = Counter(platform_of(one.person.id) for one in able)
    largest = max(platforms, key=lambda each: (platforms[each], each), default="")
    counted = [one for one in able if platform_of(one.person.id) == largest]
    return Crowd(
        names=tuple(sorted(one.person.name for one in counted)),
        paid=sum(one.paid for one in counted),
        leading=tuple(sorted(group.names[id] for id in group.facilitators)),
        guess=guess(len(counted), once_a_week=once_a_week),
        floor=max(FLOOR, floor),
    )


def guess(size: int, *, once_a_week: bool) -> int:
    """To how many of a crowd a close watcher may get down, as measured by simulation."""
    share = 0.6 if once_a_week else 0.5
    return max(min(2, size), round(share * size))


FEWEST = 8
"""Where fewer can answer a question after a meeting, most results could not be shown."""

ANSWERS, BESIDES_PAID = 5, 4
"""How many real answers there must be: five, and four more than people who are paid."""


def comes(group: Group) -> int:
    """How many can answer. Somebody may be counted on each platform, so the largest counts."""
    able = (one.person.id for one in group.members.values() if not one.person.by_phone)
    return max(Counter(map(platform_of, able)).values(), default=0)


def floor(group: Group, today: date, least: int = ANSWERS) -> int:
    """How many must answer in this group, so that those who are paid together know no answer.

    Who has just joined a group that was there before counts like somebody who is paid: several
    accounts that one person made could else be the crowd around one real answer. `least`: so many
    in any case, as the group has agreed.
    """
    new = today - MEMBER_FOR
    there_before = any(one.joined_on <= new for one in group.members.values())
    doubted = sum(
        one.paid or (there_before and one.joined_on > new) for one in group.members.values()
    )
    return max(ANSWERS, least, BESIDES_PAID + doubted)


def possible_authors(group: Group, today: date) -> frozenset[PersonId]:
    """Everybody who could have written a note, on whatever platform."""
    members = group.members.items()
    return frozenset(id for id, one in members if _possible(group, id, one, today))


def _possible(group: Group, id: PersonId, one: Member, today: date) -> bool:
    known = one.joined_on <= today - MEMBER_FOR
    return known and id not in group.facilitators and not one.person.by_phone
