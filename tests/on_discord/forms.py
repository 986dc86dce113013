"""What somebody types after a slash or into a form, checked as their own client would check it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from on_discord import shapes
from on_discord.components import CHECKBOX, ROW, SELECTS, TEXT_INPUT, Found, walk
from on_discord.errors import JSON
from on_discord.world import Channel, Guild, Role, User

LABEL, RADIO, CHECKBOXES = 18, 21, 22


class CannotDo(AssertionError):  # noqa: N818 (it fails a test, as an assertion does)
    """Somebody's client does not let them do that."""


def filled_in(form: JSON, guild: Guild | None, values: Mapping[str, Any]) -> JSON:
    """A form as the client sends it. `values` by label or custom_id; the rest stays as it was."""
    found = [one for one in walk(form["components"]) if _is_field(one)]
    left, resolved = dict(values), dict[str, Any]()
    shown: list[JSON] = []
    for n, one in enumerate(found, start=1):
        names = [name for name in (one.custom_id, one.label) if name in left]
        value = left.pop(names[0]) if names else None
        field = {"type": one.kind, "id": n * 2, "custom_id": one.custom_id}
        field |= _value(one, value, guild, resolved)
        if one.path[-1] == "component":
            shown.append({"type": LABEL, "id": n * 2 - 1, "component": field})
        else:
            shown.append({"type": ROW, "id": n * 2 - 1, "components": [field]})
    if left:
        fields = [(one.label, one.custom_id) for one in found]
        raise CannotDo(f"the form has no {list(left)}; it has {fields}")
    data: JSON = {"custom_id": form["custom_id"], "components": shown}
    return {**data, "resolved": resolved} if resolved else data


def _is_field(one: Found) -> bool:
    return one.kind in SELECTS | {TEXT_INPUT, RADIO, CHECKBOXES, CHECKBOX}


def _value(one: Found, value: Any, guild: Guild | None, resolved: JSON) -> JSON:
    needed = one.component.get("required") is not False
    if one.kind == TEXT_INPUT:
        return {"value": _text(one, value, needed=needed)}
    if one.kind == CHECKBOX:
        return {"value": bool(one.component.get("default") if value is None else value)}
    options = one.component.get("options", ())
    chosen = value if isinstance(value, list | tuple) else [value]
    if value is None:
        chosen = [each["label"] for each in options if each.get("default")]
    if needed and not chosen:
        raise CannotDo(f"{one.label}: nothing is chosen")
    picked = picks(one.component, chosen, guild, resolved)
    if one.kind == RADIO:
        return {"value": picked[0] if picked else None}
    return {"values": picked}


def _text(one: Found, value: Any, *, needed: bool) -> str:
    text = str(value if value is not None else one.component.get("value") or "")
    low, high = one.component.get("min_length") or 0, one.component.get("max_length") or 4000
    if (needed and not text) or (text and not low <= len(text) <= high):
        raise CannotDo(f"{one.label}: {len(text)} characters do not fit")
    return text


def picks(menu: JSON, chosen: Sequence[Any], guild: Guild | None, resolved: JSON) -> list[str]:
    """The values of what is chosen: by label, by value, or as people, roles and channels."""
    found = []
    for each in chosen:
        if "options" not in menu:
            found.append(_resolve(each, _MENUS[menu["type"]], guild, resolved))
            continue
        fits = [one["value"] for one in menu["options"] if each in (one["label"], one["value"])]
        if not fits:
            raise CannotDo(f"no {each!r} in {[one['label'] for one in menu['options']]}")
        found += fits[:1]
    most = 1 if menu["type"] == RADIO else len(menu.get("options", ()))
    most = menu.get("max_values") or 1 if menu["type"] in SELECTS else most
    if len(found) > most:
        raise CannotDo(f"more than {most} chosen")
    return found


def typed_after(command: JSON, guild: Guild | None, values: Mapping[str, Any]) -> JSON:
    """A slash command as the client sends it. Options: `_` for `-`; people and places as such."""
    given = {name.replace("_", "-"): value for name, value in values.items()}
    known = {one["name"]: one for one in command["options"]}
    by_name = {name.replace("_", "-"): one for name, one in known.items()}
    if strangers := given.keys() - by_name.keys():
        raise CannotDo(f"/{command['name']} has no {strangers}; it has {list(known)}")
    resolved: JSON = {}
    options = []
    for name, one in by_name.items():
        if name in given:
            value = _option(one, given[name], guild, resolved)
            options.append({"name": one["name"], "type": one["type"], "value": value})
        elif one.get("required"):
            raise CannotDo(f"/{command['name']} needs {one['name']}")
    data: JSON = {"id": command["id"], "name": command["name"], "type": 1}
    if options:
        data["options"] = options
    if resolved:
        data["resolved"] = resolved
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data


_MENUS: Mapping[int, tuple[type, ...]] = {
    5: (User,),
    6: (Role,),
    7: (User, Role),
    8: (Channel,),
}
_KINDS: Mapping[int, tuple[type, ...]] = {
    3: (str,),
    4: (int,),
    5: (bool,),
    6: (User,),
    7: (Channel,),
    8: (Role,),
    9: (User, Role),
    10: (int, float),
}


def _option(option: JSON, value: Any, guild: Guild | None, resolved: JSON) -> Any:
    kinds = _KINDS[option["type"]]
    if option["type"] in (6, 7, 8, 9):
        return _resolve(value, kinds, guild, resolved)
    if not isinstance(value, kinds):
        raise CannotDo(f"{option['name']} cannot be {value!r}")
    if option.get("choices"):
        fits = [one["value"] for one in option["choices"] if value in (one["name"], one["value"])]
        if not fits:
            raise CannotDo(f"{option['name']} cannot be {value!r}")
        return fits[0]
    size = len(value) if isinstance(value, str) else value
    ends = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    low, high = (option.get(name) for name in ends)
    if (low is not None and size < low) or (high is not None and size > high):
        raise CannotDo(f"{option['name']} cannot be {value!r}")
    return value


def _resolve(given: Any, kinds: tuple[type, ...], guild: Guild | None, resolved: JSON) -> str:
    """The id of somebody, a role or a place; what is known of it goes along."""
    one = getattr(given, "user", given)
    if type(one) not in kinds:
        raise CannotDo(f"{given!r} cannot be chosen here")
    id = str(one.id)
    if isinstance(one, Role):
        resolved.setdefault("roles", {})[id] = shapes.role(one)
    elif isinstance(one, Channel):
        resolved.setdefault("channels", {})[id] = {**shapes.channel(one), "permissions": "0"}
    else:
        resolved.setdefault("users", {})[id] = shapes.user(one)
        if guild is not None and one.id in guild.members:
            member = shapes.member(guild.members[one.id], with_user=False)
            bits = str(int(guild.rights(one)))
            resolved.setdefault("members", {})[id] = {**member, "permissions": bits}
    return id
