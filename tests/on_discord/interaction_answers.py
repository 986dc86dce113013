"""What is answered to answers: the first one of an interaction, and all that follow."""

from __future__ import annotations

from on_discord.channel_answers import uploaded
from on_discord.errors import JSON, unknown
from on_discord.interactions import SAY, SUGGEST, UPDATE, Interaction
from on_discord.rest import Answer, Asked, House, answers

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
FOLLOW_UPS = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = f"{FOLLOW_UPS}/messages/@original"
FOLLOW_UP = f"{FOLLOW_UPS}/messages/{{message_id}}"


@answers("POST", CALLBACK, anybody=True)
def acknowledge(house: House, asked: Asked) -> Answer:
    kind, data = int(asked.form["type"]), asked.form.get("data") or {}
    id, token = asked.id("interaction_id"), asked.given["interaction_token"]
    files = uploaded(house, asked, id)
    one = house.interactions.acknowledge(id, token, kind, data, files)
    if asked.query.get("with_response", "").lower() not in ("1", "true"):
        return 204, None
    return 200, _told(house, one)


def _told(house: House, one: Interaction) -> JSON:
    about: JSON = {"id": str(one.id), "type": one.kind, "channel_id": str(one.channel.id)}
    if one.channel.guild is not None:
        about["guild_id"] = str(one.channel.guild.id)
    told: JSON = {"interaction": about}
    if one.original is not None and one.answer != SUGGEST:
        about |= {
            "response_message_id": str(one.original.id),
            "response_message_loading": one.original.loading,
            "response_message_ephemeral": one.original.ephemeral,
        }
        if one.answer in (SAY, UPDATE):
            told["resource"] = {"type": one.answer, "message": house.messages.shown(one.original)}
    return told


def _later(house: House, asked: Asked) -> Interaction:
    if asked.id("webhook_id") != house.world.application_id:
        raise unknown("Webhook")
    return house.interactions.by_token(asked.given["webhook_token"])


@answers("POST", FOLLOW_UPS, anybody=True)
def follow_up(house: House, asked: Asked) -> Answer:
    one = _later(house, asked)
    files = uploaded(house, asked, one.id)
    return 200, house.messages.shown(house.interactions.follow_up(one, asked.form, files))


@answers("GET", ORIGINAL, anybody=True)
@answers("GET", FOLLOW_UP, anybody=True)
def get_answer(house: House, asked: Asked) -> Answer:
    message = house.interactions.find(_later(house, asked), _id(asked))
    return 200, house.messages.shown(message)


@answers("PATCH", ORIGINAL, anybody=True)
@answers("PATCH", FOLLOW_UP, anybody=True)
def edit_answer(house: House, asked: Asked) -> Answer:
    one = _later(house, asked)
    message = house.interactions.find(one, _id(asked))
    house.messages.change(message, asked.form, files=uploaded(house, asked, one.id))
    return 200, house.messages.shown(message)


@answers("DELETE", ORIGINAL, anybody=True)
@answers("DELETE", FOLLOW_UP, anybody=True)
def delete_answer(house: House, asked: Asked) -> Answer:
    house.messages.take_back(house.interactions.find(_later(house, asked), _id(asked)))
    return 204, None


def _id(asked: Asked) -> str:
    return asked.given.get("message_id", "@original")
