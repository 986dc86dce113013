"""Forgiving ears: what is meant is understood, talk stays talk, and nothing typed does harm."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stage import MEMBERS, ROOM, START, WORDS, Stage, on_stage, person

from bot.adapter import Reply
from bot.features import FEATURES
from bot.forms import Matcher
from bot.model import (
    Choice,
    Group,
    GroupId,
    Heard,
    Member,
    Person,
    PersonId,
    Session,
    plain,
    private,
)
from bot.parse import Near, Parser, Understood, Unknown, fold, person_named

PARSER = Parser(FEATURES, WORDS, "en")
ANN, TOM, LEAD = person("Ann"), person("Tom"), person("Bashir")
DILYS = Person(PersonId("phone:1-00"), "Dilys O’Neill")
EVERYBODY = (*map(person, MEMBERS), LEAD, DILYS)
GROUP = Group(
    GroupId(1),
    "North Town",
    (ROOM,),
    {one.id: Member(one, START.date()) for one in EVERYBODY},
    {LEAD.id: date(2030, 1, 1)},
    {one.id: one.name for one in EVERYBODY},
    Session(1, LEAD, START),
)
NO_MEETING = Group(
    GROUP.id, GROUP.name, GROUP.rooms, GROUP.members, GROUP.facilitators, GROUP.names
)


def word(found: object) -> str | None:
    return found.command.word if isinstance(found, Understood) else None


def in_room(text: str, group: Group = GROUP) -> object:
    return PARSER.room(text, group, addressed=False)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("hand up", "hand up"),
        ("Hand up.", "hand up"),
        ("HAND UP!!", "hand up"),
        ("hand-up", "hand up"),
        ("Hand‐up", "hand up"),
        ("  hand   up  ", "hand up"),
        ("hand up please", "hand up"),
        ("Hand up, please.", "hand up"),
        ("hand up thank you", "hand up"),
        ("“hand up”", "hand up"),
        ("hand\tup", "hand up"),
        ("hand\nup", "hand up"),
        ("ｈａｎｄ　ｕｐ", "hand up"),  # a wide keyboard
        ("raise my hand", "hand up"),
        ("I would like to speak.", "hand up"),
        ("hand down", "hand down"),
        ("Take my hand down", "hand down"),
        ("pass", "pass"),
        ("Pass.", "pass"),
        ("I pass", "pass"),
        ("pass please", "pass"),
        ("not yet", "not yet"),
        ("Later", "not yet"),
        ("slow", "slow"),
        ("Slower!", "slow"),
        ("slow down please", "slow"),
        ("explain", "explain"),
        ("I do not understand", "explain"),
        ("pause", "pause"),
        ("quiet", "quiet"),
        ("Quiet please", "quiet"),
        ("who is next", "who is next"),
        ("who’s next?", "who is next"),
        ("who's next", "who is next"),
        ("whos next", "who is next"),
        ("who´s next", "who is next"),
        ("question this", "question this"),
        ("Question this!", "question this"),
        ("help", "help"),
        ("next", "next"),
        ("Next!", "next"),
        ("next please", "next"),
        ("Next, please!", "next"),
        ("Next person, thank you", "next"),
        ("end", "end"),
        ("End the meeting.", "end"),
    ],
)
def test_what_is_meant_is_understood_with_no_sign_before_it(text: str, command: str) -> None:
    assert word(in_room(text)) == command
    assert word(PARSER.private(text, GROUP)) == command
    assert word(PARSER.room("!" + text, GROUP, addressed=False)) == command
    assert word(PARSER.room(text, GROUP, addressed=True)) == command


@pytest.mark.parametrize(
    ("text", "command", "args"),
    [
        ("hand up: the new form", "hand up", {"why": "the new form"}),
        ("Hand up - the new form", "hand up", {"why": "the new form"}),
        ("hand up the new form", "hand up", {"why": "the new form"}),
        ("hand up please", "hand up", {}),
        ("Hand up, thank you!", "hand up", {}),
        ("hand up: please", "hand up", {"why": "please"}),
        ("next, please", "next", {}),
        ("raise Tom, please", "raise", {"who": TOM}),
        ("!answer point 14", "answer", {"number": 14}),
        ("!charter line 4.", "charter", {"number": 4}),
        (
            "!decided by us for point 1 by Friday",
            "decided by",
            {"decides": "us", "number": 1, "by": "Friday"},
        ),
        ("!break at 10", "break", {"minutes": "at 10"}),  # what may be talk stays as it is
        ("hand up:the form", "hand up", {"why": "the form"}),
        ("hand up, the form", "hand up", {"why": "the form"}),
        ("question this: who decided?", "question this", {"about": "who decided?"}),
        ("next 12", "next", {"number": 12}),
        ("raise Tom", "raise", {"who": TOM}),
        ("raise tom", "raise", {"who": TOM}),
        ("Raise @Tom", "raise", {"who": TOM}),
        ("raise dilys", "raise", {"who": DILYS}),
        ("!raise Dilys O'Neill", "raise", {"who": DILYS}),
        ("!raise dilys oneill", "raise", {"who": DILYS}),
        ("!raise An", "raise", {"who": "An"}),  # Ann or Ana: nobody is guessed
        ("!raise Nobody", "raise", {"who": "Nobody"}),
        ("!by phone Dilys", "by phone", {"name": "Dilys"}),
        ("!order first come", "order", {"rule": "first come"}),
        ("!facilitator Ann until 1 March", "facilitator", {"who": ANN, "until": "1 March"}),
        ("!facilitator Ann", "facilitator", {"who": ANN}),
        ("!time hint 5 minutes", "time hint", {"minutes": 5}),
        ("!link abc2346", "link", {"code": "abc2346"}),
        ("!link", "link", {}),
        ("!switch on rounds", "switch on", {"part": "rounds"}),
    ],
)
def test_what_follows_a_word_is_shared_out(
    text: str, command: str, args: dict[str, object]
) -> None:
    found = in_room(text)
    assert isinstance(found, Understood)
    assert (found.command.word, found.args) == (command, args)


CHATTER = (
    "pass the salt",
    "Pass me that form, please",
    "next time we meet",
    "Next week is better for me",
    "next is the budget, I think",
    "quiet down everyone please",
    "it was quiet in here",
    "slow cookers are great",
    "please explain that to my sister",
    "explain yourself to the council then",
    "pause for a moment and think of her",
    "I would help you if I could",
    "help me with the chairs",
    "raise the question with the council",
    "raise your glasses everybody",
    "end of the road for that plan",
    "the end",
    "later than I thought",
    "who is next to you",
    "not yet sure about that",
    "go on holiday then",
    "carry on with the story, I like it",
    "check the date",
    "start again from the top",
    "stop it, you",
    "hello everybody",
    "hi",
    "back in a minute",
    "yes",
    "1",
    "😀",
    "…",
    "!",
    "!!!",
    "?!",
    "",
    " ",
    "\u200b",
    "my hand is up on the shelf",
    "we should question this paper some day",
)


@pytest.mark.parametrize("text", CHATTER)
def test_talk_stays_talk(text: str) -> None:
    assert in_room(text) is None


@pytest.mark.parametrize("text", ["hand up", "pass", "next", "slow", "help", "quiet", *CHATTER])
def test_with_no_meeting_on_nothing_is_heard_without_a_sign(text: str) -> None:
    assert in_room(text, NO_MEETING) is None


def test_only_what_opens_needs_no_sign_before_a_meeting() -> None:
    assert word(in_room("Start.", NO_MEETING)) == "start"
    assert word(in_room("!hand up", NO_MEETING)) == "hand up"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hand upp", "hand up"),
        ("handup", "hand up"),
        ("hnad up", "hand up"),
        ("hand dwon", "hand down"),
        ("quite", "quiet"),
        ("explian", "explain"),
        ("puase", "pause"),
        ("carry onn", "carry on"),
        ("nextt", "next"),
    ],
)
def test_a_near_miss_is_asked_about(text: str, meant: str) -> None:
    for found in (in_room(text), PARSER.private(text, GROUP), in_room("!" + text)):
        assert isinstance(found, Near)
        assert found.command.word == meant


def test_what_is_for_the_bot_and_not_known_is_said_to_be_unknown() -> None:
    assert isinstance(in_room("!frobnicate the whatsit"), Unknown)
    assert isinstance(PARSER.private("frobnicate", GROUP), Unknown)
    assert isinstance(PARSER.room("", GROUP, addressed=True), Unknown)


def test_no_two_words_are_taken_for_each_other() -> None:
    """Nor differ by one letter or a hyphen only: each word is heard as itself."""
    from bot.parse import spellings

    heard: dict[str, str] = {}
    for feature in FEATURES:
        for command in feature.commands:
            for spoken in spellings(command, WORDS, "en"):
                other = heard.setdefault(fold(spoken), command.word)
                assert other == command.word, f"{spoken} is both {other} and {command.word}"
    folded = sorted(heard)
    for n, one in enumerate(folded):
        for two in folded[n + 1 :]:
            if heard[one] != heard[two]:
                assert one.replace(" ", "") != two.replace(" ", "")
                assert not _one_letter_apart(one, two), f"{one} and {two}"


def _one_letter_apart(one: str, two: str) -> bool:
    if abs(len(one) - len(two)) > 1:
        return False
    if len(one) == len(two):
        return sum(a != b for a, b in zip(one, two, strict=True)) == 1
    short, long = sorted((one, two), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


@pytest.mark.parametrize(
    "text",
    ["2", "2.", "two", "Two", "number two", "Number 2", "option 2", "No", "no.", "2 no", "STOP"],
)
def test_a_choice_is_taken_by_number_by_word_or_by_what_it_says(text: str) -> None:
    choices = (Choice("yes", "answer.yes"), Choice("stop", "answer.no"))
    assert Matcher(WORDS, "en").matches(text, choices) == "stop"


@pytest.mark.parametrize("text", ["3", "three", "0", "", "22", "two of them", "no idea"])
def test_what_is_no_choice_is_not_guessed(text: str) -> None:
    choices = (Choice("yes", "answer.yes"), Choice("stop", "answer.no"))
    assert Matcher(WORDS, "en").matches(text, choices) is None


@given(name=st.text(max_size=40))
def test_a_name_is_somebody_of_the_group_or_only_text(name: str) -> None:
    found = person_named(name, GROUP)
    assert isinstance(found, Person | str)
    if isinstance(found, Person):
        assert GROUP.names[found.id] == found.name
        assert fold(found.name).startswith(fold(name.strip().removeprefix("@")))


# Ten thousand hostile lines.

WRITTEN = (
    "",
    " ",
    "\t\n\r\x0b\x0c",
    "!",
    "!" * 5000,
    "\0",
    "hand\0up",
    "!hand up: \0\0\0",
    "\x1b[31mred\x1b[0m",
    "a" * 60_000,
    "hand up: " + "b" * 60_000,
    "!raise " + "Tom " * 15_000,
    "word " * 12_000,
    "!" + "next " * 12_000,
    "\u202ehand up",
    "!hand up: \u202eevil\u202c \u2066x\u2069",
    "\ud800",
    "!hand up: \udfff\ud800",
    "Z̸̢͗a̵l̶g̷o̸" * 500,
    "!hand up: " + "e" + "\u0301" * 5000,
    "\u200b" * 1000,
    "\ufeffhand up",
    "<script>alert(1)</script>",
    "!hand up: <img src=x onerror=alert(1)>",
    "!raise </b><h1>",
    "@everyone",
    "!hand up: @everyone @here <@1234> <@&99> <#1>",
    "!raise @room",
    "!by phone @everyone",
    "!by phone **bold** _x_ `code` ~~gone~~ ||spoiler||",
    "[click](https://example.org) https://example.org",
    "!hand up: ```\ncode\n```",
    "# heading\n> quote\n- list",
    "😀" * 2000,
    "👩‍👩‍👧‍👦 hand up",
    "מרים יד",
    "ارفع يدك",
    "!hand up: مرحبا \u200f abc",
    "手を挙げる",
    "'; DROP TABLE inbox; --",
    "!raise ' OR 1=1 --",
    '!hand up: "); DELETE FROM member; --',
    "{ $who }",
    "!hand up: { $why } { -term } {{ }}",
    "!by phone { hands-list }",
    "%s %n %x %(name)s",
    "{0} {name!r} {}",
    "${jndi:ldap://example.org/a}",
    "$(reboot) `reboot`",
    "../../etc/passwd",
    "\\" * 1000,
    "''''\"\"\"\"",
    "next " + "9" * 5000,
    "!next -1",
    "!next 1e999",
    "!next ٣",
    "!time hint 999999999999999999",
    "!facilitator Ann until 99 Foo",
    "!facilitator Ann until 0000-00-00",
    "!facilitator until until until until",
    "!facilitator Ann until 29 February",
    "!link " + "x" * 10_000,
    "!i am also ' --",
    "!order \0",
    "!switch on " + "rounds " * 50,
    "for group 1",
    "for group 99999999999999999999999999",
    "for group ٣",
    "for group ²",
    "1" * 5000,
    "number one",
    "a:b:c:d:e:f" * 1000,
    ":" * 5000,
    "hand:up:hand:up:hand:up",
    "!" + "!hand up" * 1000,
    "\N{FACE WITH TEARS OF JOY}:\N{VARIATION SELECTOR-16}",
    "\ue000\ue001\uf8ff",
    "!hand up: \ue000\ue001",
    "\U0010ffff" * 100,
)
STARTS = ("", "!", "! ", "!hand up: ", "hand up: ", "raise ", "!raise ", "!by phone ", "next ")
ODD = st.one_of(
    st.text(max_size=80),
    st.text(st.characters(categories=("Cs", "Cc", "Cf", "Co", "Mn", "So", "Zs")), max_size=80),
    st.lists(
        st.sampled_from([w for w in WRITTEN if len(w) < 60] + ["hand up", "raise", "until", "!"]),
        max_size=6,
    ).map(" ".join),
    st.text("!@#<>&{}[]()*_`~|\\/:;'\"%$ \n\t0aé😀\u202e\u0301", max_size=60),
)
LINES = st.builds(lambda start, text: start + text, st.sampled_from(STARTS), ODD)
AT_ONCE = 20


def everything_of(found: object) -> list[object]:
    return list(found.args.values()) if isinstance(found, Understood) else []


def parse_all_ways(text: str) -> None:
    check(PARSER.room(text, GROUP, addressed=False))
    check(PARSER.room(text, NO_MEETING, addressed=True))
    check(PARSER.private(text, GROUP))
    check(PARSER.private(text, None))


def check(found: object) -> None:
    for value in everything_of(found):
        assert isinstance(value, str | int | Person)
        if isinstance(value, str):
            assert value == plain(value, 200), "one line of plain text"
            value.encode()  # no half of a pair


@pytest.mark.parametrize("text", WRITTEN, ids=lambda text: ascii(text[:20]))
def test_nothing_written_by_hand_breaks_the_parser(text: str) -> None:
    parse_all_ways(text)


@pytest.mark.slow
@given(lines=st.lists(LINES, min_size=AT_ONCE, max_size=AT_ONCE))
@settings(max_examples=10_000 // AT_ONCE, deadline=None, suppress_health_check=list(HealthCheck))
def test_ten_thousand_hostile_lines_go_through_the_parser(lines: list[str]) -> None:
    for line in lines:
        parse_all_ways(line)


# And through the whole bot, in the room and in private.

PING = "@\u200beveryone"
OURS = re.compile("[\ue000-\uf8ff\u202a-\u202e\u2066-\u2069\0\x1b\ud800-\udfff]")


class Chat:
    """What the hostile platform is: its escape shows which words are a person's."""

    def escape(self, text: str) -> str:
        return "⟦" + text.translate({ord(c): None for c in "<>&*_`~|@[]{}#\\⟦⟧"}) + "⟧"


