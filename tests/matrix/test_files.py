"""Files on a real homeserver: what somebody's own client gets, plain and encrypted."""

from __future__ import annotations

from pathlib import Path

import pytest
from matrix.bot_here import bot_here
from matrix.people import Person, Seen, Town
from nio.crypto.attachments import decrypt_attachment

from bot.model import Address, Attached, Rendered

pytestmark = pytest.mark.slow

FILE = Attached("meetings.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
both = pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])


async def saved(ann: Person, seen: Seen, *, encrypted: bool) -> bytes:
    """What she saves when she opens it."""
    if not encrypted:
        got = await ann.client.download(str(seen.content["url"]))
        assert got.content_type == "text/calendar"
        return bytes(got.body)
    about = seen.content["file"]
    got = await ann.client.download(about["url"])
    assert FILE.data not in bytes(got.body)
    key, hashes = about["key"]["k"], about["hashes"]["sha256"]
    opened: bytes = decrypt_attachment(bytes(got.body), key, hashes, about["iv"])
    return opened


@both
async def test_words_then_the_file_once_however_often_it_is_tried(
    town: Town, tmp_path: Path, *, encrypted: bool
) -> None:
    (ann,) = await town.people("Ann", encrypted=encrypted)
    async with bot_here(town.synapse, tmp_path, encryption=encrypted) as bot:
        room = await town.room("North Town", ann, encrypted=encrypted)
        await ann.invite(room, bot.user)
        await ann.hears(room, "Hello. Alongside here.")
        address, message = Address(f"matrix:{room}"), Rendered("Here it is.", file=FILE)
        ids = {await bot.adapter.send(address, message, "t" * 24) for _ in range(3)}
        assert len(ids) == 1
        words = await ann.hears(room, "Here it is.")
        file = await ann.hears(room, "meetings.ics")
        assert file.msgtype == "m.file"
        assert file.content["filename"] == "meetings.ics"
        assert file.content["info"] == {"mimetype": "text/calendar", "size": len(FILE.data)}
        assert file.encrypted == encrypted
        assert await saved(ann, file, encrypted=encrypted) == FILE.data
        await bot.adapter.send(address, Rendered("And more."), "u" * 24)
        await ann.hears(room, "And more.")
        there = [one.body for one in ann.heard(room) if one.sender == bot.user]
        assert there[-3:] == ["Here it is.", "meetings.ics", "And more."]
        assert there.count("meetings.ics") == 1
        assert words.msgtype == "m.notice"
