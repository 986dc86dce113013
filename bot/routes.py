"""Where else something can be taken: complaints, advocacy, as the organisation wrote them down.

Its law: said in the same words to everybody, and never in place of an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.db import Tx
from bot.model import Text

KEYS = ("routes.one", "routes.one-about")


@dataclass(frozen=True, slots=True)
class Route:
    """One other way."""

    name: str
    how: str
    """An address, a number, or a place."""
    about: str | None = None

    def said(self) -> Text:
        facts = {"name": self.name, "how": self.how}
        if self.about is None:
            return Text("routes.one", facts)
        return Text("routes.one-about", {**facts, "about": self.about})


def set_up(tx: Tx, found: Iterable[Route]) -> None:
    """Write anew what the settings say."""
    tx.run("DELETE FROM route")
    for place, one in enumerate(found):
        tx.run(
            "INSERT INTO route (place, name, how, about) VALUES (:place, :name, :how, :about)",
            place=place,
            name=one.name,
            how=one.how,
            about=one.about,
        )


def every(tx: Tx) -> list[Route]:
    """All of them, in the order of the settings."""
    return [Route(*row) for row in tx.all("SELECT name, how, about FROM route ORDER BY place")]
