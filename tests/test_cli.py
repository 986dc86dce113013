"""The commands of the shell: real processes, one kind line for each mishap."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from planned import alone
from stage import on_stage

from bot import __version__
from bot.adapter import NeedsAdmin
from bot.anonymous.box import Box
from bot.app import App
from bot.aside import Note
from bot.cli import main
from bot.clock import Clock
from bot.db import APPLICATION_ID
from bot.program import Health, serve, supervise
from bot.words import Words

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(f"[local]\nport = {free_port()}\n")
    path.chmod(0o600)
    return path


def port_of(config: Path) -> int:
    return int(config.read_text().split("port = ")[1].split()[0])


def health(port: int) -> dict[str, object]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
        told: dict[str, object] = json.load(answer)
        return told


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `alongside ...` and wait until it says it is there."""
    running = []

    def begin(*args: str, until: str, flags: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *flags, "-m", "bot", *args],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
            env={k: v for k, v in os.environ.items() if not k.startswith("ALONGSIDE_")},
        )
        running.append(process)
        assert process.stdout is not None
        heard = ""
        for line in process.stdout:
            heard += line
            if until in line:
                return process
        raise AssertionError(heard)

    yield begin
    for process in running:
        process.kill()
        process.communicate(timeout=10)


def when_up(port: int) -> dict[str, object]:
    for _ in range(100):
        try:
            return health(port)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("no health page")


def alongside(*args: str, flags: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *flags, "-m", "bot", *args],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=30,
        check=False,
    )


# What is asked.


def test_the_version_comes_from_one_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"alongside {__version__}\n"


def test_no_command_shows_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("run", "demo", "check", "backup", "restore"))


