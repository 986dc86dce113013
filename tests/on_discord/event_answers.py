"""Scheduled events of guilds: what is answered about them, and what people do with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from on_discord import shapes
from on_discord.errors import (
    JSON,
    Problem,
    Refused,
    invalid_form,
    missing_permissions,
)
from on_discord.guild_answers import GUILD, joined
from on_discord.rest import Answer, Asked, House, answers
from on_discord.rights import May
from on_discord.world import Event, Guild, User, World, stamp

EVENTS = f"{GUILD}/scheduled-events"
EVENT = f"{EVENTS}/{{guild_scheduled_event_id}}"

SCHEDULED_EVENTS = 1 << 16
"""The intent."""

SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
EXTERNAL = 3
MOST = 100
MOVES = {SCHEDULED: {SCHEDULED, ACTIVE, CANCELED}, ACTIVE: {ACTIVE, COMPLETED}}
"""From which state to which."""


@dataclass(eq=False)
class Scheduled:
    """One event."""

    id: int
    creator: User
    name: str
    description: str | None
    begins: datetime
    ends: datetime
    location: str
    status: int = SCHEDULED


def shown(guild: Guild, one: Scheduled) -> JSON:
    return {
        "id": str(one.id),
        "guild_id": str(guild.id),
        "channel_id": None,
        "creator_id": str(one.creator.id),
        "creator": shapes.user(one.creator),
        "name": one.name,
        "description": one.description,
        "image": None,
        "scheduled_start_time": stamp(one.begins),
        "scheduled_end_time": stamp(one.ends),
        "status": one.status,
        "entity_type": EXTERNAL,
        "entity_id": None,
        "entity_metadata": {"location": one.location},
        "privacy_level": 2,
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
    }


def standing(guild: Guild) -> list[Scheduled]:
    """Those that are planned or on."""
    return [one for one in guild.events.values() if one.status in (SCHEDULED, ACTIVE)]


def _tell(world: World, guild: Guild, what: str, one: Scheduled) -> None:
    name = f"GUILD_SCHEDULED_EVENT_{what}"
    world.tell(Event(name, shown(guild, one), SCHEDULED_EVENTS))


def _time(form: JSON, name: str) -> datetime:
    found = datetime.fromisoformat(form[name])
    if found.tzinfo is None:
        raise invalid_form(Problem((name,), "has no zone"))
    return found


def _may(house: House, guild: Guild, one: Scheduled | None = None) -> None:
    bot = house.world.bot
    rights = guild.rights(bot)
    own = one is None or one.creator is bot
    if May.MANAGE_EVENTS in rights or (own and May.CREATE_EVENTS in rights):
        return
    raise missing_permissions()


def _named(house: House, asked: Asked) -> tuple[Guild, Scheduled]:
    guild = joined(house, asked)
    one = guild.events.get(asked.id("guild_scheduled_event_id"))
    if one is None:
        raise Refused(404, 10070, "Unknown Guild Scheduled Event")
    return guild, one


def _check(world: World, begins: datetime, ends: datetime) -> None:
    if begins <= world.watch.now():
        raise invalid_form(Problem(("scheduled_start_time",), "Cannot schedule in the past."))
    if ends <= begins:
        raise invalid_form(Problem(("scheduled_end_time",), "must be after the start"))


@answers("GET", EVENTS)
def list_events(house: House, asked: Asked) -> Answer:
    guild = joined(house, asked)
    return 200, [shown(guild, one) for one in standing(guild)]


@answers("POST", EVENTS)
def make_event(house: House, asked: Asked) -> Answer:
    guild, form = joined(house, asked), asked.form
    _may(house, guild)
    if form["entity_type"] != EXTERNAL or not form.get("scheduled_end_time"):
        raise invalid_form(Problem(("scheduled_end_time",), "is required elsewhere"))
    begins, ends = _time(form, "scheduled_start_time"), _time(form, "scheduled_end_time")
    _check(house.world, begins, ends)
    if len(standing(guild)) >= MOST:
        raise Refused(400, 30038, "Maximum number of guild scheduled events reached (100)")
    one = Scheduled(
        house.world.new_id(),
        house.world.bot,
        form["name"],
        form.get("description"),
        begins,
        ends,
        form["entity_metadata"]["location"],
    )
    guild.events[one.id] = one
    _tell(house.world, guild, "CREATE", one)
    return 200, shown(guild, one)


@answers("PATCH", EVENT)
def change_event(house: House, asked: Asked) -> Answer:
    guild, one = _named(house, asked)
    _may(house, guild, one)
    change(house.world, guild, one, asked.form)
    return 200, shown(guild, one)


@answers("DELETE", EVENT)
def delete_event(house: House, asked: Asked) -> Answer:
    guild, one = _named(house, asked)
    _may(house, guild, one)
    take_away(house.world, guild, one)
    return 204, None


# What anybody with rights does with one, here and in their app.


def change(world: World, guild: Guild, one: Scheduled, form: JSON) -> None:
    status = form.get("status") or one.status
    if status not in MOVES.get(one.status, set()):
        raise Refused(400, 180000, "Cannot update a finished event")
    timed = {"scheduled_start_time", "scheduled_end_time"} & form.keys()
    begins = _time(form, "scheduled_start_time") if "scheduled_start_time" in form else one.begins
    ends = _time(form, "scheduled_end_time") if "scheduled_end_time" in form else one.ends
    if timed:
        if one.status != SCHEDULED:
            raise invalid_form(Problem(("scheduled_start_time",), "it has begun"))
        _check(world, begins, ends)
    one.begins, one.ends, one.status = begins, ends, status
    one.name = form.get("name", one.name)
    one.description = form.get("description", one.description)
    _tell(world, guild, "UPDATE", one)


def moves(world: World, guild: Guild, one: Scheduled, by: timedelta) -> None:
    """Somebody moves it in their app."""
    begins, ends = stamp(one.begins + by), stamp(one.ends + by)
    change(world, guild, one, {"scheduled_start_time": begins, "scheduled_end_time": ends})


def take_away(world: World, guild: Guild, one: Scheduled) -> None:
    del guild.events[one.id]
    _tell(world, guild, "DELETE", one)
