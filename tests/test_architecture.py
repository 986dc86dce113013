"""Who may know whom. Each rule reads the imports of a file, and is shown able to fail."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(
    file.relative_to(ROOT).as_posix()
    for folder in ("bot", "adapters")
    for file in (ROOT / folder).rglob("*.py")
)
LAZY = {"bot/cli.py", "bot/program.py"}
"""The only ones that may name an adapter, and only inside a function."""

PLATFORMS = {"adapters", "discord", "nio"}


class Import(NamedTuple):
    """One name that a file asks for."""

    module: str
    """Absolute, down to what is imported: `bot.features.hands.rules`."""
    inside: bool
    """In a function, so that it costs nothing until it is called."""

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]

    def is_in(self, package: str) -> bool:
        return f"{self.module}.".startswith(f"{package}.")


def imports(tree: ast.AST, path: str, inside: bool = False) -> Iterator[Import]:
    """Every import of a file, also those for the type checker alone."""
    for node in ast.iter_child_nodes(tree):
        deeper = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = path.removesuffix(".py").split("/")[: -node.level]
                base = ".".join([*package, *filter(None, [base])])
            yield from (Import(f"{base}.{alias.name}", inside) for alias in node.names)
        yield from imports(node, path, deeper)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call by its dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


class Source(NamedTuple):
    path: str
    tree: ast.Module

    @property
    def imports(self) -> list[Import]:
        return list(imports(self.tree, self.path))

    @property
    def feature(self) -> str | None:
        """Whose feature this file belongs to."""
        parts = self.path.split("/")
        return parts[2] if parts[:2] == ["bot", "features"] and len(parts) > 3 else None

    @property
    def adapter(self) -> str | None:
        parts = self.path.split("/")
        return parts[1] if parts[0] == "adapters" and len(parts) > 2 else None


def standard(one: Import) -> bool:
    return one.top in sys.stdlib_module_names


Rule = Callable[[Source], list[str]]


def model_is_of_the_standard_library_only(source: Source) -> list[str]:
    if source.path != "bot/model.py":
        return []
    return [one.module for one in source.imports if not standard(one)]


OF_RULES = ("bot.model", "bot.aside", "bot.anonymous.crowd", "bot.clauses", "bot.bands")
"""Nouns, and what is as pure as a rule."""

NO_RULE_MAY = {"asyncio", "time", "secrets", "sqlite3", "os", "uuid", "threading", "logging"}
CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")


def rules_decide_from_what_they_are_given(source: Source) -> list[str]:
    """No clock, no dice, no waiting, no database: state and input in, state and Says out."""
    if source.feature is None or not source.path.endswith("/rules.py"):
        return []
    found = [
        one.module
        for one in source.imports
        if one.top in NO_RULE_MAY
        or not (standard(one) or any(one.is_in(each) for each in OF_RULES))
    ]
    found += [
        one.module
        for one in source.imports
        if one.top == "random" and one.module != "random.Random"
    ]
    for name, call in calls(source.tree):
        if name.endswith(CLOCKS) or (name == "Random" and not (call.args or call.keywords)):
            found.append(f"{name}()")
    found += [
        type(node).__name__
        for node in ast.walk(source.tree)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await)
    ]
    return found


OF_A_STORE = (
    "bot.aside",
    "bot.clauses",
    "bot.db",
    "bot.model",
    "bot.times",
    "bot.groups",
    "bot.settings",
    "bot.nameless",
)


def stores_know_their_rules_and_the_database(source: Source) -> list[str]:
    if source.feature is None or not source.path.endswith("/store.py"):
        return []
    own = f"bot.features.{source.feature}.rules"
    return [
        one.module
        for one in source.imports
        if not standard(one) and not any(one.is_in(each) for each in (*OF_A_STORE, own))
    ]


def sql_of_a_feature_stands_in_its_store(source: Source) -> list[str]:
    if source.feature is None or source.path.endswith("/store.py"):
        return []
    return [
        ast.unparse(call)
        for name, call in calls(source.tree)
        if name in ("tx.run", "tx.one", "tx.all")
    ]


def features_do_not_know_each_other(source: Source) -> list[str]:
    if source.feature is None:
        return []
    own = f"bot.features.{source.feature}"
    return [
        one.module for one in source.imports if one.is_in("bot.features") and not one.is_in(own)
    ]


def features_never_see_a_platform_or_the_app(source: Source) -> list[str]:
    if source.feature is None:
        return []
    beyond = ("bot.adapter", "bot.app", "bot.core", "bot.delivery", "bot.hearing", "bot.ticker")
    return [one.module for one in source.imports if any(one.is_in(each) for each in beyond)]


def the_core_never_names_a_platform(source: Source) -> list[str]:
    if not source.path.startswith("bot/"):
        return []
    return [
        one.module
        for one in source.imports
        if one.top in PLATFORMS and not (source.path in LAZY and one.inside)
    ]


def the_core_names_no_feature(source: Source) -> list[str]:
    """But for the list of them, which the app, the catalogue and the shell ask for."""
    if not source.path.startswith("bot/") or source.path.startswith("bot/features/"):
        return []
    return [
        one.module
        for one in source.imports
        if one.is_in("bot.features") and one.module not in ("bot.features.FEATURES", "bot.features")
    ]


def the_calendar_is_asked_in_one_place(source: Source) -> list[str]:
    if source.path == "bot/schedule.py":
        return []
    return [one.module for one in source.imports if one.top == "apscheduler"]


def connections_are_made_in_one_place(source: Source) -> list[str]:
    theirs = ("aiosqlite", "psycopg")
    found = [one.module for one in source.imports if one.top in theirs]
    if source.path == "bot/db/postgres.py":
        return []
    if source.path in ("bot/db/sqlite.py", "bot/backup.py"):
        return found
    found += [one.module for one in source.imports if one.module == "sqlite3.connect"]
    return found + [name for name, _ in calls(source.tree) if name.endswith("sqlite3.connect")]


def adapters_only_translate(source: Source) -> list[str]:
    """They know the core's nouns, no feature, and no other adapter."""
    if source.adapter is None:
        return []
    own = f"adapters.{source.adapter}"
    return [
        one.module
        for one in source.imports
        if one.is_in("bot.features") or (one.top == "adapters" and not one.is_in(own))
    ]


