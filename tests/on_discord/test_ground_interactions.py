"""The ground holds: slash commands, buttons and forms, each answered in time and once."""

from __future__ import annotations

import pytest
from discord import (
    ButtonStyle,
    Client,
    HTTPException,
    Interaction,
    Member,
    NotFound,
    SelectOption,
    TextStyle,
    app_commands,
    ui,
)
from discord.http import Route
from on_discord.forms import CannotDo
from on_discord.scene import Scene, hold, offer_hand_up
from pace import SLOWER

pytestmark = pytest.mark.slow


async def test_a_slash_command_is_answered_in_private(scene: Scene) -> None:
    await offer_hand_up(scene)
    begun = await scene.ann.slash(scene.lounge, "hand-up", why="the bus")
    answer = await scene.ann.answered(begun)
    assert answer.content == "Your hand is up: the bus"
    assert scene.ann.reads(scene.lounge) == ["Your hand is up: the bus"]
    assert scene.tom.reads(scene.lounge) == []
    assert "MESSAGE_CREATE" not in scene.bot.events
    assert begun.ack_ms is not None
    assert 0 < begun.ack_ms < 1000 * SLOWER
    assert scene.discord.acknowledged() == [begun.ack_ms]
    scene.ann.restarts_client()
    assert scene.ann.reads(scene.lounge) == []
    assert scene.discord.commands.overwritten == [None]
    assert scene.discord.refused == []


async def test_the_deferral_decides_who_sees_the_answer(scene: Scene) -> None:
    @scene.bot.tree.command(name="late", description="Answers late.")
    async def late(interaction: Interaction[Client]) -> None:
        await interaction.response.defer(ephemeral=False)
        await interaction.followup.send("Meant for one.", ephemeral=True)
        await interaction.followup.send("Truly for one.", ephemeral=True)

    await scene.bot.tree.sync()
    await scene.ann.slash(scene.lounge, "late")
    await scene.ann.hears(scene.lounge, "Truly for one.")
    assert scene.ann.reads(scene.lounge) == ["Meant for one.", "Truly for one."]
    assert scene.tom.reads(scene.lounge) == ["Meant for one."]


async def test_people_can_only_do_what_their_client_lets_them(scene: Scene) -> None:
    await offer_hand_up(scene)
    for wrong in (
        scene.ann.slash(scene.lounge, "hand-down"),
        scene.ann.slash(scene.lounge, "hand-up", who="Tom"),
        scene.ann.slash(scene.lounge, "hand-up", why=3),
        scene.ann.presses("Next", among=scene.lounge),
    ):
        with pytest.raises(CannotDo):
            await wrong
    scene.ann.slash_words = False
    with pytest.raises(CannotDo):
        await scene.ann.slash(scene.lounge, "hand-up")
    scene.discord.overwrite(scene.lounge, scene.tom, view_channel=False)
    with pytest.raises(CannotDo):
        await scene.tom.says(scene.lounge, "Hello?")
    assert scene.tom.sees(scene.lounge) == []


async def test_a_button_is_pressed_and_its_message_changes(scene: Scene) -> None:
    async def pressed(interaction: Interaction[Client]) -> None:
        await interaction.response.edit_message(content="Ann, then Tom.", view=None)

    scene.bot.handler = pressed
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="Next", custom_id="next:1", style=ButtonStyle.primary))
    await scene.bot.room(scene.lounge.id).send("Ann.", view=view)
    begun = await scene.tom.presses("Next", among=scene.lounge)
    await scene.tom.hears(scene.lounge, "Ann, then Tom.")
    assert begun.ack_ms is not None
    with pytest.raises(CannotDo):
        await scene.tom.presses("Next", among=scene.lounge)
    with pytest.raises(CannotDo):
        await scene.discord.person("Stranger").presses("Next")
    assert scene.discord.refused == []


class Why(ui.Modal, title="Why?"):
    """A form with one of each of what we need."""

    reason: ui.TextInput[Why] = ui.TextInput(label="In a few words", custom_id="reason")
    more: ui.Label[Why] = ui.Label(
        text="More",
        component=ui.TextInput(custom_id="more", required=False, style=TextStyle.long),
    )


