"""The words linter: each rule lets good words pass and catches bad ones. Ours all pass."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.db import Tx
from bot.feature import Arg, Command, Kind
from bot.lint import Finding, lint, near, our_commands
from bot.model import Ask, Say

ADMIN = "### audience: admin\n\n"
WHO = "# $who: the person\n"
LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen"
EASY = "\n    .easy = Short and plain."


def found(folder: Path, text: str, **more: str) -> list[Finding]:
    """What the linter says about one small file, and other files named `cy__x_ftl`."""
    files = {"en/x.ftl": text, "en/avoid.txt": "# house\nutilis* = use\ne.g. = for example\n"}
    files |= {name.replace("__", "/").replace("_", "."): other for name, other in more.items()}
    for name, content in files.items():
        file = folder / "prompts" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    return lint(folder / "prompts")


CASES = {
    "15 words for members": (
        f"a = {LONG} fifteen.{EASY}",
        f"a = {LONG} fifteen sixteen.{EASY}",
        "16 words in a sentence, at most 15",
    ),
    "each sentence is counted alone": (
        f"a = {LONG}. {LONG}!{EASY}",
        f"a = {LONG}: {LONG}!{EASY}",
        "28 words in a sentence",
    ),
    "25 words for admins": (
        f"{ADMIN}a = {LONG} {LONG[:40]}.",
        f"{ADMIN}a = {LONG} {LONG}.",
        "28 words in a sentence, at most 25",
    ),
    "10 words in easy wording": (
        f"a = {LONG}.\n    .easy = One two three four five six seven eight nine ten.",
        f"a = {LONG}.\n    .easy = {LONG}.",
        "14 words in a sentence, at most 10",
    ),
    "every select variant is read": (
        "# $n: number of hands\na = { $n ->\n    [one] One.\n   *[other] Many.\n  }",
        f"# $n: number of hands\na = {{ $n ->\n    [one] {LONG} {LONG}.\n   *[other] Many.\n  }}",
        "28 words in a sentence",
    ),
    "what a message refers to is read": (
        "a = One.\nb = { a } Two.",
        f"a = {LONG}.{EASY}\nb = {{ a }} {LONG} {LONG}.{EASY}",
        "28 words in a sentence",
    ),
    "a person counts as one word": (
        f"{WHO}a = {LONG} {{ $who }}.\n    .easy = Here is {{ $who }}.",
        f"{WHO}a = {LONG} two {{ $who }}.\n    .easy = Here is {{ $who }}.",
        "16 words in a sentence",
    ),
    "people's own words count unless quoted": (
        "# $why: what was said\na = They said this to all of us: “{ $why }”",
        "# $why: what was said\na = They said this to all of us: { $why }.",
        "19 words in a sentence",
    ),
    "no semicolon": ("a = Yes. No.", "a = Yes; no.", "a semicolon"),
    "no dash": ("a = A self-made list.", "a = A list – made here.", "a dash"),
    "no hyphen as a dash": ("a = By e-mail.", "a = A list - made here.", "a dash"),
    "no brackets": ("a = Yes or no.", "a = Yes (or no).", "brackets"),
    "one idea": (
        "a = You can stay, but nobody has to.",
        "a = You can stay, but rest, so we wait.",
        "more than one idea",
    ),
    "no and twice": ("a = You and I. And he.", "a = You and I and he.", "“and” twice"),
    "lines end with sentences": (
        "a =\n    First line.\n    Second line.",
        "a =\n    First line\n    goes on.",
        "the line ends inside a sentence",
    ),
    "house words": ("a = Use it.", "a = We utilised it.", "“utilised”: say use"),
    "house words, but not what others call something": (
        "a = Step 5, “Utilised”.",
        "a = Step 5, utilised.",
        "“utilised”: say use",
    ),
    "house words with stops": ("a = The eggs.", "a = Fruit, e.g. one.", "“e.g.”: say for example"),
    "house words in attributes": (
        "word-a = a\n    .help = Use it.",
        "word-a = a\n    .help = Utilise it.",
        "“Utilise”: say use",
    ),
    "no contraction": ("a = Do not go.", "a = Don't go.", "“Don't”: write it in full"),
    "no curly contraction": ("a = It is on.", "a = It’s on.", "“It’s”: write it in full"),
    "possessives are no contraction": ("a = Ann's turn.", "a = They'll turn.", "“They'll”"),
    "no capitals": ("a = I can. A or B.", "a = Do NOT go.", "“NOT”: no capitals"),
    "no capitals for admins but names": (
        f"{ADMIN}a = Set [matrix] user_id in UTF-8.",
        f"{ADMIN}a = Set *matrix* now.",
        "“*” is markup",
    ),
    "no markup": ("a = Go on.", "a = Go _on_.", "“_” is markup"),
    "no emoji": ("a = Well done.", "a = Well done 🎉.", "an emoji"),
    "no sign": ("a = Done.", "a = ✔ Done.", "an emoji"),
    "never anonymous": ("a = Without your name.", "a = Anonymously.", "“anonymous”"),
    "it fits": (
        "# $names: the list\na = { $names }.",
        "# $names: the list\na = " + "“{ $names }” " * 8,
        "may reach",
    ),
    "the words that work are a list of ours": (
        f"# $words: the words that work now\na = {LONG[:24]} {{ $words }}.",
        f"# $words: what was typed\na = {LONG[:24]} {{ $words }}.",
        "17 words in a sentence",
    ),
    "a greeting is two words": (
        "# $greeting: good morning\na = One two three four five six { $greeting }",
        "# $greeting: good morning\na = One two three four five six seven { $greeting }",
        "has no .easy wording",
    ),
    "a command is called by its own name": (
        "-sign = !\nword-utilise = utilise\na = Type: { -sign }{ word-utilise }, and a name.",
        "word-use = utilise",
        "“utilise”: say use",
    ),
    "but only where it is typed": (
        "a = Type: utilise. Go on.",
        "a = Type: now. We utilise it.",
        "“utilise”: say use",
    ),
    "a word to type is a reference": (
        "word-hand-up = hand up\na = To speak, type: { word-hand-up }.",
        "word-hand-up = hand up\na = To speak, type: hand up.",
        "“hand up” is a word of ours: refer to it",
    ),
    "whoever types it, and where": (
        "word-start = start\na = There they type: { word-start }.",
        "word-start = start\na = Whoever leads types there: Start now.",
        "“start” is a word of ours",
    ),
    "with words after it": (
        "word-hand = hand\nword-hint = time hint\na = Type: { word-hint } 5.",
        "word-hand = hand\nword-hint = time hint\na = Type: time hint 5.",
        "“time hint” is a word of ours",
    ),
    "in every wording of a text": (
        f"word-a = go round\na = {LONG}.{EASY}\n    .slash = Type: {{ word-a }}.",
        f"word-a = go round\na = {LONG}.{EASY}\n    .slash = Type: go round.",
        "“go round” is a word of ours",
    ),
    "other words are typed as they are": (
        "word-start = start\na = Type: A, B or stay. Type: yes. Type: 3. Type: startle.",
        "word-start = start\na = Type: A, B or stay. Type: start.",
        "“start” is a word of ours",
    ),
    "the sign before a word is a reference": (
        "-sign = !\nword-a = start\na = Type: { -sign }{ word-a }.",
        "-sign = !\nword-a = start\na = Type: !{ word-a }.",
        "“!” before a word",
    ),
    "slash wording is as short as any": (
        f"a = Yes.\n    .slash = {LONG} fifteen.",
        f"a = Yes.\n    .slash = {LONG} fifteen sixteen.",
        "16 words in a sentence, at most 15",
    ),
    "slash wording has the same facts": (
        f"{WHO}a = {{ $who }}.\n    .slash = It is {{ $who }}.",
        f"{WHO}a = {{ $who }}.\n    .slash = It is you.",
        ".slash has other placeables: $who",
    ),
    "slash wording keeps to the house words": (
        "a = Yes.\n    .slash = Use it.",
        "a = Yes.\n    .slash = Utilise it.",
        "“Utilise”: say use",
    ),
    "a reference is counted as it is read": (
        f"word-a = go\na = {LONG} {{ word-a }}.{EASY}",
        f"word-a = go round\na = {LONG} {{ word-a }}.{EASY}",
        "16 words in a sentence",
    ),
    "variables are explained": (
        f"{WHO}a = {'{'} $who {'}'} is here.",
        "# $whole: all of it\na = { $who } is here.",
        "no comment above it says what $who is",
    ),
    "the comment belongs to its message": (
        f"{WHO}a = {{ $who }}.\nb = Yes.",
        f"{WHO}a = {{ $who }}.\nb = {{ $who }}.",
        "no comment above it says what $who is",
    ),
    "easy wording has the same facts": (
        f"{WHO}a = {{ $who }}.\n    .easy = It is {{ $who }}.",
        f"{WHO}a = {{ $who }}.\n    .easy = It is you.",
        ".easy has other placeables: $who",
    ),
    "easy wording is there": (f"a = {LONG}.{EASY}", f"a = {LONG}.", "has no .easy wording"),
    "short words are easy": (
        "a = One two three four five six seven eight.",
        "a = One two three four five six seven eight nine.",
        "has no .easy wording",
    ),
    "admins need no easy wording": (f"{ADMIN}a = {LONG}.", f"a = {LONG}.", "has no .easy"),
    "no words that sound the same": (
        "word-slow = slow\nword-stop = stop",
        "word-slow = slow\nword-show = show",
        "“show” of word-show and “slow” of word-slow sound the same",
    ),
    "nor their other forms": (
        "word-a = first\n    .also = one go | two go\nword-b = second",
        "word-a = first\n    .also = one go | two go\nword-b = two-go",
        "sound the same",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_rule_passes_good_words_and_catches_bad_ones(tmp_path: Path, case: str) -> None:
    good, bad, reason = CASES[case]
    assert found(tmp_path / "good", good) == []
    findings = found(tmp_path / "bad", bad)
    assert any(reason in finding.reason for finding in findings), findings
    assert all(finding.file == "prompts/en/x.ftl" for finding in findings)


def test_a_finding_names_file_line_and_key(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "a = Yes.\n\nb = No.\n    .easy = Stop; go.\n")
    assert str(finding) == "prompts/en/x.ftl, line 4: b.easy: a semicolon: Stop; go."


def test_other_languages_use_the_same_facts(tmp_path: Path) -> None:
    english = f"{WHO}a = {{ $who }}."
    assert found(tmp_path / "good", english, cy__x_ftl=f"{WHO}a = Dyma {'{'} $who {'}'}.") == []
    (finding,) = found(tmp_path / "bad", english, cy__x_ftl="a = Dyma.")
    assert finding == Finding("prompts/cy/x.ftl", 1, "a", "English has other placeables: $who")


def test_other_languages_say_nothing_of_their_own(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "a = Yes.", cy__x_ftl="a = Ie.\nb = Na.")
    assert finding == Finding("prompts/cy/x.ftl", 2, "b", "English has no such text")


def test_other_languages_have_their_own_house_words(tmp_path: Path) -> None:
    (finding,) = found(
        tmp_path, "a = Fine.", cy__x_ftl="a = Iawn, utilise.", cy__avoid_txt="iawn = da"
    )
    assert finding.reason == "“Iawn”: say da"


def test_questions_are_read_too(tmp_path: Path) -> None:
    assert found(tmp_path / "good", "a = Yes.", en__q_txt="# first\none | Fine? | Fine?") == []
    bank = f"# first\none | Fine? | Fine?\ntwo | It's on? | {LONG}?"
    first, second = found(tmp_path / "bad", "a = Yes.", en__q_txt=bank)
    assert first == Finding("prompts/en/q.txt", 3, "two", "“It's”: write it in full")
    assert second.key == "two.easy"
    assert second.reason.startswith("14 words")


def test_broken_files_are_one_finding(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "a = Yes.\nnot a message\n")
    assert (finding.file, finding.line) == ("prompts/en/x.ftl", 2)


# Keys and code.

PROMPTS = """\
x-said = Said.
x-refused = Refused.
x-nested = Nested.
x-chosen = Chosen.
x-labelled = Labelled.
x-either = Either.
x-or = Or.
x-table = Table.
x-default = Default.
x-sure = Are you sure?
x-closed = Closed.
x-stopped = Stopped.
x-page = Page.
word-any = any
list-and = and
"""
CODE = """\
KEYS = {"slow": "x.table"}
SURE, LIVE = confirm("x.sure"), Board("x", view, "x.closed", "x.stopped")
class Command:
    refusal: str = "x.default"
