"""A bare bot on matrix-nio that answers every message at once: the floor we are measured against.

python echo.py URL USER TOKEN DEVICE
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from nio import AsyncClient, InviteMemberEvent, MatrixRoom, RoomMessageText


async def main(url: str, user: str, token: str, device: str) -> None:
    client = AsyncClient(url, user)
    client.user_id, client.access_token, client.device_id = user, token, device
    await client.sync(timeout=0)

    async def come(room: MatrixRoom, _event: Any) -> None:
        await client.join(room.room_id)

    async def echo(room: MatrixRoom, event: RoomMessageText) -> None:
        if event.sender != user:
            content = {"msgtype": "m.notice", "body": event.body}
            await client.room_send(room.room_id, "m.room.message", content)

    client.add_event_callback(come, InviteMemberEvent)
    client.add_event_callback(echo, RoomMessageText)
    print("ready", flush=True)
    await client.sync_forever(timeout=30_000)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