def what_is_anonymous_logs_nothing(source: Source) -> list[str]:
    if not source.path.startswith("bot/anonymous/") or source.path.endswith("/floor.py"):
        return []
    found = [
        one.module
        for one in source.imports
        if one.top in ("logging", "warnings", "sqlite3") or one.is_in("bot.logs")
    ]
    return found + [name for name, _ in calls(source.tree) if name == "print"]


def nobody_loads_what_anybody_could_have_written(source: Source) -> list[str]:
    return [
        one.module
        for one in source.imports
        if one.top in ("pickle", "marshal", "shelve", "dill") or one.module == "yaml.load"
    ]


def no_table_names_a_key_twice(source: Source) -> list[str]:
    """Of two handlers for one moment the first would silently never be asked."""
    found: list[str] = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Dict):
            keys = [ast.unparse(key) for key in node.keys if key is not None]
            found += sorted({key for key in keys if keys.count(key) > 1})
    return found


RULES: tuple[Rule, ...] = (
    model_is_of_the_standard_library_only,
    rules_decide_from_what_they_are_given,
    stores_know_their_rules_and_the_database,
    sql_of_a_feature_stands_in_its_store,
    features_do_not_know_each_other,
    features_never_see_a_platform_or_the_app,
    the_core_never_names_a_platform,
    the_core_names_no_feature,
    the_calendar_is_asked_in_one_place,
    connections_are_made_in_one_place,
    adapters_only_translate,
    what_is_anonymous_logs_nothing,
    nobody_loads_what_anybody_could_have_written,
    no_table_names_a_key_twice,
)


def named(rule: Rule) -> str:
    return rule.__name__


@cache
def read(path: str) -> Source:
    return Source(path, ast.parse((ROOT / path).read_text("utf-8")))


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    found = {}
    for path in FILES:
        if bad := rule(read(path)):
            found[path] = bad
    assert not found


