"""The slash word after which every word can be said, and what it suggests while somebody types."""

from __future__ import annotations

from on_discord.lounge import Lounge, buttons
from on_discord.people import Person
from on_discord.world import Channel

from bot.features import FEATURES

ALL = ("alongside", "words")
INNER = {one.word for feature in FEATURES for one in feature.commands if one.inner}


async def suggested(
    lounge: Lounge, who: Person, typed: str, channel: Channel | None = None
) -> dict[str, str]:
    """What is shown, and what it types."""
    found = await who.types(channel or lounge.room, *ALL, typed)
    return {one["name"]: one["value"] for one in found}


async def says(lounge: Lounge, who: Person, words: str) -> str:
    return await lounge.slash(who, "alongside", words=words)


# What is suggested.


async def test_who_types_nothing_sees_words_with_their_line_of_help(lounge: Lounge) -> None:
    found = await suggested(lounge, lounge.bev, "")
    assert len(found) == 25
    assert found["planning help: See what helps people here, before you plan."] == "planning help"
    assert INNER.isdisjoint(found.values())


async def test_words_that_have_no_slash_of_their_own_come_first(lounge: Lounge) -> None:
    found = [*(await suggested(lounge, lounge.ann, "c")).values()]
    assert found.index("calendar feed") < found.index("calendar")


async def test_a_word_is_found_by_what_it_is_for(lounge: Lounge) -> None:
    found = await suggested(lounge, lounge.bev, "On the phone")
    assert "by phone" in found.values()
    assert "raise" not in found.values(), "no meeting is on"
    found = await suggested(lounge, lounge.bev, "shorter words")
    assert [*found.values()] == ["easy words"]


async def test_only_what_works_now_for_this_person_is_suggested(lounge: Lounge) -> None:
    assert "next" not in (await suggested(lounge, lounge.bev, "next")).values()
    await lounge.meets()
    assert "next" in (await suggested(lounge, lounge.bev, "next")).values()
    assert "next" not in (await suggested(lounge, lounge.ann, "next")).values()
    assert await suggested(lounge, lounge.ann, "switch") == {}


async def test_who_may_manage_the_channel_is_suggested_what_they_may(lounge: Lounge) -> None:
    assert await suggested(lounge, lounge.tom, "link") == {}
    lounge.discord.overwrite(lounge.room, lounge.tom, manage_channels=True)
    assert "link" in (await suggested(lounge, lounge.tom, "link")).values()


async def test_names_and_choices_are_suggested_after_their_word(lounge: Lounge) -> None:
    found = await suggested(lounge, lounge.bev, "What helps for tom")
    assert found == {"what helps for Tom Hill": "what helps for Tom Hill"}
    assert len(await suggested(lounge, lounge.bev, "remove quietly ")) == 1 + len(lounge.people)
    found = await suggested(lounge, lounge.bev, "order ")
    assert [*found.values()] == ["order", "order new voices", "order first come"]
    assert await suggested(lounge, lounge.bev, "time hint 5") == {"time hint 5": "time hint 5"}


async def test_what_is_too_long_to_be_suggested_can_still_be_sent(lounge: Lounge) -> None:
    name = "by phone " + "Dilys " * 20
    assert await suggested(lounge, lounge.bev, name) == {}
    assert "phone" in await says(lounge, lounge.bev, name)


async def test_in_a_private_chat_nothing_is_suggested_that_needs_the_room(lounge: Lounge) -> None:
    chat = await lounge.opens_dm(lounge.bev)
    assert "switch on" in (await suggested(lounge, lounge.bev, "switch on")).values()
    assert await suggested(lounge, lounge.bev, "switch on", chat) == {}
    assert "papers" in (await suggested(lounge, lounge.bev, "papers", chat)).values()


async def test_where_no_group_is_nothing_is_suggested_and_how_it_begins_is_told(
    lounge: Lounge,
) -> None:
    other = lounge.discord.channel(lounge.guild, "other")
    assert await suggested(lounge, lounge.bev, "", other) == {}
    begun = await lounge.bev.slash(other, "alongside", words="help")
    assert "Bring Alongside in" in buttons(await lounge.bev.answered(begun))


async def test_of_what_is_typed_so_far_nothing_is_kept(lounge: Lounge) -> None:
    before = lounge.bot.app.db
    changes = await before.read(lambda tx: tx.changes)
    await suggested(lounge, lounge.ann, "my secret words")
    assert await before.read(lambda tx: tx.changes) == changes


# What is said.


async def test_a_word_and_what_follows_it_are_said_at_once(lounge: Lounge) -> None:
    assert "After 5 minutes" in await says(lounge, lounge.bev, "Time hint: 5, please")
    await lounge.meets()
    await says(lounge, lounge.bev, "break 10")
    await lounge.tom.hears(lounge.room, "Break until")


async def test_a_form_opens_as_the_first_answer(lounge: Lounge) -> None:
    for words in ("remove quietly", "by phone"):
        begun = await lounge.bev.slash(lounge.room, "alongside", words=words)
        form = await lounge.bev.form(begun)
        assert form["title"] == words
        assert begun.original is None
    told = await lounge.send(lounge.bev, begun, **{"Who is on the phone?": "Morag"})
    assert "The room will read this name" in told


async def test_a_card_said_so_carries_no_name(lounge: Lounge) -> None:
    await lounge.meets()
    assert "Only two people could have sent this" in await says(lounge, lounge.ann, "slow")
    await lounge.press(lounge.ann, "Send it", on=lounge.discord.interactions.all[-1].original)
    await lounge.later()
    await lounge.last_line("Card: slow. Please go a little slower.")


async def test_somebody_marked_in_it_is_meant_by_their_name(lounge: Lounge) -> None:
    await lounge.meets()
    assert "first" in await says(lounge, lounge.bev, f"raise {lounge.tom.mention}")
    await lounge.later()
    await lounge.ann.hears(lounge.room, "Hands: Tom Hill.")


async def test_it_can_answer_what_was_asked(lounge: Lounge) -> None:
    await lounge.slash(lounge.ann, "practise")
    told = await says(lounge, lounge.ann, "hand up")
    assert told.startswith("Good.")


async def test_a_longer_text_is_answered_kindly_and_kept_nowhere(lounge: Lounge) -> None:
    told = await says(lounge, lounge.ann, "I feel quite low today and cannot tell anybody")
    assert "116 123" in told
    kept = b"".join(one.read_bytes() for one in lounge.folder.rglob("*") if one.is_file())
    assert b"quite low" not in kept


async def test_what_is_almost_a_word_is_asked_back(lounge: Lounge) -> None:
    assert "Did you mean" in await says(lounge, lounge.bev, "fnd time")


async def test_a_word_for_whoever_leads_is_refused_to_others(lounge: Lounge) -> None:
    assert "Bev Stone" in await says(lounge, lounge.ann, "order first come")


async def test_texts_say_how_a_word_without_a_slash_of_its_own_is_said(lounge: Lounge) -> None:
    await lounge.has_rounds()
    told = await lounge.slash(lounge.bev, "help")
    assert "/alongside round between" in told
    assert "/start" in told
