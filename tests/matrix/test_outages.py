"""A server that is ill, or away: the bot asks ever more rarely, loses nothing, doubles nothing."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from matrix import gate as faults
from matrix.bot_here import BotHere, account, bot_here
from matrix.gate import Asked, Fault, Gate, open_gate
from matrix.people import Person, Town
from matrix.synapse import Account, Synapse

from adapters.matrix import following, wire
from adapters.matrix.adapter import MatrixAdapter
from adapters.matrix.store import StoreInUse

UP, DOWN = "Your hand is up", "Your hand is down"


@dataclass
class House:
    """A meeting, with a gate between the bot and its server."""

    bot: BotHere
    gate: Gate
    ann: Person
    tom: Person
    room: str
    chat: str
    """Ann's private chat with the bot."""
    raised: bool = False

    async def answered(self, *, after: str | None = None) -> None:
        """Ann says something in private and gets her one answer."""
        said = await self.toggles()
        await self.ann.hears(self.chat, self.answer, after=said)

    async def toggles(self) -> str:
        self.raised = not self.raised
        return await self.ann.says(self.chat, "!hand up" if self.raised else "!hand down")

    @property
    def answer(self) -> str:
        return UP if self.raised else DOWN

    async def has_heard(self, count: int, seconds: float = 15) -> None:
        """So many lines of the bot, no fewer and, a moment later, no more."""
        for _ in range(int(seconds * 20)):
            if len(self.lines()) >= count:
                break
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)
        assert len(self.lines()) == count, self.lines()[-12:]

    def lines(self) -> list[str]:
        return self.ann.lines(self.chat, by=self.bot.user)


@asynccontextmanager
async def house(town: Town, folder: Path, own: Account | None = None) -> AsyncIterator[House]:
    """A meeting has begun, and Ann has a private chat."""
    ann, tom = await town.people("Ann", "Tom")
    async with (
        open_gate(town.synapse.url) as gate,
        bot_here(town.synapse, folder, own, url=gate.url) as bot,
    ):
        room = await town.room("North Town", ann, tom)
        await ann.invite(room, bot.user)
        await ann.hears(room, "Hello. Alongside here.")
        await ann.says(room, "start")
        await ann.hears(room, "Ann leads")
        chat = await ann.start_chat(bot.user)
        await ann.hears(chat, "Type a number")
        yield House(bot, gate, ann, tom, room, chat)


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter pauses, of the same shape."""
    monkeypatch.setattr(wire, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(wire, "LONGEST_PAUSE", 1.0)
    monkeypatch.setattr(wire, "PATIENCE", 1.0)
    monkeypatch.setattr(following, "HELD", 2_000)
    monkeypatch.setattr(following, "SLOW", 0.5)


EVERY: dict[str, Fault] = {
    "bad gateway": faults.bad_gateway,
    "unavailable": faults.unavailable,
    "broken JSON": faults.broken_json,
    "wrong types": faults.wrong_types,
    "empty": faults.empty,
    "badly zipped": faults.zipped_badly,
    "not HTTP": faults.garbage,
    "cut off": faults.cut_off,
    "cut off after": faults.cut_off_after,
    "half": faults.half,
    "hangs": faults.hang,
    "hangs in the middle": faults.hang_in_the_middle,
    "too fast": faults.too_fast(),
    "too fast, wait": faults.too_fast(300),
    "too fast, do not wait": faults.too_fast(0),
    "too fast, nonsense": faults.too_fast("soon"),
    "too fast, a page": faults.too_fast_page,
    "a page that wants a password": faults.not_for_you,
    "redirect": faults.answers("", 302, Location="/stolen"),
    "not found": faults.missing,
    "bad request": faults.bad_request,
    "forbidden": faults.forbidden,
}


FAST = ("bad gateway", "cut off after")


@pytest.mark.slow
async def test_nothing_stops_is_lost_or_doubled_when_the_server_is_ill(
    town: Town, tmp_path: Path, in_haste: None, caplog: pytest.LogCaptureFixture
) -> None:
    await _all_of(FAST, town, tmp_path, caplog)


@pytest.mark.slow
async def test_whatever_the_server_answers_nothing_stops_is_lost_or_doubled(
    town: Town, tmp_path: Path, in_haste: None, caplog: pytest.LogCaptureFixture
) -> None:
    await _all_of(EVERY, town, tmp_path, caplog)


async def _all_of(
    names: Iterable[str], town: Town, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything at once goes wrong; Ann goes on talking, by another way to the server."""
    caplog.set_level(logging.DEBUG)
    async with house(town, folder) as here:
        expected = len(here.lines())
        for name in names:
            here.gate.fails(EVERY[name])
            began = time.monotonic()
            await here.toggles()
            await asyncio.sleep(0.3)
            await here.toggles()
            await asyncio.sleep(0.3)
            here.gate.is_well()
            ended = time.monotonic()
            expected += 2
            await here.has_heard(expected)
            asked = [one for one in here.gate.since(began) if one.failed]
            _few_enough(asked, ended - began, name)
        await here.answered()
        assert len(here.lines()) == expected + 1
    _told_nothing(caplog, here)


