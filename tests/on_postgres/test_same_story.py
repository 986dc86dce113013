"""The same story leaves the same on PostgreSQL as on SQLite: names, words, numbers and all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import stage
from anonymous.still import run
from postgres_server import Places
from stage import Line, on_stage
from test_golden_session import BEFORE, played

from bot.db import Row, Tx

ROOT = Path(__file__).parent.parent.parent

Rows = dict[str, list[Row]]


TABLES = re.findall(r"(?m)^CREATE TABLE \"?(\w+)", (ROOT / "docs/schema.sql").read_text("utf-8"))


def rows(tx: Tx) -> Rows:
    """Every row of every table."""
    return {name: sorted(tx.all(f"SELECT * FROM {name}"), key=repr) for name in TABLES}


async def golden(folder: Path) -> tuple[list[Line], Rows]:
    async with on_stage(folder, BEFORE, dice=lambda: 0.5) as one:
        lines = await played(one)
        return lines, await one.app.db.read(rows)


def test_the_golden_session_leaves_the_same(
    tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    lines, kept = run(golden(tmp_path / "one"))
    monkeypatch.setattr(stage, "where", places)
    others, found = run(golden(tmp_path / "other"))
    assert len(lines) > 100
    assert [one.text for one in others] == [one.text for one in lines]
    assert len(kept) > 80
    assert sum(map(len, kept.values())) > 100
    assert {name: found[name] for name in TABLES} == kept
