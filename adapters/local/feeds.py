"""`GET /calendar/….ics`: what somebody's own calendar follows.

A wrong address is like any other that leads nowhere. Nothing is logged, and nothing is said
about whose it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable

from aiohttp import web

Follows = Callable[[str], Awaitable[bytes | None]]
"""The file at an address, by what the address ends in. None: there is no such address."""

_SECRET = re.compile(r"[0-9a-f]{48}")

HEADERS = {
    "Cache-Control": "private, max-age=3600",
    "Content-Disposition": 'inline; filename="meetings.ics"',
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


def feed_routes(app: web.Application, follows: Follows, path: str) -> None:
    """Add the addresses to any web application."""

    async def feed(request: web.Request) -> web.Response:
        secret = request.match_info["secret"]
        data = await follows(secret) if _SECRET.fullmatch(secret) else None
        if data is None:
            raise web.HTTPNotFound
        etag = hashlib.sha256(data).hexdigest()[:32]
        asked = request.if_none_match
        known = asked is not None and any(one.value in (etag, "*") for one in asked)
        answer = web.Response(status=304) if known else web.Response(body=data)
        if not known:
            answer.content_type, answer.charset = "text/calendar", "utf-8"
        answer.etag = etag
        answer.headers.update(HEADERS)
        return answer

    app.router.add_get(f"{path}/{{secret}}.ics", feed)
