"""The bot on a real homeserver, spoken to by people with real clients."""

from __future__ import annotations

from pathlib import Path

import pytest
from matrix.bot_here import account, bot_here
from matrix.people import Town


both = pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])


@both
async def test_a_hand_in_a_room_and_in_private(
    town: Town, tmp_path: Path, *, encrypted: bool
) -> None:
    ann, tom = await town.people("Ann", "Tom", encrypted=encrypted)
    async with bot_here(town.synapse, tmp_path, encryption=encrypted) as bot:
        room = await town.room("North Town", ann, tom, encrypted=encrypted)
        await ann.invite(room, bot.user)
        hello = await ann.hears(room, "Hello. Alongside here.")
        assert (hello.msgtype, hello.says_whom, hello.mentions) == ("m.notice", True, ())
        assert hello.encrypted == encrypted
        await ann.says(room, "start")
        await ann.hears(room, "Ann leads")
        await tom.says(room, "hand up")
        await ann.hears(room, "Hands: Tom")
        chat = await ann.start_chat(bot.user, encrypted=encrypted)
        await ann.sees(chat, bot.user)
        await ann.hears(chat, "Type a number")
        said = await ann.says(chat, "hand up")
        answer = await ann.hears(chat, "Your hand is up", after=said)
        assert answer.msgtype == "m.notice"
        await ann.says(room, "next")
        turn = await tom.hears(room, "it is your turn")
        assert (turn.msgtype, turn.mentions) == ("m.text", (tom.user,))
