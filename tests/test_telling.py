"""What may show who wrote something: found where it is likely, and silent when in doubt."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.anonymous.telling import Finding, Kind, named, telling
from bot.model import Person, PersonId


def person(name: str) -> Person:
    return Person(PersonId(f"stage:{name}"), name)


GROUP = tuple(
    map(
        person,
        (
            "Ann Kowalska",
            "Priya (she/her)",
            "Tom W",
            "Will",
            "May",
            "Zoë",
            "Pat | Leeds",
            "The Baker",
            "Mrs Okafor",
            "Mary-Jane O'Neil",
            "dave_77",
        ),
    )
)

CONTACT, PLACE, DAY, TIME = Kind.CONTACT, Kind.PLACE, Kind.DAY, Kind.TIME
AGE, JOB, FAMILY, NAME = Kind.AGE, Kind.JOB, Kind.FAMILY, Kind.NAME

FOUND: tuple[tuple[str, list[tuple[Kind, str]]], ...] = (
    # Names of members.
    ("I think Ann talks too long.", [(NAME, "Ann")]),
    ("ann's idea was left out", [(NAME, "ann")]),
    ("Why is Kowalska always first?", [(NAME, "Kowalska")]),
    ("Ann Kowalska said no.", [(NAME, "Ann Kowalska")]),
    ("@priya never answers", [(NAME, "@priya")]),
    ("It was Zoe's turn, and Tom took it.", [(NAME, "Zoe"), (NAME, "Tom")]),
    ("Will said that nobody listens.", [(NAME, "Will")]),
    ("I asked May and Pat.", [(NAME, "May"), (NAME, "Pat")]),
    ("Mary-Jane O'Neil shouted at me.", [(NAME, "Mary-Jane O'Neil")]),
    ("mary-jane shouted at me", [(NAME, "mary-jane")]),
    ("okafor decides everything", [(NAME, "okafor")]),
    ("Okafor decides everything.", [(NAME, "Okafor")]),
    # Names of others, and of places.
    ("We were told by Mr Jones.", [(NAME, "Mr Jones")]),
    ("Dr. Smith laughed at us.", [(NAME, "Dr. Smith")]),
    ("When I lived in Sheffield it was better.", [(NAME, "Sheffield")]),
    ("I shop at Tesco, like everybody.", [(NAME, "Tesco")]),
    ("I was told by Sarah Green that it is over.", [(NAME, "Sarah Green")]),
    ("They said it in Urdu.", [(NAME, "Urdu")]),
    # Streets and places.
    ("I live at 12 Hope Street.", [(PLACE, "12 Hope Street")]),
    ("the bus to 4 market road is late", [(PLACE, "4 market road")]),
    ("Hope Street is loud.", [(PLACE, "Hope Street")]),
    ("I was in St Mary's hospital then.", [(PLACE, "St Mary's hospital")]),
    ("Nobody from the Hillside estate is asked.", [(PLACE, "Hillside estate")]),
    ("On Ward 7 it was the same.", [(PLACE, "Ward 7")]),
    ("Write to S1 4GT.", [(PLACE, "S1 4GT")]),
    ("I am in flat 12, by the stairs.", [(PLACE, "flat 12")]),
    # Days and times.
    ("On Tuesday nobody let me speak.", [(DAY, "Tuesday")]),
    ("wednesday's meeting was too long", [(DAY, "wednesday")]),
    ("The meeting of 3rd of May was hard.", [(DAY, "3rd of May")]),
    ("Since March I have not had a turn.", [(DAY, "Since March")]),
    ("On 12/05/2026 I was ill.", [(DAY, "12/05/2026")]),
    ("I have been here since 2019.", [(DAY, "since 2019")]),
    ("Yesterday I cried.", [(DAY, "Yesterday")]),
    ("Not on my birthday again.", [(DAY, "my birthday")]),
    ("I cannot come before 10:30.", [(TIME, "10:30")]),
    ("My bus goes at 5pm.", [(TIME, "5pm")]),
    ("I take tablets at half past two.", [(TIME, "half past two")]),
    ("I take tablets at two o'clock.", [(TIME, "two o'clock")]),
    # Age, work, family.
    ("I am 52 and tired of this.", [(AGE, "I am 52")]),
    ("I'm 19.", [(AGE, "I'm 19")]),
    ("At 70 years old I may say so.", [(AGE, "70 years old")]),
    ("People in my forties are not asked.", [(AGE, "in my forties")]),
    ("As a nurse I know how that feels.", [(JOB, "As a nurse")]),
    ("As the only wheelchair user I wait outside.", [(JOB, "As the only wheelchair user")]),
    ("I am a single parent.", [(JOB, "I am a single parent")]),
    ("I work at Asda and cannot come.", [(JOB, "I work at Asda")]),
    ("I used to be a teacher.", [(JOB, "I used to be a teacher")]),
    ("My son laughed about it.", [(FAMILY, "My son")]),
    ("I bring my little daughter.", [(FAMILY, "my little daughter")]),
    ("Our neighbours heard it.", [(FAMILY, "Our neighbours")]),
    ("My social worker told me not to.", [(FAMILY, "My social worker")]),
    ("I'm autistic and need more time.", [(JOB, "I'm autistic")]),
    ("I'm the only Black woman here.", [(JOB, "I'm the only Black woman")]),
    ("As someone who uses hoists I wait.", [(JOB, "As someone who uses hoists")]),
    ("I met Tom Smith.", [(NAME, "Tom Smith")]),
    ("We began at half ten.", [(TIME, "at half ten")]),
    # Where to reach somebody.
    ("Call me on 07700 900123.", [(CONTACT, "07700 900123")]),
    ("Call +44 7700 900123 please.", [(CONTACT, "+44 7700 900123")]),
    ("Write to ann@example.org", [(CONTACT, "ann@example.org")]),
    ("My NHS number is 943 476 5919.", [(CONTACT, "943 476 5919")]),
    ("It is the car AB12 CDE.", [(CONTACT, "AB12 CDE")]),
    # Several.
    (
        "On Friday at 14:00 my mum rang Tom from 3 Mill Lane.",
        [
            (DAY, "Friday"),
            (TIME, "14:00"),
            (FAMILY, "my mum"),
            (NAME, "Tom"),
            (PLACE, "3 Mill Lane"),
        ],
    ),
)

SILENT = (
    "The meetings are too long. Can we have a break?",
    "I don't feel safe to say what I think.",
    "Why do the same people always speak first?",
    "As a group we said we would share the work.",
    "As a result nobody reads the papers.",
    "I am a slow reader.",
    "We may need more time. May I ask why?",
    "I will come. Will we be asked?",
    "Everybody has to march to one tune.",
    "Today was better than the last time.",
    "It costs £12.50, or 10%.",
    "It took 10 minutes, and we are 8 people.",
    "About 3 in 4 of us said so. Look at page 12.",
    "They spent £100,000 on it.",
    "That is 1,000,000 words.",
    "I work in a team that nobody asks.",
    "Please be patient with us. I am a patient person.",
    "The Board and our Chair decide, and the Council pays.",
    "Can we use Zoom or Discord in English, with BSL?",
    "PLEASE STOP SHOUTING AT US",
    "What Happened To Our Plan",
    "- Nobody asked\n- Nobody listened",
    '"That is wrong," they said. "Sorry."',
    "A pat on the back is not enough.",
    "The baker on the corner knows more.",
    "Half of us are quiet, and half of it is noise.",
    "We were at it from start to finish.",
    "Look at https://Example.com/Some/Page for more.",
    "A 5 minute walk is too far for some.",
    "The road to the hall is dark, and the house is cold.",
    "I'm 10 minutes late each time.",
    "I am tired, and I am not the only one.",
    "That was a good day, a good time and a good place.",
    "We need a ramp. We need it now!",
    "Why not ask us first?",
    "I asked the Treasurer and our Secretary.",
    "I am not the only one, and I'm the only one who says it.",
    "I am not blind to it. As someone said, it is hard.",
    "Some have a son or a daughter.",
    "Samaritans are on 116 123, and we could ring Samaritans more.",
    "Mark my words. It is half past caring.",
    "",
)


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_what_may_show_who_wrote_it_is_found(text: str, found: list[tuple[Kind, str]]) -> None:
    assert [(each.kind, each.words) for each in telling(text, GROUP)] == found


@pytest.mark.parametrize("text", SILENT)
def test_it_does_not_cry_wolf(text: str) -> None:
    assert [(each.kind, each.words) for each in telling(text, GROUP)] == []


def test_there_are_sentences_enough() -> None:
    assert len(FOUND) + len(SILENT) >= 60
    assert {kind for _, found in FOUND for kind, _ in found} == set(Kind)


# Whom a text names.


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Tom and Ann shout.", {"Tom W", "Ann Kowalska"}),
        ("tom's turn", {"Tom W"}),
        ("Tomorrow is an announcement by Anna.", set()),
        ("Kowalska's idea", {"Ann Kowalska"}),
        ("PRIYA!", {"Priya (she/her)"}),
        ("Will you come in May? I will.", set()),
        ("Will and May came.", {"Will", "May"}),
        ("Leeds is far, and the baker is shut.", set()),
        ("(Zoë)", {"Zoë"}),
        ("dave_77 again", {"dave_77"}),
        ("Sheffield, Mr Jones and Sarah", set()),
        ("", set()),
    ],
)
def test_it_is_known_whether_a_text_names_somebody_of_the_group(text: str, who: set[str]) -> None:
    assert {each.name for each in named(text, GROUP)} == who


def test_a_group_of_nobody_is_named_by_nothing() -> None:
    assert named("Ann", ()) == ()
    assert named("a (b) !", (person("!"), person("(x)"), person(""))) == ()


# For any text.

WORDS = st.sampled_from(
    [word for text, _ in FOUND for word in text.split()] + ["\n", ".", ",", "a"]
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_findings_are_words_of_the_text_each_once_in_its_order(text: str) -> None:
    found = telling(text, GROUP)
    assert len(set(found)) == len(found)
    at = 0
    for each in found:
        assert each.words
        at = text.find(each.words, at)
        assert at >= 0


@settings(deadline=None)
@given(st.text(max_size=100), st.text(max_size=30))
def test_any_name_may_be_looked_for(text: str, name: str) -> None:
    named(text, (person(name),))
    telling(text, (person(name),))


@pytest.mark.parametrize(
    "one", ["a ", "A ", "1 ", "12 a ", "my ", "a@", "as a ", "0", "Ab-", "i work in a "]
)
def test_no_text_takes_long(one: str) -> None:
    started = time.perf_counter()
    telling((one * 1500)[:1500], GROUP)
    assert time.perf_counter() - started < 1


def test_no_repr_shows_the_words() -> None:
    assert "son" not in repr(Finding(Kind.FAMILY, "my son"))


def test_each_list_is_kept_in_order_and_once() -> None:
    for file in sorted((Path(__file__).parent.parent / "prompts/en").glob("telling-*-words.txt")):
        lines = [line for line in file.read_text("utf-8").splitlines() if line and line[0] != "#"]
        assert len(set(lines)) == len(lines), file.name
