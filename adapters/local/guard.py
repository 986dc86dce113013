"""Who may reach the page: this computer only, by the whole address, from the page itself.

A web page from elsewhere may try to reach programs on this computer through the browser. It
knows neither the secret part of the address nor can it claim our host or origin, so it gets
nothing. What the page itself may load is what this server serves.
"""

from __future__ import annotations

import ipaddress
import logging
import secrets
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.anonymous.floor import told

log = logging.getLogger(__name__)

LONGEST = 64 * 1024
"""Bytes in one request."""

KEYS = ("local.fault", "local.not-understood", "local.too-long", "local.wrong-address")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
        " img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class NotHere(ValueError):  # noqa: N818 (an answer, not a fault)
    """The rehearsal room was asked to serve other computers."""


class Refuse(Exception):  # noqa: N818 (an answer, not a fault)
    """What was sent cannot be used: status and text key."""

    def __init__(self, status: int = 400, key: str = "local.not-understood") -> None:
        super().__init__(status, key)
        self.status = status
        self.key = key


def loopback(host: str) -> str:
    """The host, if only this computer can reach it. Raises NotHere."""
    if host == "localhost":
        return "127.0.0.1"
    try:
        if ipaddress.ip_address(host.strip("[]")).is_loopback:
            return host.strip("[]")
    except ValueError:
        pass
    raise NotHere(host)


def names(host: str, port: int) -> frozenset[str]:
    """What a browser may call this server: each with the port, or without it for port 80."""
    known = {"localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host}
    return frozenset(f"{name}:{port}" for name in known) | (
        frozenset(known) if port == 80 else frozenset()
    )


def guard(
    *, key: str, hosts: Callable[[], frozenset[str]], explain: Callable[[str], str]
) -> Middleware:
    """Check every request before anything else sees it; answer faults in kind words.

    `explain` gives the words for a text key.
    """

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        refused = _refusal(request, key, hosts())
        if refused is not None:
            return _no(*refused, explain)
        try:
            return await handler(request)
        except Refuse as no:
            return _no(no.status, no.key, explain)
        except web.HTTPRequestEntityTooLarge:
            return _no(413, "local.too-long", explain)
        except web.HTTPException as problem:
            return _no(problem.status, "local.not-understood", explain)
        except (ConnectionError, TimeoutError):
            raise
        except Exception as problem:  # noqa: BLE001 (the page is told, the server goes on)
            log.error("a request failed: %s", told(problem))
            return _no(500, "local.fault", explain)

    return check


async def dress(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on every answer, also on streams."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.pop("Server", None)


def _refusal(request: web.Request, key: str, hosts: frozenset[str]) -> tuple[int, str] | None:
    """Status and text key, or None: welcome."""
    if not hosts:  # the room is only just opening: the page tries again
        return 503, "local.fault"
    if request.headers.get("Host", "").lower() not in hosts:
        return 421, "local.wrong-address"
    origin = request.headers.get("Origin")
    if origin is not None and origin.lower().removeprefix("http://") not in hosts:
        return 403, "local.wrong-address"
    if _from_elsewhere(request):
        return 403, "local.wrong-address"
    if request.path == "/health":
        return None
    start, _, _ = request.path.removeprefix("/r/").partition("/")
    if not request.path.startswith("/r/") or not _same(start, key):
        return 404, "local.wrong-address"
    if request.method == "POST":
        if origin is None:
            return 403, "local.wrong-address"
        if request.content_type != "application/json":
            return 415, "local.not-understood"
    return None


def _from_elsewhere(request: web.Request) -> bool:
    """Did another site make the browser ask? A link that somebody followed is fine."""
    if request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none"):
        return False
    followed = request.headers.get("Sec-Fetch-Mode") == "navigate"
    whole = request.headers.get("Sec-Fetch-Dest") == "document"
    return not (request.method == "GET" and followed and whole)


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _no(status: int, key: str, explain: Callable[[str], str]) -> web.Response:
    return web.json_response({"error": explain(key)}, status=status)
