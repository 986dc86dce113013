"""The folder of the Matrix account: owner-only, for one process, never silently replaced."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.matrix import signing
from adapters.matrix.crypto import Encryption
from adapters.matrix.store import Device, Seeds, Store, StoreDamaged, StoreInUse
from adapters.matrix.wire import Homeserver

BOT = Device("@bot:house.test", "BOTDEVICE", "secret token")
ROOT = Path(__file__).parents[2]

OPEN_ELSEWHERE = """
import sys
from pathlib import Path
from adapters.matrix.store import Store, StoreInUse
try:
    with Store(Path(sys.argv[1])):
        print("mine")
except StoreInUse:
    print("in use")
"""


def elsewhere(folder: Path) -> str:
    """What another process says when it opens the folder."""
    return subprocess.run(
        (sys.executable, "-c", OPEN_ELSEWHERE, str(folder)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def bits(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def begin(store: Store) -> Encryption:
    """Makes everything that the folder will ever hold."""
    store.save_device(BOT)
    store.save_seeds(signing.new_seeds())
    encryption = Encryption(Homeserver("http://nowhere.test"), store, BOT.user_id, BOT.device_id)
    encryption.remember_encrypted(["!room"])
    return encryption


def read(store: Store, device: str = BOT.device_id) -> Encryption:
    """Everything that a start reads."""
    store.device()
    store.seeds()
    return Encryption(Homeserver("http://nowhere.test"), store, BOT.user_id, device)


def test_nobody_else_can_read_a_file_of_it(tmp_path: Path) -> None:
    with Store(tmp_path / "made" / "store") as store:
        begin(store)
        assert bits(store.folder) == 0o700
        files = list(store.folder.iterdir())
        assert {file.name for file in files} > {"keys.db", "keys.db-wal", "pickle.key", "lock"}
        assert {bits(file) for file in files} == {0o600}


def test_a_folder_with_looser_bits_is_tightened(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with Store(tmp_path) as store:
        begin(store)
    for file in tmp_path.iterdir():
        file.chmod(0o644)
    tmp_path.chmod(0o777)
    with Store(tmp_path):
        assert bits(tmp_path) == 0o700
        assert {bits(file) for file in tmp_path.iterdir()} == {0o600}


def test_a_second_process_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    with Store(tmp_path):
        assert elsewhere(tmp_path) == "in use"
        with pytest.raises(StoreInUse), Store(tmp_path):
            pass
    assert elsewhere(tmp_path) == "mine"


def test_a_store_that_could_not_be_tidied_can_be_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path) as store:
        begin(store)
    chmod = Path.chmod

    def not_ours(path: Path, mode: int) -> None:
        if path.name == "keys.db":
            raise PermissionError(path)
        chmod(path, mode)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "chmod", not_ours)
        for _ in range(2):
            with pytest.raises(PermissionError), Store(tmp_path):
                pass
    with Store(tmp_path) as store:
        assert store.device() == BOT


def test_a_look_makes_nothing_where_nothing_is(tmp_path: Path) -> None:
    with Store(tmp_path / "none", tidy=False) as store:
        assert store.device() is None
    assert not (tmp_path / "none").exists()
    with Store(tmp_path, tidy=False) as store:
        assert store.device() is None
    assert list(tmp_path.iterdir()) == []


def test_a_look_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        begin(store)
    tmp_path.chmod(0o755)
    for file in tmp_path.iterdir():
        file.chmod(0o644)

    def seen() -> dict[str, tuple[int, int, int]]:
        all_of = [tmp_path, *tmp_path.iterdir()]
        states = {str(path): path.stat() for path in all_of}
        return {name: (one.st_mode, one.st_ino, one.st_ctime_ns) for name, one in states.items()}

    before = seen()
    with Store(tmp_path, tidy=False) as store:
        assert store.device() == BOT
    assert seen() == before


def test_a_look_is_refused_while_another_process_has_it(tmp_path: Path) -> None:
    with Store(tmp_path), pytest.raises(StoreInUse), Store(tmp_path, tidy=False):
        pass
    with Store(tmp_path, tidy=False):
        assert elsewhere(tmp_path) == "in use"


def test_encrypted_rooms_are_written_once_for_all_that_is_new(tmp_path: Path) -> None:
    rooms = tmp_path / "rooms.json"
    with Store(tmp_path) as store:
        encryption = begin(store)
        before = rooms.stat().st_ino
        for nothing_new in (["!room"], []):
            encryption.remember_encrypted(nothing_new)
            assert rooms.stat().st_ino == before
        encryption.remember_encrypted(["!room", "!a", "!b"])
        assert rooms.stat().st_ino != before
        assert store.encrypted_rooms() == {"!room", "!a", "!b"}
        assert encryption.knows_encrypted("!b")


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    seeds = signing.new_seeds()
    with Store(tmp_path) as store:
        assert store.device() is None
        assert store.seeds() is None
        first = begin(store)
        store.save_seeds(seeds)
    with Store(tmp_path) as store:
        again = read(store)
        assert store.device() == BOT
        assert store.seeds() == seeds
        assert again.knows_encrypted("!room")
        assert not again.knows_encrypted("!other")
        assert again.device_keys == first.device_keys


def test_a_new_device_begins_with_new_keys_and_keeps_the_rest(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        first = begin(store)
        kept = store.seeds(), store.encrypted_rooms()
        store.save_device(Device(BOT.user_id, "OTHER", "token"))
        other = read(store, "OTHER")
        ours, theirs = (set(one.device_keys["keys"].values()) for one in (first, other))
        assert not ours & theirs
        assert (store.seeds(), store.encrypted_rooms()) == kept


def test_a_new_token_for_the_same_device_keeps_its_keys(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        first = begin(store)
        store.save_device(Device(BOT.user_id, BOT.device_id, "another token"))
        again = read(store)
        assert again.device_keys == first.device_keys


DAMAGE: dict[str, Callable[[Path], object]] = {
    "half written": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "emptied": lambda file: file.write_bytes(b""),
    "something else": lambda file: file.write_bytes(b'["what", "is this"]' * 400),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "not text": lambda file: file.write_bytes(b"\xff\xfe\x00" * 999),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", ["device.json", "signing.json", "rooms.json", "pickle.key"])
def test_a_damaged_file_is_named_and_not_replaced(tmp_path: Path, name: str, damage: str) -> None:
    with Store(tmp_path) as store:
        begin(store)
    DAMAGE[damage](tmp_path / name)
    damaged = (tmp_path / name).read_bytes()
    with pytest.raises(StoreDamaged) as told, Store(tmp_path) as store:
        read(store)
    assert told.value.path == tmp_path / name
    assert (tmp_path / name).read_bytes() == damaged


@pytest.mark.parametrize("damage", ["half written", "something else", "not text"])
def test_a_damaged_database_of_keys_is_named(tmp_path: Path, damage: str) -> None:
    with Store(tmp_path) as store:
        begin(store)
    DAMAGE[damage](tmp_path / "keys.db")
    with pytest.raises(StoreDamaged) as told, Store(tmp_path) as store:
        read(store)
    assert told.value.path == tmp_path / "keys.db"


def test_keys_locked_with_another_key_are_damaged(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        begin(store)
    (tmp_path / "pickle.key").write_text("0" * 64)
    with pytest.raises(StoreDamaged), Store(tmp_path) as store:
        read(store)


def test_a_lost_key_beside_a_database_is_no_reason_for_a_new_one(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        begin(store)
    (tmp_path / "pickle.key").unlink()
    with pytest.raises(StoreDamaged), Store(tmp_path) as store:
        read(store)
    assert not (tmp_path / "pickle.key").exists()


@pytest.mark.parametrize(
    "text", ["{}", '{"user_id": "@a:b", "device_id": 5, "access_token": "t"}', "[]", "null", '"x"']
)
def test_a_device_of_another_shape_is_damaged(tmp_path: Path, text: str) -> None:
    with Store(tmp_path) as store:
        (tmp_path / "device.json").write_text(text)
        with pytest.raises(StoreDamaged):
            store.device()


def test_a_draft_left_by_a_crash_is_in_nobodys_way(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        (tmp_path / "device.json.new").write_text("{half")
        store.save_device(BOT)
        assert store.device() == BOT
        assert not (tmp_path / "device.json.new").exists()


def test_secrets_are_not_in_what_is_printed() -> None:
    seeds = Seeds("a" * 64, "b" * 64, "c" * 64)
    assert "aaaa" not in repr(seeds)
    assert "secret token" not in repr(BOT)
