"""What the tests of the rehearsal room share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from local.practice import Room, rehearsal


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """A fresh rehearsal room, once everybody has said hello."""
    async with rehearsal(tmp_path) as one:
        await one.until("@local:bashir", "by phone")
        await one.until("@local:ana", "Hello, Ana")
        yield one
