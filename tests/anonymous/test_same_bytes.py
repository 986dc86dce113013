"""Who wrote a note, when, and in which order makes no byte, anywhere.

A fortnight is played on the whole core again and again (`fortnight`), with chance that falls the
same (`still`). Runs that differ only in what nobody is to find out must leave the same: every
file after every moment (the database, its WAL, a backup each night, the box once it is empty),
every record of every logger, all that `/health` and `status` tell, and every message that the
platform can read again. Left out, by design: the salts and checksums of the WAL, the box while a
note can be in it, and on Matrix what a person types in private.

This is for SQLite. PostgreSQL, and the adapters on their own servers, are tested elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from anonymous.fortnight import DISCORD, SHAPES, Answered, Left, Life, Worried, Written, play
from anonymous.still import run
from anonymous.twins import SEEN_BY_BYTES, Twin

NOTES = (
    Written("Ann", 0, 15, 17, "I wonder whether afternoons would let more of us come.", coded=True),
    Written("Ann", 2, 9, 2, "Who decides about nights?"),
    Written("Joe", 3, 21, 31, "I wonder why we never hear from the board.", coded=True),
    Written("Priya", 6, 9, 40, "Could we have the papers in larger letters?"),
    Written("Tom", 6, 15, 2, "What happens to what we say?", coded=True),
    Written("Tom", 7, 9, 2, "Who is paid to be here?"),
    Written("Femi", 9, 21, 18, "Is it all right to bring somebody?", coded=True),
)
SHIFTED = {0: (0, 21, 40), 1: (1, 15, 31), 2: (4, 9, 2), 3: (5, 15, 9), 4: (7, 9, 18)}
"""Other minutes of the same windows, by the place of the note."""


ANSWERS = tuple(
    Answered(who, day, 15, minute, option)
    for day in (1, 8)
    for who, minute, option in (
        ("Ann", 2, "heavy"),
        ("Joe", 9, "tired"),
        ("Priya", 17, "lighter"),
        ("Tom", 31, "okay"),
        ("Femi", 40, "lighter"),
    )
)
CHANGED = (*ANSWERS, Answered("Ann", 1, 21, 9, "okay"), Answered("Tom", 8, 21, 17, "heavy"))


WORRIES = (
    Worried("Joe", 2, 21, 40, 1),
    Worried("Femi", 6, 21, 9, 2),
    Worried("Sam", 6, 9, 9, 1),
)
BY_OTHERS = (
    Worried("Ana", 2, 21, 40, 1),
    Worried("Tom", 6, 21, 9, 2),
    Worried("Joe", 6, 9, 9, 1),
)
AT_OTHERS = (
    Worried("Joe", 3, 9, 31, 1),
    Worried("Femi", 5, 9, 2, 2),
    Worried("Sam", 7, 21, 40, 1),
)
"""Of the same windows."""
BY_MORE = (*WORRIES, Worried("Priya", 4, 15, 2, 1), Worried("Grace", 5, 9, 31, 2))
"""More people have the same worries: nobody hears how many."""


def life(*notes: Written, worries: tuple[Worried, ...] = WORRIES) -> Life:
    return Life(notes, answers=CHANGED, worries=worries)


def by_other_answers() -> Life:
    """The same answers of others, who change their minds at other times: it comes to the same."""
    swap = {"Ann": "Joe", "Joe": "Sam", "Priya": "Ana", "Tom": "Ann", "Femi": "Tom"}
    others = [replace(one, who=swap[one.who]) for one in ANSWERS]
    more = (
        *(Answered("Grace", day, 15, 2, "rather-not-say") for day in (1, 8)),
        Answered("Joe", 1, 15, 18, "tired"),
        Answered("Joe", 1, 21, 2, "okay"),
        Answered("Ann", 8, 21, 40, "heavy"),
    )
    return Life(NOTES, answers=(*others, *more), worries=WORRIES)


def by_others() -> Life:
    others = {"Ann": "Sam", "Joe": "Ana", "Priya": "Joe", "Tom": "Ann", "Femi": "Tom"}
    return life(*(replace(one, who=others[one.who]) for one in NOTES), worries=BY_OTHERS)


def at_other_minutes() -> Life:
    def moved(n: int, one: Written) -> Written:
        day, hour, minute = SHIFTED.get(n, (one.day, one.hour, one.minute))
        return replace(one, day=day, hour=hour, minute=minute)

    return life(*(moved(n, one) for n, one in enumerate(NOTES)), worries=AT_OTHERS)


def in_another_order() -> Life:
    """Notes of one window change places."""
    times = [(one.day, one.hour, one.minute) for one in NOTES]
    order = (0, 2, 1, 5, 3, 4, 6)
    return life(
        *(
            replace(one, day=times[at][0], hour=times[at][1], minute=times[at][2])
            for one, at in zip(NOTES, order, strict=True)
        )
    )


OTHERS = {
    "somebody else": by_others(),
    "another minute": at_other_minutes(),
    "another order": in_another_order(),
    "other answers": by_other_answers(),
    "more worries": life(*NOTES, worries=BY_MORE),
    "another card": replace(life(*NOTES), cards=("Joe", "Priya")),
}


def played(shape: str, life: Life, twin: Twin | None = None) -> Left:
    """In memory, where there is such a folder: a disk only makes it slow."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        run_ = Path(folder) / "run"
        return run(play(run_, shape, life, twin) if twin else play(run_, shape, life))


