"""What every test may rely on."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

import postgres_server
from postgres_server import Places
from stage import Stage, on_stage

settings.register_profile("steady", settings(), deadline=None)
settings.load_profile("steady")  # how long one example takes says how busy the machine is

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NO_SKIPS = bool(os.environ.get("ALONGSIDE_NO_SKIPS"))
"""In CI nothing may be skipped: a skip fails there."""

NOT_TO_BE_HAD = "needs Discord's description of its API"
"""The one thing that CI cannot install, as it is in no registry. Where it is, it is used."""


LONGEST_FIRST = (
    *("slow/test_matrix_golden", "matrix/test_crypto", "slow/test_kill", "matrix/test_kill"),
    *("on_discord/test_kill", "on_discord/test_kill_posts", "on_discord/test_kill_events"),
    *("on_discord/test_outages", "on_discord/test_every_word", "slow/test_discord_golden"),
    *("slow/test_linked_golden", "slow/test_series", "matrix/test_outages"),
    *("slow/test_year", "test_features_answers", "local/test_page", "local/test_year"),
    *("slow/test_fresh_clone", "matrix/test_hostile", "on_discord/test_hostile"),
)
"""Files that take minutes. Begun last, one of them would keep all but one of the workers idle."""


def _turn(item: pytest.Item) -> int:
    file = item.path.relative_to(Path(__file__).parent).with_suffix("").as_posix()
    return LONGEST_FIRST.index(file) if file in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)
    if CHROMIUM is None:
        needs = pytest.mark.skip(reason="needs a browser: apt install chromium")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(needs)


def _not_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        if NOT_TO_BE_HAD in str(report.longrepr):
            return
        report.outcome = "failed"
        report.longrepr = f"skipped, and here nothing may be: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _not_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _not_skipped(report)
    return report


@pytest.fixture(autouse=True, scope="session")
def memory_of_its_own() -> Iterator[None]:
    """Programs that tests start never share the memory of a real bot (`bot.anonymous.ram`)."""
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(dir=memory if memory.is_dir() else None)
    os.environ["RUNTIME_DIRECTORY"] = folder
    yield
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def places() -> Iterator[Places]:
    """A real PostgreSQL server, with a database for each folder of a test."""
    if postgres_server.programs() is None:
        pytest.skip(postgres_server.HINT)
    with postgres_server.server() as server:
        yield Places(server)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The whole core on a real database, with a clock that stands still until it is moved."""
    async with on_stage(tmp_path) as one:
        yield one
