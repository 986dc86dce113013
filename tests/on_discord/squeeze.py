"""How the gateway's payloads are packed on the way, as the client asked for it."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable

Squeeze = Callable[[str], str | bytes]


def squeezer(kind: str | None) -> Squeeze:
    """One connection's packer; all its payloads are one stream."""
    if kind is None:
        return lambda text: text
    if kind == "zlib-stream":
        packer = zlib.compressobj()
        return lambda text: packer.compress(text.encode()) + packer.flush(zlib.Z_SYNC_FLUSH)
    assert kind == "zstd-stream", kind
    return _zstd()


def _zstd() -> Squeeze:
    """discord.py asks for this only where one of these two is at hand."""
    try:
        own = importlib.import_module("compression.zstd")
        block = own.ZstdCompressor.FLUSH_BLOCK
        one = own.ZstdCompressor()
        return lambda text: bytes(one.compress(text.encode(), block))
    except ImportError:
        other = importlib.import_module("zstandard")
        two = other.ZstdCompressor().compressobj()
        block = other.COMPRESSOBJ_FLUSH_BLOCK
        return lambda text: bytes(two.compress(text.encode()) + two.flush(block))