BOTH = [pytest.param(one, marks=pytest.mark.slow if one == DISCORD else ()) for one in SHAPES]
"""One of them in a minute, for whoever changes something; CI plays both."""


@pytest.fixture(scope="module", params=BOTH)
def shape(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def first(shape: str) -> Left:
    return played(shape, life(*NOTES))


def test_the_notes_came_out(first: Left) -> None:
    told = "\n".join(line for _, line in first.shown)
    assert all(note.text in told for note in NOTES)
    said = [line for line in told.splitlines() if "worr" in line and "Alongside in" in line]
    assert ["There are worries about lines 1 and 2." in line for line in said] == [False, True]
    assert len(first.files) > 400


@pytest.mark.parametrize("other", OTHERS)
def test_it_makes_no_byte(other: str, shape: str, first: Left) -> None:
    second = played(shape, OTHERS[other])
    assert first.differs(second) == set()


def test_until_the_slot_no_note_is_as_good_as_one(shape: str, first: Left) -> None:
    second = played(shape, life(worries=()))
    slot = next(at for at, line in first.shown if NOTES[0].text in line)
    assert first.until(slot).differs(second.until(slot)) <= {"box"}
    assert first.differs(second) >= {"files", "shown"}


ONE = Written("Ann", 0, 15, 17, "Who decides about nights?")
TWO = Written("Joe", 0, 21, 31, "What happens to what we say?")
AFTER = ANSWERS[:5]
MINE = Worried("Priya", 0, 15, 2, 2)
SHORT = tuple(
    Life(notes, days=3, answers=answers, worries=(worry,))
    for notes, answers, worry in (
        ((ONE, TWO), AFTER, MINE),
        ((replace(ONE, who="Sam"), TWO), AFTER, replace(MINE, who="Femi")),
        ((replace(ONE, minute=31), TWO), AFTER, replace(MINE, minute=40)),
        ((replace(ONE, hour=21, minute=40), TWO), AFTER, replace(MINE, hour=9)),
        ((ONE, TWO), (*AFTER[1:], replace(AFTER[0], who="Ana", minute=18)), MINE),
    )
)
"""Others wrote, at other times, in another order, and answered."""


def test_for_these_few_days_nothing_is_seen_either() -> None:
    first, *others = (played(DISCORD, one) for one in SHORT)
    assert len([line for _, line in first.shown if ONE.text in line]) == 1
    assert [first.differs(other) for other in others] == [set()] * 4


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEN_BY_BYTES)
def test_what_would_give_an_author_away_is_seen(name: str) -> None:
    """By one of the comparisons: another author, minute, order or answer."""
    twin = SEEN_BY_BYTES[name]
    first = played(DISCORD, SHORT[0], twin)
    assert any(first.differs(played(DISCORD, other, twin)) for other in SHORT[1:])
