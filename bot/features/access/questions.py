"""The questions about taking part, as data: fixed choices, one short line, and a last look.

Nothing here asks why. What each choice is called is also what whoever plans reads.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot import access, forms
from bot.feature import Field, Form, Given
from bot.features.access import rules
from bot.model import Choice, Text

_HELPS = "helps-"
"""Begins what a choice types, so that it is never a word of another feature."""

_SOME_DAYS = "helps-days"
"""Some days of the week do not work: which, is asked next."""

SHOW, HOLD, AGAIN = "helps-show", "helps-hold", "helps-again"

YES, NO = "yes", "no"

KEYS = (
    *("access.which-times", "access.which-days", "access.which-papers", "access.which-meeting"),
    *("access.own-line", "access.preview", "access.may-i-ask"),
)


def _choices(names: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(_HELPS + name, f"access.{name}") for name in names)


def answered(given: Given) -> tuple[tuple[str, ...], str]:
    """What was chosen, in the order of all, and the line of their own, if there is one."""
    fields = ("times", "days", "papers", "meeting")
    typed = {each for field in fields for each in (given.get(field) or "").split()}
    names = tuple(name for name in access.EVERY if _HELPS + name in typed)
    own = given.get("own") or ""
    return names, "" if own == forms.NONE else own.rstrip(" .")


def _no_days(given: Given) -> bool:
    return _SOME_DAYS not in (given.get("times") or "").split()


def _nothing(given: Given) -> bool:
    return not any(answered(given))


def _preview(given: Given) -> Mapping[str, object]:
    """Exactly what whoever plans would see."""
    names, own = answered(given)
    ours = access.said(access.listed(names))
    if not own:
        return {"seen": Text("access.seen-ours", {"helps": ours})}
    if not names:
        return {"seen": Text("access.seen-own", {"words": own})}
    return {"seen": Text("access.seen-both", {"helps": ours, "words": own})}


def _preview_for(given: Given) -> Mapping[str, object]:
    """The same, with the words that the room would read."""
    names, own = answered(given)
    seen = access.said(access.listed(names, *filter(None, (own,))))
    return {"seen": seen, "who": given.get("who"), "by": given.get("by")}


_ASKED = (
    Field(
        "times",
        "access.which-times",
        choices=(*_choices(access.TIMES), Choice(_SOME_DAYS, "access.some-days")),
        several=True,
    ),
    Field("days", "access.which-days", choices=_choices(access.DAYS), several=True, skip=_no_days),
    Field("papers", "access.which-papers", choices=_choices(access.PAPERS), several=True),
    Field("meeting", "access.which-meeting", choices=_choices(access.MEETING), several=True),
    Field("own", "access.own-line", limit=rules.OWN_LINE, wordy=True, also=(forms.PASS,)),
)

HELPS = Form(
    (
        *_ASKED,
        Field(
            "sure",
            "access.preview",
            choices=(
                Choice(SHOW, "access.show-it"),
                Choice(HOLD, "access.keep-for-now"),
                Choice(AGAIN, "access.start-again"),
                Choice(forms.STOP, "access.leave-it"),
            ),
            alone=True,
            skip=_nothing,
            shows=_preview,
        ),
    )
)

FOR = Form(
    (
        *_ASKED,
        Field(
            "sure",
            "access.preview-for",
            choices=(
                Choice(SHOW, "access.they-say-yes"),
                Choice(AGAIN, "access.start-again"),
                Choice(forms.STOP, "access.they-say-no"),
            ),
            alone=True,
            skip=_nothing,
            shows=_preview_for,
        ),
    )
)
"""The same for somebody on the phone, asked by who looks after the group."""

MAY_ASK = Form(
    (
        Field(
            "answer",
            "access.may-i-ask",
            choices=(Choice(YES, "answer.yes"), Choice(NO, "answer.no")),
            alone=True,
        ),
    )
)