def _few_enough(asked: list[Asked], seconds: float, about: str) -> None:
    """At most one request for each step of the pauses, in each of the two directions."""
    steps = itertools.takewhile(
        lambda at: at <= seconds, itertools.accumulate((0.08, 0.16, 0.32, 0.64, *[0.8] * 100))
    )
    most = 2 + sum(1 for _ in steps)
    for kind in (True, False):
        found = [(round(one.at - asked[0].at, 2), one.path) for one in asked if one.sends == kind]
        assert len(found) <= most, (about, seconds, found)


def _told_nothing(caplog: pytest.LogCaptureFixture, here: House) -> None:
    """No error, no token and nothing that was said stands in the log or in an address."""
    tokens = {one.token for one in here.gate.asked} - {None}
    assert len(tokens) == 1
    own = [one for one in caplog.records if one.name.startswith(("adapters", "bot"))]
    assert own
    assert not [one.getMessage() for one in own if one.levelno >= logging.ERROR]
    for one in caplog.records:
        for secret in (*tokens, here.bot.account.password):
            assert secret is None or secret not in one.getMessage()
    for line in (UP, DOWN, 'hand up"', "!hand"):
        assert not [one.getMessage() for one in own if line in one.getMessage()]
    for request in here.gate.asked:
        assert not any(str(token) in request.raw for token in tokens)
        assert "stolen" not in request.raw


@pytest.mark.slow
async def test_an_ill_server_is_asked_half_a_second_later_then_a_second_then_two(
    town: Town, tmp_path: Path
) -> None:
    """The real pauses, with a dozen answers waiting to be said."""
    async with house(town, tmp_path) as here:
        began = time.monotonic()
        here.gate.fails(faults.bad_gateway)
        before = len(here.lines())
        for _ in range(11):
            await here.toggles()
        await asyncio.sleep(8)
        asked = here.gate.since(began)
        here.gate.is_well()
        times = [one.at for one in asked if one.path.endswith("/sync") and one.failed]
        gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
        assert len(times) <= 5, gaps
        assert all(gap >= least for gap, least in zip(gaps, (0.4, 0.8, 1.6, 3.2), strict=False))
        await here.has_heard(before + 11, 40)


@pytest.mark.parametrize(
    "fault",
    ["bad gateway", "cut off after", "too fast, do not wait"],
)
@pytest.mark.slow
async def test_many_answers_to_an_ill_server_are_one_request_for_each_pause(
    town: Town, tmp_path: Path, in_haste: None, fault: str
) -> None:
    """Only what is said goes wrong; answers of both kinds wait: from disk, and from memory, of
    which only each person's newest is worth saying."""
    async with house(town, tmp_path) as here:
        expected = len(here.lines())
        began = time.monotonic()
        here.gate.fails(EVERY[fault], where="/send/|/createRoom")
        for _ in range(3):
            await here.toggles()
        for n in range(5):
            await here.ann.says(here.chat, f"xyzzy{n}")
            await here.tom.says(here.room, "Alongside: plugh")
        await asyncio.sleep(0.7)
        asked = [one for one in here.gate.since(began) if one.failed]
        here.gate.is_well()
        assert asked
        _few_enough(asked, time.monotonic() - began, fault)
        await here.toggles()
        chat = await here.tom.invited(by=here.bot.user)
        await here.tom.join(chat)
        await here.has_heard(expected + 5)
        await asyncio.sleep(1)
        assert len(here.tom.lines(chat, by=here.bot.user)) == 1
        assert [one for one in here.tom.client.invited_rooms if one != chat] == []


