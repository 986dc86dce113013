"""Cross-signing: the account vouches for its own device, so that people's apps trust it.

Three keys (Client-Server API, "Cross-signing"): the master key signs the other two, the
self-signing key signs our device. Their seeds never leave the store. Nothing is uploaded when
the server already has it, so the password is needed once.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from adapters.matrix.events import mapping
from adapters.matrix.keys import canonical, verifies
from adapters.matrix.store import Seeds, Store
from adapters.matrix.wire import JSON, Homeserver, Refusal, path

Sign = Callable[[str], str]
"""The device's own signature of a text, base64."""


class NeedsPassword(Exception):  # noqa: N818
    """The server wants to know that it is the account's owner who sets new signing keys."""


class WrongPassword(NeedsPassword):
    """It does not take the one that we have."""


class NoPasswordSignIn(Exception):  # noqa: N818
    """The server takes no password for this: its admin must allow new signing keys elsewhere."""


def new_seeds() -> Seeds:
    return Seeds(secrets.token_hex(32), secrets.token_hex(32), secrets.token_hex(32))


def public(seed: str) -> str:
    """The public half of a seed, unpadded base64 as Matrix writes it."""
    key = ECC.construct(curve="Ed25519", seed=bytes.fromhex(seed))
    return _base64(key.public_key().export_key(format="raw"))


def signature(seed: str, body: JSON) -> str:
    """Of everything in the body but what the spec leaves out."""
    key = ECC.construct(curve="Ed25519", seed=bytes.fromhex(seed))
    return _base64(eddsa.new(key, "rfc8032").sign(canonical(body).encode()))


def key_of(seed: str, usage: str, user_id: str) -> JSON:
    """A cross-signing key as the server keeps it, without signatures."""
    key = public(seed)
    return {"user_id": user_id, "usage": [usage], "keys": {f"ed25519:{key}": key}}


def master_key(seeds: Seeds, user_id: str, device_id: str, sign: Sign) -> JSON:
    """The master key, signed by our device: who trusts that one may trust this."""
    body = key_of(seeds.master, "master", user_id)
    body["signatures"] = {user_id: {f"ed25519:{device_id}": sign(canonical(body))}}
    return body


def keys_to_upload(seeds: Seeds, user_id: str, device_id: str, sign: Sign) -> JSON:
    """All three keys: the two lower ones signed by the master key, that one by our device."""
    body: JSON = {"master_key": master_key(seeds, user_id, device_id, sign)}
    for name, seed in (("self_signing", seeds.self_signing), ("user_signing", seeds.user_signing)):
        key = key_of(seed, name, user_id)
        body[f"{name}_key"] = signed(key, seeds.master, user_id)
    return body


def signed(body: JSON, seed: str, user_id: str) -> JSON:
    """The body with one more signature, by this seed."""
    signatures = dict(body.get("signatures", {}))
    signatures[user_id] = {
        **signatures.get(user_id, {}),
        f"ed25519:{public(seed)}": signature(seed, body),
    }
    return {**body, "signatures": signatures}


def has_key(answer: JSON, field: str, user_id: str, seed: str) -> bool:
    """Whether the server holds the public half of this seed."""
    found = mapping(mapping(mapping(answer.get(field)).get(user_id)).get("keys"))
    return list(found.values()) == [public(seed)]


async def own_keys(server: Homeserver, user_id: str) -> JSON:
    """What everybody can see of our account's keys."""
    return await server.ask("POST", path("keys", "query"), {"device_keys": {user_id: []}})


async def vouch(
    server: Homeserver,
    store: Store,
    *,
    user_id: str,
    device: JSON,
    sign: Sign,
    seen: JSON,
    password: str | None,
) -> None:
    """Make sure that our device is signed by our account; `seen` is the answer of own_keys.

    Without seeds (a first start, a lost store) there are new ones, and the account's older
    signing keys are replaced. NeedsPassword or NoPasswordSignIn when that cannot be.
    """
    device_id: str = device["device_id"]
    seeds = store.seeds()
    if seeds is None:
        seeds = new_seeds()
        # Before the upload: a key that the server knows must never be one that we lost.
        store.save_seeds(seeds)
    if not (
        has_key(seen, "master_keys", user_id, seeds.master)
        and has_key(seen, "self_signing_keys", user_id, seeds.self_signing)
    ):
        await _upload(server, keys_to_upload(seeds, user_id, device_id, sign), user_id, password)
    else:
        key = public(seeds.self_signing)
        if verifies(seen_device(seen, user_id, device_id), user_id, key, key):
            return
    answer = await server.ask(
        "POST",
        path("keys", "signatures", "upload"),
        {
            user_id: {
                device_id: signed(device, seeds.self_signing, user_id),
                public(seeds.master): master_key(seeds, user_id, device_id, sign),
            }
        },
    )
    failures = answer.get("failures")
    if isinstance(failures, dict) and failures.get(user_id):
        raise Refusal(200, "M_INVALID_SIGNATURE", answer)


def seen_device(answer: JSON, user_id: str, device_id: str) -> JSON | None:
    """Our device as the server shows it to others; None when it has no keys of it."""
    devices = mapping(mapping(answer.get("device_keys")).get(user_id))
    return dict(mapping(devices[device_id])) if device_id in devices else None


def self_signing(answer: JSON, user_id: str) -> list[str]:
    """The key with which our account vouches for its devices, as the server shows it."""
    keys = mapping(mapping(mapping(answer.get("self_signing_keys")).get(user_id)).get("keys"))
    return [key for key in keys.values() if isinstance(key, str)]


async def _upload(server: Homeserver, body: JSON, user_id: str, password: str | None) -> None:
    where = path("keys", "device_signing", "upload")
    try:
        await server.ask("POST", where, body)
        return
    except Refusal as refusal:
        if refusal.status != 401 or "flows" not in refusal.body:
            raise
        asked = refusal.body
    flows = asked["flows"]
    if not isinstance(flows, list) or not any(
        isinstance(flow, dict) and flow.get("stages") == ["m.login.password"] for flow in flows
    ):
        raise NoPasswordSignIn
    if password is None:
        raise NeedsPassword
    auth: JSON = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": user_id},
        "password": password,
    }
    if isinstance(asked.get("session"), str):
        auth["session"] = asked["session"]
    try:
        await server.ask("POST", where, {**body, "auth": auth})
    except Refusal as refusal:
        if refusal.code == "M_FORBIDDEN" or "flows" in refusal.body:
            raise WrongPassword from None
        raise


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