async def test_a_form_is_opened_filled_in_and_answered(scene: Scene) -> None:
    got: dict[str, object] = {}

    async def handle(interaction: Interaction[Client]) -> None:
        assert interaction.data is not None
        got.update(interaction.data)
        await interaction.response.send_message("Thank you.", ephemeral=True)

    @scene.bot.tree.command(name="why", description="Asks.")
    async def why(interaction: Interaction[Client]) -> None:
        await interaction.response.send_modal(Why(custom_id="why:42"))

    scene.bot.handler = handle
    await scene.bot.tree.sync()
    begun = await scene.ann.slash(scene.lounge, "why")
    with pytest.raises(CannotDo):
        await scene.ann.submits(begun, {"More": "but nothing else"})
    sent = await scene.ann.submits(begun, {"In a few words": "the bus", "More": "late again"})
    assert (await scene.ann.answered(sent)).content == "Thank you."
    assert got["custom_id"] == "why:42"
    values = [
        (one.get("component") or one["components"][0])["value"]
        for one in got["components"]  # type: ignore[attr-defined]
    ]
    assert values == ["the bus", "late again"]
    assert scene.tom.reads(scene.lounge) == []
    assert scene.discord.refused == []


async def test_a_form_may_have_one_field_of_each_kind(scene: Scene) -> None:
    interaction = await hold(scene)
    options = [{"label": "Monday", "value": "mon"}, {"label": "Friday", "value": "fri"}]
    fields: dict[str, dict[str, object]] = {
        "Which day?": {"type": 3, "custom_id": "day", "options": options},
        "Who?": {"type": 5, "custom_id": "who"},
        "One of": {"type": 21, "custom_id": "one", "options": options},
        "Some of": {"type": 22, "custom_id": "some", "options": options},
        "Agreed?": {"type": 23, "custom_id": "yes"},
    }
    labels = [{"type": 18, "label": name, "component": one} for name, one in fields.items()]
    form = {"custom_id": "f", "title": "Plan", "components": labels}
    where = f"/interactions/{interaction.id}/{interaction.token}/callback"
    await scene.bot.http.request(Route("POST", where), json={"type": 9, "data": form})
    (begun,) = scene.discord.interactions.all
    good = {"Which day?": "Friday", "Who?": scene.tom, "One of": "mon", "Some of": ["Monday"]}
    for wrong in ({"One of": ["mon", "fri"]}, {"Who?": "Tom"}, {"Which day?": "Sunday"}):
        with pytest.raises(CannotDo):
            await scene.ann.submits(begun, good | wrong)
    sent = await scene.ann.submits(begun, {**good, "Agreed?": True})
    values = [one["component"] for one in sent.data["components"]]
    assert [one.get("values") or one.get("value") for one in values] == [
        ["fri"],
        [str(scene.tom.id)],
        "mon",
        ["mon"],
        True,
    ]
    assert str(scene.tom.id) in sent.data["resolved"]["users"]
    assert scene.discord.refused == []


async def test_after_three_seconds_nobody_waits_for_a_first_answer(scene: Scene) -> None:
    interaction = await hold(scene)
    scene.discord.watch.move(seconds=3)
    with pytest.raises(NotFound) as refused:
        await interaction.response.defer(ephemeral=True)
    assert refused.value.code == 10062
    assert len(scene.discord.interactions.unanswered()) == 1


async def test_a_first_answer_is_given_once(scene: Scene) -> None:
    interaction = await hold(scene)
    scene.discord.faults.fail("POST", "/interactions/*", after=True)
    with pytest.raises(HTTPException) as refused:
        await interaction.response.defer(ephemeral=True)
    assert refused.value.code == 40060
    await interaction.edit_original_response(content="All the same.")
    assert scene.ann.reads(scene.lounge) == ["All the same."]


async def test_before_the_first_answer_there_is_nothing_to_edit(scene: Scene) -> None:
    interaction = await hold(scene)
    with pytest.raises(NotFound) as refused:
        await interaction.edit_original_response(content="Too early.")
    assert refused.value.code == 10015


