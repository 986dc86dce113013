"""What the tests of Matrix share: real homeservers, started once and only when asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from matrix.people import Town
from matrix.synapse import HOW_TO_INSTALL, INSTALLED, Limits, Synapse, open_synapse


def _one(factory: pytest.TempPathFactory, limits: Limits) -> Iterator[Synapse]:
    if not INSTALLED:
        pytest.skip(HOW_TO_INSTALL)
    with open_synapse(factory.mktemp(f"synapse-{limits}"), limits=limits) as running:
        yield running


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """A homeserver where everybody may send as fast as they like."""
    yield from _one(tmp_path_factory, "lifted")


@pytest.fixture(scope="session")
def synapse_default(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """A homeserver with Synapse's own limits for what people send."""
    yield from _one(tmp_path_factory, "default")


@pytest.fixture(autouse=True)
def running_again(request: pytest.FixtureRequest) -> None:
    """A test that failed while its Synapse was down is no trouble for the next one."""
    for name in ("synapse", "synapse_default"):
        if name in request.fixturenames:
            one: Synapse = request.getfixturevalue(name)
            one.revive()


@pytest.fixture
async def town(synapse: Synapse) -> AsyncIterator[Town]:
    """People with real clients, on the homeserver without limits."""
    async with Town(synapse) as one:
        yield one


@pytest.fixture
async def town_default(synapse_default: Synapse) -> AsyncIterator[Town]:
    """People with real clients, on the homeserver with Synapse's own limits."""
    async with Town(synapse_default) as one:
        yield one
