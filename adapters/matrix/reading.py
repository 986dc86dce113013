"""Reading what came encrypted into a room, and asking for a key that is missing."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

import vodozemac
from nio.crypto import OlmDevice

from adapters.matrix import keys
from adapters.matrix.events import mapping
from adapters.matrix.machine import Machine, let_through
from adapters.matrix.wire import JSON

MOST_ASKED = 1_000
"""Missing room keys that we remember having asked for."""

MOST_WAITING = 100
"""Requests that wait to be sent."""

PAST = "chat.alongside.past"
"""What stands in place of what is not to be read any more."""


class Reading:
    """Opens events of rooms with the keys that we were given."""

    def __init__(self, machine: Machine) -> None:
        self.requests: list[tuple[OlmDevice, JSON]] = []
        """What to ask of whom, when there is time."""
        self._machine = machine

    def decrypt(self, room_id: str, event: JSON) -> JSON | None:
        """The event inside an m.room.encrypted one; None without its key, or when it is bad."""
        try:
            return self._decrypt(room_id, event)
        except BaseException as problem:  # noqa: BLE001 - a panic in Rust is no Exception
            let_through(problem)
            return None  # and nothing is written about it: it may have been private

    def _decrypt(self, room_id: str, event: JSON) -> JSON | None:
        sender, event_id, content = event["sender"], event["event_id"], mapping(event["content"])
        session_id, sent = content["session_id"], event.get("origin_server_ts")
        if content["algorithm"] != keys.MEGOLM or type(sent) is not int:
            return None
        session = self._machine.room_keys.get(sender, room_id, session_id)
        if session is None:
            self._miss(room_id, sender, content)
            return None
        message = vodozemac.MegolmMessage.from_base64(content["ciphertext"])
        if message.message_index() < session.first_known_index:
            # From before our key begins: we let go of it, or never had it. Nothing is missing.
            return {**event, "type": PAST, "content": {}}
        text, index = session.decrypt(content["ciphertext"])
        if not self._machine.first_time(session, index, event_id):
            return None
        plain = json.loads(text)
        inner, kind = plain["content"], plain["type"]
        if plain["room_id"] != room_id or not isinstance(inner, dict) or not isinstance(kind, str):
            return None
        if "m.relates_to" in content:
            inner["m.relates_to"] = content["m.relates_to"]
        return {
            "type": kind,
            "content": inner,
            "event_id": event_id,
            "sender": sender,
            "origin_server_ts": sent,
            "unsigned": dict(mapping(event.get("unsigned"))),
        }

    def _miss(self, room_id: str, sender: str, content: Mapping[str, Any]) -> None:
        """Ask the device that wrote it for the key, once."""
        place, key = (sender, room_id, content["session_id"]), content.get("sender_key")
        device = next(
            (
                one
                for one in self._machine.devices(sender)
                if not one.deleted and one.curve25519 == key
            ),
            None,
        )
        asked = self._machine.asked_for
        if device is None or place in asked or len(self.requests) >= MOST_WAITING:
            return
        if not keys.is_ed25519(content["session_id"]):
            return
        asked[place] = device.curve25519
        if len(asked) > MOST_ASKED:
            asked.popitem(last=False)
        wish = {
            "action": "request",
            "request_id": secrets.token_hex(16),
            "requesting_device_id": self._machine.device_id,
            "body": {
                "algorithm": keys.MEGOLM,
                "room_id": room_id,
                "session_id": content["session_id"],
                "sender_key": device.curve25519,
            },
        }
        self.requests.append((device, wish))
