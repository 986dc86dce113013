"""`alongside run` in a process of its own on a real homeserver."""

from __future__ import annotations

import json
from dataclasses import dataclass

from apart import Apart
from matrix.synapse import Account

SETTINGS = """
[matrix]
homeserver = {url}
user_id = {user}
password = {password}
store = "store"
encryption = {encryption}
"""


@dataclass(kw_only=True)
class BotApart(Apart):
    """One deployment on Matrix."""

    LISTENS = "I am signed in to Matrix"

    url: str
    account: Account
    encryption: bool = False

    @property
    def user(self) -> str:
        return self.account.user

    def settings(self) -> str:
        return SETTINGS.format(
            url=json.dumps(self.url),
            user=json.dumps(self.user),
            password=json.dumps(self.account.password),
            encryption="true" if self.encryption else "false",
        )
