"""HTTP with the homeserver: one request, one answer, no tries of its own.

Trying again is decided where it is known what may be lost: by the outbox, by the listening
loop. The access token goes in a header only and never into a log or an address.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import aiohttp

JSON = dict[str, Any]

PATIENCE = 30.0
"""Seconds until a request without an answer counts as failed."""

LARGEST = 64 * 1024 * 1024
"""Bytes of an answer that are read at most: the first sync of a busy account is large."""


class Unreachable(Exception):  # noqa: N818
    """No answer that could be understood: the network, a proxy's error page, a server starting.

    What was asked may have happened all the same.
    """

    def __init__(self, reason: str, *, strange: bool = False) -> None:
        super().__init__(reason)
        self.strange = strange
        """Something answers there, but not as a Matrix server would."""


class Refusal(Exception):  # noqa: N818
    """The server understood and said no (Client-Server API, "Standard error response")."""

    def __init__(self, status: int, code: str, body: JSON) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        """`M_FORBIDDEN` and the like."""
        self.body = body

    @property
    def wait(self) -> float | None:
        """Seconds to wait, when this was too fast (429). None: it was not that."""
        if self.status != 429 and self.code != "M_LIMIT_EXCEEDED":
            return None
        after = self.body.get("retry_after_ms")
        return after / 1000 if isinstance(after, int) and 0 <= after <= 3_600_000 else 5.0


def path(*parts: str) -> str:
    """A path below `/_matrix/client/v3`, every part safely quoted."""
    return "/_matrix/client/v3/" + "/".join(quote(part, safe="") for part in parts)


class Homeserver:
    """One homeserver and, once signed in, one device on it. Use it with `async with`."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self.clocks_apart: timedelta | None = None
        """How far the server's clock is ahead of ours, as its last answer told."""
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        # Cookies are no business of an API; proxies of the machine are.
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), trust_env=True, auto_decompress=True
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> JSON:
        """One request. Raises Refusal or Unreachable; the latter says nothing of the body."""
        assert self._session is not None
        headers = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        # A body of our own making: aiohttp's own would raise on lone surrogates.
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        try:
            async with asyncio.timeout(patience):
                async with self._session.request(
                    method,
                    self.url + path,
                    data=data,
                    params=query,
                    headers=headers,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(total=None),
                ) as answer:
                    raw = await answer.content.read(LARGEST + 1)
                    while not answer.content.at_eof() and len(raw) <= LARGEST:
                        raw += await answer.content.read(LARGEST + 1 - len(raw))
                    self.clocks_apart = _ahead(answer.headers.get("Date"))
                    return _read(answer.status, raw)
        except (aiohttp.ClientError, OSError, TimeoutError) as problem:
            raise Unreachable(type(problem).__name__) from None


def _read(status: int, raw: bytes) -> JSON:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise Unreachable(f"{status}, not JSON", strange=status < 500) from None
    if not isinstance(body, dict):
        raise Unreachable(f"{status}, not an object", strange=status < 500)
    if 200 <= status < 300:
        return body
    code = body.get("errcode")
    if status >= 500 or not (isinstance(code, str) or "flows" in body):
        raise Unreachable(str(status), strange=status < 500)
    raise Refusal(status, code if isinstance(code, str) else "", body)


def _ahead(date: str | None) -> timedelta | None:
    try:
        return None if date is None else parsedate_to_datetime(date) - datetime.now(UTC)
    except (ValueError, TypeError):
        return None
