"""Languages: a group chooses its own, and what nobody has translated yet is said in English."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from stage import MEMBERS, ROOM, START, WORDS, Stage, on_stage, person

from bot.catalogue import HOUSE_WORDS, Language, languages
from bot.lint import Written, read
from bot.model import Right, RoomId
from bot.words import Words

PROMPTS = Path(__file__).parent.parent / "prompts"
OTHERS = [language.code for language in languages() if language.code != "en"]
WHOLE = ("hands.ftl", "lists.ftl", "dates.ftl")
"""What every language has from its first day: one whole feature, and what stands in it."""

UPSTAIRS = RoomId("stage:upstairs")


def texts(language: str) -> dict[str, Written]:
    return {text.key: text for text in read(PROMPTS / language)}


# A group that chooses Welsh.


@pytest.fixture
async def welsh(stage: Stage) -> Stage:
    """A meeting of a group that has just chosen Welsh, and another group that has not."""
    await stage.app.arrived(UPSTAIRS, "Upstairs", person("Gwen"), frozenset({Right.MANAGE}))
    await stage.group()
    await stage.says("Bashir", "!language Cymraeg")
    await stage.says("Bashir", "start")
    await stage.later(61)
    return stage


async def test_a_group_chooses_its_language_and_is_told_in_it(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!language Cymraeg")
    assert stage.room().startswith("O hyn ymlaen rwy’n siarad Cymraeg yma.")
    await stage.says("Bashir", "!iaith saesneg")
    assert stage.room() == "From now on I speak English here."


@pytest.mark.parametrize("typed", ["cymraeg.", "CY", "Welsh", "“Cymraeg”"])
async def test_any_name_of_a_language_does(stage: Stage, typed: str) -> None:
    await stage.group()
    await stage.says("Bashir", f"language {typed}", alone=True)
    group = stage.app.group_of(ROOM)
    assert group is not None
    assert group.language == "cy"
    assert "Cymraeg" in stage.room()


async def test_an_unknown_language_is_answered_with_those_there_are(stage: Stage) -> None:
    await stage.group()
    before = stage.bot_lines()
    await stage.says("Bashir", "language Klingon", alone=True)
    asked = "I do not speak “Klingon” yet. Which language shall I speak?"
    assert stage.to("Bashir") == f"{asked}\n1 English.\n2 Cymraeg."
    assert stage.bot_lines() == before
    await stage.says("Bashir", "2", alone=True)
    assert "Cymraeg" in stage.room()


async def test_without_a_name_it_asks_for_one(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "language", alone=True)
    assert stage.to("Bashir").startswith("Which language shall I speak?")


async def test_only_who_leads_chooses_the_language(stage: Stage) -> None:
    await stage.group()
    await stage.says("Tom", "language Cymraeg", alone=True)
    assert "Bashir" in stage.to("Tom")
    group = stage.app.group_of(ROOM)
    assert group is not None
    assert group.language == "en"


async def test_hands_are_called_in_welsh(welsh: Stage) -> None:
    await welsh.says("Tom", "llaw i fyny")
    await welsh.later(10)
    assert welsh.room() == "Dwylo: Tom."
    await welsh.says("Ann", "hand up")
    await welsh.says("Femi", "Llaw i fyny, please.")
    await welsh.later(70)
    assert welsh.room() == "Dwylo: Tom, wedyn Ann, wedyn Femi."
    await welsh.says("Bashir", "nesaf")
    assert welsh.room() == "Tom, eich tro chi yw hi. Nesaf: Ann."
    await welsh.later(10)
    await welsh.says("Bashir", "next")
    assert welsh.room() == "Ann, eich tro chi yw hi. Nesaf: Femi."
    await welsh.later(10)
    await welsh.says("Ann", "pasio")
    assert welsh.room() == "Femi, eich tro chi yw hi. Nid oes neb yn aros."


async def test_what_follows_a_welsh_word_is_understood(welsh: Stage) -> None:
    await welsh.says("Bashir", "llaw i fyny dros Priya", alone=True)
    assert welsh.to("Bashir") == "Priya sydd yn rhif 1 ar y rhestr."
    await welsh.says("Bashir", "hand down for Priya", alone=True)
    assert welsh.to("Bashir") == "Nid yw Priya ar y rhestr nawr."
    await welsh.says("Bashir", "!ar y ffôn: Dilys")
    assert welsh.to("Bashir").startswith("Mae Dilys ar y ffôn.")
    await welsh.says("Bashir", "trefn", alone=True)
    assert welsh.to("Bashir").endswith("1 Lleisiau newydd yn gyntaf.\n2 Y llaw gyntaf yn gyntaf.")
    await welsh.says("Bashir", "dau", alone=True)
    assert welsh.room() == "Nawr y llaw gyntaf sy’n mynd gyntaf."


async def test_cards_and_quiet_are_welsh_too(welsh: Stage) -> None:
    await welsh.says("Joe", "arafach")
    assert welsh.room() == "Cerdyn: arafach. Ewch ychydig yn arafach, os gwelwch yn dda."
    await welsh.says("Femi", "tawelwch")
    assert welsh.room().startswith("Mae Alongside yn dawel nawr.")
    await welsh.says("Femi", "mynd ymlaen")
    assert welsh.room().startswith("Awn ymlaen.")


async def test_a_group_in_english_hears_none_of_it(welsh: Stage) -> None:
    english = len(welsh.bot_lines(UPSTAIRS))
    await welsh.says("Gwen", "start", room=UPSTAIRS)
    await welsh.later(61)
    await welsh.says("Gwen", "llaw i fyny", room=UPSTAIRS)
    await welsh.later(61)
    assert len(welsh.bot_lines(UPSTAIRS)) == english + 1  # chatter, but for the opening
    await welsh.says("Gwen", "hand up", room=UPSTAIRS)
    await welsh.later(10)
    assert welsh.room(UPSTAIRS) == "Hands: Gwen."


async def test_a_meeting_is_welsh_from_hello_to_end(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!language Cymraeg")
    await stage.says("Nia", "!dweud helo")
    assert stage.to("Nia").startswith("Helo, Nia. Mae’n dda eich bod chi yma.")
    await stage.says("Nia", "beth sy'n fy helpu", alone=True)
    assert stage.to("Nia").startswith("Beth sy’n eich helpu i gymryd rhan?")
    await stage.says("Bashir", "pryd", alone=True)
    assert stage.to("Bashir").startswith("Nid oes cyfarfod wedi’i gynllunio nawr.")
    await stage.later(61)
    await stage.says("Bashir", "dechrau")
    assert "Alongside ydw i, rhaglen. Bashir sy’n arwain heddiw." in stage.room()
    await stage.later(61)
    await stage.says("Bashir", "gorffen")
    assert stage.room().startswith("Diolch, bawb. Mae’r cyfarfod wedi gorffen.")


@pytest.mark.parametrize(
    ("key", "plain", "slash"),
    [
        (
            "hands.nobody-next",
            "Nid oes neb yn aros. I siarad, teipiwch: llaw i fyny.",
            "Nid oes neb yn aros. I siarad, teipiwch: /hand-up.",
        ),
        (
            "needs.language",
            "Pa iaith hoffech chi? Teipiwch: !iaith, a’i henw.",
            "Pa iaith hoffech chi? Teipiwch: /alongside iaith, a’i henw.",
        ),
    ],
)
def test_slash_words_are_the_same_in_welsh(key: str, plain: str, slash: str) -> None:
    words = Words.load()
    words.without_slash(["word.language"])  # it is said after the one for all, in Welsh
    assert words.render(key, {}, language="cy", speaker=_Plain()) == plain
    assert words.render(key, {}, language="cy", slash=True, speaker=_Plain()) == slash
    assert words.render(key, {}, language="cy", speaker=_Plain()) == plain


async def test_the_language_outlives_a_restart(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as before:
        await before.meeting()
        await before.says("Bashir", "!language cy")
    async with on_stage(tmp_path, START + timedelta(minutes=5)) as after:
        await after.says("Tom", "llaw i fyny", event="after:1")
        await after.later(10)
        assert after.room() == "Dwylo: Tom."


async def test_what_welsh_lacks_is_said_in_english_and_reported_at_the_start_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    words = Words.load()
    caplog.set_level(logging.INFO)
    assert not words.has("group.leads", "cy")
    async with on_stage(tmp_path, words=words) as stage:
        lacking = words.lacking("cy")
        assert f"{lacking} texts have no words in cy: they are said in English" in caplog.text
        await stage.group()
        await stage.says("Bashir", "!language cy")
        for _ in range(2):
            await stage.says("Bashir", "who leads", alone=True)
            assert stage.to("Bashir").startswith("This group is looked after by Bashir.")
    assert ("cy", "group.leads") in words.missing
    told = [record.getMessage() for record in caplog.records]
    assert sum("said in English" in one for one in told) == 1, "later it would be a time stamp"
    assert not [one for one in told for who in MEMBERS if who in one]
    assert not [key for _, key in words.missing if key.startswith(("hands.", "list.", "late."))]


# The files of another language.


def test_the_languages_there_are() -> None:
    assert tuple(language.code for language in languages()) == WORDS.languages
    assert languages() == (
        Language("en", ("English", "Saesneg")),
        Language("cy", ("Cymraeg", "Welsh")),
    )


def test_a_folder_without_a_name_is_called_by_its_code(tmp_path: Path) -> None:
    for code, name in {"en": "language-name = English", "gd": "", "gv": "x = Y"}.items():
        (tmp_path / code).mkdir()
        if name:
            (tmp_path / code / "language.ftl").write_text(name)
    (tmp_path / ".git").mkdir()
    expected = [("en", ("English",)), ("gd", ("gd",)), ("gv", ("gv",))]
    assert [(each.code, each.names) for each in languages(tmp_path)] == expected


@pytest.mark.parametrize("code", OTHERS)
def test_both_languages_have_the_same_places(code: str) -> None:
    english = texts("en")
    for key, text in texts(code).items():
        assert text.variables[""] == english[key].variables[""], key


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("file", WHOLE)
def test_another_language_has_the_feature_whole(code: str, file: str) -> None:
    there = {text.key for text in read(PROMPTS / code) if text.file.endswith(file)}
    assert there == {text.key for text in read(PROMPTS / "en") if text.file.endswith(file)}


@pytest.mark.parametrize("code", OTHERS)
def test_a_draft_says_that_it_is_one(code: str) -> None:
    marked = {
        file.name: file.read_text("utf-8").startswith("### draft: ")
        for file in sorted((PROMPTS / code).iterdir())
        if file.name != HOUSE_WORDS
    }
    assert set(marked.values()) in ({True}, {False}), marked
    spoken = WORDS.render("group.now-speaks", {"language": "x"}, language=code, speaker=_Plain())
    assert ("rafft" in spoken) is all(marked.values())


class _Plain:
    def mention(self, who: object) -> str:
        return str(who)

    def escape(self, text: str) -> str:
        return text