def go(yes):
    say("x.said"); model.Text("x.nested"); Field(label="x.labelled")
    say("x.either" if yes else "x.or", choices=(Choice("yes", "x.chosen"),))
    say(f"x.{yes}"); sorted([], key=len); open(label="no key")
    raise Refused("x.refused")
"""


def checked(folder: Path, prompts: str, code: str, page: str = 'say(words["x.page"])') -> list[str]:
    found(folder, prompts)
    for name, text in {"bot/x.py": code, "adapters/local/page/page.js": page}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return [str(finding) for finding in lint(folder / "prompts", code=folder)]


def test_every_key_in_use_is_found(tmp_path: Path) -> None:
    assert checked(tmp_path, PROMPTS, CODE) == []


@pytest.mark.parametrize("key", [f"x-{line.split()[0][2:]}" for line in PROMPTS.splitlines()[:-3]])
def test_a_key_without_a_text_is_found(tmp_path: Path, key: str) -> None:
    rest = "".join(line for line in PROMPTS.splitlines(True) if not line.startswith(key))
    (finding,) = checked(tmp_path, rest, CODE)
    assert finding.startswith("bot/x.py, line ")
    assert finding.endswith(f"{key.replace('-', '.')}: there is no such text")


def test_a_text_without_a_use_is_found(tmp_path: Path) -> None:
    (finding,) = checked(tmp_path, PROMPTS + "x-idle = Idle.\n", CODE)
    assert finding == "prompts/en/x.ftl, line 16: x-idle: no code says this"


def test_a_page_uses_texts_too(tmp_path: Path) -> None:
    (finding,) = checked(tmp_path, PROMPTS, CODE, page="nothing")
    assert finding == "prompts/en/x.ftl, line 13: x-page: no code says this"


# Commands.


def nothing(_tx: Tx, _ask: Ask) -> list[Say]:
    return []


HAND_UP = Command("hand up", nothing)
PASS = Command("pass", nothing, fresh=timedelta(minutes=10))
RAISE = Command("raise", nothing, args=(Arg("who", Kind.NAME, needed=True),))
ORDER = Command("order", nothing, args=(Arg("rule", Kind.TEXT),))
TEXTS = """\
word-hand-up = hand up
word-pass = pass
word-raise = raise
word-order = order
late-pass = I was away.
needs-raise = Whose hand?
arg-who = Whose name
arg-rule = Which order
"""


def said_for(folder: Path, prompts: str, *commands: Command) -> list[str]:
    found(folder, prompts)
    return [str(finding) for finding in lint(folder / "prompts", commands=commands)]


def test_a_command_has_every_text_it_needs(tmp_path: Path) -> None:
    assert said_for(tmp_path, TEXTS, HAND_UP, PASS, RAISE, ORDER) == []


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("word-order", "the command “order” has no word here"),
        ("late-pass", "the command “pass” can be heard too late, and nothing says so"),
        ("needs-raise", "the command “raise” needs something after it, and nothing asks for it"),
        ("arg-rule", "the command “order” can have something after it, and nothing says what"),
    ],
)
def test_a_command_without_a_text_is_found(tmp_path: Path, key: str, reason: str) -> None:
    rest = "".join(line for line in TEXTS.splitlines(True) if not line.startswith(key))
    expected = [f"prompts, line 0: {key}: {reason}"]
    assert said_for(tmp_path, rest, HAND_UP, PASS, RAISE, ORDER) == expected


@pytest.mark.parametrize("key", ["word-gone", "late-hand-up", "needs-order", "arg-gone"])
def test_a_text_of_no_command_is_found(tmp_path: Path, key: str) -> None:
    found_here = said_for(tmp_path, f"{TEXTS}{key} = x\n", HAND_UP, PASS, RAISE, ORDER)
    assert found_here == [f"prompts/en/x.ftl, line 9: {key}: no command says this"]


def test_a_word_of_code_is_known_although_people_read_another(tmp_path: Path) -> None:
    prompts = "word-hand-up = my turn\na = Type: hand up.\nb = Type: my turn."
    told = [one for one in said_for(tmp_path, prompts, HAND_UP) if "refer to it" in one]
    assert told == [
        "prompts/en/x.ftl, line 2: a: “hand up” is a word of ours: refer to it",
        "prompts/en/x.ftl, line 3: b: “my turn” is a word of ours: refer to it",
    ]


def test_saying_nothing_needs_no_text(tmp_path: Path) -> None:
    assert checked(tmp_path, PROMPTS, CODE + '    return Say("")\n') == []


def test_the_words_of_code_sound_like_no_other(tmp_path: Path) -> None:
    (alike,) = said_for(
        tmp_path, "word-hand-up = up\nword-hand-ups = more", HAND_UP, Command("hand-ups", nothing)
    )
    assert "“hand ups” of word-hand-ups" in alike


def test_a_word_of_another_language_sounds_like_no_english_one(tmp_path: Path) -> None:
    english = "word-a = pass\nword-b = raise"
    assert found(tmp_path / "good", english, cy__x_ftl="word-a = pas\nword-b = codi") == []
    (alike,) = found(tmp_path / "bad", english, cy__x_ftl="word-a = pasio\nword-b = pas")
    assert alike.file == "prompts/cy/x.ftl"
    assert alike.reason == "“pas” of word-b and “pass” of word-a sound the same"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("pass", "pass", True),
        ("pass", "past", True),
        ("pass", "passe", True),
        ("pass", "pas", True),
        ("pass", "ass", True),
        ("pass", "parts", False),
        ("pass", "pa", False),
        ("pass", "psas", False),
        ("hand up", "hand down", False),
    ],
)
def test_one_letter_is_near(one: str, other: str, alike: bool) -> None:
    assert near(one, other) is alike
    assert near(other, one) is alike


# Ours.

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def ours() -> list[Finding]:
    """All that is wrong with our own words: it takes seconds to find that it is nothing."""
    return lint(ROOT / "prompts", code=ROOT, commands=our_commands())


def test_our_words_pass(ours: list[Finding]) -> None:
    assert ours == [], "\n".join(map(str, ours))


def test_run_by_its_name_it_prints_every_finding(ours: list[Finding]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bot.lint"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    assert run.stdout.splitlines() == [str(finding) for finding in ours]
    assert run.returncode == (1 if ours else 0)