def looks_bad(text: str) -> str | None:
    """Markup, a ping or a mark that turns text round, outside what was escaped."""
    bare = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    if OURS.search(text):
        return "a control character"
    if re.search(r"[<>&*_`~|@{}\[\]#\\]|https?:", bare):
        return "markup"
    return None


def test_the_measure_of_harm_can_fail() -> None:
    assert looks_bad("Hands: <b>Tom</b>.")
    assert looks_bad("Hands: @everyone.")
    assert looks_bad("Hands: \u202eTom.")
    assert not looks_bad("Hands: ⟦Tom⟧, then ⟦b⟧.")


async def hear_all(stage: Stage, lines: Sequence[str], first: int = 0) -> list[str]:
    """Each line in the room and in private, each from somebody of their own, all at once."""

    def from_(n: int, text: str, *, alone: bool) -> Heard:
        who = stage_person(n)
        room = None if alone else ROOM
        at = stage.clock.now()
        return Heard(f"stage:x{n}:{alone}", who, text, at, room, shares=(ROOM,))

    replies = await asyncio.gather(
        *(
            stage.app.hear(from_(n, text, alone=alone))
            for n, text in enumerate(lines, first)
            for alone in (False, True)
        )
    )
    return [m.text for reply in replies if isinstance(reply, Reply) for m in reply.messages]


