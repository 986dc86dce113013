"""No word, setting or configuration shows what is in the box, or lowers what protects it."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from anonymous.test_talks import hears, ready
from free import LEAD, MEMBER, STRANGER, typed
from stage import ROOM, Stage, on_stage, person, words

from bot import config, logs, schedule, settings
from bot.anonymous import box, crowd, slots
from bot.anonymous.floor import LOUD
from bot.aside import Whisper
from bot.feature import Feature
from bot.features import FEATURES
from bot.model import Group, GroupId, Refused

SECRETS = ("xylophones", "quagmires")
"""Words of two notes, which nobody else ever says."""

WORRIED = "918273645"
"""The line of a worry, by a number that nothing else has."""


async def full_box(stage: Stage, folder: Path) -> list[str]:
    """Three people have put something into it; what may be found nowhere else."""
    group = stage.app.groups.of_room(ROOM)
    assert group is not None
    keeper = stage.app._keeper
    for who, secret in zip(("Joe", "Priya"), SECRETS, strict=True):
        whisper = Whisper("challenge", f"Who decides about {secret}?", receipt=True)
        keeper.put(group.id, whisper, keeper.mark(person(who).id))
        await stage.later(61)
    keeper.put(group.id, Whisper("worry", about=WORRIED), keeper.mark(person("Femi").id))
    await stage.later(61)
    notes = box.Box(box.beside(folder / "alongside.db")).notes
    receipts = [one for note in notes for one in note.receipts]
    assert len(receipts) == len(SECRETS)
    assert [note.about for note in notes if note.kind == "worry"] == [WORRIED]
    return [*SECRETS, *receipts, "decides about", WORRIED]


def everywhere(stage: Stage, folder: Path, told: list[str], log: io.StringIO) -> str:
    """All that anybody was told, and every byte outside the box."""
    files = [one for one in folder.rglob("*") if one.is_file() and one.parent.suffix != ".box"]
    parts = [
        *told,
        *(f"{line.where} {line.text} {line.message}" for line in stage.platform.lines),
        *map(str, stage.platform.boards.values()),
        *map(str, stage.platform.answers.values()),
        log.getvalue(),
        *(one.read_bytes().decode("latin-1") for one in files),
    ]
    return "\n".join(parts)


@contextmanager
def whole_log() -> Iterator[io.StringIO]:
    """Every record, with what came with it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


@pytest.mark.slow
@pytest.mark.parametrize("feature", FEATURES, ids=lambda one: one.name)
async def test_no_word_of_anybody_shows_anything_of_the_box(
    feature: Feature, tmp_path: Path
) -> None:
    told: list[str] = []
    with whole_log() as log:
        async with on_stage(tmp_path, dice=lambda: 0.5) as stage:
            await ready(stage)
            hidden = await full_box(stage, tmp_path)
            group = stage.app.groups.of_room(ROOM)
            assert group is not None
            days = slots.DAYS.of(group)
            for who in (MEMBER, STRANGER, LEAD):
                for command in feature.commands:
                    for alone in (True, False):
                        event = f"stage:{who}{command.word}{alone}"
                        said = await stage.says(
                            who, f"!{typed(command)}", alone=alone, event=event, wait=False
                        )
                        told.append(str(said))
                await stage.says(who, "stop", alone=True, wait=False)
            await stage.settle()
            found = everywhere(stage, tmp_path, told, log)
            assert [one for one in hidden if one in found] == []
            after = stage.app.groups.of_room(ROOM)
            assert after is None or slots.DAYS.of(after) == days, "the slots stay while it is full"


async def test_the_search_would_find_it(tmp_path: Path) -> None:
    with whole_log() as log:
        async with on_stage(tmp_path) as stage:
            await ready(stage)
            hidden = await full_box(stage, tmp_path)
            for line in (f"in the room: {SECRETS[0]}", f"!hand up {SECRETS[1]}"):
                await stage.says("Ann", line)
            logging.getLogger("any").debug(hidden[2])
            found = everywhere(stage, tmp_path, [], log)
    assert [one for one in hidden if one in found] == hidden[:3]


async def test_whoever_leads_is_no_possible_author_and_a_stranger_neither(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        group = stage.app.groups.of_room(ROOM)
        assert group is not None
        able = crowd.possible_authors(group, stage.clock.now().date())
        assert {person(LEAD).id, person(STRANGER).id}.isdisjoint(able)
        said = words(await hears(stage, STRANGER, "ask without my name"))
        assert said is not None
        assert "say hello" in said


@pytest.mark.parametrize("days", slots.RULES)
def test_slots_are_at_most_two_a_week_and_three_days_apart_all_year(days: str) -> None:
    walls = [datetime.fromisoformat("2026-01-01T00:00:00")]
    for _ in range(120):
        rule = schedule.as_text(slots.RULES[days])
        wall, _ = schedule.next_slot(rule, "Europe/London", walls[-1])
        walls.append(datetime.fromisoformat(wall))
    walls = walls[1:]
    assert all(later - one >= timedelta(hours=72) for one, later in pairwise(walls))
    assert all(
        later - one >= timedelta(days=7) for one, later in zip(walls, walls[2:], strict=False)
    )


async def test_no_other_slots_can_be_chosen_nor_written_into_the_database(stage: Stage) -> None:
    await stage.group()
    today = stage.clock.now().date()
    for value in ("hourly", "", "tuesday", "monday and tuesday", "*"):
        choice = partial(
            settings.choose, group=GroupId(1), setting=slots.DAYS, value=value, today=today
        )
        with pytest.raises(Refused):
            await stage.app.db.write(choice)
        by_hand = Group(GroupId(1), "Any", (), {}, {}, {}, settings={slots.DAYS.name: value})
        assert slots.rule(by_hand) in slots.RULES.values()


def test_no_setting_of_the_deployment_is_about_any_of_it() -> None:
    """But where the box lies. Who runs it can change the program; no setting helps them to."""
    source = Path(config.__file__).read_text("utf-8")
    assert re.findall(r"bot\.anonymous.*", source) == ["bot.anonymous.box import beside"]
    keys = [f"{name}.{key}" for name, section in config.SECTIONS.items() for key in _keys(section)]
    assert len(keys) > 15
    about = ("floor", "slot", "box", "crowd", "anonym", "note", "receipt", "pulse", "hold", "seen")
    assert [key for key in keys if any(word in key for word in about)] == ["database.box"]


def _keys(section: type[config.Section]) -> list[str]:
    return list(section.model_fields)


@pytest.mark.parametrize("level", get_args(config.Logging.model_fields["level"].annotation))
@pytest.mark.parametrize("form", get_args(config.Logging.model_fields["format"].annotation))
def test_no_level_of_the_log_goes_under_its_floor(level: str, form: str) -> None:
    root = logging.getLogger()
    before, handlers = root.level, root.handlers[:]
    stream = io.StringIO()
    try:
        logs.set_up(level, form, stream)
        for name in LOUD:
            for logger in (logging.getLogger(name), logging.getLogger(f"{name}.child")):
                logger.setLevel(logging.DEBUG)
                logger.debug("xylophones")
                logger.info("xylophones")
                logger.error("https://discord.com/api/v10/interactions/1/xylophones")
    finally:
        root.handlers[:] = handlers
        root.setLevel(before)
        for name in LOUD:
            logging.getLogger(name).setLevel(logging.WARNING)
    assert "xylophones" not in stream.getvalue()
