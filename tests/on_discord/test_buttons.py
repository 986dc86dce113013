"""Old buttons: after the bot was stopped and started again each works, or says what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from on_discord.lounge import Lounge, buttons, room_id, until
from on_discord.messages import Message
from on_discord.world import Channel

pytestmark = pytest.mark.slow

NO_LONGER = "That does not work any more. Nothing was changed. To see what works, type: /help."
CLOSED = (
    "That question is closed now. I changed nothing and kept nothing. For my words, type: /help."
)


def shown(lounge: Lounge, label: str) -> Message:
    """The newest message with that button, as it stands for somebody."""
    found = [one for one in lounge.discord.messages.all() if label in buttons(one)]
    return max(found, key=lambda one: one.id)


def is_line(text: str) -> Callable[[Message], bool]:
    """A line, and not the list that is kept current in its place."""
    return lambda one: one.content == text and "Hand down" not in buttons(one)


def posted(lounge: Lounge, label: str, custom_id: str) -> Message:
    """A message of the bot as it was long ago, with one button."""
    button = {"type": 2, "style": 2, "label": label, "custom_id": custom_id}
    rows = [{"type": 1, "components": [button]}]
    body = {"content": "Hello.", "components": rows}
    return lounge.discord.messages.say(lounge.discord.world.bot, lounge.room, body)


async def test_the_buttons_of_the_first_words_work_after_a_restart(lounge: Lounge) -> None:
    first = await lounge.ann.hears(lounge.room, "Alongside here")
    await lounge.starts_again()
    assert "Hello again, Ann Lee" in await lounge.press(lounge.ann, "Say hello", on=first)
    assert "You can type: /" in await lounge.press(lounge.ann, "Help", on=first)
    refused = await lounge.press(lounge.ann, "I look after this group", on=first)
    assert refused == "Only somebody who leads can do that. You can ask Bev Stone."
    before = len(lounge.lines())
    await lounge.press(lounge.bev, "I look after this group", on=first)
    await until(lambda: len(lounge.lines()) == before + 1)
    assert lounge.lines()[-1].startswith("Bev Stone looks after this group")


async def test_the_button_that_brings_it_in_works_after_a_restart(lounge: Lounge) -> None:
    hall = lounge.discord.channel(lounge.guild, "hall")
    asked = await lounge.bev.slash(hall, "help")
    await lounge.bev.answered(asked)
    await lounge.starts_again()
    brought = await lounge.press(lounge.bev, "Bring Alongside in", on=asked.original)
    assert brought == "Thank you. I am here now. My hello stands in the channel."
    await lounge.tom.hears(hall, "Alongside here")


async def test_the_list_of_hands_works_after_a_restart_and_goes_on_in_its_place(
    lounge: Lounge,
) -> None:
    await lounge.meets()
    board = await lounge.ann.hears(lounge.room, lambda one: "Hand down" in buttons(one))
    await lounge.starts_again()
    assert await lounge.press(lounge.ann, "Hand up", on=board) == "Your hand is up. You are first."
    await lounge.ann.hears(lounge.room, lambda one: one is board and "Ann Lee" in one.content)
    assert await lounge.press(lounge.ann, "Hand down", on=board) == "Your hand is down."
    assert await lounge.press(lounge.ann, "Pass", on=board) == "That is fine."
    assert "Only two people" in await lounge.press(lounge.ann, "Explain", on=board)
    assert (
        await lounge.press(lounge.bev, "Next person", on=board)
        == "Nobody is waiting. To speak, people type: /hand-up."
    )
    assert await lounge.press(lounge.ann, "Quiet", on=board) == ""


async def test_next_under_an_old_line_does_not_call_twice(lounge: Lounge) -> None:
    await lounge.meets()
    for who in (lounge.ann, lounge.tom):
        await lounge.press(who, "Hand up")
    await lounge.later()
    line = await lounge.bev.hears(lounge.room, is_line("Hands: Ann Lee, then Tom Hill."))
    await lounge.press(lounge.bev, "Next person", on=line)
    await lounge.starts_again()
    again = await lounge.press(lounge.bev, "Next person", on=line)
    assert again == "Ann Lee has just started."
    assert len([one for one in lounge.lines() if "it is your turn" in one]) == 1


async def test_the_words_under_the_help_work_after_a_restart(lounge: Lounge) -> None:
    await lounge.meets()
    await lounge.slash(lounge.ann, "help")
    helped = shown(lounge, "Question this")
    await lounge.starts_again()
    assert await lounge.press(lounge.ann, "Question this", on=helped) == (
        "Your question goes before all other hands."
    )


async def test_yes_and_no_work_after_a_restart_for_the_question_they_stand_under(
    lounge: Lounge,
) -> None:
    await lounge.slash(lounge.bev, "alongside", words="by phone Dilys")
    dilys = shown(lounge, "Yes")
    await lounge.slash(lounge.ann, "leave")
    leave = shown(lounge, "Yes")
    await lounge.starts_again()
    assert "Dilys takes part by phone" in await lounge.press(lounge.bev, "Yes", on=dilys)
    assert await lounge.press(lounge.ann, "No", on=leave) == "That is fine. I have stopped."
    assert await lounge.press(lounge.ann, "Yes", on=leave) == CLOSED
    assert len(lounge.group.members) == 4


async def test_yes_under_an_older_question_never_answers_a_newer_one(lounge: Lounge) -> None:
    await lounge.slash(lounge.bev, "alongside", words="by phone Dilys")
    dilys = shown(lounge, "Yes")
    await lounge.slash(lounge.bev, "alongside", words="by phone Morag")
    morag = shown(lounge, "Yes")
    await lounge.slash(lounge.bev, "alongside", words="send alongside away")
    for old in (dilys, morag):
        assert await lounge.press(lounge.bev, "Yes", on=old) == CLOSED
    assert len(lounge.group.members) == 3


async def test_a_question_is_answered_once_however_often_it_is_pressed(lounge: Lounge) -> None:
    await lounge.slash(lounge.bev, "alongside", words="by phone Dilys")
    asked = shown(lounge, "Yes")
    presses = [await lounge.bev.presses("Yes", on=asked) for _ in range(3)]
    answers = [await lounge.answer(lounge.bev, one) for one in presses]
    assert "Dilys takes part by phone" in answers[0]
    assert answers[1:] == [CLOSED, CLOSED]


async def test_an_old_button_of_practice_is_never_real(lounge: Lounge) -> None:
    """What was practice when it was shown stays practice, also when a meeting is on."""
    await lounge.slash(lounge.ann, "practise")
    await lounge.press(lounge.ann, "Hand up", on=shown(lounge, "Hand up"))
    card = shown(lounge, "Slow")
    assert card.only_for is lounge.ann.user
    await lounge.slash(lounge.bev, "start")
    await lounge.starts_again()
    assert await lounge.press(lounge.ann, "Slow", on=card) == CLOSED
    await lounge.later()
    assert not [one for one in lounge.lines() if one.startswith("Card")]


async def test_the_offer_to_say_hello_and_did_you_mean_work_after_a_restart(
    lounge: Lounge,
) -> None:
    [eve] = lounge.discord.people("Eve Moss")
    eve.joins(lounge.guild)
    await lounge.slash(eve, "who-leads")
    offer = shown(lounge, "Say hello")
    await lounge.opens_dm(lounge.tom)
    assert "Did you mean “/who-leads”?" in await lounge.dm(lounge.tom, "who leds")
    meant = shown(lounge, "Yes")
    await lounge.starts_again()
    assert "Hello, Eve Moss" in await lounge.press(eve, "Say hello", on=offer)
    assert "Bev Stone" in await lounge.press(lounge.tom, "Yes", on=meant)


async def test_show_my_answer_works_after_a_restart_and_for_its_person_alone(
    lounge: Lounge,
) -> None:
    await lounge.types(lounge.ann, "what is kept")
    await lounge.types(lounge.ann, "who leads")
    await lounge.later()
    line = await lounge.ann.hears(lounge.room, "An answer is here")
    await lounge.starts_again()
    told = await lounge.press(lounge.ann, "Show my answer", on=line)
    assert "This group is looked after by Bev Stone." in told
    assert "Bev Stone" not in await lounge.press(lounge.tom, "Show my answer", on=line)


async def test_which_group_is_asked_with_buttons_that_work_after_a_restart(
    lounge: Lounge,
) -> None:
    """What was to be said to it was held in memory alone, so it is asked for once more."""
    chat, hall = await second_group(lounge)
    await lounge.dm(lounge.tom, "who leads")
    asked = shown(lounge, "Hall")
    assert asked.channel is chat
    assert "You are in several groups" in asked.content
    await lounge.starts_again()
    assert await lounge.press(lounge.tom, "Hall", on=asked) == (
        "Thank you. I remember that for now. Please say it again."
    )
    await lounge.tom.dm("who leads")
    await lounge.tom.hears(chat, "Nobody looks after this group yet.")
    assert lounge.bot.app.group_of(room_id(hall)) is not None


async def test_which_group_is_asked_once_and_then_the_word_is_answered(lounge: Lounge) -> None:
    chat, _ = await second_group(lounge)
    begun = await lounge.tom.slash(chat, "who-leads")
    assert "You are in several groups" in await lounge.answer(lounge.tom, begun)
    told = await lounge.press(lounge.tom, "Lounge", on=begun.original)
    assert told == "This group is looked after by Bev Stone."


async def second_group(lounge: Lounge) -> tuple[Channel, Channel]:
    """Tom has said hello in another channel, too."""
    hall = lounge.discord.channel(lounge.guild, "hall")
    await lounge.bev.answered(await lounge.bev.slash(hall, "help"))
    await lounge.press(lounge.bev, "Bring Alongside in", among=hall)
    await lounge.tom.hears(hall, "Alongside here")
    chat = await lounge.opens_dm(lounge.tom)
    await lounge.press(lounge.tom, "Say hello", among=hall)
    return chat, hall


@pytest.mark.parametrize("custom_id", ["say:juggle", "say:", "say", "next-page", "x:y", "say/:/"])
async def test_a_button_that_is_no_longer_known_says_what_to_do(
    lounge: Lounge, custom_id: str
) -> None:
    old = posted(lounge, "Press me", custom_id)
    begun = await lounge.ann.presses("Press me", on=old)
    assert await lounge.answer(lounge.ann, begun) == NO_LONGER
    assert begun.original is not None
    assert "You can type" in await lounge.press(lounge.ann, "Help", on=begun.original)


async def test_a_slash_word_that_is_no_longer_known_says_what_to_do(lounge: Lounge) -> None:
    """A client shows old words for a while after they were taken away."""
    data = {"id": "1", "name": "juggle", "type": 1}
    begun = lounge.discord.interactions.begin(2, lounge.ann.user, lounge.room, data)
    assert await lounge.answer(lounge.ann, begun) == NO_LONGER
