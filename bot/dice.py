"""Secret bits, drawn by the handful: asking the system for each alone costs more than a command.

A seed goes into an Ask, so that a handler which is run again throws the same.
"""

from __future__ import annotations

import secrets
from collections import deque

_BYTES = 8
_HANDFUL = 256

_drawn: deque[int] = deque()


def seed() -> int:
    """64 secret bits, never given twice. For the loop's thread."""
    if not _drawn:
        bits = secrets.token_bytes(_BYTES * _HANDFUL)
        _drawn.extend(int.from_bytes(bits[at : at + _BYTES]) for at in range(0, len(bits), _BYTES))
    return _drawn.popleft()
