"""Signing in: one device, kept as long as the server knows it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from matrix.synapse import Account, Synapse

from adapters.matrix.crypto import Encryption
from adapters.matrix.signing_in import CannotStart, sign_in
from adapters.matrix.store import Store
from adapters.matrix.wire import Homeserver, path


@dataclass
class Door:
    """A real homeserver whose tokens run out when we say so."""

    url: str
    ran_out: dict[str, bool] = field(default_factory=dict)
    """Tokens, and whether the device behind each is kept."""


@pytest.fixture
async def door(synapse: Synapse) -> AsyncIterator[Door]:
    async with ClientSession() as session:

        async def forward(request: web.Request) -> web.Response:
            token = request.headers.get("Authorization", "").removeprefix("Bearer ")
            if token in one.ran_out:
                told: dict[str, Any] = {"errcode": "M_UNKNOWN_TOKEN", "error": "Unknown token"}
                return web.json_response(told | {"soft_logout": one.ran_out[token]}, status=401)
            async with session.request(
                request.method,
                synapse.url + request.raw_path,
                data=await request.read(),
                headers={"Authorization": f"Bearer {token}"} if token else {},
            ) as answer:
                return web.json_response(await answer.json(), status=answer.status)

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", forward)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        one = Door(f"http://127.0.0.1:{runner.addresses[0][1]}")
        yield one
        await runner.cleanup()


@pytest.fixture
async def account(synapse: Synapse) -> Account:
    return await synapse.register(synapse.new_name("bot"))


async def test_a_token_that_ran_out_is_renewed_for_the_same_device(
    door: Door, account: Account, tmp_path: Path
) -> None:
    async with Homeserver(door.url) as server:
        with Store(tmp_path) as store:
            first = await sign_in(server, store, account.user, password=account.password)
            encryption = Encryption(server, store, first.user_id, first.device_id)
            await encryption.start(account.password)
            seen = encryption.device_keys
            await encryption.close()
        door.ran_out[first.access_token] = True
        with Store(tmp_path) as store:
            again = await sign_in(server, store, account.user, password=account.password)
            assert again.device_id == first.device_id
            assert again.access_token != first.access_token
            assert store.device() == again
            encryption = Encryption(server, store, again.user_id, again.device_id)
            await encryption.start(None)
            assert encryption.device_keys["keys"] == seen["keys"]
            await encryption.close()
        devices = await server.ask("GET", path("devices"))
        mine = [one for one in devices["devices"] if one["device_id"] == first.device_id]
        assert len(mine) == 1


async def test_a_device_that_was_signed_out_is_followed_by_a_new_one(
    door: Door, account: Account, tmp_path: Path
) -> None:
    async with Homeserver(door.url) as server:
        with Store(tmp_path) as store:
            first = await sign_in(server, store, account.user, password=account.password)
            door.ran_out[first.access_token] = False
            again = await sign_in(server, store, account.user, password=account.password)
            assert again.device_id != first.device_id


@pytest.mark.parametrize("kept", [True, False])
async def test_without_a_password_nobody_signs_in_again(
    door: Door, account: Account, tmp_path: Path, kept: bool
) -> None:
    async with Homeserver(door.url) as server:
        with Store(tmp_path) as store:
            first = await sign_in(server, store, account.user, password=account.password)
            door.ran_out[first.access_token] = kept
            with pytest.raises(CannotStart) as told:
                await sign_in(server, store, account.user)
            assert told.value.key == "matrix.signed-out"
            assert store.device() == first