@pytest.mark.slow
async def test_what_the_server_asks_us_to_wait_is_waited(town: Town, tmp_path: Path) -> None:
    async with house(town, tmp_path) as here:
        began = time.monotonic()
        here.gate.fails(faults.too_fast(1500), where="/send/")
        said = await here.toggles()
        await here.tom.says(here.room, "Alongside: plugh")
        await asyncio.sleep(1.2)
        assert len([one for one in here.gate.since(began) if one.sends]) == 1
        here.gate.is_well()
        await here.ann.hears(here.chat, here.answer, after=said)
        assert time.monotonic() - began >= 1.5


@pytest.mark.slow
async def test_a_private_chat_whose_making_nobody_heard_of_is_made_once(
    town: Town, tmp_path: Path, in_haste: None
) -> None:
    async with house(town, tmp_path) as here:
        here.gate.fails(faults.cut_off_after, where="/createRoom|/send/|/join")
        await here.tom.says(here.room, "Alongside: plugh")
        await asyncio.sleep(1)
        here.gate.is_well()
        chat = await here.tom.invited(by=here.bot.user)
        await here.tom.join(chat)
        await here.tom.hears(chat, "I do not know that word")
        assert len(here.tom.lines(chat)) == 1
        assert list(here.tom.client.invited_rooms) in ([], [chat])


@pytest.mark.slow
async def test_a_page_of_what_was_missed_that_is_no_page_is_asked_for_again(
    town: Town, tmp_path: Path, in_haste: None
) -> None:
    """The gap is too large for one answer, and the first tries to fill it go wrong."""
    async with house(town, tmp_path) as here:
        here.gate.fails(faults.bad_gateway)
        first = await here.toggles()
        for n in range(105):
            await here.ann.says(here.chat, "" if n % 2 else " ")
        here.gate.fails(faults.wrong_types, where="/messages")
        await asyncio.sleep(1)
        here.gate.is_well()
        await here.ann.hears(here.chat, here.answer, after=first)
        assert len([one for one in here.gate.asked if "/messages" in one.path]) > 2


# Signed out.


