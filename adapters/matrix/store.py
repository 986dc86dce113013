"""The folder of the Matrix account: its device, its seeds, its keys. For nobody else to read.

It is owner-only from its first moment, and only one process may hold it: two on one device
would use one key twice. What is damaged is said and never replaced in silence, because a new
device in place of an old one looks to people like a break-in.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from adapters.matrix.database import Keys, KeysNotWritten

_KEYS = "keys.db"
_KEYS_FILES = (_KEYS, f"{_KEYS}-wal", f"{_KEYS}-shm", f"{_KEYS}-journal")


class StoreInUse(Exception):  # noqa: N818
    """Another process holds this folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class StoreDamaged(Exception):  # noqa: N818
    """This file is half written, emptied, lost beside its siblings, or of another device."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@dataclass(frozen=True, slots=True)
class Device:
    """Who we are on the homeserver. Its id is kept for ever: it says what was sent already."""

    user_id: str
    device_id: str
    access_token: str

    def __repr__(self) -> str:
        return f"Device({self.user_id!r}, {self.device_id!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Seeds:
    """The private halves of the three cross-signing keys, 32 bytes each as hex."""

    master: str
    self_signing: str
    user_signing: str


_Record = TypeVar("_Record", Device, Seeds)


class Store:
    """One folder, locked. Use it with `with`: StoreInUse when another process has it.

    `tidy=False` is for a look at it: nothing is made and no bits are changed.
    """

    def __init__(self, folder: Path, *, tidy: bool = True) -> None:
        self.folder = folder
        self._tidy = tidy
        self._lock: int | None = None
        self._keys: Keys | None = None

    def __enter__(self) -> Self:
        if not self._tidy:
            with suppress(FileNotFoundError):  # then nobody has ever had it
                self._take(os.open(self._file("lock"), os.O_RDONLY | os.O_CLOEXEC))
            return self
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.folder.chmod(0o700)
        self._take(os.open(self._file("lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        try:
            for file in self.folder.iterdir():
                if file.is_file() and not file.is_symlink():
                    file.chmod(0o600)
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close_keys()
        self._release()

    def device(self) -> Device | None:
        """Who we are; None before the first sign-in."""
        return self._load("device.json", Device)

    def save_device(self, device: Device) -> None:
        """Keep who we are. The keys of another device open nothing that we still need: gone."""
        before = self.device() if not self._damaged("device.json") else None
        if before is None or (before.user_id, before.device_id) != (
            device.user_id,
            device.device_id,
        ):
            self.forget_keys()
        self._save("device.json", asdict(device))

    def seeds(self) -> Seeds | None:
        """The seeds of our cross-signing keys; None before they were made."""
        seeds = self._load("signing.json", Seeds)
        if seeds is not None:
            for seed in (seeds.master, seeds.self_signing, seeds.user_signing):
                if not _is_hex(seed):
                    raise StoreDamaged(self._file("signing.json"))
        return seeds

    def save_seeds(self, seeds: Seeds) -> None:
        """On disk when this returns: a key that others know must not be lost."""
        self._save("signing.json", asdict(seeds))

    def encrypted_rooms(self) -> frozenset[str]:
        """Rooms that were ever seen encrypted. It outlives the device."""
        body = self._read("rooms.json")
        if body is None:
            return frozenset()
        rooms = body.get("encrypted")
        if not isinstance(rooms, list) or not all(isinstance(room, str) for room in rooms):
            raise StoreDamaged(self._file("rooms.json"))
        return frozenset(rooms)

    def save_encrypted_rooms(self, rooms: frozenset[str]) -> None:
        """Once encrypted is encrypted for ever: nobody may talk us back into clear text."""
        self._save("rooms.json", {"encrypted": sorted(rooms)})

    def keys(self, user_id: str, device_id: str) -> Keys:
        """The database of keys, opened once, made when there is none."""
        if self._keys is None:
            file = self._file(_KEYS)
            secret = self._pickle_key(fresh=not file.exists())
            # SQLite gives what it puts beside a database the database's own bits.
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
            try:
                keys = Keys(
                    user_id, device_id, str(self.folder), pickle_key=secret, database_name=_KEYS
                )
                if keys.database.execute_sql("PRAGMA quick_check").fetchone() != ("ok",):
                    keys.database.close()
                    raise StoreDamaged(file)
            except KeysNotWritten as problem:
                raise StoreDamaged(file) from problem
            self._keys = keys
        return self._keys

    def damaged_keys(self) -> StoreDamaged:
        """What to raise when the keys turn out not to be those of our device."""
        return StoreDamaged(self._file(_KEYS))

    def forget_keys(self) -> None:
        """Away with all keys of the device, for a new one."""
        self._close_keys()
        for name in (*_KEYS_FILES, "pickle.key"):
            self._file(name).unlink(missing_ok=True)

    def _take(self, lock: int) -> None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException as problem:
            os.close(lock)
            if isinstance(problem, BlockingIOError):
                raise StoreInUse(self.folder) from None
            raise
        self._lock = lock

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _close_keys(self) -> None:
        if self._keys is not None:
            self._keys.database.close()
            self._keys = None

    def _pickle_key(self, *, fresh: bool) -> str:
        file = self._file("pickle.key")
        if fresh and not file.exists():
            self._write("pickle.key", secrets.token_hex(32).encode())
        try:
            secret = file.read_text("ascii")
        except (OSError, UnicodeDecodeError) as problem:
            raise StoreDamaged(file) from problem
        if not _is_hex(secret):
            raise StoreDamaged(file)
        return secret

    def _file(self, name: str) -> Path:
        return self.folder / name

    def _damaged(self, name: str) -> bool:
        try:
            self._read(name)
        except StoreDamaged:
            return True
        return False

    def _load(self, name: str, kind: type[_Record]) -> _Record | None:
        body = self._read(name)
        if body is None:
            return None
        wanted = {field.name for field in fields(kind)}
        if set(body) != wanted or not all(isinstance(x, str) and x for x in body.values()):
            raise StoreDamaged(self._file(name))
        return kind(**body)

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            body = json.loads(self._file(name).read_bytes())
        except FileNotFoundError:
            return None
        except (ValueError, RecursionError) as problem:
            raise StoreDamaged(self._file(name)) from problem
        if not isinstance(body, dict):
            raise StoreDamaged(self._file(name))
        return body

    def _save(self, name: str, body: Mapping[str, object]) -> None:
        self._write(name, json.dumps(body).encode())

    def _write(self, name: str, data: bytes) -> None:
        """Whole or not at all, over a power cut as well."""
        draft = self._file(f"{name}.new")
        draft.unlink(missing_ok=True)
        number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._file(name))
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _is_hex(text: str) -> bool:
    return len(text) == 64 and all(letter in "0123456789abcdef" for letter in text)
