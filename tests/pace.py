"""How far from its limit a measured time may be."""

from __future__ import annotations

import os

SLOWER = float(os.environ.get("ALONGSIDE_SLOWER", "1"))
"""By hand nothing is allowed beyond a limit. CI runs on shared machines, whose speed changes by the
hour and which sometimes stand still for a second: there it guards against gross loss only."""
