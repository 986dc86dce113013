"""Every word of every feature can be said on Discord, and its answer is its person's alone.

With a slash; and where slash words are hidden, by a mention in the channel or in private.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from on_discord.components import walk
from on_discord.every_word import STORY, Said
from on_discord.interactions import COMMAND, Interaction
from on_discord.lounge import Lounge, buttons, until
from on_discord.messages import Message
from on_discord.people import Person
from on_discord.sessions import PRIVILEGED

from bot.feature import Place
from bot.features import FEATURES
from bot.words import Words

pytestmark = pytest.mark.slow

TEXTS = Words.load()
WORDS = {one.word: one for feature in FEATURES for one in feature.commands if not one.inner}

UNANSWERED = frozenset({"pass", "thank you"})
"""Typed in the room they are said to people: nothing need follow."""

ASKS_ALONE = frozenset({"round between", "regular round", "plan"})
"""Typed in the room, what they ask is asked in private."""

FOR_ALL = ("alongside", "words")
"""The slash word after which every word can be said, and its option."""

Manner = Callable[[Lounge, Person, Said], Awaitable[str]]


async def by_slash(lounge: Lounge, who: Person, said: Said) -> str:
    options = {
        name: lounge.stage if value == "stage" else value for name, value in said.options.items()
    }
    begun = await slashed(lounge, who, said.word, said.rest, options)
    return await go_on(lounge, who, begun, list(said.then))


async def slashed(
    lounge: Lounge, who: Person, word: str, rest: str = "", options: dict[str, Any] | None = None
) -> Interaction:
    """By its own slash, or, where it has none, after the one for all, as it is suggested there."""
    if WORDS[word].slash:
        return await who.slash(lounge.room, word.replace(" ", "-"), **(options or {}))
    typed = f"{word} {rest}".strip()
    offered = [one["value"] for one in await who.types(lounge.room, *FOR_ALL, typed)]
    fits = [one for one in offered if one.casefold().startswith(typed.casefold())]
    assert fits or not offered, (typed, offered)  # it may not work now
    name, option = FOR_ALL
    return await who.slash(lounge.room, name, **{option: typed})


def typed(lounge: Lounge, said: Said) -> str:
    return f"{said.word} {said.rest.replace('<#stage>', lounge.stage.mention)}".strip()


async def in_private(lounge: Lounge, who: Person, said: Said) -> str:
    command = WORDS[said.word]
    if command.place is Place.ROOM:
        return await by_mention(lounge, who, said)
    answer = await in_dm(lounge, who, typed(lounge, said))
    if command.card is not None:
        assert "Please use the button" in answer.content
        begun = await who.presses(said.word.capitalize(), on=answer)
        return await go_on(lounge, who, begun, list(said.then))
    for text in said.then:
        answer = await in_dm(lounge, who, text)
    return answer.content


async def by_mention(lounge: Lounge, who: Person, said: Said) -> str:
    command = WORDS[said.word]
    if command.place is Place.PRIVATE:
        return await in_private(lounge, who, said)
    line = await lounge.types(who, typed(lounge, said))
    if said.aloud or said.line or said.word in UNANSWERED:
        return await asked_in_dm(lounge, who, said)
    chat = await who.opens_dm()
    return (await who.hears(chat, lambda one: one.id > line.id)).content


async def asked_in_dm(lounge: Lounge, who: Person, said: Said) -> str:
    """What goes on in private after a word in the room: the room itself is the answer to most."""
    for text in said.then if said.word in ASKS_ALONE else ():
        await in_dm(lounge, who, text)
    return ""


async def in_dm(lounge: Lounge, who: Person, text: str) -> Message:
    chat = await who.opens_dm()
    said = await who.dm(text)
    return await who.hears(chat, lambda one: one.id > said.id)


async def go_on(lounge: Lounge, who: Person, begun: Interaction, answers: list[str]) -> str:
    """Fill in what opens and press what is offered; what is shown at last."""
    while True:
        await until(lambda begun=begun: begun.answer, "it was not acknowledged")
        if begun.form is not None:
            names = [one.custom_id for one in walk(begun.form["components"]) if one.custom_id]
            begun = await who.submits(begun, {name: answers.pop(0) for name in names})
            continue
        shown = await lounge.answer(who, begun)
        if not answers:
            return shown
        assert begun.original is not None
        offered = answers[0] in buttons(begun.original)
        label = answers.pop(0) if offered else "Write my answer"
        begun = await who.presses(label, on=begun.original)


def is_new_line(part: str, before: set[Message]) -> Callable[[Message], bool]:
    return lambda one: one not in before and not one.ephemeral and part in one.content


def test_the_story_says_every_word_of_its_features() -> None:
    told = {said.word for said in STORY}
    of = [feature for feature in FEATURES if told & {one.word for one in feature.commands}]
    assert told == {one.word for feature in of for one in feature.commands if not one.inner}


@pytest.mark.parametrize("word", sorted(WORDS))
async def test_every_word_is_understood_with_and_without_a_slash(lounge: Lounge, word: str) -> None:
    bev, command = lounge.bev, WORDS[word]
    named = word.replace(" ", "-")
    everything = {"name": "words", "type": 3, "value": word}
    data = {"id": "1", "name": "alongside", "type": 1, "options": [everything]}
    for pressed in (data, {"id": "1", "name": named, "type": 1})[: 1 + command.slash]:
        begun = lounge.discord.interactions.begin(COMMAND, bev.user, lounge.room, pressed)
        await until(lambda begun=begun: begun.answer, "it was not acknowledged")
        if begun.form is None:
            assert not_understood(await lounge.answer(bev, begun)) == []
    await lounge.opens_dm(bev)
    if command.place is not Place.PRIVATE:
        line = await lounge.types(bev, word)
        heard = [one.content for one in lounge.discord.messages.all() if one.id > line.id]
        assert not_understood(" ".join(heard)) == []
    if command.place is not Place.ROOM and command.card is None:
        assert not_understood((await in_dm(lounge, bev, f"/{named}")).content) == []


def not_understood(text: str) -> list[str]:
    """Are these the words for what it does not know?"""
    keys = ("app.unknown-word", "app.unknown-private", "app.no-longer", "app.our-fault")
    said = (TEXTS.word(key).partition(".")[0] for key in keys)
    return [one for one in (*said, "Did you mean") if one in text]


@pytest.mark.parametrize("manner", [by_slash, by_mention, in_private])
async def test_every_word_can_be_said_and_only_its_person_is_answered(
    lounge: Lounge, manner: Manner
) -> None:
    """No privileged intent is asked for, so ordinary lines come without their words."""
    assert lounge.discord.gateway.intents & PRIVILEGED == 0
    people = {"ann": lounge.ann, "bev": lounge.bev, "tom": lounge.tom}
    if manner is not by_slash:
        for who in people.values():
            await lounge.opens_dm(who)
            who.slash_words = False
    for said in STORY:
        who, before = people[said.who], set(lounge.discord.messages.all())
        answer = await manner(lounge, who, said)
        await lounge.later()
        line = said.line or (said.aloud if manner is by_mention else "")
        if line:
            await who.hears(lounge.room, is_new_line(line, before))
        if answer or not (line or (manner is by_mention and said.word in UNANSWERED)):
            assert said.answer in answer, (said, answer)
        for one in set(lounge.discord.messages.all()) - before:
            if one.author is lounge.discord.world.bot and one.content == answer:
                assert one.only_for is who.user or one.channel.person is who.user
            elif one.only_for is not None:
                assert one.only_for is who.user
            elif one.channel.person is not None:
                assert one.channel.person in (who.user, lounge.bev.user)
