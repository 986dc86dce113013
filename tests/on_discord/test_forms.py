"""Forms: open over a restart, sent twice, stopped, half filled in; and typed instead."""

from __future__ import annotations

from datetime import date

import pytest
from on_discord.interactions import Interaction
from on_discord.lounge import Lounge, buttons, person_id
from on_discord.people import Person

from bot.features.access import rules, store

pytestmark = pytest.mark.slow

OWN = "The bus came on time."
OTHER = "My red scarf is back."
CLOSED = (
    "That question is closed now. I changed nothing and kept nothing. For my words, type: /help."
)
PREVIEW = "This goes to lounge, with your name. It says: “{}” I post it when the next first round"


async def opens(lounge: Lounge, who: Person, word: str) -> Interaction:
    """A slash word that opens a form."""
    begun = await who.slash(lounge.room, word)
    await who.form(begun)
    return begun


async def writes(lounge: Lounge, who: Person) -> Interaction:
    """The form under the newest question."""
    begun = await who.presses("Write my answer", among=lounge.room)
    await who.form(begun)
    return begun


def asked_to_lead(lounge: Lounge) -> list[str]:
    return [one for one in lounge.lines() if "will you help to lead" in one]


async def test_a_form_that_is_open_works_after_a_restart(lounge: Lounge) -> None:
    await lounge.has_rounds()
    form = await opens(lounge, lounge.ann, "answer-ahead")
    await lounge.starts_again()
    assert PREVIEW.format(OWN) in await lounge.send(lounge.ann, form, words=OWN)
    kept = await lounge.press(lounge.ann, "Post it")
    assert kept.startswith("Kept for the next first round")


async def test_a_form_under_a_question_works_after_a_restart(lounge: Lounge) -> None:
    await lounge.has_rounds()
    await lounge.slash(lounge.bev, "alongside", words="round between")
    form = await writes(lounge, lounge.bev)
    await lounge.starts_again()
    draft = await lounge.send(lounge.bev, form, question=OWN, days="In a week")
    assert f"Bev Stone asks: “{OWN}”" in draft


async def test_a_form_sent_twice_acts_once(lounge: Lounge) -> None:
    """Nothing tells the second time that it failed, and nobody waits for an answer."""
    form = await opens_for_facilitator(lounge)
    values = {"who": "Tom Hill", "until": ""}
    assert await lounge.send(lounge.bev, form, **values) == ""
    assert await lounge.send(lounge.bev, form, **values) == ""
    await lounge.starts_again()
    assert await lounge.send(lounge.bev, form, **values) == ""
    await lounge.later()
    assert len(asked_to_lead(lounge)) == 1


async def opens_for_facilitator(lounge: Lounge) -> Interaction:
    """Old clients and buttons say a word without what it needs: then a form opens."""
    data = {"id": "1", "name": "facilitator", "type": 1}
    begun = lounge.discord.interactions.begin(2, lounge.bev.user, lounge.room, data)
    await lounge.bev.form(begun)
    return begun


async def test_a_form_that_was_stopped_and_then_sent_begins_anew(lounge: Lounge) -> None:
    """Their words are not lost: they see them, and choose again."""
    await lounge.has_rounds()
    form = await opens(lounge, lounge.ann, "answer-ahead")
    await lounge.slash(lounge.ann, "stop")
    assert PREVIEW.format(OWN) in await lounge.send(lounge.ann, form, words=OWN)


async def test_a_form_under_a_question_that_was_stopped_says_so(lounge: Lounge) -> None:
    await lounge.has_rounds()
    await lounge.slash(lounge.bev, "alongside", words="round between")
    form = await writes(lounge, lounge.bev)
    assert await lounge.slash(lounge.bev, "stop") == "That is fine. I have stopped."
    told = await lounge.send(lounge.bev, form, question=OWN, days="In a week")
    assert told == CLOSED
    assert not await kept(lounge, OWN)


async def kept(lounge: Lounge, words: str) -> bool:
    """Do these words stand anywhere on the disk?"""
    await lounge.stops()
    files = [one.read_bytes() for one in lounge.folder.iterdir() if one.is_file()]
    return any(words.encode() in each for each in files)


async def test_words_for_one_question_are_never_taken_for_another(lounge: Lounge) -> None:
    await lounge.has_rounds()
    await lounge.slash(lounge.bev, "alongside", words="round between")
    form = await writes(lounge, lounge.bev)
    other = await opens(lounge, lounge.bev, "answer-ahead")
    assert PREVIEW.format(OTHER) in await lounge.send(lounge.bev, other, words=OTHER)
    assert await lounge.send(lounge.bev, form, question=OWN, days="In a week") == CLOSED


