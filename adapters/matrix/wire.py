"""HTTP with the homeserver: one request, one answer, no tries of its own.

Trying again is decided where it is known what may be lost: by the outbox, by the listening
loop. The access token goes in a header only and never into a log or an address.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

import aiohttp

JSON = dict[str, Any]

PATIENCE = 30.0
"""Seconds until a request without an answer counts as failed."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between requests to a server that is ill."""

LARGEST = 64 * 1024 * 1024
"""Bytes of an answer that are read at most: the first sync of a busy account is large."""

_CODE = re.compile(r"[\w.:-]{1,64}", re.ASCII)


class Unreachable(Exception):  # noqa: N818
    """No answer that could be understood: the network, a proxy's error page, a server starting.

    What was asked may have happened all the same.
    """

    def __init__(self, reason: str, *, strange: bool = False) -> None:
        super().__init__(reason)
        self.strange = strange
        """Something answers there, but not as a Matrix server would."""


class TooLarge(Unreachable):
    """An answer longer than we read. It would be so the next time as well."""


class Refusal(Exception):  # noqa: N818
    """The server understood and said no (Client-Server API, "Standard error response")."""

    def __init__(self, status: int, code: str, body: JSON) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        """`M_FORBIDDEN` and the like; empty when there is none, or none that can be printed."""
        self.body = body

    @property
    def wait(self) -> float | None:
        """Seconds to wait, when this was too fast (429). None: it was not that."""
        if self.status != 429 and self.code != "M_LIMIT_EXCEEDED":
            return None
        after = self.body.get("retry_after_ms")
        return after / 1000 if isinstance(after, int) and 0 <= after <= 3_600_000 else 5.0


class Pauses:
    """How long an ill server is left alone: ever longer, until it is well again."""

    def __init__(self) -> None:
        self._next = FIRST_PAUSE

    def longer(self, least: float | None = None) -> float:
        """Seconds until the next try; `least` is what the server itself asked for."""
        pause = self._next * random.uniform(0.8, 1.0)  # not all bots at once
        self._next = min(self._next * 2, LONGEST_PAUSE)
        return max(pause, least or 0.0)

    def over(self) -> None:
        self._next = FIRST_PAUSE


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
        # Cookies are no business of an API, nor passwords of a ~/.netrc; the machine's proxy is.
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(),
            proxy=_proxy(self.url),
            auto_decompress=True,
            middlewares=(_once,),
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
        upload: tuple[bytes, str] | None = None,
        query: Mapping[str, str] | None = None,
        patience: float | None = None,
        largest: int | None = None,
    ) -> JSON:
        """One request. Raises Refusal or Unreachable; the latter says nothing of the body.

        `upload`: bytes and their media type, instead of a body.

        TooLarge, an Unreachable: the answer has more bytes than `largest`, or than `LARGEST`.
        """
        assert self._session is not None
        headers = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        # A body of our own making: aiohttp's own would raise on lone surrogates.
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        if upload is not None:
            data, headers["Content-Type"] = upload
        try:
            async with asyncio.timeout(PATIENCE if patience is None else patience):
                async with self._session.request(
                    method,
                    self.url + path,
                    data=data,
                    params=query,
                    headers=headers,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(total=None),
                ) as answer:
                    raw = await _whole(answer, LARGEST if largest is None else largest)
                    self.clocks_apart = _ahead(answer.headers.get("Date"))
                    return _read(answer.status, raw)
        except (aiohttp.ClientError, OSError, TimeoutError) as problem:
            raise Unreachable(type(problem).__name__) from None


async def _once(
    request: aiohttp.ClientRequest, go_on: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """After a broken connection aiohttp would ask a second time by itself."""
    try:
        return await go_on(request)
    except aiohttp.ClientConnectionError as problem:
        raise Unreachable(type(problem).__name__) from None


async def _whole(answer: aiohttp.ClientResponse, largest: int) -> bytes:
    parts, size = [], 0
    async for part in answer.content.iter_any():
        parts.append(part)
        size += len(part)
        if size > largest:
            raise TooLarge(f"{answer.status}, more than {largest} bytes")
    return b"".join(parts)


def _proxy(url: str) -> str | None:
    """The way to this server that the environment names, if it names one."""
    whole = urlsplit(url)
    if whole.hostname is None or proxy_bypass(whole.netloc):
        return None
    found = getproxies_environment().get(whole.scheme)
    return f"http://{found}" if found and "://" not in found else found or None


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
    found = _CODE.fullmatch(code) if isinstance(code, str) else None
    raise Refusal(status, found[0] if found is not None else "", body)


def _ahead(date: str | None) -> timedelta | None:
    try:
        return None if date is None else parsedate_to_datetime(date) - datetime.now(UTC)
    except (ValueError, TypeError):
        return None
