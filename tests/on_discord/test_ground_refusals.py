"""The ground is strict: what Discord would refuse is refused, and noted.

What only the description knows is tried only where that is at hand.
"""

from __future__ import annotations

from io import BytesIO

import pytest
from discord import File, HTTPException
from discord.http import Route
from on_discord.scene import Scene, hold

pytestmark = pytest.mark.slow


async def test_a_body_that_discord_would_refuse_is_refused_and_noted(scene: Scene) -> None:
    assert scene.discord.refused == []
    room = scene.bot.room(scene.lounge.id)
    wrong: list[dict[str, object]] = [
        {"content": "x" * 2001},
        {"content": "x", "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "a"}]},
        {"content": "x", "components": [row(button("a"), button("a"))]},
        {"content": "x", "components": [row(button(""))]},
        {"content": "x", "components": [row(button("x" * 101))]},
        {"content": "x", "components": [row(*map(button, "abcdef"))]},
        {"content": "x", "components": [row(button("a", label="x" * 81))]},
        {"content": "x", "components": [row(button(f"{n}")) for n in range(6)]},
        {"content": "x", "flags": 64},
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": [1]}},
    ]
    if scene.discord.description is not None:
        wrong += [{"content": 12}, {"content": "x", "embeds": "none"}]
        wrong += [{"content": "x", "nonce": "x" * 26}]
    for n, body in enumerate(wrong, start=1):
        with pytest.raises(HTTPException) as refused:
            await scene.bot.http.request(Route("POST", f"/channels/{room.id}/messages"), json=body)
        assert refused.value.code == 50035, body
        assert len(scene.discord.refused) == n
    assert scene.ann.reads(scene.lounge) == []


async def test_commands_that_discord_would_refuse_are_refused(scene: Scene) -> None:
    where = f"/applications/{scene.bot.application_id}/commands"
    good: dict[str, object] = {"name": "hand-up", "description": "x"}
    choice = {"name": "a", "value": "a"}
    option = {"type": 3, "name": "why", "description": "x"}
    wrong: list[list[dict[str, object]]] = [
        [{**good, "name": "Hand-up"}],
        [{**good, "name": "hand up"}],
        [{**good, "name": "x" * 33}],
        [{**good, "description": ""}],
        [{**good, "description": "x" * 101}],
        [{**good, "name_localizations": {"cy": "llaw"}}],
        [{**good, "name_localizations": {"de": "Hand heben"}}],
        [good, good],
        [{**good, "name": f"c{n}"} for n in range(101)],
        [{**good, "options": [{**option, "choices": [choice] * 2}]}],
        [{**good, "options": [option, {**option, "name": "who", "required": True}]}],
    ]
    if scene.discord.description is not None:
        wrong.append([{**good, "options": [{**option, "type": 12}]}])
    for n, body in enumerate(wrong, start=1):
        with pytest.raises(HTTPException) as refused:
            await scene.bot.http.request(Route("PUT", where), json=body)
        assert refused.value.code == 50035, body
        assert len(scene.discord.refused) == n
    assert scene.discord.commands.at(None) == []


async def test_a_form_that_discord_would_refuse_is_refused(scene: Scene) -> None:
    interaction = await hold(scene)
    one = {"type": 4, "style": 1, "label": "x", "custom_id": "a"}
    where = f"/interactions/{interaction.id}/{interaction.token}/callback"
    good = {"custom_id": "f", "title": "Why?", "components": [row(one)]}
    wrong: list[dict[str, object]] = [
        {**good, "components": [row({**one, "custom_id": f"{n}"}) for n in range(6)]},
        {**good, "components": [row(one), row(one)]},
        {**good, "components": []},
    ]
    if scene.discord.description is not None:
        wrong += [{**good, "title": "x" * 46}, {**good, "custom_id": ""}]
        wrong.append({**good, "components": [row({**one, "label": "x" * 46})]})
    for n, body in enumerate(wrong, start=1):
        with pytest.raises(HTTPException) as refused:
            await scene.bot.http.request(Route("POST", where), json={"type": 9, "data": body})
        assert refused.value.code == 50035, body
        assert len(scene.discord.refused) == n
    await scene.bot.http.request(Route("POST", where), json={"type": 9, "data": good})


async def test_paths_and_parameters_are_checked(scene: Scene) -> None:
    room = scene.bot.room(scene.lounge.id)
    wrong = ["/nowhere", "/channels/here"]
    if scene.discord.description is not None:
        wrong.append(f"/channels/{room.id}/messages?limit=101")
    for n, path in enumerate(wrong, start=1):
        with pytest.raises(HTTPException):
            await scene.bot.http.request(Route("GET", path))
        assert len(scene.discord.refused) == n


async def test_uploads_are_checked_like_everything_else(scene: Scene) -> None:
    room = scene.bot.room(scene.lounge.id)
    sent = await room.send("A picture.", file=File(BytesIO(b"png"), "a.png", description="A cat."))
    assert sent.attachments[0].description == "A cat."
    with pytest.raises(HTTPException):
        await room.send("x" * 2001, file=File(BytesIO(b"png"), "a.png"))
    assert len(scene.discord.refused) == 1


def row(*inside: dict[str, object]) -> dict[str, object]:
    return {"type": 1, "components": list(inside)}


def button(id: str, label: str = "x") -> dict[str, object]:
    return {"type": 2, "style": 1, "label": label, "custom_id": id}


async def test_the_very_most_is_taken(scene: Scene) -> None:
    """So that the refusals above are not for everything."""
    room = scene.bot.room(scene.lounge.id)
    ids = ["x" * 99 + letter for letter in "abcdefghijklmnopqrstuvwxy"]
    rows = [row(*(button(id, "x" * 80) for id in ids[n : n + 5])) for n in range(0, 25, 5)]
    good: dict[str, object] = {
        "content": "x" * 2000,
        "components": rows,
        "nonce": "x" * 25,
        "enforce_nonce": True,
        "flags": 4,
        "allowed_mentions": {"parse": ["roles"], "users": [1]},
    }
    await scene.bot.http.request(Route("POST", f"/channels/{room.id}/messages"), json=good)
    choices = [{"name": f"{n}", "value": "x" * 100} for n in range(25)]
    option = {"type": 3, "name": "wer-ist-es", "description": "x" * 100, "choices": choices}
    command = {"description": "x" * 100, "options": [option], "name_localizations": {"de": "a-ß"}}
    names = [f"befehl-{n}-ä".ljust(32, "x") for n in range(100)]
    commands = [{**command, "name": name} for name in names]
    where = f"/applications/{scene.bot.application_id}/guilds/{scene.guild.id}/commands"
    await scene.bot.http.request(Route("PUT", where), json=commands)
    assert scene.discord.refused == []
    assert scene.discord.commands.overwritten == [scene.guild.id]


async def test_an_empty_message_is_refused_and_noted(scene: Scene) -> None:
    room = scene.bot.room(scene.lounge.id)
    with pytest.raises(HTTPException) as refused:
        await room.send("")
    assert refused.value.code == 50006
    assert len(scene.discord.refused) == 1
    assert scene.ann.sees(scene.lounge) == []


async def test_the_new_layout_needs_its_flag_and_nothing_beside_it(scene: Scene) -> None:
    where = Route("POST", f"/channels/{scene.lounge.id}/messages")
    text = {"type": 10, "content": "Hands: Tom, then Ann."}
    inside: dict[str, object] = {"type": 17, "components": [text, row(button("next"))]}
    wrong: list[dict[str, object]] = [
        {"components": [inside]},
        {"components": [inside], "content": "Beside it.", "flags": 1 << 15},
        {"components": [{"type": 17, "components": [text] * 40}], "flags": 1 << 15},
    ]
    for n, body in enumerate(wrong, start=1):
        with pytest.raises(HTTPException):
            await scene.bot.http.request(where, json=body)
        assert len(scene.discord.refused) == n
    await scene.bot.http.request(where, json={"components": [inside], "flags": 1 << 15})
    begun = await scene.ann.presses("x", among=scene.lounge)
    assert begun.data["custom_id"] == "next"