BROKEN: tuple[tuple[Rule, str, str], ...] = (
    (model_is_of_the_standard_library_only, "bot/model.py", "from bot.db import Tx"),
    (model_is_of_the_standard_library_only, "bot/model.py", "import pydantic"),
    (rules_decide_from_what_they_are_given, "bot/features/a/rules.py", "import asyncio"),
    (rules_decide_from_what_they_are_given, "bot/features/a/rules.py", "from time import time"),
    (rules_decide_from_what_they_are_given, "bot/features/a/rules.py", "import secrets"),
    (rules_decide_from_what_they_are_given, "bot/features/a/rules.py", "from bot.db import Tx"),
    (rules_decide_from_what_they_are_given, "bot/features/a/rules.py", "from random import choice"),
    (
        rules_decide_from_what_they_are_given,
        "bot/features/a/rules.py",
        "from random import Random\ndice = Random()",
    ),
    (
        rules_decide_from_what_they_are_given,
        "bot/features/a/rules.py",
        "from datetime import datetime\nnow = datetime.now()",
    ),
    (rules_decide_from_what_they_are_given, "bot/features/a/rules.py", "async def f(): ..."),
    (stores_know_their_rules_and_the_database, "bot/features/a/store.py", "import bot.outbox"),
    (
        stores_know_their_rules_and_the_database,
        "bot/features/a/store.py",
        "from bot.features.b import rules",
    ),
    (stores_know_their_rules_and_the_database, "bot/features/a/store.py", "from . import handlers"),
    (
        sql_of_a_feature_stands_in_its_store,
        "bot/features/a/handlers.py",
        "def f(tx):\n    tx.run('DELETE FROM b')",
    ),
    (features_do_not_know_each_other, "bot/features/a/handlers.py", "import bot.features.b.rules"),
    (features_do_not_know_each_other, "bot/features/a/handlers.py", "from bot.features import b"),
    (features_do_not_know_each_other, "bot/features/a/handlers.py", "from ..b import rules"),
    (
        features_never_see_a_platform_or_the_app,
        "bot/features/a/handlers.py",
        "from bot.adapter import Adapter",
    ),
    (the_core_never_names_a_platform, "bot/app.py", "from adapters.local import adapter"),
    (the_core_never_names_a_platform, "bot/app.py", "def f():\n    import discord"),
    (the_core_never_names_a_platform, "bot/cli.py", "import nio"),
    (the_core_names_no_feature, "bot/app.py", "from bot.features import hands"),
    (the_core_names_no_feature, "bot/app.py", "import bot.features.hands.rules"),
    (the_calendar_is_asked_in_one_place, "bot/ticker.py", "import apscheduler.triggers.cron"),
    (connections_are_made_in_one_place, "bot/app.py", "import sqlite3\nsqlite3.connect('a')"),
    (connections_are_made_in_one_place, "bot/app.py", "from sqlite3 import connect"),
    (connections_are_made_in_one_place, "bot/db/sqlite.py", "import aiosqlite"),
    (connections_are_made_in_one_place, "bot/app.py", "import psycopg"),
    (adapters_only_translate, "adapters/local/a.py", "from bot.features import FEATURES"),
    (adapters_only_translate, "adapters/local/a.py", "from adapters.matrix import adapter"),
    (adapters_only_translate, "adapters/local/a.py", "from ..matrix import adapter"),
    (what_is_anonymous_logs_nothing, "bot/anonymous/cards.py", "import logging"),
    (what_is_anonymous_logs_nothing, "bot/anonymous/cards.py", "print('a card')"),
    (what_is_anonymous_logs_nothing, "bot/anonymous/cards.py", "def f():\n    import logging"),
    (nobody_loads_what_anybody_could_have_written, "bot/app.py", "import pickle"),
    (no_table_names_a_key_twice, "bot/features/a/__init__.py", "at = {M.LEFT: f, M.LEFT: g}"),
)


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_the_rule_can_fail(rule: Rule, path: str, text: str) -> None:
    assert rule(Source(path, ast.parse(text)))


def test_every_rule_is_shown_able_to_fail() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(RULES)


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (
            rules_decide_from_what_they_are_given,
            "bot/features/a/rules.py",
            "from random import Random\nfrom datetime import timedelta\ndice = Random(7)",
        ),
        (
            stores_know_their_rules_and_the_database,
            "bot/features/a/store.py",
            "import json\nfrom bot.db import Tx\nfrom bot.features.a.rules import Thing",
        ),
        (
            features_do_not_know_each_other,
            "bot/features/a/handlers.py",
            "from bot.features.a import rules\nfrom bot import groups",
        ),
        (the_core_never_names_a_platform, "bot/cli.py", "def f():\n    import adapters.local"),
        (adapters_only_translate, "adapters/local/a.py", "from adapters.local.b import C"),
        (what_is_anonymous_logs_nothing, "bot/anonymous/floor.py", "import logging"),
    ],
)
def test_the_rule_lets_good_work_through(rule: Rule, path: str, text: str) -> None:
    assert not rule(Source(path, ast.parse(text)))


def test_the_tree_is_read_at_all() -> None:
    assert {"bot/model.py", "bot/features/hands/rules.py", "adapters/local/adapter.py"} <= set(
        FILES
    )
