"""Where this machine has memory that looks like a folder: ours alone, and on no disk."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

LIFE = "ram"
"""The file that says which life of the folder this is."""

_IN_RAM = ("tmpfs", "ramfs")


def in_ram(database: Path) -> Path | None:
    """A folder in RAM for the bot with this database; None: this machine has none for us."""
    name = f"alongside-{zlib.crc32(os.fsencode(database.resolve())):08x}"
    for base in _bases():
        try:
            if _is_ours(base) and _is_ram(base):
                _own(base / name)
                return base / name
        except OSError:
            continue
    return None


def _bases() -> Iterable[Path]:
    """Where it may be, the best first. The last one is made if need be."""
    for variable in ("RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR"):
        if given := os.environ.get(variable, "").partition(":")[0]:
            yield Path(given)
    if hasattr(os, "getuid") and Path("/dev/shm").is_dir():  # noqa: S108 (its owner is looked at)
        base = Path(f"/dev/shm/alongside-{os.getuid()}")  # noqa: S108
        with suppress(OSError):
            base.mkdir(mode=0o700, exist_ok=True)
            yield base


def _own(folder: Path) -> None:
    """Make it, readable for us alone. Raises OSError: it is somebody else's, or a link."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if not _is_ours(folder):
        raise PermissionError
    folder.chmod(0o700)


def _is_ours(folder: Path) -> bool:
    found = folder.lstat()
    ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return ours and folder.is_dir() and not folder.is_symlink()


def _is_ram(folder: Path) -> bool:
    """Is it no disk, as far as that can be known here?"""
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return kind_of(folder.resolve(), mounts) in _IN_RAM


def kind_of(folder: Path, mounts: str) -> str:
    """What kind of file system a folder is on, by `/proc/self/mountinfo` (proc(5))."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        where, _, what = line.partition(" - ")
        point = Path(where.split()[4].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) >= best:  # the later one lies on top
            best, kind = len(point.parts), what.split()[0]
    return kind


def life_of(folder: Path, fresh: str) -> str:
    """Which life of this folder it is; `fresh` when it has just begun. Raises OSError."""
    _own(folder)
    path = folder / LIFE
    if not path.exists():
        new = folder / f"{LIFE}.new"
        new.write_bytes(fresh.encode())
        new.replace(path)
    return path.read_text("ascii")
