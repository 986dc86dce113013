"""Answering points in the database."""

from __future__ import annotations

from bot.db import Tx
from bot.model import GroupId


def member_names(tx: Tx, group: GroupId) -> list[str]:
    sql = "SELECT name FROM member WHERE group_id = :g ORDER BY name"
    return [name for (name,) in tx.all(sql, g=group)]
