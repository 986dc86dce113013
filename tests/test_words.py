"""The words: what a person reads, in which language, and what nobody's words can do to it."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from hypothesis import given
from hypothesis import strategies as st
from stage import on_stage

from bot.catalogue import Parser, listed
from bot.model import Choice, Listed, Person, PersonId, Say, Text, say
from bot.words import BadWords, Question, Words

ANN = Person(PersonId("local:ann"), "Ann")
TOM = Person(PersonId("local:tom"), "Tom")
JOE = Person(PersonId("local:joe"), "Joe")

HANDS = """\
### hands

## The list

hands-none = Nobody is waiting.
hands-turn = { $who }, it is your turn.
    .easy = { $who }, your turn.
hands-list = Hands: { $who }.
hands-count = { $n ->
    [0] No hands
    [one] One hand
   *[other] { $n } hands
  } up.
hands-next = { $next ->
    [none] Nobody is next.
   *[some] Next: { $next }.
  }
hands-how = { $how ->
    [yes] Yes.
    [no] No.
    [quick] Quick.
   *[other] Other: { $how }.
  }
hands-said = { $who } says: “{ $why }”
hands-when = We meet on { $day } at { $time }.
hands-outer = Now. { $inner }
    .easy = Now: { $inner }
word-hand-up = hand up
    .also = raise hand | my turn
yes = Yes
no = No.
"""
LISTS = """\
list-and = { $last ->
    [yes] { $a } and { $b }
   *[no] { $a }, { $b }
  }
