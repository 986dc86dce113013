"""What `alongside check` finds out about Matrix. It changes nothing, on no side."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from adapters.matrix import events, signing
from adapters.matrix.adapter import CLOCKS_APART, MINUTE
from adapters.matrix.keys import verifies
from adapters.matrix.signing_in import CannotStart, is_us, refused
from adapters.matrix.store import Device, Store, StoreDamaged, StoreInUse
from adapters.matrix.wire import Homeserver, Refusal, Unreachable
from bot.check import Finding

if TYPE_CHECKING:
    from bot.config import Matrix

KEYS = (
    "matrix.not-tried",
    "matrix.answers",
    "matrix.signed",
    "matrix.not-signed",
    "matrix.store-open",
)

VERSIONS = "/_matrix/client/versions"


async def look(config: Matrix) -> AsyncIterator[Finding]:
    """The server, our sign-in, our keys. While the bot runs it holds the keys: then less."""
    async with Homeserver(config.homeserver) as server:
        try:
            versions = await server.ask("GET", VERSIONS)
        except Unreachable as problem:
            key = "matrix.not-matrix" if problem.strange else "matrix.unreachable"
            facts = {"url": config.homeserver, "reason": str(problem)}
            yield Finding(False, key, facts)
            return
        except Refusal:
            versions = {}
        if not events.items(versions.get("versions")):
            yield Finding(False, "matrix.not-matrix", {"url": config.homeserver})
            return
        yield Finding(True, "matrix.answers", {"url": config.homeserver})
        apart = server.clocks_apart
        if apart is not None and abs(apart) > CLOCKS_APART:
            yield Finding(False, "matrix.clocks", {"minutes": round(abs(apart) / MINUTE)})
        async for finding in _device(config, server):
            yield finding


async def _device(config: Matrix, server: Homeserver) -> AsyncIterator[Finding]:
    """The device that signed in at an earlier start. Before the first one there is none."""
    if not config.store.exists():
        yield Finding(True, "matrix.not-tried", {"user": config.user_id})
        return
    path = {"path": str(config.store)}
    try:
        if config.store.stat().st_mode & 0o077:
            yield Finding(False, "matrix.store-open", path)
        with Store(config.store, tidy=False) as store:
            device = store.device()
        if device is None:
            yield Finding(True, "matrix.not-tried", {"user": config.user_id})
            return
        async for finding in _signed_in(config, server, device):
            yield finding
    except StoreInUse:
        return  # the bot runs; it tells itself what is wrong
    except StoreDamaged as damaged:
        yield Finding(False, "matrix.store-damaged", {"path": str(damaged.path)})
    except PermissionError:
        yield Finding(False, "matrix.store-closed", path)


async def _signed_in(config: Matrix, server: Homeserver, device: Device) -> AsyncIterator[Finding]:
    user = {"user": config.user_id}
    server.token = device.access_token
    try:
        await is_us(server, device)
        if not config.encryption:
            return
        seen = await signing.own_keys(server, device.user_id)
    except CannotStart as problem:
        yield Finding(False, problem.key, dict(problem.facts))
        return
    except Refusal as no:
        known = refused(no, config.user_id)
        if isinstance(known, CannotStart):
            yield Finding(False, known.key, dict(known.facts))
        return
    except Unreachable:
        return  # said already, or it went away just now
    ours = signing.seen_device(seen, device.user_id, device.device_id)
    keys = signing.self_signing(seen, device.user_id)
    good = ours is not None and any(verifies(ours, device.user_id, key, key) for key in keys)
    yield Finding(good, "matrix.signed" if good else "matrix.not-signed", user)
