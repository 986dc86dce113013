"""Messages, buttons and forms as Discord's JSON, and back.

The main text is always in `content`, complete without anything else. What a button types stands
in its `custom_id`, and what a form is for in the form's: so both work after any restart.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.discord.names import JSON, snowflake
from bot.adapter import ShownField, ShownForm
from bot.model import Attached, Button, Rendered

SAYS = "say"
"""What begins a button: then the question it answers, if it is for one, and what it types."""

FORM = "form"
"""What begins a form: then its question, its command, and a part that no other opening has."""

EPHEMERAL = 1 << 6

ROW, BUTTON, MENU, INPUT, TEXT, LABEL = 1, 2, 3, 4, 10, 18
GREY = 2
SHORT, LONG = 1, 2
IN_ROW, ROWS = 5, 5
LONGEST_ID = 100
LONGEST_BUTTON = 80
LONGEST_LABEL = 45
"""Of a field of a form, and of the form's own title."""
LONGEST_HINT = 100
MOST_FIELDS = 5
"""With what stands above them."""
_SENTENCES = re.compile(r"(?<=[.?!]) +")
ONE_LINE = 100
"""Characters up to which a field is one line high."""
LONGEST_INPUT = 4000


def options(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What stands in the options of a slash word."""
    there = data.get("options")
    return [
        each
        for each in (there if isinstance(there, list) else ())
        if isinstance(each, dict) and isinstance(each.get("name"), str)
    ]


def message(words: Rendered) -> JSON:
    """A whole message. Nobody is pinged but whom it alerts."""
    alert = words.alert and snowflake(words.alert.id)
    allowed: JSON = {"parse": [], "replied_user": False}
    if alert:
        allowed["users"] = [str(alert)]
    shown: JSON = {
        "content": words.text,
        "components": rows(words.buttons),
        "allowed_mentions": allowed,
    }
    if words.file is not None:  # named here, it takes the place of one that was put there before
        shown["attachments"] = [{"id": "0", "filename": words.file.name}]
    return shown


def upload(body: JSON, file: Attached) -> list[JSON]:
    """A message and its file as the parts of one request."""
    return [
        {"name": "payload_json", "value": json.dumps(body)},
        {
            "name": "files[0]",
            "value": file.data,
            "filename": file.name,
            "content_type": file.type,
        },
    ]


def rows(buttons: Sequence[Button]) -> list[JSON]:
    """Buttons with words, five in a row. One whose word is too long to be kept is left out."""
    ids = {_pressed(one): one.label or one.types for one in buttons}
    shown = [
        {
            "type": BUTTON,
            "style": GREY,
            "label": cut(label, LONGEST_BUTTON),
            "custom_id": id,
        }
        for id, label in ids.items()
        if len(id) <= LONGEST_ID
    ][: IN_ROW * ROWS]
    return [
        {"type": ROW, "components": shown[n : n + IN_ROW]} for n in range(0, len(shown), IN_ROW)
    ]


def _pressed(one: Button) -> str:
    return f"{SAYS}/{one.of}:{one.types}" if one.of else f"{SAYS}:{one.types}"


def typed_by(custom_id: str) -> tuple[str, str]:
    """What pressing this button types, and for which question. No button of ours: nothing."""
    kind, _, types = custom_id.partition(":")
    kind, _, of = kind.partition("/")
    return (types, of) if kind == SAYS else ("", "")


def form(shown: ShownForm) -> JSON:
    """A form to be filled in. What does not fit into it is asked for afterwards."""
    kind = f"{FORM}/{shown.of}" if shown.of else FORM
    above = [{"type": TEXT, "content": cut(shown.begins, LONGEST_INPUT)}]
    above = above if shown.begins else []
    fields = shown.fields[: MOST_FIELDS - len(above)]
    return {
        "custom_id": f"{kind}:{shown.command}:{secrets.token_hex(8)}",
        "title": cut(shown.title, LONGEST_LABEL),
        "components": [*above, *(_field(one) for one in fields)],
    }


def _field(one: ShownField) -> JSON:
    label, hint = _label(one)
    shown: JSON = {"type": LABEL, "label": label, "component": _input(one)}
    return {**shown, "description": hint} if hint else shown


def _label(one: ShownField) -> tuple[str, str]:
    """What is asked, and below it the sentences around that and what else can be answered."""
    sentences = _SENTENCES.split(one.label)
    fits = [each for each in sentences if len(each) <= LONGEST_LABEL]
    asked = next((each for each in fits if each.endswith("?")), "") or "".join(fits[:1])
    if asked:
        sentences.remove(asked)
    also = f"({' / '.join(button.label for button in one.also)})" if one.also else ""
    rest = cut(" ".join(sentences), max(LONGEST_HINT - len(also) - 1, 1))
    hint = cut(f"{rest} {also}".strip(), LONGEST_HINT)
    return asked.removesuffix(".") or cut(one.label, LONGEST_LABEL), hint


def _input(one: ShownField) -> JSON:
    if one.choices:
        return {
            "type": MENU,
            "custom_id": one.name,
            "required": one.needed,
            "options": [
                {"label": cut(each.label, LONGEST_HINT), "value": each.types}
                for each in one.choices
            ],
        }
    return {
        "type": INPUT,
        "custom_id": one.name,
        "style": SHORT if one.limit <= ONE_LINE else LONG,
        "max_length": min(one.limit, LONGEST_INPUT),
        "required": one.needed,
    }


@dataclass(frozen=True, slots=True)
class Sent:
    """What the name of a form tells that was sent: nothing, when it is no form of ours."""

    command: str = ""
    of: str = ""
    opening: str = ""
    """Which opening of it: sent twice, it is still the same."""


def sent(custom_id: str) -> Sent:
    kind, _, rest = custom_id.partition(":")
    kind, _, of = kind.partition("/")
    command, _, opening = rest.rpartition(":")
    return Sent(command, of, opening) if kind == FORM and command and opening else Sent()


def answers(components: object) -> dict[str, str]:
    """What stands in the fields of a form that was sent."""
    return dict(_answers(components))


def _answers(components: object) -> Iterator[tuple[str, str]]:
    for one in components if isinstance(components, list) else ():
        if not isinstance(one, Mapping):
            continue
        yield from _answers([one.get("component")])
        yield from _answers(one.get("components"))
        values = one.get("values")
        value = values[0] if isinstance(values, list) and values else one.get("value")
        if isinstance(name := one.get("custom_id"), str) and isinstance(value, str):
            yield name, value


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
