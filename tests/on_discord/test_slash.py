"""The slash words: all that there are, in the languages Discord speaks, put in place once."""

from __future__ import annotations

import asyncio
import copy
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from on_discord.bot_here import bot_here
from on_discord.commands import Commands
from on_discord.description import load_description
from on_discord.judging import problems_of
from on_discord.limits import LOCALES as KNOWN
from on_discord.limits import command_problems
from on_discord.rest import Asked
from on_discord.scene import until
from on_discord.server import Discord
from on_discord.world import Watch, World
from stage import WORDS

from adapters.discord import slash
from bot.app import App
from bot.catalogue import languages
from bot.feature import Command, Feature
from bot.features import FEATURES
from bot.parse import Parser, Understood, word_key
from bot.words import Plain, Words

PROMPTS = Path(__file__).parents[2] / "prompts"
COMMANDS = "/applications/{application_id}/commands"
MOST = 100
"""Slash words that Discord takes of one bot."""

FRENCH = """\
word-hand-up = main levée
    .help = Demander la parole.
word-who-is-next = à qui le tour ?
    .help = Voir la liste.
word-pass = je ne dis rien cette fois mais peut-être la prochaine
word-pause = faire une pause… s’il vous plaît !
word-slow = ???
"""
MORE_FRENCH = """\
arg-who = Le nom
hands-new-voices = nouvelles voix d’abord
"""


def problems(commands: object) -> list[str]:
    """What Discord would say against them, by its description where that is at hand."""
    asked = Asked("PUT", "/applications/1/commands", {}, commands, template=COMMANDS)
    assert isinstance(commands, list)
    found = [*command_problems(commands), *problems_of(asked, load_description())]
    return list(map(str, found))


def by_name(words: Words) -> dict[str, Any]:
    return {one["name"]: one for one in slash.slash_words(FEATURES, words)}


def folder(place: Path, files: dict[str, str]) -> Path:
    """Our prompts, and further files beside them."""
    shutil.copytree(PROMPTS, place, dirs_exist_ok=True)
    for name, text in files.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text, "utf-8")
    return place


@pytest.fixture
def french(tmp_path: Path) -> Words:
    files = {
        "fr/language.ftl": "language-name = Français",
        "fr/hands.ftl": FRENCH,
        "fr/group.ftl": MORE_FRENCH,
    }
    return Words.load(folder(tmp_path / "prompts", files))


# All of them.


def test_discord_takes_every_word_that_there_is() -> None:
    ours = slash.slash_words(FEATURES, WORDS)
    assert problems(ours) == []
    assert 50 < len(ours) <= MOST
    names = {one["name"] for one in ours}
    assert {"hand-up", "pass", "help", "question-this", "start", "next"} <= names
    inner = {slash.name(one) for each in FEATURES for one in each.commands if one.inner}
    assert inner
    assert not names & inner


def test_each_word_stands_alone_and_works_in_guilds_and_in_private() -> None:
    for one in slash.slash_words(FEATURES, WORDS):
        assert one["contexts"] == [0, 1]
        assert one["integration_types"] == [0]
        assert {option["type"] for option in one["options"]} <= {3, 4, 7}
        assert "default_member_permissions" not in one  # that would only hide it


def test_each_word_says_what_it_is_for_uncut() -> None:
    for one in slash.slash_words(FEATURES, WORDS):
        lines = [one["description"], *(option["description"] for option in one["options"])]
        assert all(lines)
        assert "…" not in " ".join(lines), one["name"]


def test_a_person_is_suggested_while_their_name_is_typed() -> None:
    (who,) = by_name(WORDS)["raise"]["options"]
    assert (who["name"], who["required"], who["autocomplete"]) == ("who", True, True)


# Each word, with a slash of its own or without.


def every_command() -> dict[str, Command]:
    return {one.word: one for each in FEATURES for one in each.commands}


def test_whatever_is_registered_there_is_room_for_all_of_it() -> None:
    assert len(slash.slash_words(FEATURES, WORDS)) <= MOST
    own = [one for one in every_command().values() if one.slash and not one.inner]
    assert len(own) + 1 == len(slash.slash_words(FEATURES, WORDS))


def test_the_words_of_every_meeting_have_a_slash_of_their_own() -> None:
    usual = (
        *("help", "hand up", "hand down", "pass", "slow", "explain", "pause", "quiet"),
        *("question this", "stop", "who is next", "when", "carry on", "give me time"),
        *("talk to a person", "plan", "start", "next", "raise", "go round", "break"),
        *("small groups", "last round", "end", "my list", "menu", "say hello", "step out"),
    )
    commands = every_command()
    assert [word for word in usual if not commands[word].slash] == []
    # The private menu too: whoever looks there finds it.
    assert [one.word for one in commands.values() if one.menu and not one.slash] == []