async def test_a_token_ends_after_fifteen_minutes(scene: Scene) -> None:
    interaction = await hold(scene)
    await interaction.response.defer(ephemeral=True)
    scene.discord.watch.move(minutes=14)
    await interaction.edit_original_response(content="In time.")
    scene.discord.watch.move(minutes=1)
    with pytest.raises(HTTPException) as refused:
        await interaction.edit_original_response(content="Late.")
    assert (refused.value.status, refused.value.code) == (401, 50027)
    assert scene.ann.reads(scene.lounge) == ["In time."]


async def test_an_answer_is_got_and_taken_back(scene: Scene) -> None:
    interaction = await hold(scene)
    await interaction.response.send_message("Only you see this.", ephemeral=True)
    assert (await interaction.original_response()).flags.ephemeral
    await interaction.delete_original_response()
    with pytest.raises(NotFound) as refused:
        await interaction.edit_original_response(content="Again.")
    assert refused.value.code == 10008


async def test_suggestions_are_shown_while_somebody_types(scene: Scene) -> None:
    @scene.bot.tree.command(name="move", description="Moves.")
    async def move(interaction: Interaction[Client], to: str) -> None:
        await interaction.response.defer()

    @move.autocomplete("to")
    async def places(
        interaction: Interaction[Client], current: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}!", value=current)]

    await scene.bot.tree.sync()
    assert await scene.ann.types(scene.lounge, "move", "to", "ten") == [
        {"name": "ten!", "value": "ten"}
    ]


async def test_in_private_a_word_and_a_button_work_too(scene: Scene) -> None:
    await offer_hand_up(scene)

    async def pressed(interaction: Interaction[Client]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="You are next.", view=None)

    scene.bot.handler = pressed
    chat = await scene.ann.opens_dm()
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="Next", custom_id="next:2"))
    await (await scene.bot.fetch_user(scene.ann.id)).send("Ready?", view=view)
    await scene.ann.answered(await scene.ann.slash(chat, "hand-up"))
    await scene.ann.presses("Next")
    await scene.ann.hears(chat, "You are next.")
    assert scene.tom.sees(chat) == []
    assert scene.discord.refused == []


async def test_a_menu_offers_choices_and_people(scene: Scene) -> None:
    got: list[object] = []

    async def chosen(interaction: Interaction[Client]) -> None:
        assert interaction.data is not None
        got.append(interaction.data.get("values"))
        await interaction.response.defer()

    scene.bot.handler = chosen
    options = [SelectOption(label="Monday", value="mon"), SelectOption(label="Friday", value="fri")]
    view = ui.View(timeout=None)
    view.add_item(ui.Select(custom_id="day", placeholder="Which day?", options=options))
    await scene.bot.room(scene.lounge.id).send("When?", view=view)
    await scene.ann.chooses("Which day?", "Friday", among=scene.lounge)
    with pytest.raises(CannotDo):
        await scene.ann.chooses("Which day?", "Sunday", among=scene.lounge)
    await scene.bot.until(lambda: got)
    assert got == [["fri"]]

    people = ui.View(timeout=None)
    people.add_item(ui.UserSelect(custom_id="who", placeholder="Who?"))
    await scene.bot.room(scene.lounge.id).send("Who?", view=people)
    await scene.ann.chooses("Who?", scene.tom, among=scene.lounge)
    await scene.bot.until(lambda: len(got) == 2)
    assert got[1] == [str(scene.tom.id)]

    @scene.bot.tree.command(name="pass-to", description="Passes.")
    async def pass_to(interaction: Interaction[Client], who: Member, turns: int) -> None:
        await interaction.response.send_message(f"{who.display_name} {turns}", ephemeral=True)

    await scene.bot.tree.sync()
    begun = await scene.ann.slash(scene.lounge, "pass-to", who=scene.tom, turns=2)
    assert (await scene.ann.answered(begun)).content == "Tom 2"


async def test_fifty_at_once_are_acknowledged_and_timed(scene: Scene) -> None:
    await offer_hand_up(scene)
    people = scene.discord.people(*(f"P{n}" for n in range(50)))
    for one in people:
        one.joins(scene.guild)
    begun = [await one.slash(scene.lounge, "hand-up") for one in people]
    for who, each in zip(people, begun, strict=True):
        await who.answered(each)
    took = scene.discord.acknowledged()
    assert len(took) == 50
    assert max(took) < 1000 * SLOWER
    assert scene.discord.interactions.unanswered() == []
