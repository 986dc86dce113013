"""`alongside check` finds out about Matrix what is so, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from matrix import gate
from matrix.bot_here import account, bot_here
from matrix.gate import open_stub
from matrix.synapse import Account, Synapse

from adapters.matrix.checking import look
from bot.config import Matrix


def settings(folder: Path, own: Account, url: str) -> Matrix:
    return Matrix.model_validate(
        {
            "homeserver": url,
            "user_id": own.user,
            "password": own.password,
            "store": folder / "store",
        },
        context={"folder": folder},
    )


async def found(config: Matrix) -> dict[str, bool]:
    return {one.key: one.good async for one in look(config)}


async def test_before_and_after_the_first_start(synapse: Synapse, tmp_path: Path) -> None:
    own = await account(synapse)
    config = settings(tmp_path, own, synapse.url)
    assert await found(config) == {"matrix.answers": True, "matrix.not-tried": True}
    assert not config.store.exists(), "it changes nothing"
    async with bot_here(synapse, tmp_path, own, encryption=True):
        assert await found(config) == {"matrix.answers": True}, "the bot tells the rest itself"
    assert await found(config) == {"matrix.answers": True, "matrix.signed": True}
    config.store.chmod(0o755)
    assert (await found(config))["matrix.store-open"] is False
    assert config.store.stat().st_mode & 0o777 == 0o755, "it changes nothing"
    (config.store / "device.json").write_text("{")
    assert (await found(config))["matrix.store-damaged"] is False


async def test_a_sign_in_that_the_server_ended(synapse: Synapse, tmp_path: Path) -> None:
    own = await account(synapse)
    async with bot_here(synapse, tmp_path, own, encryption=True):
        pass
    token = await synapse.login(own.user, own.password)
    await synapse.ask("POST", "/_matrix/client/v3/logout/all", {}, token=token.token)
    assert (await found(settings(tmp_path, own, synapse.url)))["matrix.signed-out"] is False


@pytest.mark.parametrize("page", ["{}", "<html>", '{"versions": "none"}'])
async def test_something_else_that_answers(synapse: Synapse, tmp_path: Path, page: str) -> None:
    own = await account(synapse)
    async with open_stub(gate.answers(page)) as other:
        assert await found(settings(tmp_path, own, other.url)) == {"matrix.not-matrix": False}


async def test_nobody_answers(synapse: Synapse, tmp_path: Path) -> None:
    own = await account(synapse)
    config = settings(tmp_path, own, "http://127.0.0.1:9")
    assert await found(config) == {"matrix.unreachable": False}
