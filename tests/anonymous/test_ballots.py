"""Answers in memory: one each, changeable, exact over a kill, and on no disk."""

from __future__ import annotations

import base64
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.anonymous import ram as memory
from bot.anonymous.ballots import HALF, Ballots, _Answers
from bot.model import PersonId, Pulse

NOW = datetime(2026, 5, 12, 11, tzinfo=UTC)
PEOPLE = [PersonId(f"matrix:@person{n}:example.org") for n in range(15)]


@pytest.fixture
def ram(tmp_path: Path) -> Path:
    return tmp_path / "ram"


def asked(held: Ballots, id: str = "a" * 32) -> Pulse:
    held._loaded = True
    return Pulse(id, NOW.date(), NOW + timedelta(hours=22), 5, held.id)


def counted(path: Path) -> tuple[int, ...] | None:
    found = _Answers.found(path)
    return None if found is None else found.options({})


def test_the_last_answer_of_each_is_held(ram: Path) -> None:
    held = Ballots(ram)
    pulse = asked(held)
    for option in (3, 3, 1):
        for who in PEOPLE[:6]:
            held.cast(pulse, who, option)
    held.cast(pulse, PEOPLE[0], 4)
    assert held.options(pulse.id, {}) == (1, 1, 1, 1, 1, 4)
    assert counted(ram / pulse.id) == (1, 1, 1, 1, 1, 4)


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 4)), max_size=40))
def test_whatever_is_answered_the_file_says_the_same(given_: list[tuple[PersonId, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held = Ballots(Path(folder) / "ram")
        pulse = asked(held)
        held.begin(pulse)
        for who, option in given_:
            held.cast(pulse, who, option)
        wanted = tuple(sorted(dict(given_).values()))
        assert held.options(pulse.id, {}) == wanted
        assert counted(Path(folder) / "ram" / pulse.id) == wanted


def test_no_id_stands_in_the_file_in_any_form(ram: Path) -> None:
    held = Ballots(ram)
    pulse = asked(held)
    for who in PEOPLE:
        held.cast(pulse, who, 2)
    bytes_ = b"".join(one.read_bytes() for one in ram.iterdir())
    for who in PEOPLE:
        for part in (who, who.partition(":")[2], who.partition("@")[2].partition(":")[0]):
            raw = part.encode()
            forms = [raw, raw.hex().encode(), raw.hex().upper().encode(), part.encode("utf-16-le")]
            forms += [part.encode("utf-16-be"), part.encode("utf-32-le"), raw[::-1]]
            forms += [base64.b64encode(b"x" * n + raw)[4:-4] for n in range(3)]
            assert not [one for one in forms if one in bytes_]


def test_two_questions_have_nothing_in_common(ram: Path) -> None:
    """The same people, the same answers, and not one mark is the same."""
    held = Ballots(ram)
    first, second = asked(held), asked(held, "b" * 32)
    for who in PEOPLE:
        held.cast(first, who, 2)
        held.cast(second, who, 2)
    marks = [set(held._open[one.id]._given) for one in (first, second)]
    assert len(marks[0]) == len(marks[1]) == len(PEOPLE)
    assert not marks[0] & marks[1]


def test_size_and_times_tell_nothing_on_memory() -> None:
    if not Path("/dev/shm").is_dir():
        pytest.skip("no memory that looks like a folder")
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    try:
        held = Ballots(folder / "ram")
        pulse = asked(held)
        held.begin(pulse)
        path = folder / "ram" / pulse.id
        before, above = path.stat(), path.parent.stat()
        for _ in range(3):
            for who in PEOPLE:
                held.cast(pulse, who, 3)
            held._open[pulse.id].write()
        after = path.stat()
        assert after.st_size == before.st_size == 2 * HALF
        assert (after.st_mtime_ns, after.st_ctime_ns) == (before.st_mtime_ns, before.st_ctime_ns)
        assert path.parent.stat().st_mtime_ns == above.st_mtime_ns
        assert counted(path) == (3,) * len(PEOPLE)
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("torn", [0, 1, 100, HALF - 1, HALF, HALF + 1, 2 * HALF - 1, 2 * HALF])
def test_a_kill_at_any_byte_leaves_the_answers_before_or_after(ram: Path, torn: int) -> None:
    held = Ballots(ram)
    pulse = asked(held)
    path = ram / pulse.id
    for who in PEOPLE[:5]:
        held.cast(pulse, who, 0)
    before = path.read_bytes()
    held.cast(pulse, PEOPLE[0], 3)
    after = path.read_bytes()
    held.close()
    path.write_bytes(after[:torn] + before[torn:])
    assert counted(path) in ((0, 0, 0, 0, 0), (0, 0, 0, 0, 3))
    if torn >= HALF:
        assert counted(path) == (0, 0, 0, 0, 3), "the first half is whole by then"


def test_a_file_that_is_torn_twice_counts_as_lost(ram: Path) -> None:
    held = Ballots(ram)
    pulse = asked(held)
    held.cast(pulse, PEOPLE[0], 0)
    held.close()
    (ram / pulse.id).write_bytes(b"\0" * 2 * HALF)
    assert counted(ram / pulse.id) is None


def test_what_is_over_is_overwritten(ram: Path) -> None:
    held = Ballots(ram)
    pulse = asked(held)
    for who in PEOPLE:
        held.cast(pulse, who, 3)
    key = held._open[pulse.id]._key
    os.link(ram / pulse.id, ram.parent / "seen")  # another name for the same bytes
    assert key in (ram.parent / "seen").read_bytes()
    held._let_go(())
    assert not (ram.parent / "seen").read_bytes().strip(b"\0")
    assert [one.name for one in ram.iterdir()] == ["ram"]
    assert held.options(pulse.id, {}) is None


def test_a_file_that_was_left_over_is_overwritten_and_gone(ram: Path) -> None:
    first = Ballots(ram)
    pulse = asked(first)
    first.cast(pulse, PEOPLE[0], 3)
    first.close()
    os.link(ram / pulse.id, ram.parent / "seen")
    second = Ballots(ram)
    assert second.id == first.id, "the same life of the memory"
    second._let_go(())
    assert not (ram.parent / "seen").read_bytes().strip(b"\0")
    assert not (ram / pulse.id).exists()


def test_a_file_that_somebody_deletes_is_there_again_after_a_minute(ram: Path) -> None:
    held = Ballots(ram)
    pulse = asked(held)
    held.cast(pulse, PEOPLE[0], 3)
    (ram / pulse.id).unlink()
    held._open[pulse.id].write()
    assert counted(ram / pulse.id) == (3,)


def test_more_answers_than_a_half_holds_make_it_double(ram: Path) -> None:
    held = Ballots(ram)
    pulse = asked(held)
    for n in range(400):
        held.cast(pulse, PersonId(f"a:{n}"), n % 5)
    assert (ram / pulse.id).stat().st_size == 4 * HALF
    assert counted(ram / pulse.id) == held.options(pulse.id, {})
    held.cast(pulse, PersonId("a:1"), 0)
    assert len(counted(ram / pulse.id) or ()) == 400


def test_only_what_is_asked_now_in_this_life_is_taken(ram: Path) -> None:
    held = Ballots(ram)
    assert not held.takes(Pulse("a", NOW.date(), NOW + timedelta(1), 5, held.id), NOW), "not yet"
    pulse = asked(held)
    assert held.takes(pulse, NOW)
    assert not held.takes(None, NOW)
    assert not held.takes(pulse, pulse.closes_at)
    assert not held.takes(replace(pulse, ram_id="another"), NOW)


def test_with_no_folder_it_is_in_this_process_alone() -> None:
    held = Ballots(None)
    assert not held.lasts
    pulse = asked(held)
    held.cast(pulse, PEOPLE[0], 3)
    assert held.options(pulse.id, {}) == (3,)
    assert Ballots(None).id != held.id


def test_a_folder_that_cannot_be_used_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    assert not Ballots(tmp_path / "link").lasts
    (tmp_path / "file").write_text("")
    assert not Ballots(tmp_path / "file").lasts


def test_when_it_cannot_be_written_nothing_has_changed(ram: Path) -> None:
    held = Ballots(ram)
    pulse = asked(held)
    held.cast(pulse, PEOPLE[0], 3)
    shutil.rmtree(ram)
    with pytest.raises(OSError, match="No such file"):
        held.cast(pulse, PEOPLE[0], 1)
    assert held.options(pulse.id, {}) == (3,)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name in ("RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch  # type: ignore[return-value]


def test_the_folder_in_memory_is_ours_alone(bare: pytest.MonkeyPatch) -> None:
    if not Path("/dev/shm").is_dir():
        pytest.skip("no memory that looks like a folder")
    base = Path(tempfile.mkdtemp(dir="/dev/shm"))
    try:
        bare.setenv("RUNTIME_DIRECTORY", f"{base}:/elsewhere")
        found = memory.in_ram(Path("/srv/a/alongside.db"))
        assert found is not None
        assert found.parent == base
        assert stat.S_IMODE(found.stat().st_mode) == 0o700
        assert found != memory.in_ram(Path("/srv/b/alongside.db")), "each bot has its own"
    finally:
        shutil.rmtree(base)


def test_a_disk_is_not_taken_for_memory(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    bare.setattr(memory, "_bases", lambda: [tmp_path])
    bare.setattr(memory, "kind_of", lambda _folder, _mounts: "ext4")
    assert memory.in_ram(tmp_path / "alongside.db") is None


MOUNTS = """\
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
25 24 0:23 / /dev/shm rw,relatime - tmpfs tmpfs rw
30 25 0:27 / /dev/shm/disk rw,relatime shared:1 - xfs /dev/b rw
31 25 0:27 / /run/my\\040own rw,relatime shared:1 master:2 - ramfs none rw
32 25 0:27 / /run/twice rw - tmpfs none rw
33 25 0:27 / /run/twice rw - ext4 /dev/c rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/a", "ext4"),
        ("/dev/shm/alongside-1000", "tmpfs"),
        ("/dev/shm/disk/a", "xfs"),
        ("/dev/shmother", "ext4"),
        ("/run/my own/a", "ramfs"),
        ("/run/twice", "ext4"),
    ],
)
def test_the_kind_of_a_folder(folder: str, kind: str) -> None:
    assert memory.kind_of(Path(folder), MOUNTS) == kind