@pytest.mark.slow
async def test_signed_out_it_stops_in_plain_words_and_asks_no_more(
    town: Town, tmp_path: Path, in_haste: None, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(town, tmp_path) as here:
        here.gate.fails(faults.unknown_token)
        began = time.monotonic()
        await here.toggles()
        await asyncio.sleep(1.5)
        assert len(here.gate.since(began)) <= 2
        assert [
            one.getMessage()
            for one in caplog.records
            if "no longer knows my sign-in" in one.getMessage()
        ]
        assert not any(f"{one.token}" in caplog.text for one in here.gate.asked if one.token)


async def test_signed_out_by_the_server_it_signs_in_again_and_answers_what_was_said(
    town: Town, tmp_path: Path
) -> None:
    own = await account(town.synapse)
    async with house(town, tmp_path, own) as here:
        token = next(one.token for one in reversed(here.gate.asked) if one.token)
        await town.synapse.ask("POST", "/_matrix/client/v3/logout", {}, token=token)
        said = await here.toggles()
    async with bot_here(town.synapse, tmp_path, own):
        await here.ann.hears(here.chat, here.answer, after=said)
        assert len([one for one in here.lines() if one.startswith("Your hand")]) == 1


# Started again.


@pytest.mark.slow
async def test_at_the_very_first_start_nothing_old_is_answered(town: Town, tmp_path: Path) -> None:
    own = await account(town.synapse)
    for folder in ("before", "after"):
        (tmp_path / folder).mkdir()
    async with bot_here(town.synapse, tmp_path / "before", own):
        ann, tom = await town.people("Ann", "Tom")
        room = await town.room("North Town", ann, tom)
        await ann.invite(room, own.user)
        await ann.hears(room, "Hello. Alongside here.")
        chat = await ann.start_chat(own.user)
        await ann.hears(chat, "Type a number")
    old = await ann.says(chat, "!help")
    await ann.says(room, "!start")
    async with bot_here(town.synapse, tmp_path / "after", own):
        await ann.hears_nothing(chat, after=old, seconds=1.5)
        await ann.hears_nothing(room, after=old, seconds=0)
        new = await ann.says(chat, "!help")
        await ann.hears(chat, "", after=new)


MISSED = 130


@pytest.mark.slow
async def test_130_messages_missed_in_one_room_are_taken_up_in_order_once(
    town: Town, tmp_path: Path
) -> None:
    """More than the server gives in one answer, and in one page."""
    own = await account(town.synapse)
    names = ("Ann", "Tom", "Joe", "Priya", "Sam")
    people = await town.people(*names)
    async with bot_here(town.synapse, tmp_path, own):
        room = await town.room("North Town", *people)
        await people[0].invite(room, own.user)
        await people[0].hears(room, "Hello. Alongside here.")
        await people[0].says(room, "start")
        await people[0].hears(room, "Ann leads")
    said = []
    for n in range(MISSED):
        word = "!hand up" if n // 5 % 2 == 0 else "!hand down"
        said.append("matrix:" + await people[n % 5].says(room, word))
    async with bot_here(town.synapse, tmp_path, own) as bot:
        taken: list[str] = []
        for _ in range(200):
            taken = await _inbox(bot, said)
            if len(taken) == MISSED:
                break
            await asyncio.sleep(0.1)
    assert taken == said


async def _inbox(bot: BotHere, ours: list[str]) -> list[str]:
    """What was taken up, in the order in which it was."""
    rows = await bot.app.db.read(lambda tx: tx.all("SELECT event FROM inbox ORDER BY rowid"))
    return [row[0] for row in rows if row[0] in set(ours)]


@pytest.mark.slow
async def test_an_invitation_that_came_just_before_the_end_is_not_forgotten(
    town: Town, tmp_path: Path
) -> None:
    own = await account(town.synapse)
    ann = await town.person("Ann")
    async with open_gate(town.synapse.url) as gate:
        async with bot_here(town.synapse, tmp_path, own, url=gate.url):
            gate.fails(faults.bad_gateway, where="/join")
            room = await ann.make_room("North Town", invite=[own.user])
            for _ in range(50):
                await asyncio.sleep(0.1)
                if any("/join" in one.path for one in gate.asked):
                    break
            await asyncio.sleep(1)  # the place is noted
        gate.is_well()
        async with bot_here(town.synapse, tmp_path, own, url=gate.url):
            await ann.hears(room, "Hello. Alongside here.")


async def test_a_second_process_on_the_same_store_is_refused_in_plain_words(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot_here(town.synapse, tmp_path) as bot:
        second = MatrixAdapter(bot.adapter._config)
        with pytest.raises(StoreInUse):
            await second.run(bot.app)
        assert "Another program uses my keys" in caplog.text
        ann = await town.person("Ann")
        chat = await ann.start_chat(bot.user)
        await ann.hears(chat, "which group you are in")


# The server killed.


@pytest.mark.slow
async def test_the_server_killed_in_the_middle_of_30_commands_loses_and_doubles_none(
    synapse: Synapse, town: Town, tmp_path: Path
) -> None:
    async with house(town, tmp_path) as here:
        before = len(here.lines())

        async def talk() -> str:
            for _ in range(29):
                await here.toggles()
                await asyncio.sleep(0.1)
            return await here.toggles()

        talking = asyncio.create_task(talk())
        await asyncio.sleep(1.2)
        synapse.kill()
        await asyncio.sleep(0.5)
        synapse.start()
        await synapse.wait_ready()
        last = await talking
        await here.ann.hears(here.chat, here.answer, after=last, timeout=40)
        await here.has_heard(before + 30)
        answers = [one.split(".")[0] for one in here.lines()[before:]]
        assert answers == [UP, DOWN] * 15
