"""The measurements: slow, alone on the machine if possible, one line of figures each."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