def stage_person(n: int) -> Person:
    return Person(PersonId(f"stage:x{n}"), f"X{n}")


def problems(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the bot logged as its own fault."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def hostile(folder: Path, lines: Sequence[str], caplog: pytest.LogCaptureFixture) -> int:
    """How many bot lines were looked at."""
    async with on_stage(folder, dice=lambda: 0.5) as stage:
        await stage.meeting()
        stage.platform.escape = Chat().escape  # type: ignore[method-assign]  # the platform is ours
        mark = len(stage.platform.lines)
        said: list[str] = []
        for n in range(0, len(lines), 250):
            said += await hear_all(stage, lines[n : n + 250], n)
            await stage.jump(timedelta(seconds=61))
        await stage.settle()
        fault = WORDS.word("app.our-fault")
        said += [line.text for line in stage.platform.lines[mark:] if line.who == "Alongside"]
        bad = {text: why for text in said if (why := looks_bad(text))}
        assert not bad
        assert fault not in said
        assert not problems(caplog)
        longest = stage.platform.abilities.longest
        assert max(map(len, said)) <= longest
        await stage.says("Bashir", "who leads", alone=True)
        assert "Bashir" in stage.to("Bashir"), "and it goes on"
        return len(said)


async def test_nothing_written_by_hand_harms_the_bot(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert await hostile(tmp_path, WRITTEN, caplog) > 50


def drawn(count: int) -> list[str]:
    """So many hostile lines, the same at each run."""
    lines: list[str] = []

    @given(st.lists(LINES, min_size=25, max_size=25))
    @settings(
        max_examples=count // 25,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def draw(some: list[str]) -> None:
        lines.extend(some)

    draw()
    return lines[:count]


@pytest.mark.slow
async def test_ten_thousand_hostile_lines_harm_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = drawn(5_000)  # each in the room and in private
    assert len(lines) == 5_000
    assert await hostile(tmp_path, lines, caplog) > 1_000


async def test_a_hostile_name_harms_nobody(stage: Stage) -> None:
    await stage.meeting()
    stage.platform.escape = Chat().escape  # type: ignore[method-assign]  # the platform is ours
    mark = len(stage.platform.lines)
    for n, name in enumerate(WRITTEN):
        who = Person(PersonId(f"stage:n{n}"), name)
        heard = Heard(f"stage:n{n}", who, "!hand up", stage.clock.now(), ROOM)
        await stage.app.hear(heard)
    await stage.later(70)
    for _ in range(3):
        await stage.says("Bashir", "next")
    await stage.later(70)
    said = [line.text for line in stage.platform.lines[mark:] if line.who == "Alongside"]
    assert not {text: why for text in said if (why := looks_bad(text))}
    assert not [line for line in stage.bot_lines(private(LEAD.id)) if "fault" in line]
