"""docs/adding-a-feature.md is true: the files it shows make a feature, and its dialogue happens."""

from __future__ import annotations

import importlib
import re
import shutil
from pathlib import Path

import pytest
from stage import MEMBERS, on_stage

import bot.features
from bot.feature import Feature
from bot.features import FEATURES
from bot.lint import lint
from bot.words import Words

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/adding-a-feature.md").read_text("utf-8")
FILES = dict(re.findall(r"```\w+ file=(\S+)\n(.*?)```", PAGE, re.DOTALL))
(DIALOGUE,) = re.findall(r"```dialogue\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def example(tmp_path: Path) -> Feature:
    """The files of the page, beside a copy of our words and migrations."""
    for folder in ("prompts", "bot/migrations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    bot.features.__path__.append(str(tmp_path / "bot/features"))
    importlib.invalidate_caches()
    feature = importlib.import_module("bot.features.today").FEATURE
    assert isinstance(feature, Feature)
    return feature


async def test_the_page_builds_a_feature_that_works(example: Feature, tmp_path: Path) -> None:
    words = Words.load(tmp_path / "prompts")
    async with on_stage(
        tmp_path, words=words, features=(*FEATURES, example), migrations=tmp_path / "bot/migrations"
    ) as stage:
        await stage.group(members=MEMBERS)
        for spoken in DIALOGUE.strip().splitlines():
            who, _, text = spoken.strip().partition(": ")
            if who == "Alongside":
                await stage.later(61)
                assert stage.room() == text
            elif who.startswith("to "):
                assert stage.to(who.removeprefix("to ")) == text
            else:
                await stage.says(who, text)
    assert not [found for found in lint(tmp_path / "prompts") if "today.ftl" in found.file]
