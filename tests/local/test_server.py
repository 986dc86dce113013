"""The rehearsal room's server, spoken to as a browser would: once, in order, and not lost."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from local.practice import ROOM, Room, event, rehearsal

from adapters.local.people import PLAYERS
from adapters.local.platform import Platform
from bot import schedule
from bot.adapter import GiveUp
from bot.model import Address, Attached, Button, Heard, PersonId, Rendered, RoomId

# Once, and not lost.


async def test_the_same_event_twice_is_one_line_and_one_answer(room: Room) -> None:
    await room.says("bashir", "start", pressed=True)
    once = event()
    for _ in range(3):
        assert await room.says("ann", "good morning all", id=once) == (200, {})
    again = event()
    for _ in range(3):
        await room.says("ann", "hand up", alone=True, id=again)
    lines = await room.until("@local:ann", "Your hand is up")
    assert sum("hand is up" in line for line in lines) == 1
    assert (await room.lines()).count("ann: good morning all") == 1


async def test_the_same_token_twice_is_one_message(room: Room) -> None:
    place = Address(ROOM)
    first = await room.adapter.send(place, Rendered("One thing."), "token-1")
    assert await room.adapter.send(place, Rendered("One thing, later."), "token-1") == first
    assert await room.adapter.send(place, Rendered("Another thing."), "token-2") != first
    assert (await room.lines())[-2:] == ["One thing.", "Another thing."]
    now = room.app.clock.now()
    assert await room.adapter.look(place, "token-1", "", now) == first
    assert await room.adapter.look(place, "token-3", "", now) is None


async def test_a_message_can_be_changed_and_a_missing_one_is_given_up(room: Room) -> None:
    place = Address(ROOM)
    sent = await room.adapter.send(place, Rendered("Old."), "token-1")
    buttons = (Button("Hand up", "hand up"),)
    await room.adapter.edit(place, sent, Rendered("New.", buttons), "edit-1")
    assert (await room.lines())[-1] == "New."
    for wrong in ("999", "passing-1", "", "x"):
        with pytest.raises(GiveUp):
            await room.adapter.edit(place, wrong, Rendered("New."), "edit-2")
    with pytest.raises(GiveUp):
        await room.adapter.edit(Address("@local:ann"), sent, Rendered("New."), "edit-3")
    with pytest.raises(GiveUp):
        await room.adapter.send(Address("@local:nobody"), Rendered("Hello."), "token-2")


async def test_a_new_list_takes_the_top_and_the_old_one_becomes_a_line(room: Room) -> None:
    place = Address(ROOM)
    await room.adapter.send(place, Rendered("First list.", board="hands"), "token-1")
    await room.adapter.send(place, Rendered("Second list.", board="hands"), "token-2")
    lines = (await room.snapshot())["lines"]
    assert [one["words"] for one in lines if one["board"]] == ["Second list."]


async def test_what_was_not_taken_up_is_heard_at_the_next_start(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as room:
        await room.says("bashir", "start", pressed=True)
        await room.until(ROOM, "Bashir leads today")
    platform = await Platform.open(tmp_path / "rehearsal.db")
    for who in ("tom", "ann"):
        by = PLAYERS[PersonId(f"local:{who}")].person
        now = datetime.now(ZoneInfo("UTC"))
        heard = Heard(event(), by, "hand up", now, room=RoomId(ROOM), pressed=True)
        await platform.take(heard, heard.text)
    await platform.close()
    async with rehearsal(tmp_path) as room:
        await room.until("@local:tom", "You are first")
        await room.until("@local:ann", "You are second")
    async with rehearsal(tmp_path) as room:
        lines = await room.private("tom")
        assert sum("hand is up" in line for line in lines) == 1


async def test_what_is_heard_later_shares_only_the_rooms_one_is_in(tmp_path: Path) -> None:
    """Grace has not said hello, so only the room she is in can tell which group she means."""
    async with rehearsal(tmp_path) as room:
        await room.post("go", {"who": "local:grace", "room": ROOM, "out": True})
    platform = await Platform.open(tmp_path / "rehearsal.db")
    grace = PLAYERS[PersonId("local:grace")].person
    await platform.take(Heard(event(), grace, "!help", datetime.now(ZoneInfo("UTC"))), "!help")
    await platform.close()
    async with rehearsal(tmp_path) as room:
        await room.until("@local:grace", "which group")


async def test_reload_and_restart_keep_every_line(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as room:
        await room.says("tom", "the bus came")
        await room.says("tom", "menu", alone=True)
        await room.until("@local:tom", "Type a number")
        before = (await room.lines(), await room.private("tom"))
        address = room.url.path
    async with rehearsal(tmp_path) as room:
        assert (await room.lines(), await room.private("tom")) == before
        assert room.url.path == address
        # A button under an old message still works.
        await room.says("tom", "help", alone=True, pressed=True)
        await room.until("@local:tom", "You can type")


# Live updates.


async def test_a_page_gets_everything_then_what_is_new(room: Room) -> None:
    stream = room.events()
    last, first = await anext(stream)
    assert first["whole"]
    assert "Alongside here" in first["lines"][0]["words"]
    await room.says("femi", "the bus came!!")
    last, second = await anext(stream)
    assert not second["whole"]
    assert [one["words"] for one in second["lines"]] == ["the bus came!!"]
    await stream.aclose()
    await room.says("femi", "at last")
    stream = room.events(after=last)
    _, third = await anext(stream)
    assert not third["whole"]
    assert [one["words"] for one in third["lines"]] == ["at last"]
    await stream.aclose()


@pytest.mark.parametrize("after", ["nothing", "0.0", "abcd.99999999999999", ".", "\u0663.\u0663"])
async def test_a_page_from_another_time_gets_everything(room: Room, after: str) -> None:
    stream = room.events(after=after)
    assert (await anext(stream))[1]["whole"]
    await stream.aclose()


async def test_many_changes_are_few_updates(room: Room) -> None:
    stream = room.events()
    await anext(stream)
    await asyncio.gather(*(room.says("femi", f"line {n}") for n in range(30)))
    seen, updates = 0, 0
    while seen < 30:
        seen += len((await anext(stream))[1]["lines"])
        updates += 1
    assert updates < 15
    await stream.aclose()


async def test_earlier_lines_are_there_on_request(room: Room) -> None:
    platform = (await room.adapter._opened()).platform
    now = room.app.clock.now()
    for n in range(250):
        await platform.show(Address(ROOM), Rendered(f"line {n}"), f"token-{n}", now)
    shown = [one for one in (await room.snapshot())["lines"] if one["place"] == ROOM]
    assert len(shown) == 200
    query = {"place": ROOM, "before": shown[0]["id"]}
    async with room.web.get(room.url / "earlier", params=query) as answer:
        earlier = await answer.json()
    assert [one["words"] for one in earlier][-2:] == ["line 48", "line 49"]


# Cards without a name.


async def test_a_private_card_is_in_no_file(tmp_path: Path) -> None:
    id = event()
    async with rehearsal(tmp_path) as room:
        await room.says("bashir", "start", pressed=True)
        await room.until(ROOM, "Bashir leads today")
        sending = asyncio.create_task(room.says("joe", "Slow.", alone=True, id=id))
        again = asyncio.create_task(room.says("joe", "Slow.", alone=True, id=id))
        await room.until("@local:joe", "joe: Slow.")
        room.app.clock.move(timedelta(seconds=9))
        assert [await sending, await again] == [(200, {}), (200, {})]
        lines = await room.until("@local:joe", "Your card is up")
        assert sum("card is up" in line for line in lines) == 1
        await room.until(ROOM, "Card: slow.")
        for file in (one for one in tmp_path.rglob("*") if one.is_file()):
            assert id.encode() not in file.read_bytes()
    raw = sqlite3.connect(tmp_path / "rehearsal.db")
    lines = [row[0] for row in raw.execute("SELECT words FROM line WHERE place = '@local:joe'")]
    heard = raw.execute("SELECT count(*) FROM heard").fetchone()[0]
    raw.close()
    assert len(lines) == 1
    assert lines[0].startswith("Hello, Joe.")
    assert heard == 1  # Bashir's start


async def test_the_number_that_answers_a_card_is_in_no_file(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as room:
        for who in ("ann", "priya", "tom", "femi"):
            await room.post("go", {"who": f"local:{who}", "room": ROOM, "out": True})
        await room.says("bashir", "start", pressed=True)
        await room.until(ROOM, "Bashir leads today")
        await room.says("joe", "slow", alone=True)
        lines = await room.until("@local:joe", "1 ")
        await room.says("joe", "3", alone=True)
        assert await room.until("@local:joe", "joe: 3") != lines
    raw = sqlite3.connect(tmp_path / "rehearsal.db")
    sql = "SELECT count(*) FROM line WHERE person = 'local:joe'"
    assert raw.execute(sql).fetchone() == (0,)
    raw.close()


# The room itself.


async def test_start_again_empties_everything_and_the_bot_arrives_anew(
    room: Room, tmp_path: Path
) -> None:
    await room.says("bashir", "start", pressed=True)
    await room.says("tom", "a very particular sentence")
    await room.post("clock", {"minutes": "tomorrow"})
    await room.post("go", {"who": "local:ann", "room": ROOM, "out": True})
    await room.post("upstairs", {})
    stream = room.events()
    await anext(stream)
    assert await room.post("again", {"sure": True}) == (200, {})
    while True:
        _, data = await anext(stream)
        if data["whole"]:
            break
    await stream.aclose()
    await room.until(ROOM, "I am a program")
    assert len(await room.lines()) == 1
    view = (await room.snapshot())["view"]
    assert abs(view["now"] / 1000 - datetime.now(UTC).timestamp()) < 5
    assert abs(data["view"]["now"] / 1000 - datetime.now(UTC).timestamp()) < 30
    assert [one["id"] for one in view["rooms"]] == [ROOM]
    assert not any(one["away"] for one in view["people"])
    assert not view["rooms"][0]["meeting"]
    group = room.app.group_of(RoomId(ROOM))
    assert group is not None
    assert group.session is None
    await room.says("bashir", "start", pressed=True)
    await room.until(ROOM, "Bashir leads today")


async def test_the_clock_goes_to_what_is_due_next(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as room:
        await room.until("@local:ana", "Hello, Ana")
        assert await room.post("clock", {"minutes": "next"}) == (200, {"moved": False})
        assert room.app.clock.offset == timedelta()
        await room.says("bashir", "start", pressed=True)
        await room.until(ROOM, "Bashir leads today")
        due = await room.app.db.read(schedule.next_time)
        assert due is not None
        assert await room.post("clock", {"minutes": "next"}) == (200, {"moved": True})
        assert timedelta() <= room.app.clock.now() - due < timedelta(seconds=5)


async def test_the_clock_moves_forward_and_stays_there(tmp_path: Path) -> None:
    zone = ZoneInfo("Europe/London")
    async with rehearsal(tmp_path) as room:
        start = room.app.clock.now()
        for minutes in (1, 10, 60):
            assert (await room.post("clock", {"minutes": minutes}))[0] == 200
        assert room.app.clock.now() - start >= timedelta(minutes=71)
        before = room.app.clock.now().astimezone(zone).date()
        await room.post("clock", {"minutes": "tomorrow"})
        local = room.app.clock.now().astimezone(zone)
        assert local.date() == before + timedelta(days=1)
        assert time(10) <= local.time() < time(10, 1)
        moved = room.app.clock.offset
    async with rehearsal(tmp_path) as room:
        assert abs(room.app.clock.offset - moved) < timedelta(seconds=1)


async def test_who_left_the_room_cannot_write_there_until_they_come_back(room: Room) -> None:
    body = {"who": "local:tom", "room": ROOM, "out": True}
    await room.post("go", body)
    status, answer = await room.says("tom", "hello?")
    assert (status, answer) == (409, {"error": "This person is out of the room."})
    group = room.app.group_of(RoomId(ROOM))
    assert group is not None
    assert PersonId("local:tom") not in group.members
    await room.post("go", body | {"out": False})
    assert (await room.says("tom", "hello again"))[0] == 200


async def test_a_second_room_is_another_group(room: Room) -> None:
    for _ in range(2):
        assert await room.post("upstairs", {}) == (200, {})
    await room.until("local:upstairs", "I am a program")
    assert len(await room.lines("local:upstairs")) == 1


async def test_words_that_work_now_follow_what_happens(room: Room) -> None:
    async def words(who: str) -> list[str]:
        query = {"who": f"local:{who}", "room": ROOM}
        async with room.web.get(room.url / "now", params=query) as answer:
            return [one["types"] for one in (await answer.json())["room"]]

    assert "start" in await words("bashir")
    assert "start" not in await words("tom")
    await room.says("bashir", "start", pressed=True)
    await room.until(ROOM, "Bashir leads today")
    assert "hand up" in await words("tom")
    assert "start" not in await words("bashir")


async def test_being_called_by_name_is_for_the_bot(room: Room) -> None:
    await room.says("tom", "Alongside, help")
    room.app.clock.move(timedelta(minutes=1))  # lines for the room are gathered
    lines = await room.until(ROOM, "No meeting is on now")
    assert "tom: Alongside, help" in lines


async def test_a_form_is_shown_before_anything_is_kept(room: Room) -> None:
    await room.says("bashir", "switch on rounds", pressed=True)
    await room.says("bashir", "group says yes rounds", pressed=True)
    await room.until(ROOM, "I now help with rounds")
    before = await room.private("bashir")
    status, answer = await room.says("bashir", "plan round", alone=True)
    assert status == 200
    form = answer["form"]
    assert form["command"] == "plan round"
    assert all(field["label"] for field in form["fields"])
    assert await room.private("bashir") == before
    fields = {
        field["name"]: field["choices"][0]["types"] if field["choices"] else "yes"
        for field in form["fields"]
    }
    body = {
        "event": event(),
        "who": "local:bashir",
        "place": "@local:bashir",
        "text": form["command"],
        "pressed": True,
        "fields": fields,
    }
    assert await room.post("say", body) == (200, {})
    assert not any(line.startswith("ann:") for line in await room.private("ann"))


async def test_everything_is_json_or_a_file_of_the_page(room: Room) -> None:
    async with room.web.get(room.url / "words") as answer:
        table = await answer.json()
    assert table["local.send" if "local.send" in table else "local.new"]
    assert not [key for key, words in table.items() if not words or "{$" in words]
    async with room.web.get(room.url) as answer:
        page = await answer.text()
    assert "{{" not in page
    assert json.dumps(page).isprintable()


async def test_the_end_is_quick_with_pages_open_and_a_card_under_way(tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    async with rehearsal(tmp_path) as room:
        await room.says("bashir", "start", pressed=True)
        await room.until(ROOM, "Bashir leads today")
        stream = await room.web.get(room.url / "events")
        card = asyncio.create_task(room.says("joe", "slow", alone=True))
        await asyncio.sleep(0.2)
        began = loop.time()
    assert loop.time() - began < 3
    stream.close()
    # The page was not told that the card is up, so it will send it again.
    try:
        status, _ = await card
    except aiohttp.ClientError:
        status = 503
    assert status == 503


async def test_a_line_that_is_gone_never_lends_its_id_to_another(tmp_path: Path) -> None:
    async with rehearsal(tmp_path) as room:
        await room.until("@local:ana", "Hello, Ana")
        address, board = Address(ROOM), Rendered("Hands: Tom.", board="hands")
        id = await room.adapter.send(address, board, "t1")
        assert (await room.post("again", {"sure": True}))[0] == 200
        await room.until("@local:ana", "Hello, Ana")
        for n in range(20):
            await room.adapter.send(address, Rendered(f"line {n}"), f"n{n}")
        with pytest.raises(GiveUp):
            await room.adapter.edit(address, id, board, "t2")


# Files.


async def test_a_file_can_be_saved_by_whoever_has_the_page_and_outlives_a_restart(
    tmp_path: Path,
) -> None:
    file = Attached("meetings.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n\x00\xff")
    async with rehearsal(tmp_path) as room:
        message = Rendered("Here it is.", file=file)
        sent = await room.adapter.send(Address("@local:ann"), message, "token-1")
        assert await room.adapter.send(Address("@local:ann"), message, "token-1") == sent
    async with rehearsal(tmp_path) as room:
        (line,) = [one for one in (await room.snapshot())["lines"] if one["file"]]
        assert (line["file"], line["words"]) == ("meetings.ics", "Here it is.")
        async with room.web.get(room.url / f"saved/{line['id']}") as answer:
            assert answer.status == 200
            assert answer.content_type == "text/calendar"
            assert answer.headers["Content-Disposition"] == 'attachment; filename="meetings.ics"'
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert await answer.read() == file.data
        for wrong in ("1", "0", "99999", "x", "-1", "9" * 30):
            async with room.web.get(room.url / f"saved/{wrong}") as answer:
                assert answer.status == 404