def test_one_slash_word_takes_every_word_with_what_follows_it() -> None:
    one = by_name(WORDS)[slash.for_all(WORDS)]
    (typed,) = one["options"]
    assert (one["name"], typed["name"]) == ("alongside", "words")
    assert typed["required"]
    assert typed["autocomplete"]
    longest = max(arg.limit for one in every_command().values() for arg in one.args)
    assert typed["max_length"] > longest + len("write answer for somebody: ")


@pytest.mark.parametrize("language", WORDS.languages)
async def test_what_people_are_told_to_type_after_a_slash_works(
    language: str, tmp_path: Path
) -> None:
    """Each word by its own slash where it has one, else by the one for all."""
    words = Words.load()
    app = await App.open(tmp_path / "a.db", words=words)
    await app.close()
    named, parser = slash.by_name(FEATURES), Parser(FEATURES, words, language)
    for command in every_command().values():
        key = word_key(command)
        told = words.render(key, {}, language=language, slash=True, speaker=Plain())
        if slash.name(command) in named:
            assert told == f"/{slash.name(command)}"
            continue
        typed = told.removeprefix("/alongside ")
        assert typed != told
        understood = parser.private(typed, None)
        assert isinstance(understood, Understood), told
        assert understood.command is command


# Languages.


def test_french_people_find_french_words(french: Words) -> None:
    words = by_name(french)
    assert problems(list(words.values())) == []
    hand_up = words["hand-up"]
    assert hand_up["name_localizations"] == {"fr": "main-levée"}
    assert hand_up["description_localizations"] == {"fr": "Demander la parole."}
    (who,) = words["raise"]["options"]
    assert who["description_localizations"] == {"fr": "Le nom"}


def test_signs_are_left_out_and_what_cannot_be_spelled_stays_english(french: Words) -> None:
    spelled = {name: one["name_localizations"] for name, one in by_name(french).items()}
    assert spelled["who-is-next"] == {"fr": "à-qui-le-tour"}
    assert spelled["pause"] == {"fr": "faire-une-pause-sil-vous-plaît"}
    assert spelled["pass"] == spelled["slow"] == spelled["help"] == {}


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("llaw i fyny", "llaw-i-fyny"),
        ("Main Levée", "main-levée"),
        ("cafe\u0301", "café"),
        ("l’aide, s'il te plaît…", "laide-sil-te-plaît"),
        ("demi-tour", "demi-tour"),
        ("हाथ ऊपर", "हाथ-ऊपर"),
        ("ยกมือ", "ยกมือ"),
        ("x" * 32, "x" * 32),
        ("x" * 33, ""),
        ("👍", ""),
        ("מָה", ""),
        ("", ""),
    ],
)
def test_a_word_is_spelled_as_discord_takes_it(word: str, spelled: str) -> None:
    assert slash._spelled(word) == spelled
    body = {"name": spelled or "x", "description": "x", "name_localizations": {"fr": spelled}}
    assert (problems([body]) == []) is bool(spelled)


def test_of_choices_the_french_labels_are_shown_and_the_same_is_typed(french: Words) -> None:
    order = replace(every_command()["order"], slash=True)
    for words in (WORDS, french):
        _, shown = slash.slash_words([Feature("hands", (order,))], words)
        (rule,) = shown["options"]
        labels = {one["value"]: one["name_localizations"].get("fr") for one in rule["choices"]}
        assert [*labels] == ["new voices", "first come"]
    assert "Nouvelles voix d’abord" in labels.values()


def test_welsh_is_left_out_as_discord_does_not_know_it() -> None:
    assert "cy" in WORDS.languages
    assert "cy" not in KNOWN
    assert WORDS.has("word.hand-up", "cy")
    told = [one for each in slash.slash_words(FEATURES, WORDS) for one in parts_of(each)]
    assert {name for one in told for name in one.get("name_localizations", {})} == set()


def test_only_languages_that_discord_knows_are_offered_to_it() -> None:
    assert {locale for those in slash.LOCALES.values() for locale in those} <= KNOWN
    english = {"en-GB", "en-US"}
    assert KNOWN - english == {locale for those in slash.LOCALES.values() for locale in those}


def test_in_every_language_at_once_no_word_is_too_big(tmp_path: Path) -> None:
    """Discord counts the longest of each text."""
    names = slash.by_name(FEATURES)
    text = "".join(f"word-{name} = {'é' * 32}\n    .help = {'é' * 120}\n" for name in names)
    text += f"slash-for-all = {'é' * 32}\n    .help = {'é' * 120}\nslash-words = {'é' * 120}\n"
    files = {f"{code}/language.ftl": f"language-name = {code}" for code in slash.LOCALES}
    files |= {f"{code}/all.ftl": text for code in slash.LOCALES}
    words = Words.load(folder(tmp_path / "prompts", files))
    assert len(languages(tmp_path / "prompts")) == len(slash.LOCALES) + len(WORDS.languages)
    ours = slash.slash_words(FEATURES, words)
    assert problems(ours) == []
    assert {len(one["name_localizations"]) for one in ours} == {len(KNOWN) - 2}


# Whether they have changed.


