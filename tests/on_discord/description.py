"""Discord's published description of its API, as a judge of requests and of our own answers.

The file is not ours and not in this repository. Without it the check is off, and one skipped
test says so.
"""

from __future__ import annotations

import copy
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, relevance
from on_discord.errors import JSON, Problem

SETTING = "ALONGSIDE_DISCORD_OPENAPI"
BESIDE = Path(__file__).parents[3] / "shared" / "data" / "discord-openapi.json"
HOW_TO_GET = (
    "needs Discord's description of its API: save"
    " https://raw.githubusercontent.com/discord/discord-api-spec/main/specs/openapi.json"
    f" and name the file in {SETTING}"
)

_NUMBERS_TOO = {
    "anyOf": [{"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)$"}, {"type": "integer"}]
}
_BITS = {"allow", "deny", "permissions", "default_member_permissions"}
"""They are whole numbers too big for some clients, so that Discord takes and gives strings."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    template: str
    method: str
    parameters: tuple[JSON, ...]
    body: str | None
    """Name of the schema of what is sent."""
    needs_body: bool
    answers: Mapping[str, str | None]
    """By status: the name of the schema of what is answered; None: nothing."""


class Description:
    """What may be sent and answered, made lenient where Discord itself is."""

    def __init__(self, document: JSON) -> None:
        document = _lenient(document)
        self._schemas: JSON = document["components"]["schemas"]
        self._names: dict[str, str] = {}
        self._validators: dict[str, Draft202012Validator] = {}
        self._operations: list[tuple[re.Pattern[str], Operation]] = []
        shared = document["components"].get("responses", {})
        for template, path in document["paths"].items():
            for method in path.keys() & {"get", "put", "post", "patch", "delete"}:
                one = self._operation(template, method.upper(), path, shared)
                self._operations.append((_pattern(template), one))
        # `@me` and `@original` before `{id}`.
        self._operations.sort(key=lambda pair: pair[1].template.count("{"))

    def operation(self, method: str, path: str) -> Operation | None:
        """What a path without its query asks for."""
        for pattern, one in self._operations:
            if one.method == method and pattern.fullmatch(path):
                return one
        return None

    def check_request(
        self, one: Operation, path: str, query: Mapping[str, str], body: object
    ) -> list[Problem]:
        """What is wrong with a request."""
        given = {**query}
        match = _pattern(one.template).fullmatch(path)
        assert match is not None
        problems: list[Problem] = []
        known = {parameter["name"] for parameter in one.parameters}
        problems += [Problem((name,), "no such parameter") for name in given.keys() - known]
        given |= match.groupdict()
        for parameter in one.parameters:
            name = parameter["name"]
            if name in given:
                problems += self._parameter(parameter, given[name])
            elif parameter.get("required"):
                problems.append(Problem((name,), "required"))
        if one.body is not None and (body is not None or one.needs_body):
            problems += self._check(one.body, body)
        return problems

    def check_answer(self, one: Operation, status: int, body: object) -> list[Problem]:
        """What is wrong with an answer of ours."""
        for wanted in (str(status), f"{status // 100}XX"):
            if wanted in one.answers:
                schema = one.answers[wanted]
                if schema is None:
                    return [] if body is None else [Problem((), f"{status} has no body")]
                return self._check(schema, body)
        return [Problem((), f"{one.method} {one.template} never answers {status}")]

    def check(self, schema: str, body: object) -> list[Problem]:
        """What keeps this from being, say, a `MessageResponse`."""
        return self._check(schema, body)

    def _parameter(self, parameter: JSON, value: str) -> list[Problem]:
        name = self._named(parameter["schema"])
        return [Problem((parameter["name"],), one.what) for one in self._check(name, _read(value))]

    def _check(self, schema: str, body: object) -> list[Problem]:
        return [
            Problem(tuple(error.absolute_path), error.message[:200])
            for error in _deepest(self._validator(schema).iter_errors(body))
        ]

    def _validator(self, schema: str) -> Draft202012Validator:
        if schema not in self._validators:
            whole = {
                "$ref": f"#/components/schemas/{schema}",
                "components": {"schemas": self._schemas},
            }
            self._validators[schema] = Draft202012Validator(whole)
        return self._validators[schema]

    def _operation(self, template: str, method: str, path: JSON, shared: JSON) -> Operation:
        one = path[method.lower()]
        wanted = one.get("requestBody", {})
        body = self._schema_of(wanted)
        answers = {}
        for status, told in one["responses"].items():
            name = told.get("$ref", "").rpartition("/")[2]
            answers[status] = self._schema_of(shared.get(name, told))
        parameters = (*path.get("parameters", ()), *one.get("parameters", ()))
        needs = bool(wanted.get("required"))
        return Operation(template, method, parameters, body, needs, answers)

    def _schema_of(self, told: JSON) -> str | None:
        """The name of the schema of a body or an answer, if it is JSON."""
        for kind in ("application/json", "multipart/form-data"):
            if kind in told.get("content", {}):
                return self._named(told["content"][kind]["schema"])
        return None

    def _named(self, schema: JSON) -> str:
        text = json.dumps(schema, sort_keys=True)
        if text not in self._names:
            self._names[text] = f"unnamed-{len(self._names)}"
            self._schemas[self._names[text]] = schema
        return self._names[text]


@cache
def load_description() -> Description | None:
    """The description, if this computer has it."""
    file = Path(os.environ.get(SETTING) or BESIDE)
    return Description(json.loads(file.read_text("utf-8"))) if file.is_file() else None


def _deepest(errors: Iterable[ValidationError]) -> Iterable[ValidationError]:
    """Of alternatives that all fail: the error in the one that comes closest."""
    for error in errors:
        one = error
        while one.context:
            one = min(one.context, key=lambda inner: (-len(inner.path), relevance(inner)))
        yield one


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template)))


def _read(value: str) -> object:
    """A parameter as JSON would have it. An id stays a string, which it may be."""
    if value.lower() in ("true", "false"):
        return value.lower() == "true"
    return int(value) if re.fullmatch(r"-?[0-9]+", value) else value


def _lenient(document: JSON) -> JSON:
    document = copy.deepcopy(document)
    document["components"]["schemas"]["SnowflakeType"] = _NUMBERS_TOO
    _soften(document)
    return document


def _soften(part: Any) -> None:
    """`oneOf` as `anyOf`: the alternatives of this description overlap."""
    if isinstance(part, list):
        for inner in part:
            _soften(inner)
    if not isinstance(part, dict):
        return
    if "oneOf" in part:
        part["anyOf"] = part.pop("oneOf")
    if part.get("in") == "query" and part.get("schema") == {"type": "boolean"}:
        part["schema"] = {"enum": [True, False, 0, 1]}
    for name in _BITS & part.get("properties", {}).keys():
        if "integer" in json.dumps(part["properties"][name]):
            part["properties"][name] = {"anyOf": [_NUMBERS_TOO, {"type": "null"}]}
    for inner in part.values():
        _soften(inner)
