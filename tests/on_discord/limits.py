"""What Discord refuses although its description allows it: `problems(...)` for what is sent.

A bot gets 2,000 characters where the description says 4,000, and so on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from on_discord.components import ROW, SELECTS, TEXT_INPUT, Found, walk
from on_discord.errors import JSON, Path, Problem

BUTTON, LINK, PREMIUM = 2, 5, 6
IS_V2 = 1 << 15
EPHEMERAL = 1 << 6
_SENDABLE = 1 << 2 | 1 << 12 | 1 << 13 | IS_V2
"""Flags that a message in a channel may be sent with."""
# fmt: off
LOCALES = frozenset((
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he",
    "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru",
    "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
))
# fmt: on
"""Other languages are unknown to it, Welsh among them."""
_NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")


def message_problems(body: JSON, *, in_channel: bool) -> Iterator[Problem]:
    """`in_channel`: sent as an ordinary message, not as an answer to an interaction."""
    content, embeds = body.get("content") or "", body.get("embeds") or []
    components, flags = body.get("components") or [], body.get("flags") or 0
    if len(content) > 2000:
        yield Problem(("content",), "Must be 2000 or fewer in length.")
    yield from _embed_problems(embeds)
    if in_channel and flags & ~_SENDABLE:
        yield Problem(("flags",), "only an answer to an interaction can have these")
    yield from _mention_problems(body.get("allowed_mentions") or {})
    yield from _component_problems(components, v2=bool(flags & IS_V2))
    if flags & IS_V2 and (content or embeds):
        yield Problem(("content",), "cannot be used with IS_COMPONENTS_V2")


def modal_problems(modal: JSON) -> Iterator[Problem]:
    top = modal.get("components") or []
    if not 1 <= len(top) <= 5:
        yield Problem(("components",), "Must be between 1 and 5 in length.")
    found = list(walk(top))
    yield from _custom_ids(found)
    for one in found:
        if one.kind == TEXT_INPUT:
            yield from _input_problems(one)
        elif one.kind in SELECTS:
            yield from _select_problems(one)


def command_problems(commands: Sequence[JSON]) -> Iterator[Problem]:
    """Of all commands of one kind of place at once: global, or one guild's."""
    slash = [one for one in commands if (one.get("type") or 1) == 1]
    if len(slash) > 100:
        yield Problem((), "Maximum number of application commands reached (100).")
    for name in _twice((one.get("type") or 1, one.get("name")) for one in commands):
        yield Problem((), f"Application command names must be unique: {name}")
    for n, one in enumerate(commands):
        if one in slash:
            yield from _command_problems(one, (n,))
            if _size(one) > 8000:
                yield Problem((n,), "Command exceeds maximum size (8000)")


def choice_problems(choices: Sequence[JSON]) -> Iterator[Problem]:
    """What is suggested while somebody types."""
    if len(choices) > 25:
        yield Problem(("choices",), "Must be 25 or fewer in length.")
    for n, one in enumerate(choices):
        if not 1 <= len(str(one.get("name", ""))) <= 100:
            yield Problem(("choices", n, "name"), "Must be between 1 and 100 in length.")
        if len(str(one.get("value", ""))) > 100:
            yield Problem(("choices", n, "value"), "Must be 100 or fewer in length.")


# Messages.


def _embed_problems(embeds: Sequence[JSON]) -> Iterator[Problem]:
    limits = {"title": 256, "description": 4096}
    total = 0
    for n, one in enumerate(embeds):
        texts = {name: one.get(name) or "" for name in limits}
        parts = [*texts.values(), (one.get("footer") or {}).get("text") or ""]
        parts.append((one.get("author") or {}).get("name") or "")
        for field in one.get("fields") or []:
            parts += [field.get("name") or "", field.get("value") or ""]
        total += sum(map(len, parts))
        for name, text in texts.items():
            if len(text) > limits[name]:
                yield Problem(("embeds", n, name), f"Must be {limits[name]} or fewer in length.")
        if not any(parts) and not one.get("image") and not one.get("thumbnail"):
            yield Problem(("embeds", n), "This embed is empty.")
    if total > 6000:
        yield Problem(("embeds",), "Embed size exceeds maximum size of 6000")


def _mention_problems(allowed: JSON) -> Iterator[Problem]:
    for name in ("users", "roles"):
        if name in (allowed.get("parse") or []) and allowed.get(name):
            yield Problem(("allowed_mentions", "parse"), f"{name} are mutually exclusive")


def _component_problems(components: Sequence[JSON], *, v2: bool) -> Iterator[Problem]:
    found = list(walk(components))
    if len(found) > 40:
        yield Problem(("components",), "At most 40 components, nested ones counted.")
    yield from _custom_ids(found)
    if not v2:
        yield from _old_layout(components)
    for one in found:
        if one.kind == ROW:
            yield from _row_problems(one)
        elif one.kind == BUTTON:
            yield from _button_problems(one)
        elif one.kind in SELECTS:
            yield from _select_problems(one)


