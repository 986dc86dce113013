"""What stays between one person and the bot: closed chats, hints, and answers in a full channel."""

from __future__ import annotations

import pytest
from on_discord.lounge import PACE, Lounge, buttons, until

pytestmark = pytest.mark.slow

COMES = "I write to you now. If nothing comes, your app does not let me. Everything works here too."
CHAT = "Here it is only you and I. I keep to what you ask. To see what we can do here, type: /menu."
HINT = "A good moment to ask everybody: is this clear so far?"


async def test_a_private_chat_begins_when_its_person_asks_for_it(lounge: Lounge) -> None:
    assert await lounge.press(lounge.ann, "Private chat") == COMES
    chat = await lounge.ann.opens_dm()
    assert (await lounge.ann.hears(chat, "only you")).content == f"{CHAT}\n1 Menu.\n2 Help."
    await lounge.later()
    assert len(lounge.lines()) == 2, "the room is not told"


async def test_nobody_is_written_to_who_has_not_begun_a_private_chat(lounge: Lounge) -> None:
    await lounge.meets()
    await lounge.press(lounge.ann, "Hand up")
    await lounge.types(lounge.tom, "who leads")
    await lounge.slash(lounge.bev, "next")
    await lounge.later()
    await lounge.calm()
    chats = lounge.discord.world.private.values()
    assert not [one for chat in chats for one in lounge.discord.messages.of.get(chat.id, [])]


async def test_closed_chats_are_no_trouble_and_the_room_is_not_told(lounge: Lounge) -> None:
    lounge.ann.closes_dms()
    assert await lounge.slash(lounge.ann, "private-chat") == COMES
    await lounge.later()
    assert len(lounge.lines()) == 2
    assert "This group is looked after" in await lounge.slash(lounge.ann, "who-leads")
    lounge.ann.allows_dms()
    assert await lounge.slash(lounge.ann, "private-chat") == COMES
    await lounge.ann.hears(await lounge.ann.opens_dm(), CHAT)


async def test_a_chat_that_was_closed_later_is_found_closed_and_the_answer_waits(
    lounge: Lounge,
) -> None:
    await lounge.opens_dm(lounge.ann)
    lounge.ann.closes_dms()
    await lounge.types(lounge.ann, "who leads")
    await lounge.later()
    line = await lounge.tom.hears(lounge.room, "An answer is here")
    assert "Ann" not in line.content
    told = await lounge.press(lounge.ann, "Show my answer", on=line)
    assert told.endswith("This was for you. This group is looked after by Bev Stone.")


async def test_who_asks_for_a_chat_in_the_channel_and_has_closed_theirs_is_told_in_place(
    lounge: Lounge,
) -> None:
    lounge.ann.closes_dms()
    await lounge.types(lounge.ann, "private chat")
    await lounge.later()
    told = await lounge.press(lounge.ann, "Show my answer")
    assert told == f"I could not reach you before. This was for you. {CHAT}"


async def test_hints_for_whoever_leads_wait_for_their_next_press(lounge: Lounge) -> None:
    """Their chat is closed. Nobody else may see a hint, and the room does not hear of it."""
    lounge.bev.closes_dms()
    await lounge.meets()
    asked = await lounge.ann.slash(lounge.room, "alongside", words="check")
    assert (await lounge.answer(lounge.ann, asked)).startswith("I asked for a check")
    await lounge.later()
    await lounge.calm()
    assert not [one for one in lounge.discord.messages.all() if HINT in one.content]
    assert "An answer is here" not in " ".join(lounge.lines())
    told = await lounge.slash(lounge.bev, "who-leads")
    assert told.endswith(f"Earlier I could not reach you. This was for you. {HINT}")
    assert HINT not in await lounge.slash(lounge.bev, "who-leads"), "it is told once"
    assert HINT not in " ".join(lounge.told(lounge.ann, lounge.tom))


async def test_who_may_not_write_in_the_channel_takes_part_by_buttons_and_slash_words(
    lounge: Lounge,
) -> None:
    lounge.discord.overwrite(lounge.room, lounge.tom, send_messages=False)
    await lounge.meets()
    assert await lounge.press(lounge.tom, "Hand up") == "Your hand is up. You are first."
    await lounge.later()
    await lounge.ann.hears(lounge.room, "Hands: Tom Hill.")
    assert await lounge.slash(lounge.tom, "hand-down") == "Your hand is down."
    assert await lounge.slash(lounge.tom, "what-is-kept") != ""
    assert lounge.told(lounge.ann, lounge.bev) == []


async def test_what_one_person_is_told_nobody_else_sees(lounge: Lounge) -> None:
    await lounge.meets()
    for word in ("help", "menu", "what-is-kept", "who-is-next", "step-out", "leave", "stop"):
        await lounge.slash(lounge.ann, word)
    await lounge.later()
    assert len(lounge.told(lounge.ann)) == 7
    assert lounge.told(lounge.tom, lounge.bev) == []
    assert not [one for one in lounge.lines() if "only you" in one]


async def test_an_answer_that_an_app_has_lost_is_shown_again(lounge: Lounge) -> None:
    """What only one person sees is gone when they start their app anew."""
    told = await lounge.slash(lounge.ann, "what-is-kept")
    lounge.ann.restarts_client()
    assert lounge.ann.sees(lounge.room)[-1].content != told
    assert await lounge.slash(lounge.ann, "again") == told
    await lounge.starts_again()
    assert await lounge.slash(lounge.ann, "again") == told


async def test_a_private_word_typed_in_the_channel_is_not_repeated_there(lounge: Lounge) -> None:
    await lounge.types(lounge.ann, "talk to a person")
    await lounge.later()
    told = await lounge.press(lounge.ann, "Show my answer")
    assert lounge.lines()[-1].startswith("An answer is here")
    assert told.startswith("The room saw that word. I said nothing there. You can delete it.")
    assert told.endswith("or write to me alone. For that, type: /private-chat.")


async def test_lines_that_wait_for_somebody_keep_the_pace_of_the_room(lounge: Lounge) -> None:
    """However much is asked, there are two lines in a minute at most."""
    for one in (lounge.ann, lounge.tom, lounge.ann, lounge.tom):
        await lounge.types(one, "who leads")
    before = len(lounge.lines())
    for _ in range(6):
        await lounge.later(PACE / 7)
    assert len(lounge.lines()) - before <= 2
    await until(lambda: "Show my answer" in buttons(lounge.ann.sees(lounge.room)[-1]))
