"""Messages, buttons and forms as Discord's JSON, and back.

The main text is always in `content`, complete without anything else. What a button types stands
in its `custom_id`, and what a form is for in the form's: so both work after any restart.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence

from adapters.discord.names import JSON, snowflake
from bot.adapter import ShownField, ShownForm
from bot.model import Button, Rendered

SAYS = "say:"
"""Before what a button types."""

FORM = "form:"
"""Before the command of a form and a part that no other opening of it has."""

EPHEMERAL = 1 << 6

ROW, BUTTON, MENU, INPUT, LABEL = 1, 2, 3, 4, 18
GREY = 2
SHORT, LONG = 1, 2
IN_ROW, ROWS = 5, 5
LONGEST_ID = 100
LONGEST_BUTTON = 80
LONGEST_LABEL = 45
"""Of a field of a form, and of the form's own title."""
LONGEST_HINT = 100
MOST_FIELDS = 5
ONE_LINE = 100
"""Characters up to which a field is one line high."""
LONGEST_INPUT = 4000


def message(words: Rendered) -> JSON:
    """A whole message. Nobody is pinged but whom it alerts."""
    alert = words.alert and snowflake(words.alert.id)
    allowed: JSON = {"parse": [], "replied_user": False}
    if alert:
        allowed["users"] = [str(alert)]
    return {
        "content": words.text,
        "components": rows(words.buttons),
        "allowed_mentions": allowed,
    }


def rows(buttons: Sequence[Button]) -> list[JSON]:
    """Buttons with words, five in a row. One whose word is too long to be kept is left out."""
    ids = {f"{SAYS}{one.types}": one.label for one in buttons}
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


def typed_by(custom_id: str) -> str | None:
    """What pressing this button types; None: it is no button of ours."""
    return custom_id.removeprefix(SAYS) if custom_id.startswith(SAYS) else None


def form(shown: ShownForm) -> JSON:
    """A form to be filled in. What does not fit into it is asked for afterwards."""
    return {
        "custom_id": f"{FORM}{shown.command}:{secrets.token_hex(8)}",
        "title": cut(shown.title, LONGEST_LABEL),
        "components": [_field(one) for one in shown.fields[:MOST_FIELDS]],
    }


def _field(one: ShownField) -> JSON:
    label, hint = _label(one)
    shown: JSON = {"type": LABEL, "label": label, "component": _input(one)}
    return {**shown, "description": hint} if hint else shown


def _label(one: ShownField) -> tuple[str, str]:
    """The question, and below it what did not fit, and what else can be answered."""
    question, _, rest = one.label.partition(". ")
    if len(question) > LONGEST_LABEL:
        question, rest = cut(one.label, LONGEST_LABEL), one.label
    also = " / ".join(button.label for button in one.also)
    return question, cut(" ".join(filter(None, (rest, also and f"({also})"))), LONGEST_HINT)


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


def command_of(custom_id: str) -> str | None:
    """What a form that was sent is for; None: it is no form of ours."""
    command, _, _ = custom_id.removeprefix(FORM).rpartition(":")
    return command if custom_id.startswith(FORM) and command else None


def answers(components: object) -> dict[str, str]:
    """What stands in the fields of a form that was sent."""
    return dict(_answers(components))


def _answers(components: object) -> Iterator[tuple[str, str]]:
    for one in components if isinstance(components, list) else ():
        if not isinstance(one, Mapping):
            continue
        yield from _answers([one.get("component"), *(one.get("components") or ())])
        values = one.get("values")
        value = values[0] if isinstance(values, list) and values else one.get("value")
        if isinstance(name := one.get("custom_id"), str) and isinstance(value, str):
            yield name, value


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