def _old_layout(components: Sequence[JSON]) -> Iterator[Problem]:
    if len(components) > 5:
        yield Problem(("components",), "Must be 5 or fewer in length.")
    for n, one in enumerate(components):
        if one.get("type") != ROW:
            yield Problem(("components", n), "Must be an action row, without IS_COMPONENTS_V2.")


def _row_problems(row: Found) -> Iterator[Problem]:
    inside = [one.get("type") for one in row.component.get("components", ())]
    if not 1 <= len(inside) <= 5 or (set(inside) != {BUTTON} and len(inside) != 1):
        yield Problem(row.path, "A row holds up to 5 buttons, or one menu.")


def _button_problems(button: Found) -> Iterator[Problem]:
    one, style = button.component, button.component.get("style")
    if not one.get("label") and not one.get("emoji") and style != PREMIUM:
        yield Problem(button.path, "A button must have a label or an emoji.")
    if len(one.get("label") or "") > 80:
        yield Problem((*button.path, "label"), "Must be 80 or fewer in length.")
    if style == LINK and (not one.get("url") or one.get("custom_id")):
        yield Problem(button.path, "A link button has a url, and no custom_id.")
    if style in range(1, 5) and (not one.get("custom_id") or one.get("url")):
        yield Problem(button.path, "A button has a custom_id, and no url.")


def _select_problems(select: Found) -> Iterator[Problem]:
    one, path = select.component, select.path
    low, high = one.get("min_values"), one.get("max_values")
    if low is not None and high is not None and low > high:
        yield Problem((*path, "min_values"), "is more than max_values")
    if one.get("type") != 3:
        return
    options = one.get("options") or []
    if not 1 <= len(options) <= 25:
        yield Problem((*path, "options"), "Must be between 1 and 25 in length.")
    if high is not None and high > len(options):
        yield Problem((*path, "max_values"), "is more than there are options")
    for value in _twice(option.get("value") for option in options):
        yield Problem((*path, "options"), f"The value {value} is already used.")


def _input_problems(text: Found) -> Iterator[Problem]:
    low, high = text.component.get("min_length") or 0, text.component.get("max_length") or 4000
    if low > high:
        yield Problem((*text.path, "min_length"), "is more than max_length")
    if len(text.component.get("value") or "") > high:
        yield Problem((*text.path, "value"), f"Must be {high} or fewer in length.")


def _custom_ids(found: Sequence[Found]) -> Iterator[Problem]:
    ids = {one.path: one.component["custom_id"] for one in found if "custom_id" in one.component}
    for path, id in ids.items():
        if id is not None and not 1 <= len(str(id)) <= 100:
            yield Problem((*path, "custom_id"), "Must be between 1 and 100 in length.")
    for id in _twice(ids.values()):
        if id is not None:
            yield Problem(("components",), f"Component custom id cannot be duplicated: {id}")


# Commands.


def _command_problems(one: JSON, path: Path) -> Iterator[Problem]:
    for name in (one.get("name") or "", *(one.get("name_localizations") or {}).values()):
        if not _NAME.fullmatch(name) or name != name.lower():
            yield Problem((*path, "name"), f"Command name is invalid: {name}")
    for text in (
        one.get("description") or "",
        *(one.get("description_localizations") or {}).values(),
    ):
        if not 1 <= len(text) <= 100:
            yield Problem((*path, "description"), "Must be between 1 and 100 in length.")
    for name in ("name_localizations", "description_localizations"):
        for locale in (one.get(name) or {}).keys() - LOCALES:
            yield Problem((*path, name), f"unknown locale: {locale}")
    yield from _options_problems(one.get("options") or [], path)


def _options_problems(options: Sequence[JSON], path: Path) -> Iterator[Problem]:
    if len(options) > 25:
        yield Problem((*path, "options"), "Must be 25 or fewer in length.")
    if sorted(options, key=lambda option: not option.get("required")) != options:
        yield Problem((*path, "options"), "Required options must be placed before others.")
    for name in _twice(option.get("name") for option in options):
        yield Problem((*path, "options"), f"Option name already used: {name}")
    for n, option in enumerate(options):
        yield from _command_problems(option, (*path, "options", n))
        yield from _option_problems(option, (*path, "options", n))


def _option_problems(option: JSON, path: Path) -> Iterator[Problem]:
    choices = option.get("choices") or []
    if len(choices) > 25:
        yield Problem((*path, "choices"), "Must be 25 or fewer in length.")
    for name in _twice(choice.get("name") for choice in choices):
        yield Problem((*path, "choices"), f"Choice already used: {name}")
    if choices and option.get("autocomplete"):
        yield Problem(path, "Choices, or autocomplete, not both.")


def _size(one: JSON) -> int:
    """The longest of its languages, summed over all of it."""
    size = sum(
        max(map(len, (one.get(name) or "", *(one.get(f"{name}_localizations") or {}).values())))
        for name in ("name", "description")
    )
    size += sum(_size(option) for option in one.get("options") or [])
    return size + sum(
        len(choice["name"]) + len(str(choice["value"])) for choice in one.get("choices") or []
    )


def _twice(values: Any) -> list[Any]:
    return [value for value, count in Counter(values).items() if count > 1]
