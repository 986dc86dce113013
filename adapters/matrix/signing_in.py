"""Signing in: one device, made once and kept for ever.

The server knows by the device what was sent already, so a new one is made only at the very
first start and when the server no longer knows the old one. When only the token ran out, the
device signs in again as itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.matrix import events
from adapters.matrix.store import Device, Store
from adapters.matrix.wire import JSON, Homeserver, Refusal, path

NAME = "Alongside"
"""What people's clients show of the device."""


class CannotStart(Exception):  # noqa: N818
    """Something only the admin can put right: a text key and its facts."""

    def __init__(self, key: str, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts or {}


async def sign_in(
    server: Homeserver,
    store: Store,
    user_id: str,
    *,
    password: str | None = None,
    token: str | None = None,
    device_id: str | None = None,
) -> Device:
    """The device this process is. Afterwards `server` carries its token.

    Raises CannotStart, Refusal or Unreachable.
    """
    saved = store.device()
    if saved is not None and saved.user_id != user_id:
        raise CannotStart("matrix.another-account", {"user": saved.user_id, "wanted": user_id})
    known_as = None
    if token is not None:
        saved = Device(user_id, device_id or "", token)
    if saved is not None:
        server.token = saved.access_token
        try:
            await is_us(server, saved)
        except Refusal as no:
            if no.status != 401 or token is not None:
                raise refused(no, user_id) from None
            if no.body.get("soft_logout") is True:  # only the token ran out
                known_as = saved.device_id
        else:
            if store.device() != saved:
                store.save_device(saved)
            return saved
    if password is None:
        raise CannotStart("matrix.signed-out", {"user": user_id})
    server.token = None
    device = await _new(server, user_id, password, known_as)
    server.token = device.access_token
    store.save_device(device)
    return device


async def is_us(server: Homeserver, device: Device) -> None:
    """Does the server know our token as this device? Raises CannotStart when it is another."""
    who = await server.ask("GET", path("account", "whoami"))
    for name, ours in (("user_id", device.user_id), ("device_id", device.device_id)):
        if who.get(name) != ours:
            found = events.text(who.get(name)) or "?"
            raise CannotStart("matrix.another-account", {"user": found, "wanted": ours})


async def _new(
    server: Homeserver, user_id: str, password: str, known_as: str | None = None
) -> Device:
    asked: JSON = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": user_id},
        "password": password,
        "initial_device_display_name": NAME,
    }
    if known_as is not None:
        asked["device_id"] = known_as
    try:
        made = await server.ask("POST", path("login"), asked)
    except Refusal as no:
        raise refused(no, user_id) from None
    found = [events.identifier(made.get(name)) for name in ("user_id", "device_id")]
    token = events.text(made.get("access_token"))
    if found[0] != user_id:
        raise CannotStart("matrix.another-account", {"user": found[0] or "?", "wanted": user_id})
    if found[1] is None or token is None:
        raise CannotStart("matrix.not-matrix", {"url": server.url})
    return Device(user_id, found[1], token)


def refused(no: Refusal, user_id: str) -> CannotStart | Refusal:
    """What a refusal at the door means to the admin."""
    if no.code == "M_USER_DEACTIVATED":
        return CannotStart("matrix.deactivated", {"user": user_id})
    if no.status == 401:
        return CannotStart("matrix.signed-out", {"user": user_id})
    if no.code == "M_FORBIDDEN":
        return CannotStart("matrix.wrong-password", {"user": user_id})
    if no.code in ("M_UNRECOGNIZED", "M_NOT_FOUND"):
        return CannotStart("matrix.no-password-here", {"user": user_id})
    return no
