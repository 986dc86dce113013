"""The box keeps all it was told over a crash at any byte, and shows nothing by its look."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.anonymous.box import HALF, Box, merged
from bot.aside import Note

NOTES = st.builds(
    Note,
    group=st.integers(1, 3),
    kind=st.sampled_from(("challenge", "reply")),
    about=st.sampled_from(("", "a1")),
    text=st.text(max_size=60),
    receipts=st.lists(st.sampled_from(("aa", "bb", "cc")), max_size=2, unique=True).map(
        lambda some: tuple(sorted(some))
    ),
    earliest=st.sampled_from(("2026-05-15", "2026-05-19")),
)


def note(text: str, **others: object) -> Note:
    given_ = {"group": 1, "kind": "challenge", "about": "", "receipts": (), **others}
    return Note(text=text, earliest="2026-05-15", **given_)  # type: ignore[arg-type]


@given(st.lists(st.frozensets(NOTES, max_size=5), min_size=1, max_size=6))
@settings(max_examples=50, deadline=None)
def test_what_was_written_last_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, writes: list[frozenset[Note]]
) -> None:
    folder = tmp_path_factory.mktemp("box")
    box = Box(folder)
    for notes in writes:
        box.write(notes)
    assert Box(folder).notes == box.notes == writes[-1]


def test_a_crash_at_any_byte_leaves_what_was_told_before(tmp_path: Path) -> None:
    box = Box(tmp_path)
    before = frozenset({note("one"), note("two")})
    box.write(before)
    box.write(before)
    old = (tmp_path / "box").read_bytes()
    box.write(before | {note("three")})
    new = (tmp_path / "box").read_bytes()
    changed = [at for at in range(len(old)) if old[at] != new[at]]
    for cut in (*changed[:400], changed[-1] + 1):
        (tmp_path / "box").write_bytes(new[:cut] + old[cut:])
        assert Box(tmp_path).notes in (before, before | {note("three")})
    assert Box(tmp_path).notes == before | {note("three")}


def test_neither_size_nor_rights_nor_place_of_change_tell_of_a_note(tmp_path: Path) -> None:
    with_one, without = Box(tmp_path / "a"), Box(tmp_path / "b")
    for _ in range(3):
        with_one.write([note("afternoons would suit me")])
        without.write([])
    for folder in ("a", "b"):
        file = (tmp_path / folder / "box").stat()
        assert file.st_size == 2 * HALF
        assert stat.S_IMODE(file.st_mode) == 0o600
        assert (tmp_path / folder / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f59")


def test_the_order_in_which_notes_came_makes_no_byte(tmp_path: Path) -> None:
    one, two = Box(tmp_path / "a"), Box(tmp_path / "b")
    some = [note("b"), note("a"), note("c")]
    one.write(merged(merged(merged((), some[0]), some[1]), some[2]))
    two.write(merged(merged(merged((), some[2]), some[1]), some[0]))
    assert (tmp_path / "a/box").read_bytes() == (tmp_path / "b/box").read_bytes()


def test_what_came_out_is_in_no_byte(tmp_path: Path) -> None:
    box = Box(tmp_path)
    for _ in range(3):
        box.write([note("a secret"), note("stays")])
    box.clear([note("stays")])
    assert b"a secret" not in (tmp_path / "box").read_bytes()
    assert Box(tmp_path).notes == {note("stays")}


def test_it_grows_only_by_doubling_and_keeps_all(tmp_path: Path) -> None:
    box = Box(tmp_path)
    many = frozenset(note(f"{n} " + "x" * 1000) for n in range(150))
    box.write(many)
    assert (tmp_path / "box").stat().st_size == 2 * 4 * HALF
    assert Box(tmp_path).notes == many
    again = Box(tmp_path)
    again.write([])
    assert (tmp_path / "box").stat().st_size == 2 * 4 * HALF
    assert Box(tmp_path).notes == frozenset()


def test_a_full_disk_leaves_the_box_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Box(tmp_path)
    box.write([note("kept")])
    full = OSError(28, "No space left on device")

    def refuse(_handle: int, data: bytes, place: int) -> int:
        os.lseek(_handle, place, os.SEEK_SET)
        os.write(_handle, data[:100])  # half a sector got through
        raise full

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", refuse)
        with pytest.raises(OSError, match="No space"):
            box.write([note("kept"), note("lost")])
    assert box.notes == {note("kept")}
    assert Box(tmp_path).notes == {note("kept")}
    box.write([note("kept"), note("later")])
    assert Box(tmp_path).notes == {note("kept"), note("later")}


def test_a_file_that_something_else_wrote_begins_anew(tmp_path: Path) -> None:
    Box(tmp_path).write([note("gone")])
    (tmp_path / "box").write_bytes(b"\0" * 100)
    box = Box(tmp_path)
    assert box.notes == frozenset()
    box.write([note("new")])
    assert Box(tmp_path).notes == {note("new")}


@given(NOTES, NOTES)
def test_the_same_words_are_one_note_with_both_receipts(one: Note, two: Note) -> None:
    both = merged(merged((), one), two)
    same = (one.group, one.kind, one.about, one.text) == (two.group, two.kind, two.about, two.text)
    assert len(both) == (1 if same else 2)
    assert {each for note in both for each in note.receipts} == {*one.receipts, *two.receipts}
    assert both == merged(merged((), two), one)
