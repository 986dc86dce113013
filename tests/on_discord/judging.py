"""Is this a request that Discord would take? By its description, and by what that lacks."""

from __future__ import annotations

from collections.abc import Iterator

from on_discord.description import Description
from on_discord.errors import JSON, Problem
from on_discord.interactions import OPEN_FORM, SAY, SUGGEST, UPDATE
from on_discord.limits import choice_problems, message_problems, modal_problems
from on_discord.rest import Asked

_MESSAGES = (
    "/channels/{channel_id}/messages",
    "/channels/{channel_id}/messages/{message_id}",
)
_ANSWERS = (
    "/webhooks/{webhook_id}/{webhook_token}",
    "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
)
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


def problems_of(asked: Asked, description: Description | None) -> list[Problem]:
    """All that is wrong with a request. Without a description only the limits are known."""
    problems: list[Problem] = []
    if description is not None:
        operation = description.operation(asked.method, asked.path)
        if operation is None:
            return [Problem((), "Discord has no such path")]
        problems += description.check_request(operation, asked.path, asked.query, asked.body)
    # What has the wrong form cannot be measured.
    return problems or list(_limits(asked))


def _limits(asked: Asked) -> Iterator[Problem]:
    if asked.method not in ("POST", "PATCH") or not isinstance(asked.body, dict):
        return
    if asked.template in _MESSAGES:
        yield from message_problems(asked.body, in_channel=True)
    elif asked.template in _ANSWERS:
        yield from message_problems(asked.body, in_channel=False)
    elif asked.template == _CALLBACK:
        for problem in _of_callback(asked.body):
            yield Problem(("data", *problem.path), problem.what)


def _of_callback(body: JSON) -> Iterator[Problem]:
    kind, data = body.get("type"), body.get("data") or {}
    if kind in (SAY, UPDATE):
        yield from message_problems(data, in_channel=False)
    elif kind == OPEN_FORM:
        yield from modal_problems(data)
    elif kind == SUGGEST:
        yield from choice_problems(data.get("choices") or ())