list-then = { $a }, then { $b }
list-nobody = nobody
"""


class Marks:
    """A platform whose escapes and mentions can be seen."""

    def mention(self, person: Person) -> str:
        return f"@{person.name}@"

    def escape(self, text: str) -> str:
        return f"<{text}>"


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / "prompts" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder / "prompts"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path, {"en/hands.ftl": HANDS, "en/lists.ftl": LISTS})


@pytest.fixture
def words(folder: Path) -> Words:
    return Words.load(folder)


def test_names_are_escaped_and_only_the_alerted_person_is_mentioned(words: Words) -> None:
    facts = {"who": ANN}
    assert words.render("hands.turn", facts, speaker=Marks()) == "<Ann>, it is your turn."
    alerted = words.render("hands.turn", facts, speaker=Marks(), alert=ANN)
    assert alerted == "@Ann@, it is your turn."
    other = words.render("hands.turn", facts, speaker=Marks(), alert=TOM)
    assert other == "<Ann>, it is your turn."


@pytest.mark.parametrize(
    ("items", "key", "read"),
    [
        ((), "list.and", "nobody"),
        ((ANN,), "list.and", "<Ann>"),
        ((ANN, TOM), "list.and", "<Ann> and <Tom>"),
        ((ANN, TOM, JOE), "list.and", "<Ann>, <Tom> and <Joe>"),
        ((ANN, TOM, JOE), "list.then", "<Ann>, then <Tom>, then <Joe>"),
        (("a", 2, Text("yes")), "list.then", "<a>, then 2, then Yes"),
    ],
)
def test_lists_read_as_people_say_them(
    words: Words, items: tuple[object, ...], key: str, read: str
) -> None:
    listed = Listed(items, key)
    assert words.render("hands.list", {"who": listed}, speaker=Marks()) == f"Hands: {read}."


def test_the_alerted_person_is_mentioned_inside_a_list_too(words: Words) -> None:
    listed = Listed((ANN, TOM), "list.then")
    read = words.render("hands.list", {"who": listed}, speaker=Marks(), alert=TOM)
    assert read == "Hands: <Ann>, then @Tom@."


def test_a_nested_text_keeps_the_style(words: Words) -> None:
    facts = {"inner": Text("hands.turn", {"who": ANN})}
    assert words.render("hands.outer", facts, speaker=Marks()) == "Now. <Ann>, it is your turn."
    easy = words.render("hands.outer", facts, easy=True, speaker=Marks())
    assert easy == "Now: <Ann>, your turn."


def test_without_easy_wording_the_plain_one_is_used(words: Words) -> None:
    assert words.render("hands.none", {}, easy=True, speaker=Marks()) == "Nobody is waiting."


@pytest.mark.parametrize(
    ("n", "read"),
    [(0, "No hands up."), (1, "One hand up."), (2, "2 hands up."), (1400, "1400 hands up.")],
)
def test_numbers_choose_the_plural(words: Words, n: int, read: str) -> None:
    assert words.render("hands.count", {"n": n}, speaker=Marks()) == read


def test_words_and_nothing_can_be_chosen_by(words: Words) -> None:
    def how(fact: object) -> str:
        return words.render("hands.how", {"how": fact}, speaker=Marks())

    assert how("quick") == "Quick."
    assert how("other words") == "Other: <other words>."
    assert how(True) == "Yes."
    assert how(False) == "No."
    assert words.render("hands.next", {"next": None}, speaker=Marks()) == "Nobody is next."
    assert words.render("hands.next", {"next": ANN}, speaker=Marks()) == "Next: <Ann>."
    assert words.render("hands.list", {"who": None}, speaker=Marks()) == "Hands: ."


def test_days_and_times_are_said_in_words(tmp_path: Path) -> None:
    own = Path(__file__).parent.parent / "prompts/en/dates.ftl"
    words = Words.load(
        written(tmp_path, {"en/hands.ftl": HANDS, "en/dates.ftl": own.read_text("utf-8")})
    )
    late = datetime(2026, 5, 12, 9, 5, tzinfo=ZoneInfo("Europe/London"))
    facts = {"day": late.date(), "time": late}
    read = words.render("hands.when", facts, speaker=Marks())
    assert read == "We meet on Tuesday 12 May at 9:05."


def test_every_day_and_month_has_its_name() -> None:
    words = Words.load()
    said = {
        words.render("list.then", {"a": date(2026, month, day), "b": 1}, speaker=Marks())
        for month in range(1, 13)
        for day in range(1, 8)
    }
    assert len(said) == 84


def test_another_language_may_order_a_date_in_its_own_way(tmp_path: Path) -> None:
    english = Path(__file__).parent.parent / "prompts/en/dates.ftl"
    welsh = (
        "day-date = { $day } { $month }, { $weekday }\nday-tuesday = dydd Mawrth\nmonth-may = Mai"
    )
    files = {"en/hands.ftl": HANDS, "en/dates.ftl": english.read_text("utf-8"), "cy/d.ftl": welsh}
    words = Words.load(written(tmp_path, files))
    facts = {"who": date(2026, 5, 12)}
    read = words.render("hands.list", facts, language="cy", speaker=Marks())
    assert read == "Hands: 12 Mai, dydd Mawrth."


# Messages and choices.

ASKED = say(
    "hands.turn",
    alert=ANN,
    choices=(Choice("yes", "yes"), Choice("no", "no")),
    then=(Say("hands.none"), Say("hands.list", {"who": TOM})),
    who=ANN,
)


def test_sentences_are_joined_and_choices_become_buttons(words: Words) -> None:
    read = words.message(ASKED, speaker=Marks(), numbered=False)
    assert read.text == "@Ann@, it is your turn. Nobody is waiting. Hands: <Tom>."
    assert [(b.label, b.types) for b in read.buttons] == [("Yes", "yes"), ("No.", "no")]
    assert read.alert == ANN


def test_without_buttons_the_choices_are_numbered(words: Words) -> None:
    read = words.message(ASKED, easy=True, speaker=Marks(), numbered=True)
    assert read.text == "@Ann@, your turn. Nobody is waiting. Hands: <Tom>.\n1 Yes.\n2 No."
    assert len(read.buttons) == 2


def test_a_button_shows_a_name_as_it_is_and_a_numbered_line_as_the_platform_writes_it(
    words: Words,
) -> None:
    choices = (Choice("raise Tom", "hands.list", {"who": TOM}),)
    for alert in (None, TOM):
        one = Say("hands.none", choices=choices, alert=alert)
        read = words.message(one, speaker=Marks(), numbered=True)
        assert [b.label for b in read.buttons] == ["Hands: Tom."]
        shown = "@Tom@" if alert else "<Tom>"
        assert read.text == f"Nobody is waiting.\n1 Hands: {shown}."


def test_a_message_shows_the_choices_that_its_numbers_are_kept_for(words: Words) -> None:
    yes, no = Choice("yes", "yes"), Choice("no", "no")
    further = (Say("hands.none", choices=(no,)),)
    both = Say("hands.none", choices=(yes, no), then=further)
    read = words.message(both, speaker=Marks(), numbered=True)
    assert read.text == "Nobody is waiting. Nobody is waiting.\n1 Yes.\n2 No."
    one = Say("hands.none", choices=(yes,), then=further)
    assert len(words.message(one, speaker=Marks(), numbered=False).buttons) == 1


# Words with a slash.

TO_TYPE = """\
-sign = !
word-hand-up = hand up
    .also = my turn
    .help = Then you can type: { word-pass }.