async def test_two_people_fill_in_the_same_form_and_each_sees_their_own(lounge: Lounge) -> None:
    await lounge.has_rounds()
    ann, tom = [await opens(lounge, one, "answer-ahead") for one in (lounge.ann, lounge.tom)]
    assert PREVIEW.format(OTHER) in await lounge.send(lounge.tom, tom, words=OTHER)
    assert PREVIEW.format(OWN) in await lounge.send(lounge.ann, ann, words=OWN)
    assert OWN not in " ".join(lounge.told(lounge.tom))
    assert OTHER not in " ".join(lounge.told(lounge.ann))
    assert OWN not in " ".join(lounge.lines())


async def test_a_choice_that_is_none_any_more_is_asked_for_again_and_the_rest_is_kept(
    lounge: Lounge,
) -> None:
    await lounge.has_rounds()
    old = {"question": OWN, "days": "fourteen"}
    asked = await lounge.send_old(lounge.bev, "form:plan round:0123456789abcdef", old)
    assert asked == "When shall I post all answers together?"
    assert f"Bev Stone asks: “{OWN}”" in await lounge.press(lounge.bev, "In a week")


async def test_words_that_are_missing_are_asked_for_with_a_button_to_write_them(
    lounge: Lounge,
) -> None:
    await lounge.has_rounds()
    old = {"question": " ", "days": "seven"}
    asked = await lounge.send_old(lounge.bev, "form:plan round:0123456789abcdef", old)
    assert asked == "What shall I ask everybody? You can write your own question."
    form = await writes(lounge, lounge.bev)
    assert f"Bev Stone asks: “{OWN}”" in await lounge.send(lounge.bev, form, question=OWN)


async def test_a_form_whose_fields_have_other_names_now_asks_for_them(lounge: Lounge) -> None:
    await lounge.has_rounds()
    asked = await lounge.send_old(lounge.ann, "form:answer ahead:0123456789abcdef", {"text": OWN})
    assert "What would you like to say?" in asked
    form = await writes(lounge, lounge.ann)
    assert PREVIEW.format(OWN) in await lounge.send(lounge.ann, form, words=OWN)


@pytest.mark.parametrize("custom_id", ["form:juggle:0123456789abcdef", "form:", "survey-7"])
async def test_a_form_that_is_no_longer_known_says_what_to_do(
    lounge: Lounge, custom_id: str
) -> None:
    told = await lounge.send_old(lounge.ann, custom_id, {"words": OWN})
    assert told.startswith("That does not work any more. Nothing was changed.")


async def test_passing_in_a_form_is_an_answer(lounge: Lounge) -> None:
    await lounge.has_rounds()
    form = await opens(lounge, lounge.ann, "answer-ahead")
    told = await lounge.send(lounge.ann, form, words="Pass")
    assert told == "You passed. That is fine. Nothing is shown."


async def test_a_form_that_was_opened_can_be_answered_by_typing_instead(lounge: Lounge) -> None:
    """Whoever closes the form types the same in private, one question at a time."""
    await lounge.has_rounds()
    await lounge.opens_dm(lounge.ann)
    await opens(lounge, lounge.ann, "answer-ahead")
    assert "What would you like to say?" in await lounge.dm(lounge.ann, "answer ahead")
    assert PREVIEW.format(OWN) in await lounge.dm(lounge.ann, OWN)
    assert "Kept for the next first round" in await lounge.dm(lounge.ann, "1")


async def test_a_question_in_the_channel_is_answered_in_private_and_the_other_way_round(
    lounge: Lounge,
) -> None:
    await lounge.has_rounds()
    chat = await lounge.opens_dm(lounge.bev)
    await lounge.slash(lounge.bev, "alongside", words="round between")
    when = await lounge.dm(lounge.bev, OWN)
    assert when.startswith("When shall I post all answers together?\n1 Tomorrow.")
    asked = lounge.bev.sees(chat)[-1]
    assert f"Bev Stone asks: “{OWN}”" in await lounge.press(lounge.bev, "In a week", on=asked)
    offered = [one for one in lounge.discord.messages.all() if "Post it" in buttons(one)]
    assert [one.only_for for one in offered] == [lounge.bev.user]
    assert not [one for one in lounge.lines() if OWN in one]


async def test_what_whoever_plans_should_know_stands_above_the_form(lounge: Lounge) -> None:
    """As it was written: nothing in it is read as Discord's marks."""
    said = rules.said(("mornings",), "ring *me* before", date(2026, 5, 12), shown=True)
    ann, group = person_id(lounge.ann), lounge.group.id
    await lounge.bot.app.db.write(lambda tx: store.save(tx, group, ann, said))
    form = await opens(lounge, lounge.bev, "plan")
    above, *fields = (await lounge.bev.form(form))["components"]
    assert above["content"].startswith("What helps in this group: start after 10:30.")
    assert "In somebody’s own words: “ring \\*me\\* before”." in above["content"]
    assert len(fields) == 4, "and five with the text above them"
    limit = "the law, because it is made in London"
    answers = {"aim": "new words", "can": "words", "cannot": limit, "decides": "us, by 1 June"}
    told = await lounge.send(lounge.bev, form, **answers)
    assert told.startswith("When do we meet?")
