"""How Discord says no: a status, a code of its own, and words for developers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

JSON = dict[str, Any]
Path = tuple[str | int, ...]

INVALID_FORM: Final = 50035


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in what was sent."""

    path: Path
    """Where in the body; of a query or path parameter its name."""
    what: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or 'body'}: {self.what}"


class Refused(Exception):  # noqa: N818 (Discord's answer, not a fault of ours)
    """Discord's answer to a request that it does not do."""

    def __init__(
        self, status: int, code: int, message: str, *, problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.problems = tuple(problems)

    @property
    def body(self) -> JSON:
        body: JSON = {"message": self.message, "code": self.code}
        if self.problems:
            body["errors"] = _nested(self.problems)
        return body


def _nested(problems: Sequence[Problem]) -> JSON:
    """Discord's form of several errors: a tree as the body is one."""
    tree: JSON = {}
    for one in problems:
        here = tree
        for step in one.path:
            here = here.setdefault(str(step), {})
        here.setdefault("_errors", []).append({"code": 0, "message": one.what})
    return tree


def unauthorized() -> Refused:
    return Refused(401, 0, "401: Unauthorized")


def not_found() -> Refused:
    return Refused(404, 0, "404: Not Found")


def unknown(noun: str) -> Refused:
    """There is no such thing, or no longer."""
    return Refused(404, UNKNOWN[noun], f"Unknown {noun}")


UNKNOWN: Final = {
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Interaction": 10062,
    "Application Command": 10063,
    "Voice State": 10065,
}


def missing_access() -> Refused:
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    return Refused(403, 50013, "Missing Permissions")


def invalid_form(*problems: Problem) -> Refused:
    return Refused(400, INVALID_FORM, "Invalid Form Body", problems=problems)


def empty_message() -> Refused:
    return Refused(400, 50006, "Cannot send an empty message")


def not_the_author() -> Refused:
    return Refused(403, 50005, "Cannot edit a message authored by another user")


def closed_to_messages() -> Refused:
    return Refused(403, 50007, "Cannot send messages to this user")


def invalid_token() -> Refused:
    """An interaction's token after its 15 minutes."""
    return Refused(401, 50027, "Invalid Webhook Token")


def already_acknowledged() -> Refused:
    return Refused(400, 40060, "Interaction has already been acknowledged.")
