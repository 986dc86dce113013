"""The log tells what happened, and never what anybody said."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from bot import logs
from bot.anonymous import floor

SAID = "my-own-words-about-Tuesday"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Our log at its loudest; afterwards everything is as it was."""
    root, made = logging.root, logging.getLoggerClass()
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    stream = io.StringIO()
    logs.set_up("debug", "text", stream)
    yield stream
    root.handlers[:], logging.raiseExceptions = handlers, raising
    root.setLevel(level)
    logging.setLoggerClass(made)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    for each in (root, *map(logging.getLogger, list(root.manager.loggerDict))):
        each.removeFilter(floor.FLOOR)
    for name in floor.LOUD:
        logging.getLogger(name).setLevel(logging.NOTSET)


def json_lines(stream: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("name", sorted(floor.LOUD))
@pytest.mark.parametrize("child", ["", ".gateway", ".brand.new"])
def test_no_setting_lowers_the_floor_of_a_library(log: io.StringIO, name: str, child: str) -> None:
    logging.getLogger(name).setLevel(logging.DEBUG)
    loud = logging.getLogger(name + child)
    loud.setLevel(logging.DEBUG)
    loud.debug(SAID)
    loud.info(SAID)
    assert log.getvalue() == ""
    loud.warning("something is wrong")
    assert "something is wrong" in log.getvalue()


def test_a_handler_of_somebody_else_gets_nothing_from_under_the_floor(log: io.StringIO) -> None:
    theirs = io.StringIO()
    handler = logging.StreamHandler(theirs)
    loud = logging.getLogger("discord.gateway.theirs")
    loud.addHandler(handler)
    loud.setLevel(logging.DEBUG)
    loud.debug(SAID)
    loud.removeHandler(handler)
    assert theirs.getvalue() == ""


def test_our_own_debug_lines_are_written_when_asked_for(log: io.StringIO) -> None:
    logging.getLogger("bot.app").debug("an ask was done")
    assert "DEBUG bot.app: an ask was done" in log.getvalue()


@pytest.mark.parametrize("part", ["interactions", "webhooks", "channels"])
def test_addresses_that_tell_are_dropped_at_any_level(log: io.StringIO, part: str) -> None:
    where = f"https://discord.com/api/v10/{part}/123/token"
    logging.getLogger("discord.http").error("We are being rate limited: %s", where)
    logging.getLogger("bot.delivery").critical(where)
    assert log.getvalue() == ""


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_exception_is_told_by_type_and_place(log: io.StringIO, form: str) -> None:
    logs.set_up("debug", form, log)
    try:
        try:
            int(SAID)
        except ValueError as inner:
            raise RuntimeError(SAID) from inner
    except RuntimeError:
        logging.getLogger("bot.app").exception("that did not work")
    text = log.getvalue()
    assert "RuntimeError at tests/test_logs.py:" in text
    assert "because of ValueError at tests/test_logs.py:" in text
    assert SAID not in text


def test_a_record_that_does_not_fit_its_values_shows_none_of_them(
    log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("bot.app").warning("%d asks", SAID)
    assert SAID not in log.getvalue() + "".join(capsys.readouterr())


def test_json_lines_are_json(log: io.StringIO) -> None:
    logs.set_up("info", "json", log)
    logging.getLogger("bot.app").info('an "ask"\nwas done')
    (line,) = json_lines(log)
    assert line["text"] == 'an "ask"\nwas done'
    assert (line["level"], line["from"]) == ("info", "bot.app")
    assert line["at"].endswith("Z")


def test_a_text_record_is_one_line(log: io.StringIO) -> None:
    logging.getLogger("bot.app").info("one\r\ntwo\x1b[31m\u202e")
    assert log.getvalue().count("\n") == 1
    assert log.getvalue()[:-1].isprintable()


async def test_a_task_that_breaks_is_told_by_type_and_place(log: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    floor.watch(loop)

    async def breaks() -> None:
        raise KeyError(SAID)

    task = asyncio.create_task(breaks())
    await asyncio.wait([task])
    del task
    await asyncio.sleep(0)
    assert "a task ended with KeyError at tests/test_logs.py:" in log.getvalue()
    assert SAID not in log.getvalue()


BREAKS = {
    "the program": f"raise ValueError({SAID!r})",
    "a thread": (
        "import threading\n"
        f"def broken(): raise ValueError({SAID!r})\n"
        "t = threading.Thread(target=broken); t.start(); t.join()"
    ),
    "tidying up": (
        "class Bad:\n"
        f"    def __del__(self): raise ValueError({SAID!r})\n"
        "Bad()"
    ),
}  # fmt: skip


def python(code: str, *flags: str) -> subprocess.CompletedProcess[str]:
    done = [sys.executable, *flags, "-c", code]
    return subprocess.run(done, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.parametrize("what", BREAKS)
def test_whatever_breaks_never_shows_what_was_said(what: str) -> None:
    done = python(f"from bot import logs; logs.set_up()\n{BREAKS[what]}")
    assert "ValueError at " in done.stderr
    assert SAID not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has PR_GET_DUMPABLE")
def test_the_process_leaves_no_core_and_closes_its_memory() -> None:
    get_dumpable = 3
    done = python(
        "import ctypes, resource; from bot.anonymous import floor; floor.seal();"
        "print(resource.getrlimit(resource.RLIMIT_CORE),"
        f" ctypes.CDLL(None).prctl({get_dumpable}))"
    )
    assert done.stdout.strip() == "(0, 0) 0"


@pytest.mark.parametrize(("flags", "debugging"), [((), "False"), (("-X", "dev"), "True")])
def test_debug_mode_is_noticed(flags: tuple[str, ...], debugging: str) -> None:
    done = python("from bot.anonymous import floor; print(floor.debugging())", *flags)
    assert done.stdout.strip() == debugging