word-pass = pass
speak = To speak, type: { word-hand-up }.
    .easy = Type: { word-hand-up }.
look = Type: { -sign }{ word-hand-up }, or “{ $word }”.
ask = Which one? Type its number.
    .easy = Which? Type its number.
    .slash = Which one? Choose one, or type: { word-pass }.
many = { $n ->
    [one] One: { word-pass }.
   *[other] More: { word-pass }.
  }
why = { word-hand-up.help }
label = Use { $word }
    .slash = Never on a button
"""
WELSH_TO_TYPE = """\
-sign = !
word-hand-up = llaw i fyny
speak = I siarad, teipiwch: { -sign }{ word-hand-up }.
    .slash = Dewiswch, neu teipiwch: { word-hand-up }.
look = Teipiwch: { -sign }{ word-hand-up }, neu “{ $word }”.
"""
HAND_UP, PASS = Text("word.hand-up"), Text("word.pass")


@pytest.fixture
def typed(tmp_path: Path) -> Words:
    files = {"en/a.ftl": TO_TYPE, "en/lists.ftl": LISTS, "cy/a.ftl": WELSH_TO_TYPE}
    return Words.load(written(tmp_path, files))


@pytest.mark.parametrize(
    ("key", "facts", "plain", "slash"),
    [
        ("speak", {}, "To speak, type: hand up.", "To speak, type: /hand-up."),
        (
            "look",
            {"word": PASS},
            "Type: !hand up, or “pass”.",
            "Type: /hand-up, or “/pass”.",
        ),
        (
            "look",
            {"word": Listed((HAND_UP, PASS), "list.and")},
            "Type: !hand up, or “hand up and pass”.",
            "Type: /hand-up, or “/hand-up and /pass”.",
        ),
        (
            "look",
            {"word": Text("speak")},
            "Type: !hand up, or “To speak, type: hand up.”.",
            "Type: /hand-up, or “To speak, type: /hand-up.”.",
        ),
        ("many", {"n": 1}, "One: pass.", "One: /pass."),
        ("why", {}, "Then you can type: pass.", "Then you can type: /pass."),
        (
            "ask",
            {},
            "Which one? Type its number.",
            "Which one? Choose one, or type: /pass.",
        ),
    ],
)
def test_a_word_to_type_is_spelled_as_the_platform_has_it(
    typed: Words, key: str, facts: dict[str, object], plain: str, slash: str
) -> None:
    for _ in range(2):  # one after the other: neither may be kept for the other
        assert typed.render(key, facts, speaker=Marks()) == plain
        assert typed.render(key, facts, slash=True, speaker=Marks()) == slash


def test_slash_wording_goes_before_easy_wording(typed: Words) -> None:
    def easy(key: str, *, slash: bool) -> str:
        return typed.render(key, {}, easy=True, slash=slash, speaker=Marks())

    assert easy("ask", slash=True) == "Which one? Choose one, or type: /pass."
    assert easy("ask", slash=False) == "Which? Type its number."
    assert easy("speak", slash=True) == "Type: /hand-up."
    assert easy("speak", slash=False) == "Type: hand up."


def test_in_every_language_the_word_with_a_slash_is_the_one_in_code(typed: Words) -> None:
    def welsh(key: str, *, slash: bool, **facts: object) -> str:
        return typed.render(key, facts, language="cy", slash=slash, speaker=Marks())

    assert welsh("speak", slash=False) == "I siarad, teipiwch: !llaw i fyny."
    assert welsh("speak", slash=True) == "Dewiswch, neu teipiwch: /hand-up."
    looked = welsh("look", slash=True, word=Listed((HAND_UP, PASS), "list.and"))
    assert looked == "Teipiwch: /hand-up, neu “/hand-up and /pass”."
    assert welsh("ask", slash=True) == "Which one? Choose one, or type: /pass."
    assert typed.missing == {("cy", "ask"), ("cy", "list.and"), ("cy", "word.pass")}


def test_a_choice_is_called_by_plain_words(typed: Words) -> None:
    choices = (
        Choice("hand up", "word.hand-up"),
        Choice("pass", "label", {"word": PASS}),
    )
    asked = Say("look", {"word": PASS}, choices=choices, then=(Say("speak"),))
    for numbered, lines in ((True, "\n1 Hand up.\n2 Use pass."), (False, "")):
        read = typed.message(asked, slash=True, speaker=Marks(), numbered=numbered)
        assert [b.label for b in read.buttons] == ["Hand up", "Use pass"]
        assert read.text == f"Type: /hand-up, or “/pass”. To speak, type: /hand-up.{lines}"
    plain = typed.message(asked, speaker=Marks(), numbered=False)
    assert plain.text == "Type: !hand up, or “pass”. To speak, type: hand up."


def test_what_compares_and_lists_words_has_no_slash(typed: Words) -> None:
    typed.render("look", {"word": PASS}, slash=True, speaker=Marks())
    assert typed.word("word.hand-up") == "hand up"
    assert typed.word("word.hand-up", "cy") == "llaw i fyny"
    assert typed.label(Choice("hand up", "word.hand-up")) == "Hand up"
    assert typed.label(Choice("pass", "label", {"word": PASS})) == "Use pass"
    assert typed.attribute("word.hand-up", "also") == "my turn"
    assert typed.attribute("word.hand-up", "help") == "Then you can type: pass."
    helped = typed.attribute("word.hand-up", "help", slash=True)
    assert helped == "Then you can type: /pass."  # it is a sentence


def test_with_a_slash_peoples_own_words_stay_as_they_are(typed: Words) -> None:
    read = typed.render("look", {"word": "!hand up"}, slash=True, speaker=Marks())
    assert read == "Type: /hand-up, or “<!hand up>”."


async def test_a_group_reads_words_as_its_platform_types_them(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.platform.abilities = replace(stage.platform.abilities, slash=True)
        await stage.group()
        assert "type: /say-hello." in stage.bot_lines()[0]
        await stage.says("Tom", "menu", alone=True)
        assert stage.to("Tom").startswith("A message from Alongside. Only you see it. Choose one.")
        asked = await stage.says("Tom", "hand upp", alone=True)
        assert asked == "Did you mean “/hand-up”?\n1 Yes.\n2 No."


# Languages.


@pytest.fixture
def welsh(tmp_path: Path) -> Words:
    files = {"en/hands.ftl": HANDS, "en/lists.ftl": LISTS, "cy/hands.ftl": "hands-none = Neb."}
    return Words.load(written(tmp_path, files))


def test_each_language_speaks_for_itself(welsh: Words) -> None:
    assert welsh.languages == ("en", "cy")
    assert welsh.render("hands.none", {}, language="cy", speaker=Marks()) == "Neb."
    assert welsh.render("hands.none", {}, speaker=Marks()) == "Nobody is waiting."
    assert welsh.has("hands.none", "cy")
    assert not welsh.has("hands.turn", "cy")
    assert welsh.missing == frozenset()


def test_what_a_language_lacks_is_said_in_english_and_counted_but_not_logged(
    welsh: Words, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    lacking = welsh.lacking("cy")
    for _ in range(3):
        read = welsh.render("hands.turn", {"who": ANN}, language="cy", speaker=Marks())
        assert read == "<Ann>, it is your turn."
    assert welsh.missing == {("cy", "hands.turn")}
    assert not caplog.records, "a line would tell when somebody was told this"
    assert lacking == welsh.lacking("cy") > 0


def test_a_language_nobody_wrote_falls_back_too(welsh: Words) -> None:
    assert welsh.render("hands.none", {}, language="gd", speaker=Marks()) == "Nobody is waiting."
    assert ("gd", "hands.none") in welsh.missing


def test_what_english_lacks_is_a_bug(welsh: Words) -> None:
    for language in ("en", "cy", "gd"):
        with pytest.raises(KeyError, match=r"hands\.gone"):
            welsh.render("hands.gone", {}, language=language, speaker=Marks())


def test_a_forgotten_fact_is_a_bug_and_named(words: Words) -> None:
    with pytest.raises(KeyError, match=r"hands\.turn.*who"):
        words.render("hands.turn", {}, speaker=Marks())


def test_a_fact_of_a_strange_type_is_a_bug(words: Words) -> None:
    with pytest.raises(TypeError, match="object"):
        words.render("hands.turn", {"who": object()}, speaker=Marks())
    with pytest.raises(TypeError, match="bool"):
        words.render("hands.turn", {"who": True}, speaker=Marks())


def test_words_of_commands(welsh: Words) -> None:
    assert welsh.word("word.hand-up") == "hand up"
    assert welsh.attribute("word.hand-up", "also") == "raise hand | my turn"
    assert welsh.attribute("word.hand-up", "also", "cy") == "raise hand | my turn"
    assert welsh.attribute("word.hand-up", "help") is None
    assert welsh.attribute("word.nothing", "also") is None


# People's own words.

HOSTILE = [
    "{ $who }",
    "{ hands-none }",
    "{",
    "\ue000\ue001",
    "{$why}" * 10_000,
    "x" * 60_000,
    "}{",
    "@everyone",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_peoples_words_are_shown_and_never_run(words: Words, text: str) -> None:
    shown = "" if text.startswith("\ue000") else text
    read = words.render("hands.said", {"who": Person(TOM.id, text), "why": text}, speaker=Marks())
    assert read == f"<{shown}> says: “<{shown}>”"
    nested = Text("hands.said", {"who": Listed((text, text), "list.then"), "why": text})
    read = words.render("hands.outer", {"inner": nested}, speaker=Marks())
    assert read == f"Now. <{shown}>, then <{shown}> says: “<{shown}>”"
    chosen = words.render("hands.how", {"how": text}, speaker=Marks())
    assert chosen == f"Other: <{shown}>."


def test_peoples_words_cannot_turn_ours_round(words: Words) -> None:
    text = "a\u202eb\u2066c\x00d\x1b[0m\u200fe\ud800\nf"
    read = words.render("hands.said", {"who": ANN, "why": text}, speaker=Marks())
    assert read == "<Ann> says: “<abcd[0me\nf>”"
    turned = Person(ANN.id, "An\u202en")
    facts = {"who": turned}
    assert words.render("hands.turn", facts, speaker=Marks(), alert=turned).startswith("@Ann@")


@given(st.text())
def test_any_text_comes_through_in_its_own_place(text: str) -> None:
    read = REAL.render("list.then", {"a": text, "b": 7}, speaker=Marks())
    assert read.startswith("<")
    assert read.endswith(">, then 7")


# Files that cannot be used.


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"en/hands.ftl": "# fine\na = A\n\nb = { $who\n"},
            r"prompts/en/hands.ftl, line [45]: ",
        ),
        ({"en/hands.ftl": "a = A\nwhat is this\n"}, r"prompts/en/hands.ftl, line 2: "),
        ({"en/a.ftl": "x = A\n", "en/b.ftl": "# b\n\nx = B\n"}, r"en/b.ftl, line 3: x is written"),
        ({"en/a.ftl": "x = A\nx = B\n"}, "en/a.ftl, line 2: x is written twice"),
        ({"en/a.ftl": "\nx =\n    .easy = B\n"}, "en/a.ftl, line 2: x has no words"),
        ({"en/a.ftl": "x = Yes\ny = { z }\n"}, "en/a.ftl, line 2: there is no message z"),
        ({"en/a.ftl": "x = Yes\ny = \ue000\n"}, "en/a.ftl, line 2: a character of private use"),
        ({"en/a.ftl": "x = A", "cy/notes.md": "?"}, "prompts/cy: this language has no"),
        ({"en/a.ftl": "x = A", "99/a.ftl": "x = A"}, "prompts/99: a folder here"),
        ({"cy/a.ftl": "x = A"}, "prompts/en: there are no English words"),
        ({"en/a.ftl": "x = A", "en/q.txt": "\nsmall | Good?\n"}, "en/q.txt, line 2: a line is"),
        ({"en/a.ftl": "x = A", "en/q.txt": "small | | Good?\n"}, "en/q.txt, line 1: a line is"),
        (
            {"en/a.ftl": "x = A", "en/q.txt": f"small | {'x' * 201} | Good?\n"},
            "en/q.txt, line 1: longer than 200",
        ),
        (
            {"en/a.ftl": "x = A", "en/q.txt": "a | A? | A?\na | B? | B?\n"},
            "en/q.txt, line 2: a is written twice",
        ),
    ],
)
def test_broken_files_are_refused_with_file_and_line(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    with pytest.raises(BadWords, match=told):
        Words.load(written(tmp_path, files))


def test_a_plain_list_of_words_is_no_bank_of_questions(tmp_path: Path) -> None:
    files = {"en/a.ftl": "x = A", "en/receipt-words.txt": "# for receipts\nacorn\n"}
    assert Words.load(written(tmp_path, files)).languages == ("en",)
    assert "acorn" in listed("receipt")
    assert listed("receipt", "cy") == listed("receipt")
    assert not any(line.startswith("#") for line in listed("receipt"))


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "en/hands.ftl").write_bytes(b"a = A\nb = \xff\n")
    with pytest.raises(BadWords) as bad:
        Words.load(folder)
    assert (bad.value.file, bad.value.line) == ("prompts/en/hands.ftl", 2)
    assert bad.value.reason in str(bad.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadWords, match="no English"):
        Words.load(tmp_path / "nowhere")


def test_a_byte_order_mark_and_windows_lines_are_forgiven(folder: Path) -> None:
    (folder / "en/hands.ftl").write_bytes(b"\xef\xbb\xbfhands-none = One\r\n    .easy = Two\r\n")
    words = Words.load(folder)
    assert words.render("hands.none", {}, speaker=Marks()) == "One"
    assert words.render("hands.none", {}, easy=True, speaker=Marks()) == "Two"


def test_our_parser_reads_what_fluents_own_reads() -> None:
    for file in (Path(__file__).parent.parent / "prompts").rglob("*.ftl"):
        source = file.read_text("utf-8")
        own = Parser().parse(source)
        assert own.equals(FluentParser(with_spans=False).parse(source)), file


# Question banks.


def test_a_bank_is_read_by_sections_and_falls_back(folder: Path) -> None:
    (folder / "en/rounds.txt").write_text(
        "# Not a section.\n# first\na | A? | B?\n# last\n\nc|C?|D?"
    )
    words = Words.load(folder)
    expected = (Question("a", "A?", "B?", "first"), Question("c", "C?", "D?", "last"))
    assert words.bank("rounds") == expected
    assert words.bank("rounds", "cy") == expected
    assert ("cy", "rounds") in words.missing
    with pytest.raises(KeyError):
        words.bank("other")


def test_there_are_enough_questions_and_no_two_are_the_same() -> None:
    bank = Words.load().bank("checkin-questions")
    sections = [question.section for question in bank]
    assert len(sections) >= 70
    assert sections.count("first") >= 40
    assert sections.count("again") >= 4
    assert sections.count("last") >= 12
    assert sections.count("between") >= 18
    assert set(sections) == {"first", "again", "last", "between"}
    for told in ("name", "text", "easy"):
        assert len({getattr(question, told).casefold() for question in bank}) == len(bank), told
    assert all(question.text.endswith("?") and question.easy.endswith("?") for question in bank)


# Speed: generous bounds, so that only a real loss fails.

REAL = Words.load()


def test_rendering_is_cheap() -> None:
    facts = {"a": ANN, "b": TOM}
    REAL.render("list.then", facts, speaker=Marks())
    start = perf_counter()
    for _ in range(1000):
        REAL.render("list.then", facts, speaker=Marks())
    assert perf_counter() - start < 0.3


WITHOUT_IT = {"pulse-held"}
"""Its buttons still stand above it."""


@pytest.mark.parametrize("path", sorted(Path("prompts/en").glob("*.ftl")), ids=lambda one: one.stem)
def test_easy_words_leave_out_no_word_to_type(path: Path) -> None:
    """Who reads easy words needs to know what to type as much as anybody."""
    named = re.compile(r"\{ (word-[\w-]+) \}")
    for text in re.split(r"^(?=\S)", path.read_text("utf-8"), flags=re.MULTILINE):
        usual, *parts = re.split(r"^    (?=\.(?:easy|slash) = )", text, flags=re.MULTILINE)
        easy = next((one for one in parts if one.startswith(".easy")), usual)
        missing = set(named.findall(usual)) - set(named.findall(easy))
        assert not missing or text.split(" ", 1)[0] in WITHOUT_IT, (text, missing)
