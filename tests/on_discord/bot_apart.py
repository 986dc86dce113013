"""`alongside run` in a process of its own on a strict Discord of our own."""

from __future__ import annotations

import json
from dataclasses import dataclass

from apart import Apart
from on_discord.server import Discord

SETTINGS = """
[discord]
token = {token}
api_base_url = {url}
"""


@dataclass(kw_only=True)
class BotApart(Apart):
    """One deployment on Discord."""

    LISTENS = "I am signed in to Discord"

    discord: Discord

    def settings(self) -> str:
        return SETTINGS.format(
            token=json.dumps(self.discord.token), url=json.dumps(self.discord.url)
        )
