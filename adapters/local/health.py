"""`GET /health`: whether the program is up, in JSON, for whoever watches over the machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aiohttp import web

Facts = Callable[[], Mapping[str, object]]


def health_routes(app: web.Application, facts: Facts = dict) -> None:
    """Add the page to any web application. `facts`: more to tell; nothing about people."""

    async def health(_request: web.Request) -> web.Response:
        told: dict[str, object] = {"status": "ok", **facts()}
        return web.json_response(told, headers={"Cache-Control": "no-store"})

    app.router.add_get("/health", health)
