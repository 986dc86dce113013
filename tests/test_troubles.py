"""An admin is told each thing once, and not any more when it has passed."""

from __future__ import annotations

import logging

import pytest
from stage import WORDS

from bot.troubles import MOST, Troubles

URL = {"url": "https://matrix.example.org"}


def test_the_same_thing_is_logged_once_and_kept(caplog: pytest.LogCaptureFixture) -> None:
    troubles = Troubles(WORDS, "en")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            troubles.tell("matrix.not-matrix", URL)
    assert len(caplog.records) == 1
    assert "https://matrix.example.org" in caplog.text
    assert troubles.lately() == [("matrix.not-matrix", URL)]


def test_what_has_passed_is_no_trouble_any_more() -> None:
    troubles = Troubles(WORDS, "en")
    troubles.tell("matrix.not-matrix", URL)
    troubles.tell("matrix.slowed", {})
    troubles.over("matrix.not-matrix")
    assert troubles.lately() == [("matrix.slowed", {})]


def test_a_flood_of_troubles_is_bounded() -> None:
    troubles = Troubles(WORDS, "en")
    for number in range(MOST + 5):
        troubles.tell("matrix.may-not-write", {"room": f"!{number}"})
    assert len(troubles.lately()) == MOST
    assert troubles.lately()[-1][1] == {"room": f"!{MOST + 4}"}