@pytest.mark.parametrize(
    "typed", [["fly"], ["run", "--fast"], ["backup"], ["demo", "--port", "many"], ["check", "it"]]
)
def test_what_is_not_understood_is_said_in_one_line(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert " ".join(typed) in said
    assert "--help" in said


# check


def test_check_says_that_all_is_well(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--config", str(config)]) == 0
    assert capsys.readouterr().out.endswith("All is well.\n")


def test_check_changes_nothing(config: Path, tmp_path: Path) -> None:
    main(["check", "--config", str(config)])
    assert list(tmp_path.iterdir()) == [config]


def test_check_says_everything_that_is_wrong(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.chmod(0o644)
    (tmp_path / "alongside.db").write_text("a shopping list " * 100)
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", port_of(config)))
        taken.listen()
        assert main(["check", "--config", str(config)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("4 things are wrong.")
    assert "is not a copy of Alongside's database" in said
    assert f"chmod go-rwx {config}" in said
    assert f"Another program uses port {port_of(config)}" in said


def test_check_names_a_folder_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[database]\nurl = "sqlite:///none/a.db"')
    config.chmod(0o600)
    assert main(["check", "--config", str(config)]) == 1
    assert f"The folder {tmp_path / 'none'} does not exist" in capsys.readouterr().err


def test_check_asks_discord_and_shows_no_token(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    part = f'[discord]\ntoken = "hush-hush"\napi_base_url = "{nobody}"\n'
    config.write_text(config.read_text() + part)
    assert main(["check", "--config", str(config)]) == 1
    said = capsys.readouterr()
    assert f"I cannot reach Discord at {nobody}" in said.err
    assert "hush" not in said.err + said.out


def test_broken_settings_are_told_and_nothing_starts(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text('[local]\nprt = 1\n[logging]\nlevel = "loud"')
    for command in (["run"], ["check"], ["backup", "x"], ["restore", "x"]):
        assert main([*command, "--config", str(config)]) == 1
        said = capsys.readouterr().err
        assert f"{config}, line 2: [local] prt is not a setting. Did you mean port?" in said
        assert f"{config}, line 4:" in said
    assert list(tmp_path.iterdir()) == [config]


# run


def test_run_answers_on_the_health_page_and_ends_cleanly(config: Path, start: Start) -> None:
    process = start("run", "--config", str(config), until="Alongside is running.")
    told = when_up(port_of(config))
    assert told == {
        "status": "ok", "version": __version__, "adapters": {}, "oldest_waiting_seconds": None
    }  # fmt: skip
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    assert time.monotonic() - began < 5
    assert "Alongside has stopped." in said
    assert "Traceback" not in said
    assert not (config.parent / "alongside.db.socket").exists()
    assert not (config.parent / "alongside.db-wal").exists()


async def test_calendars_follow_an_address_of_the_running_bot_and_no_log_has_it(
    config: Path, start: Start
) -> None:
    base = "https://alongside.example.org"
    async with on_stage(config.parent) as stage:
        await stage.group()
        await stage.app.serve_at(base)
        told = await alone(stage, "Ann", "calendar feed")
    path = next(word for word in told.split() if word.startswith(base)).removeprefix(base)
    here = f"http://127.0.0.1:{port_of(config)}"
    process = start("run", "--config", str(config), until="Alongside is running.")
    when_up(port_of(config))
    assert await asyncio.to_thread(status, here + path) == 404, "it is off"
    process.terminate()
    process.communicate(timeout=10)
    config.write_text(f'{config.read_text()}[calendar]\nfeed = true\naddress = "{base}"\n')
    process = start("run", "--config", str(config), until="Alongside is running.")
    when_up(port_of(config))
    assert await asyncio.to_thread(status, here + path) == 200
    assert await asyncio.to_thread(status, f"{here}/calendar/{'0' * 48}.ics") == 404
    process.terminate()
    said, _ = process.communicate(timeout=10)
    assert "/calendar" not in said


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as no:
        return no.code


def test_a_second_process_on_the_same_database_is_refused(config: Path, start: Start) -> None:
    start("run", "--config", str(config), until="Alongside is running.")
    second = alongside("run", "--config", str(config))
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert "Only one can run at a time" in second.stderr
    when_up(port_of(config))


def test_what_a_killed_bot_left_does_not_hinder_the_next(config: Path, start: Start) -> None:
    process = start("run", "--config", str(config), until="Alongside is running.")
    process.kill()
    process.wait()
    assert (config.parent / "alongside.db.socket").exists()
    start("run", "--config", str(config), until="Alongside is running.")
    when_up(port_of(config))


def test_shell_commands_ask_the_running_bot(
    config: Path, start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start("run", "--config", str(config), until="Alongside is running.")
    when_up(port_of(config))
    assert main(["check", "--config", str(config)]) == 0
    assert "The bot is running" in capsys.readouterr().out
    copy = str(tmp_path / "copy.db")
    assert main(["backup", "--config", str(config), copy]) == 0
    assert main(["backup", "--config", str(config), copy]) == 1
    assert "--force" in capsys.readouterr().err
    assert main(["restore", "--config", str(config), copy]) == 0
    assert "Delete it when you are sure" in capsys.readouterr().out
    assert len(list(tmp_path.glob("alongside.db.before-*"))) == 1
    assert health(port_of(config))["status"] == "ok"


def test_debug_mode_is_refused(config: Path) -> None:
    done = alongside("run", "--config", str(config), flags=("-X", "dev"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "debug mode" in done.stderr
    assert not (config.parent / "alongside.db").exists()


def test_everything_written_is_for_its_owner_alone(config: Path, start: Start) -> None:
    start("run", "--config", str(config), until="Alongside is running.")
    when_up(port_of(config))
    for file in config.parent.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file


# backup and restore of a bot that does not run


def test_a_backup_without_a_database_makes_none(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--config", str(config), str(tmp_path / "copy.db")]) == 1
    assert "nothing to copy" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [config]


def group_names(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        return [name for (name,) in raw.execute("SELECT name FROM household")]


@pytest.fixture
def copy(config: Path, tmp_path: Path) -> Path:
    """A copy of a database with one group, and the database itself with two."""
    database, copy = tmp_path / "alongside.db", tmp_path / "copy.db"

    async def make() -> None:
        app = await App.open(database, words=Words.load())
        sql = "INSERT INTO household (name, zone) VALUES (:name, 'Europe/London')"
        await app.db.write(lambda tx: tx.run(sql, name="first"))
        await app.close()
        assert await asyncio.to_thread(main, ["backup", "--config", str(config), str(copy)]) == 0
        app = await App.open(database, words=Words.load())
        await app.db.write(lambda tx: tx.run(sql, name="second"))
        await app.close()

    asyncio.run(make())
    return copy


def test_a_copy_comes_back_on_a_stopped_bot(config: Path, tmp_path: Path, copy: Path) -> None:
    assert main(["restore", "--config", str(config), str(copy)]) == 0
    assert group_names(tmp_path / "alongside.db") == ["first"]
    (kept,) = tmp_path.glob("alongside.db.before-*")
    assert group_names(kept) == ["first", "second"]


def test_what_waited_without_a_name_is_gone_after_a_restore_wherever_the_box_is(
    config: Path, tmp_path: Path, copy: Path
) -> None:
    """A number of a group may mean another one in the copy: no note may come out there."""
    with config.open("a") as settings:
        settings.write('\n[database]\nbox = "elsewhere"\n')
    Box(tmp_path / "elsewhere").write(
        [Note(2, "challenge", "", "for the second", (), "2026-01-02")]
    )
    assert main(["restore", "--config", str(config), str(copy)]) == 0
    assert not Box(tmp_path / "elsewhere").notes
    assert b"for the second" not in (tmp_path / "elsewhere/box").read_bytes()


def test_a_copy_comes_back_on_a_new_computer(config: Path, tmp_path: Path, copy: Path) -> None:
    (tmp_path / "alongside.db").unlink()
    assert main(["restore", "--config", str(config), str(copy)]) == 0
    assert group_names(tmp_path / "alongside.db") == ["first"]
    assert not list(tmp_path.glob("alongside.db.before-*"))


def test_a_copy_replaces_a_database_that_cannot_be_opened(
    config: Path, tmp_path: Path, copy: Path
) -> None:
    (tmp_path / "alongside.db").write_text("a shopping list " * 100)
    assert main(["restore", "--config", str(config), str(copy)]) == 0
    assert group_names(tmp_path / "alongside.db") == ["first"]
    (kept,) = tmp_path.glob("alongside.db.before-*")
    assert kept.read_text().startswith("a shopping list")


def test_a_wrong_copy_leaves_a_stopped_bot_as_it_was(
    config: Path, tmp_path: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wrong.db").write_text("a shopping list " * 100)
    assert main(["restore", "--config", str(config), str(tmp_path / "wrong.db")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert group_names(tmp_path / "alongside.db") == ["first", "second"]


# demo


def test_the_rehearsal_room_says_its_address_and_ends_cleanly(tmp_path: Path, start: Start) -> None:
    port, folder = free_port(), tmp_path / "rehearsal"
    began = time.monotonic()
    process = start(
        "demo", "--port", str(port), "--folder", str(folder), until=f"http://127.0.0.1:{port}/r/"
    )
    ready = time.monotonic() - began
    told = health(port)
    assert (told["status"], told["adapters"]) == ("ok", {"local": "running"})
    assert folder.stat().st_mode & 0o077 == 0
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert ready < 15, "far from the 1.5 seconds that the bench asks for"


def test_a_taken_port_is_said_with_another_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        assert main(["demo", "--port", str(port), "--folder", str(tmp_path / "r")]) == 1
    assert f"--port {port % 65535 + 1}" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


# Parts that break


async def test_a_part_that_breaks_is_started_again_and_told_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    states: dict[str, str] = {}
    tries = 0
    well = asyncio.Event()

    async def part() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise ConnectionError("somebody's own words")
        well.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(supervise("matrix", part, states, first_pause=0.01))
    async with asyncio.timeout(5):
        await well.wait()
    assert states == {"matrix": "running"}
    assert caplog.text.count("matrix stopped (ConnectionError at") == 2
    assert "own words" not in caplog.text
    task.cancel()


async def test_what_only_the_admin_can_put_right_is_not_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    states: dict[str, str] = {}
    tries = 0

    async def part() -> None:
        nonlocal tries
        tries += 1
        raise NeedsAdmin

    async with asyncio.timeout(5):
        await supervise("matrix", part, states, first_pause=0.01)
    assert (tries, states) == (1, {"matrix": "stopped"})
    assert "matrix stays off until I am started again" in caplog.text


async def test_one_broken_part_stops_nothing_else(tmp_path: Path) -> None:
    app = await App.open(tmp_path / "a.db", words=Words.load(), clock=Clock())
    health = Health(app)
    steady = asyncio.Event()

    async def breaks() -> None:
        raise ConnectionError

    async def goes_on() -> None:
        await asyncio.sleep(0.2)
        steady.set()
        await asyncio.Event().wait()

    parts = {"breaks": breaks, "goes on": goes_on}
    task = asyncio.create_task(serve(app, tmp_path / "a.db", health, parts))
    async with asyncio.timeout(5):
        await steady.wait()
    assert health.facts()["status"] == "degraded"
    assert health.parts["goes on"] == health.parts["core"] == "running"
    task.cancel()
    await asyncio.wait([task])
    await app.close()


STUBBORN = """
import asyncio, sys, time
from pathlib import Path
from bot.app import App
from bot.program import Health, serve
from bot.words import Words

async def holds_on():
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

async def blocks():
    await asyncio.to_thread(time.sleep, 60)

async def main():
    app = await App.open(sys.argv[1], words=Words.load())
    parts = {"holds on": holds_on, "blocks": blocks}
    try:
        ready = lambda: print("ready", flush=True)
        await serve(app, Path(sys.argv[1]), Health(app), parts, started=ready)
    finally:
        await app.close()

asyncio.run(main())
"""


def test_what_will_not_stop_does_not_keep_the_process(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STUBBORN, str(tmp_path / "a.db")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        try:
            assert process.wait(timeout=5) == 0
        finally:
            process.kill()
