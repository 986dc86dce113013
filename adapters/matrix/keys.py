"""What other people's devices say about their keys, looked at before anything is done with it.

Every function takes what came over the wire, whatever it is, and answers with what may be used
or with nothing. None of them raises: one broken device must not silence us for the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import vodozemac
from nio.api import Api

from adapters.matrix import events
from adapters.matrix.events import mapping

OLM = "m.olm.v1.curve25519-aes-sha2"
MEGOLM = "m.megolm.v1.aes-sha2"
ONE_TIME = "signed_curve25519"

MOST_DEVICES = 100
"""Of one person. Each costs a one-time key and a message, and anybody can make more."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Keys of a device, signed by it."""

    ed25519: str
    curve25519: str


@dataclass(frozen=True, slots=True, repr=False)
class RoomKey:
    """The key of one group session, as its maker handed it to us."""

    room_id: str
    session_id: str
    session_key: str
    ed25519: str
    """Of the device that encrypted it for us."""


def is_curve25519(text: object) -> bool:
    return _is_key(text, vodozemac.Curve25519PublicKey)


def is_ed25519(text: object) -> bool:
    return _is_key(text, vodozemac.Ed25519PublicKey)


def canonical(body: Mapping[str, Any]) -> str:
    """The text that is signed (spec, "Signing JSON")."""
    plain = {name: value for name, value in body.items() if name not in ("signatures", "unsigned")}
    text: str = Api.to_canonical_json(plain)
    return text


def verifies(body: object, user_id: str, key_id: str, key: str) -> bool:
    """Whether this Ed25519 key of the user signed the body. Never raises."""
    try:
        signatures = mapping(mapping(body).get("signatures"))
        found = mapping(signatures.get(user_id)).get(f"ed25519:{key_id}")
        vodozemac.Ed25519PublicKey.from_base64(key).verify_signature(
            canonical(mapping(body)).encode(), vodozemac.Ed25519Signature.from_base64(str(found))
        )
    # Whatever a stranger wrote here: it is not a signature.
    except Exception:  # noqa: BLE001
        return False
    return True


def devices(body: object, user_id: str) -> dict[str, Claimed]:
    """The devices of a user that are whole and signed; the others are as if they were not."""
    found: dict[str, Claimed] = {}
    for device_id, one in mapping(body).items():
        claimed = _device(one, user_id, device_id)
        if claimed is not None and len(found) < MOST_DEVICES:
            found[device_id] = claimed
    return found


def one_time_key(body: object, user_id: str, device_id: str, ed25519: str) -> str | None:
    """The key that the server gave us for this device, when the device signed it."""
    for key_id, one in mapping(body).items():
        if (
            key_id.startswith(f"{ONE_TIME}:")
            and is_curve25519(mapping(one).get("key"))
            and verifies(one, user_id, device_id, ed25519)
        ):
            return str(one["key"])
    return None


def room_key(payload: object) -> RoomKey | None:
    """A room key out of what an Olm message held."""
    content = mapping(mapping(payload).get("content"))
    ed25519 = mapping(mapping(payload).get("keys")).get("ed25519")
    room_id = events.identifier(content.get("room_id"))
    session_id, session_key = content.get("session_id"), content.get("session_key")
    if content.get("algorithm") != MEGOLM or not is_ed25519(ed25519):
        return None
    if room_id is None or not is_ed25519(session_id) or not isinstance(session_key, str):
        return None
    return RoomKey(room_id, str(session_id), session_key, str(ed25519))


def olm_message(event: object, own: str) -> tuple[str, str, int, str] | None:
    """Sender, the key it was sent with, type and body of an Olm message to our key `own`."""
    sender = events.user_id(mapping(event).get("sender"))
    content = mapping(mapping(event).get("content"))
    mine = mapping(mapping(content.get("ciphertext")).get(own))
    kind, body, sender_key = mine.get("type"), mine.get("body"), content.get("sender_key")
    if content.get("algorithm") != OLM or sender is None or not is_curve25519(sender_key):
        return None
    if type(kind) is not int or kind not in (0, 1) or not isinstance(body, str):
        return None
    return sender, str(sender_key), kind, body


def _device(body: object, user_id: str, device_id: str) -> Claimed | None:
    one = mapping(body)
    if events.identifier(device_id) is None or one.get("user_id") != user_id:
        return None
    if one.get("device_id") != device_id:
        return None
    algorithms = one.get("algorithms")
    if not isinstance(algorithms, list) or OLM not in algorithms or MEGOLM not in algorithms:
        return None
    keys = mapping(one.get("keys"))
    ed25519, curve25519 = keys.get(f"ed25519:{device_id}"), keys.get(f"curve25519:{device_id}")
    if not is_ed25519(ed25519) or not is_curve25519(curve25519):
        return None
    if not verifies(one, user_id, device_id, str(ed25519)):
        return None
    return Claimed(str(ed25519), str(curve25519))


def _is_key(text: object, kind: Any) -> bool:
    if not isinstance(text, str) or len(text) != 43:
        return False
    try:
        # Written in one way only: two spellings of one key would be two keys to us.
        return bool(kind.from_base64(text).to_base64() == text)
    except ValueError:
        return False
