"""One normal form of what people write without a name, so that nothing tells the platform."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from bot.model import PersonId


def normal(text: str, names: Mapping[PersonId, str]) -> str:  # noqa: ARG001
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