def given_back(ours: list[Any]) -> list[Any]:
    """As Discord answers with them: with all that it adds."""
    commands = Commands(World(Watch()))
    return copy.deepcopy(commands.overwrite(None, copy.deepcopy(ours)))


def parts_of(one: Any) -> Iterator[Any]:
    """A word, its options, and their choices."""
    yield one
    for inner in (*one.get("options", ()), *one.get("choices", ())):
        yield from parts_of(inner)


def test_what_discord_gives_back_has_not_changed(french: Words) -> None:
    for words in (WORDS, french):
        ours = slash.slash_words(FEATURES, words)
        assert not slash.changed(ours, given_back(ours))
        assert not slash.changed(ours, given_back(ours)[::-1])


def test_what_is_empty_may_be_left_out(french: Words) -> None:
    ours = slash.slash_words(FEATURES, french)
    theirs = given_back(ours)
    for one in (part for each in theirs for part in parts_of(each)):
        for name in [name for name, value in one.items() if value in ({}, [], False, None)]:
            del one[name]
    assert not slash.changed(ours, theirs)
    for one in (part for each in theirs for part in parts_of(each)):
        one |= {"name_localizations": one.get("name_localizations"), "something": "new"}
    assert not slash.changed(ours, theirs)


ADDED = {"id", "application_id", "version", "nsfw", "dm_permission", "default_member_permissions"}


def changes(theirs: list[Any]) -> Iterator[str]:
    """Make each single change to them, one after the other, and take it back again."""
    for one in (part for each in theirs for part in parts_of(each)):
        for name in [*one.keys() - ADDED]:
            before = one[name]
            for after in others(before):
                one[name] = after
                yield f"{one['name']}.{name}: {before!r} was {after!r}"
            one[name] = before
        for name in ("autocomplete", "max_length", "required", "choices", "min_value"):
            if name not in one and "options" not in one and "value" not in one:
                one[name] = [{"name": "x", "value": "x"}] if name == "choices" else 5
                yield f"{one['name']}.{name} was there"
                del one[name]


def others(value: Any) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
        case str():
            yield value + "x"
        case dict():
            yield {**value, "de": "anders"}
            yield from ({k: v for k, v in value.items() if k != key} for key in value)
            yield from ({**value, key: each + "x"} for key, each in value.items())
        case list():
            yield [*value, *(value[:1] or [{"name": "x", "type": 3}])]
            yield from (value[:n] + value[n + 1 :] for n in range(len(value)))
            if len(value) > 1:
                yield value[::-1]


def test_every_single_change_is_noticed(french: Words) -> None:
    ours = slash.slash_words(FEATURES, french)
    theirs = given_back(ours)
    missed = [what for what in changes(theirs) if not slash.changed(ours, theirs)]
    assert missed == []
    assert not slash.changed(ours, theirs)  # all of it was taken back


def test_a_word_more_or_less_is_noticed() -> None:
    ours = slash.slash_words(FEATURES, WORDS)
    theirs = given_back(ours)
    assert slash.changed(ours, [])
    assert slash.changed(ours, theirs[1:])
    assert slash.changed(ours[1:], theirs)
    assert slash.changed(ours, [*theirs, {**theirs[0], "name": "x"}])
    assert slash.changed(ours, [*theirs, {**theirs[0], "type": 2}])


# Put in place.


def known(discord: Discord, *, times: int) -> bool:
    """So often the bot was told which words Discord has, and has nothing more to say to it."""
    return len(discord.asked_for("GET", COMMANDS)) == times and bool(discord.commands.at(None))


async def test_words_are_put_in_place_once_over_three_starts(
    discord: Discord, tmp_path: Path, french: Words
) -> None:
    ours = slash.slash_words(FEATURES, french)
    for n in range(1, 4):
        async with bot_here(discord, tmp_path, words=french):
            await until(partial(known, discord, times=n))
            await asyncio.sleep(0.1)  # time for a request that is not to come
        assert discord.commands.overwritten == [None]
    assert not slash.changed(ours, discord.commands.at(None))
    # A language less is other words.
    async with bot_here(discord, tmp_path, words=WORDS):
        await until(lambda: len(discord.commands.overwritten) == 2)
    assert discord.commands.at(None)[0]["name_localizations"] == {}
    assert discord.refused == []


async def test_that_words_were_refused_is_told_to_the_admin_and_the_bot_works(
    discord: Discord, tmp_path: Path
) -> None:
    discord.commands.overwrite(None, [{"name": "old", "description": "Of an earlier bot."}])
    discord.faults.fail("PUT", "/applications/*/commands", status=400)
    ann = discord.person("Ann")
    discord.guild("Friday", ann)
    async with bot_here(discord, tmp_path) as bot:
        await until(bot.app.troubles.lately)
        assert [key for key, _ in bot.app.troubles.lately()] == ["discord.words-refused"]
        said = await ann.dm("help")
        await ann.hears(await ann.opens_dm(), lambda one: one.id > said.id)
