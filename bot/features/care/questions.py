"""What is asked before a Supporter is told, and exactly what they will read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import care, dates, forms
from bot.care import Supporter
from bot.feature import Field, Form, Given, Here
from bot.features.care import rules
from bot.features.care.rules import How
from bot.model import Choice, PersonId, Say, Text

PERSON = "person-"
"""Begins what a choice of a Supporter types, so that it is no word of another feature."""

SOMEBODY_ELSE = "somebody-else"
THEY_KNOW = "they-know"
SOON = "as-soon-as-possible"
SEND = "send-it"

KEYS = (
    *("care.which", "care.how", "care.reach", "care.when", "care.preview"),
    *("care.choose-outside", "care.choose-named", "care.choose-member", "care.somebody-else"),
    *("care.asks", "care.asks-reach", "care.asks-when", "care.asks-soon"),
    *("care.by-mail", "care.by-buttons"),
)


def packed(people: Sequence[Supporter]) -> str:
    """Those who can be chosen, as an open form keeps them."""
    return json.dumps(
        [[p.name, p.role, p.works_for, p.outside, p.account, p.email, p.phone, p.hours]
         for p in people]
    )  # fmt: skip


def people(given: Given) -> list[Supporter]:
    kept: list[list[str | None]] = json.loads(given.get("people") or "[]")
    return [
        Supporter(
            str(name),
            role,
            works_for,
            bool(outside),
            account if account is None else PersonId(account),
            email,
            phone,
            hours,
        )
        for name, role, works_for, outside, account, email, phone, hours in kept
    ]


def chosen(given: Given) -> Supporter | None:
    """The Supporter who was chosen; None: somebody else."""
    said = (given.get("who") or "").removeprefix(PERSON)
    there = people(given)
    place = int(said) if said.isdecimal() else 0
    return there[place - 1] if 1 <= place <= len(there) else None


def _offers(given: Given) -> tuple[Choice, ...]:
    each = (_choice(n, one) for n, one in enumerate(people(given), 1))
    return (*each, Choice(SOMEBODY_ELSE, "care.somebody-else"))


def _choice(number: int, one: Supporter) -> Choice:
    if one.role is None:
        return Choice(f"{PERSON}{number}", "care.choose-member", {"name": one.name})
    key = "care.choose-outside" if one.outside else "care.choose-named"
    facts = {"name": one.name, "role": one.role, "works": one.works_for}
    return Choice(f"{PERSON}{number}", key, facts)


def _nothing(_given: Given) -> Mapping[str, object]:
    """Their words need no facts, so nothing that was answered goes with them."""
    return {}


def _nobody_to_tell(given: Given) -> bool:
    """They are somebody else, or can only be rung."""
    if given.get("who") is None:
        return False
    one = chosen(given)
    return one is None or not one.can_be_told


def _when(said: str, _given: Given, here: Here) -> str | Text:
    """Any words will do. Where they name a time, it is kept beside them."""
    if said == SOON or rules.apart(said)[0] is not None:
        return said
    at = _time(said, here)
    return said if at is None else rules.with_time(at, said)


def _time(said: str, here: Here) -> datetime | None:
    """The time that is named: "after 2", "tomorrow at 10"; None: none that is clear."""
    for words in (said, said.partition(" ")[2]):
        try:
            found = dates.read(words, here.now, here.language)
        except dates.Unclear:
            pass
        else:
            if found.rule is None and found.time is not None:
                return datetime.combine(found.day, found.time)
        try:
            clock = dates.clock(words, here.language)
        except dates.Unclear:
            continue
        if clock > here.now.time():
            return datetime.combine(here.now.date(), clock)
    return None


def told(given: Given) -> tuple[str | None, str | None]:
    """How they are found, and when it suits: None where there is nothing to say."""
    reach, when = given.get("reach"), given.get("when")
    words = None if when is None or when == SOON else rules.apart(when)[1]
    return (None if reach == THEY_KNOW else reach), words


def sentences(
    who: object, group: str, how: How, reach: str | None, wanted: str | None
) -> list[Text]:
    """What the Supporter reads: exactly this, in the preview as well."""
    asks = Text("care.asks", {"who": who, "group": group, "how": how.value})
    found = [] if reach is None else [Text("care.asks-reach", {"words": reach})]
    soon = Text("care.asks-soon")
    when = soon if wanted is None else Text("care.asks-when", {"words": wanted})
    return [asks, *found, when]


def _preview(given: Given) -> Mapping[str, object]:
    one = chosen(given)
    if one is None:
        return {"who": Text("care.somebody-else"), "seen": "", "sentence": ""}
    how = How(given.get("how") or How.WRITE)
    seen = sentences(given.get("me") or "", given.get("group") or "", how, *told(given))
    answer = Text("care.by-mail" if one.account is None else "care.by-buttons")
    return {"who": one.name, "seen": care.together(seen), "sentence": answer}


def _chosen_name(given: Given) -> Mapping[str, object]:
    one = chosen(given)
    return {"who": Text("care.somebody-else") if one is None else one.name}


FORM = Form(
    (
        Field(
            "who",
            "care.which",
            offers=_offers,
            choices=_offers({}),
            alone=True,
            shows=_nothing,
        ),
        Field(
            "how",
            "care.how",
            choices=(
                Choice(How.RING.value, "care.ring-me"),
                Choice(How.WRITE.value, "care.write-to-me"),
                Choice(How.MEET.value, "care.meet-me"),
            ),
            alone=True,
            skip=_nobody_to_tell,
            shows=_chosen_name,
        ),
        Field(
            "reach",
            "care.reach",
            limit=100,
            wordy=True,
            also=(Choice(THEY_KNOW, "care.they-know"),),
            skip=_nobody_to_tell,
            shows=_chosen_name,
        ),
        Field(
            "when",
            "care.when",
            limit=100,
            wordy=True,
            also=(Choice(SOON, "care.soon"),),
            takes=_when,
            skip=_nobody_to_tell,
            shows=_nothing,
        ),
        Field(
            "sure",
            "care.preview",
            choices=(
                Choice(SEND, "care.send-it"),
                Choice(forms.CHANGE, "care.change-it"),
                Choice(forms.STOP, "care.leave-it"),
            ),
            alone=True,
            skip=_nobody_to_tell,
            shows=_preview,
        ),
    )
)


def kept_say(reach: str | None, wanted: str | None) -> list[Say]:
    """The same sentences for who asked, when they look what is kept."""
    found = [] if reach is None else [Say("care.asks-reach", {"words": reach})]
    when = Say("care.asks-soon") if wanted is None else Say("care.asks-when", {"words": wanted})
    return [*found, when]
