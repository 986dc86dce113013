"""People who leave, come back, are called otherwise, or have no account any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from on_discord.lounge import Lounge, person_id
from on_discord.people import Person
from on_discord.world import Channel

from adapters.discord import following, people
from bot.model import PersonId

pytestmark = pytest.mark.slow

OWN = "The bus came on time."


def members(lounge: Lounge) -> set[PersonId]:
    return set(lounge.group.members)


def ids(*those: Person) -> set[PersonId]:
    return {person_id(one) for one in those}


async def looks(lounge: Lounge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day passes, and the bot looks who has left: without a wait between two of them."""
    monkeypatch.setattr(following, "EVERY", 0.05)
    monkeypatch.setattr(people, "BETWEEN", 0.0)
    await lounge.starts_again()
    await lounge.calm()
    await lounge.later(timedelta(days=1, minutes=1).total_seconds())
    await lounge.calm()


async def on_disk(lounge: Lounge, words: str) -> bool:
    """Do these words stand anywhere in the files of the bot?"""
    await lounge.stops()
    files = [one.read_bytes() for one in lounge.folder.iterdir() if one.is_file()]
    return any(words.encode() in each for each in files)


# Who leaves.


async def test_who_left_the_server_is_no_member_once_it_was_looked(
    lounge: Lounge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody tells the bot. Their hand is let go, and the room hears nothing of it."""
    await lounge.meets()
    for one in (lounge.tom, lounge.ann):
        await lounge.press(one, "Hand up")
    await lounge.later()
    await lounge.last_line("Hands: Tom Hill, then Ann Lee.")
    lines = lounge.lines()
    lounge.tom.leaves(lounge.guild)
    assert await lounge.slash(lounge.ann, "who-is-next") == "Hands: Tom Hill, then Ann Lee."
    await looks(lounge, monkeypatch)
    assert members(lounge) == ids(lounge.ann, lounge.bev)
    assert await lounge.slash(lounge.ann, "who-is-next") == "Hands: Ann Lee."
    said = [one for one in lounge.lines(lounge.ann) if one not in lines]
    assert not [one for one in said if "Tom" in one]


async def test_who_cannot_be_looked_up_stays(
    lounge: Lounge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Discord is ill nobody loses their place."""
    lounge.discord.faults.fail("GET", "/guilds/*/members/*", status=503, times=100)
    await looks(lounge, monkeypatch)
    assert members(lounge) == ids(lounge.ann, lounge.tom, lounge.bev)


async def test_who_left_hears_nothing_of_the_group_in_private(lounge: Lounge) -> None:
    """Also before the daily look: they are looked up when they write."""
    await lounge.opens_dm(lounge.tom)
    await lounge.meets()
    await lounge.press(lounge.ann, "Hand up")
    lounge.tom.leaves(lounge.guild)
    [eve] = lounge.discord.people("Eve Moss")
    lounge.discord.guild("Elsewhere", eve, lounge.tom)
    await lounge.starts_again()
    told = await lounge.dm(lounge.tom, "who is next")
    assert told.startswith("I do not know your group yet. Please say hello in its room.")
    assert "Ann" not in told
    assert members(lounge) == ids(lounge.ann, lounge.bev)


async def leaves_in_the_middle(lounge: Lounge, chat: Channel) -> None:
    """Tom has a form open in private, and leaves the server; they share another one."""
    await lounge.has_rounds()
    begun = await lounge.tom.slash(chat, "answer-ahead")
    await lounge.tom.form(begun)
    lounge.tom.leaves(lounge.guild)
    [eve] = lounge.discord.people("Eve Moss")
    lounge.discord.guild("Elsewhere", eve, lounge.tom)
    await lounge.starts_again()
    told = await lounge.send(lounge.tom, begun, words=OWN)
    assert told.startswith("I do not know your group yet.")


async def test_a_form_that_is_sent_after_leaving_is_not_kept(lounge: Lounge) -> None:
    await leaves_in_the_middle(lounge, await lounge.opens_dm(lounge.tom))
    assert OWN not in " ".join([*lounge.lines(lounge.ann), *lounge.told(lounge.ann, lounge.bev)])
    assert members(lounge) == ids(lounge.ann, lounge.bev)
    assert not await on_disk(lounge, OWN)


async def test_an_answer_of_somebody_who_left_does_not_go_out(
    lounge: Lounge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lounge.has_rounds()
    begun = await lounge.tom.slash(lounge.room, "answer-ahead")
    await lounge.send(lounge.tom, begun, words=OWN)
    await lounge.press(lounge.tom, "Post it")
    lounge.tom.leaves(lounge.guild)
    await looks(lounge, monkeypatch)
    await lounge.slash(lounge.bev, "start")
    await lounge.slash(lounge.bev, "go-round")
    line = await lounge.ann.hears(lounge.room, "First round.")
    assert OWN not in line.content


async def test_whoever_led_and_left_leads_no_more(
    lounge: Lounge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lounge.slash(lounge.bev, "alongside", words="facilitator Tom Hill")
    await lounge.press(lounge.tom, "I will lead")
    lounge.tom.leaves(lounge.guild)
    await looks(lounge, monkeypatch)
    told = await lounge.slash(lounge.ann, "who-leads")
    assert told == "This group is looked after by Bev Stone."


# Who comes back.


async def test_kicked_and_back_on_the_same_day_nothing_has_changed(
    lounge: Lounge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lounge.meets()
    await lounge.press(lounge.tom, "Hand up")
    lounge.tom.leaves(lounge.guild)
    lounge.tom.joins(lounge.guild)
    await looks(lounge, monkeypatch)
    assert members(lounge) == ids(lounge.ann, lounge.tom, lounge.bev)
    assert await lounge.slash(lounge.tom, "who-is-next") == "Hands: Tom Hill."


async def test_back_after_a_look_they_are_new_and_welcome(
    lounge: Lounge, monkeypatch: pytest.MonkeyPatch
) -> None:
    lounge.tom.leaves(lounge.guild)
    await looks(lounge, monkeypatch)
    lounge.tom.joins(lounge.guild)
    assert "I keep nothing about you" in await lounge.slash(lounge.tom, "what-is-kept")
    assert "Hello, Tom Hill. Good that you are here." in await lounge.press(lounge.tom, "Say hello")
    assert members(lounge) == ids(lounge.ann, lounge.tom, lounge.bev)


# Other names, and none.


@pytest.mark.parametrize("only_here", [True, False])
async def test_a_new_name_is_used_from_the_next_word_on_and_nothing_else_changes(
    lounge: Lounge, *, only_here: bool
) -> None:
    await lounge.meets()
    await lounge.press(lounge.tom, "Hand up")
    await lounge.later()
    before = lounge.group
    lounge.tom.renames("Thomas", only_in=lounge.guild if only_here else None)
    assert lounge.group.names == before.names, "nobody told the bot"
    await lounge.press(lounge.ann, "Hand up")
    await lounge.press(lounge.tom, "Help")
    await lounge.later()
    assert await lounge.slash(lounge.ann, "who-is-next") == "Hands: Thomas, then Ann Lee."
    after = lounge.group
    assert after.names[person_id(lounge.tom)] == "Thomas"
    assert (after.members.keys(), after.facilitators) == (
        before.members.keys(),
        before.facilitators,
    )
    assert (
        after.members[person_id(lounge.tom)].joined_on
        == before.members[person_id(lounge.tom)].joined_on
    )


async def test_whose_account_is_deleted_is_forgotten_and_nobody_is_told(
    lounge: Lounge, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lounge.opens_dm(lounge.tom)
    await lounge.meets()
    await lounge.press(lounge.tom, "Hand up")
    await lounge.later()
    lounge.tom.deletes_account()
    await lounge.slash(lounge.bev, "next")
    await lounge.ann.hears(lounge.room, "it is your turn")
    before = len(lounge.lines(lounge.ann))
    await looks(lounge, monkeypatch)
    assert members(lounge) == ids(lounge.ann, lounge.bev)
    assert len(lounge.lines(lounge.ann)) == before
    assert await lounge.slash(lounge.ann, "who-is-next") == "Nobody is waiting."
    assert not await on_disk(lounge, "Tom Hill")


# Names to choose from.


async def test_only_people_of_the_group_are_suggested(lounge: Lounge) -> None:
    """Not everybody on the server, and nobody of another channel's group."""
    eve, tom = lounge.discord.people("Tova Moss", "Tom Stranger")
    for one in (eve, tom):
        one.joins(lounge.guild)
    hall = lounge.discord.channel(lounge.guild, "hall")
    await lounge.answer(lounge.bev, await lounge.bev.slash(hall, "help"))
    await lounge.press(lounge.bev, "Bring Alongside in", among=hall)
    await lounge.press(eve, "Say hello", among=hall)
    found = await lounge.bev.types(lounge.room, "raise", "who", "to")
    assert [one["name"] for one in found] == ["Bev Stone", "Tom Hill"]
    assert [one["name"] for one in await lounge.bev.types(hall, "raise", "who", "to")] == [
        "Tova Moss"
    ]
    assert await tom.types(await tom.opens_dm(), "raise", "who", "") == []


async def test_a_name_from_the_list_is_that_person_though_two_share_it(lounge: Lounge) -> None:
    [reed] = lounge.discord.people("Tom Reed")
    reed.joins(lounge.guild)
    await lounge.press(reed, "Say hello")
    await lounge.meets()
    found = {
        one["name"]: one["value"]
        for one in await lounge.bev.types(lounge.room, "raise", "who", "tom")
    }
    assert list(found) == ["Tom Hill", "Tom Reed"]
    told = await lounge.slash(lounge.bev, "raise", who=found["Tom Reed"])
    assert told == "Tom Reed is first on the list."


async def test_a_name_that_two_people_share_is_asked_back_with_both_of_them(lounge: Lounge) -> None:
    [reed] = lounge.discord.people("Tom Reed")
    reed.joins(lounge.guild)
    await lounge.press(reed, "Say hello")
    await lounge.meets()
    asked = await lounge.slash(lounge.bev, "raise", who="tom")
    assert asked == "More than one person here is called “tom”. Which one is it?"
    assert await lounge.press(lounge.bev, "Tom Reed") == "Tom Reed is first on the list."
    await lounge.slash(lounge.bev, "alongside", words="facilitator Tom until 1 March")
    await lounge.press(lounge.bev, "Tom Hill")
    line = await lounge.tom.hears(lounge.room, "will you help to lead")
    assert lounge.tom.mention in line.content
    assert "1 March" in line.content
