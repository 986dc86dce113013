"""docs/privacy.md tells of everything that is kept: each table, the box, the RAM, the memory.

What is new must be told before it can be merged: the lists here say where the page tells of it.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

import pytest

from bot.anonymous import ballots, floor, keeper, talks
from bot.anonymous.box import HALF
from bot.aside import Ballot, Note, Whisper

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/privacy.md").read_text("utf-8")
SCHEMA = (ROOT / "docs/schema.sql").read_text("utf-8")

TOLD = {
    "access_said": "what helps a member take part",
    "answer_draft": "an answer to a point that is being written",
    "answer_wait": "how often there was more time",
    "answerer": "who answers points",
    "also": "which two accounts are one person",
    "board": "what is still to be said",
    "bookmark": "how far a chat platform has been read",
    "came_out": "that these words came out",
    "care_request": "somebody who asked with `talk to a person`",
    "carried": "up to three ideas to carry",
    "checkin_answer": "check-in answers sent ahead",
    "checkin_asked": "which questions of the bank",
    "checkin_between": "of a round between meetings",
    "checkin_draft": "before it is posted, as a draft",
    "checkin_live": "who could begin the last round",
    "checkin_regular": "of regular rounds",
    "charter": "the lines of the charter",
    "charter_asked": "what the group is being asked about a line",
    "charter_change": "every step of the lines",
    "charter_item": "what the group knows, does not know yet and hopes",
    "charter_line": "the lines of the charter",
    "charter_start": "at which question the first fifteen minutes are",
    "charter_unsaid": "that there is a worry about a line",
    "code": "codes for `link`",
    "due": "what is still to be said",
    "ending": "which meeting is a group's last",
    "event": "which event stands on the server",
    "facilitator": "who looks after the group",
    "feed": "has an address for their calendar",
    "feed_address": "has an address for their calendar",
    "feed_secret": "as a hash only",
    "findtime": "times that are offered with `find time`",
    "findtime_answer": "which times suit them",
    "fired": "commands already heard",
    "hands_floor": "names on the list of hands",
    "hands_hand": "names on the list of hands",
    "hands_voice": "names on the list of hands",
    "household": "a group's name, rooms, language",
    "inbox": "commands already heard",
    "ladder": "which step of the ladder a meeting was planned as",
    "ladder_said": "which step of the ladder a meeting was planned as",
    "mail": "its own list of e-mails",
    "mail_from": "from which address e-mails go",
    "may_ask": "whether a member may be asked things",
    "meeting": "the plan of each meeting",
    "meeting_draft": "a post about a meeting that was shown",
    "meeting_papers": "of a meeting's papers",
    "meeting_series": "the plan of each meeting",
    "member": "a member's id and name",
    "named_supporter": "Supporters",
    "note": "a note that came out",
    "note_act": "a note that came out",
    "open_choice": "the numbers last offered",
    "open_form": "a form somebody is in the middle of",
    "outbox": "what is still to be said",
    "place": "a small group's own room or thread",
    "place_person": "who is to be there",
    "point": "a point: words of a member",
    "point_answer": "every answer to a point",
    "point_wanted": "words that somebody would like to note",
    "points_new": "of which points the room is still to hear",
    "post": "when the group had posts between meetings",
    "pulse": "of each question: an id by chance",
    "note_reading": "of a question that its two Readers have",
    "ram": "which life of the machine's memory",
    "reader": "who reads questions first",
    "receipt": "what five words come to",
    "release": "the news of each month, and the yearly report",
    "release_address": "addresses to which a group may send its news",
    "bank_holiday": "bank holidays",
    "ladder_gap": "how far meetings felt from their step",
    "release_out": "which of its parts the group let out",
    "removed": "who was taken out with `remove quietly`",
    "report_line": "what was given for the yearly report",
    "room": "a group's name, rooms, language",
    "route": "where else something can be taken",
    "salt": "a salt",
    "session": "when a session was on and who led it",
    "setting": "a group's name, rooms, language, time zone, choices",
    "signpost": "phone lines",
    "smallgroups_now": "in small groups",
    "smallgroups_pair": "who stays with whom",
    "smallgroups_part": "in small groups",
    "smallgroups_person": "in small groups",
    "supporter": "Supporters",
}
"""By table: words of the page that tell of it."""


def tables() -> list[str]:
    return re.findall(r"^CREATE TABLE (\w+)", SCHEMA, re.MULTILINE)


@pytest.mark.parametrize("table", tables())
def test_each_table_is_told_of(table: str) -> None:
    assert table in TOLD, "a new table: write its row into docs/privacy.md, and its words here"
    assert TOLD[table] in PAGE


def test_no_table_is_told_of_that_is_gone() -> None:
    assert set(TOLD) == set(tables())


FORBIDDEN = {"author", "by", "person", "member", "account", "event", "at", "time", "minute", "via"}


@pytest.mark.parametrize("noun", [Note, Whisper, Ballot])
def test_a_noun_without_a_name_has_no_place_for_one(noun: type) -> None:
    names = {one.name for one in dataclasses.fields(noun)}
    assert not names & FORBIDDEN


def test_the_box_holds_what_the_page_says() -> None:
    assert [one.name for one in dataclasses.fields(Note)] == [
        *("group", "kind", "about", "text", "receipts", "earliest")
    ]
    assert (
        "the group, its words, of what kind it is, what its five words come to, and the first day"
        in PAGE
    )
    assert HALF == 64 * 1024


def test_a_table_of_notes_has_no_place_for_who_wrote() -> None:
    for table in ("note", "note_act", "receipt", "came_out", "pulse", "ladder"):
        (columns,) = re.findall(rf"CREATE TABLE {table} \((.*?)\n\);", SCHEMA, re.DOTALL)
        names = set(re.findall(r"^\s+(\w+) ", columns, re.MULTILINE))
        assert not names & FORBIDDEN, table


HELD = {
    talks.Talks: {
        "_core": None,
        "_replies": None,
        "_keeper": None,
        "_ballots": None,
        "_talks": "a draft: what was said in the talk so far",
        "_writing": "that the next line of a private chat is part of such a talk",
        "_gone": "that the next line of a private chat is part of such a talk",
        "_choosing": "that the next line of a private chat is part of such a talk",
        "_taken": "that a button of such a talk was pressed",
    },
    keeper.Keeper: {
        "_core": None,
        "_box": None,
        "_troubles": None,
        "_digest": None,
        "_asides": None,
        "_salt": "a salt",
        "_waiting": "a note that waits for the minute",
        "_taken": "a note that waits for the minute",
        "_box_free": None,
        "_sent": "how many notes somebody has put into the box",
        "_tries": "how often five words were tried",
        "_seen": "who wrote in the room, in the open",
        "_published": "a note that waits: the group",
        "_known": "read at every minute for all groups",
        "_reads": None,
        "_key": "blinded with a key of this start",
    },
    ballots.Ballots: {
        "_troubles": None,
        "_open": "the answers: for each member who was there when it was opened a mark",
        "_lost": "the answers: for each member who was there when it was opened a mark",
        "_loaded": None,
        "_folder": None,
        "id": "which life of the machine's memory",
    },
}
"""By class and field: words of the page, or None for what is no memory of people."""


@pytest.mark.parametrize("kind", HELD, ids=lambda kind: kind.__name__)
def test_the_memory_of_the_road_without_a_name_is_told_of(kind: type) -> None:
    module = ast.parse(Path(ROOT / f"{kind.__module__.replace('.', '/')}.py").read_text("utf-8"))
    (found,) = [n for n in module.body if isinstance(n, ast.ClassDef) and n.name == kind.__name__]
    fields = {
        node.attr
        for node in ast.walk(found)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }
    assert fields == set(HELD[kind]), "a new field: tell of it in docs/privacy.md, and here"
    for words in filter(None, HELD[kind].values()):
        assert words in PAGE


def test_the_answers_in_ram_are_a_mark_and_a_number() -> None:
    assert ballots._ANSWER.format == "<16sB"
    assert "a mark, and the answer if they gave one" in PAGE


def test_the_log_floor_is_told_of() -> None:
    assert "The libraries\nbelow us log nothing under a warning" in PAGE
    assert {"discord", "nio", "aiohttp", "asyncio", "psycopg", "peewee"} <= floor.LOUD
