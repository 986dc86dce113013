"""What must be said: once, in order, honestly late, and never for ever."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import InitVar, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stage import START, WORDS, person

from bot import outbox, packing
from bot.adapter import Abilities, Bot, GiveUp, NoPlaces, TryLater
from bot.app import App
from bot.aside import Watched
from bot.clock import Clock
from bot.db import Database, Tx
from bot.door import Done
from bot.model import (
    ASKER,
    FACILITATORS,
    GROUP,
    Address,
    Choice,
    FromBank,
    Group,
    GroupId,
    Lane,
    Listed,
    Person,
    PersonId,
    Rendered,
    RoomId,
    Say,
    Text,
    private,
    say,
)

ROOM = Address(RoomId("post:room"))
OTHER = Address(RoomId("post:other"))
MINUTE = timedelta(minutes=1)
CAUSES = itertools.count()


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    one = await Database.open(tmp_path / "a.db")
    yield one
    await one.close()


def put(
    tx: Tx, one: Say, *, at: datetime = START, address: Address = ROOM, cause: str = ""
) -> None:
    cause = cause or f"c{next(CAUSES)}"
    outbox.put_at(tx, address, one, cause=cause, at=at, token=f"t-{cause}-{address}")


def line(name: str, **more: object) -> Say:
    return say("app.group-name", name=name, **more)  # type: ignore[arg-type]


def first(tx: Tx, address: Address) -> outbox.Row | None:
    return outbox.first(tx, address)[0]


def rows(tx: Tx) -> list[tuple[object, ...]]:
    return tx.all("SELECT state, says, message, first_tried_at FROM outbox ORDER BY id")


# The rows by themselves.


async def test_a_row_goes_from_waiting_to_trying_to_sent_and_its_facts_go(db: Database) -> None:
    def live(tx: Tx) -> None:
        put(tx, line("a"))
        row = first(tx, ROOM)
        assert row is not None
        assert (row.state, row.first_tried_at) == ("waiting", None)
        assert row.say == line("a")
        outbox.trying(tx, row, "hash", START)
        outbox.trying(tx, row, "hash", START + MINUTE)
        tried = first(tx, ROOM)
        assert tried is not None
        assert (tried.state, tried.text_hash, tried.token) == ("trying", "hash", row.token)
        assert tried.first_tried_at == int(START.timestamp() * 1000), "the first try counts"
        outbox.sent(tx, row, "m1")
        assert first(tx, ROOM) is None
        assert outbox.claimed(tx, ROOM, "m1")
        assert not outbox.claimed(tx, OTHER, "m1")
        (state, says, message, _tried) = rows(tx)[0]
        assert (state, says, message) == ("sent", "", "m1")

    await db.write(live)


async def test_what_can_never_be_said_keeps_no_facts(db: Database) -> None:
    def live(tx: Tx) -> None:
        put(tx, line("a"))
        row = first(tx, ROOM)
        assert row is not None
        outbox.gone(tx, row)
        assert rows(tx)[0][:2] == ("gone", "")
        assert first(tx, ROOM) is None

    await db.write(live)


async def test_the_same_cause_twice_is_one_row(db: Database) -> None:
    group = Group(GroupId(1), "", (RoomId(ROOM), RoomId(OTHER)), {}, {}, {})

    def twice(tx: Tx) -> None:
        for _ in range(2):
            reached = outbox.put(
                tx,
                [line("a", to=GROUP), line("b", to=GROUP)],
                cause="event",
                at=START,
                seed=7,
                group=group,
            )
            assert reached == [ROOM, OTHER, ROOM, OTHER]
        assert len(rows(tx)) == 4

    await db.write(twice)


async def test_answers_go_before_lines_and_lines_before_posts(db: Database) -> None:
    def order(tx: Tx) -> list[str]:
        for lane in (Lane.POST, Lane.LINE, Lane.ANSWER):
            for n in (1, 2):
                put(tx, line(f"{lane.name} {n}", lane=lane))
        said = []
        while (row := first(tx, ROOM)) is not None:
            said.append(str(row.say.facts["name"]))
            outbox.sent(tx, row, "m")
        return said

    assert await db.write(order) == ["ANSWER 1", "ANSWER 2", "LINE 1", "LINE 2", "POST 1", "POST 2"]


async def test_what_was_written_comes_back_and_is_tried_only_in_its_turn(db: Database) -> None:
    def live(tx: Tx) -> None:
        later = outbox.put_at(tx, ROOM, line("b"), cause="b", at=START, token="tb")
        again = outbox.put_at(tx, ROOM, line("b"), cause="b", at=START, token="tb")
        assert later == first(tx, ROOM)
        assert again is None
        answer = say("app.group-name", name="a", lane=Lane.ANSWER)
        before = outbox.put_at(tx, ROOM, answer, cause="a", at=START, token="ta")
        assert later is not None
        assert before is not None
        assert not outbox.trying(tx, later, "hash", START)  # an answer has come before it
        assert outbox.trying(tx, before, "hash", START)
        outbox.sent(tx, before, "m")
        assert not outbox.trying(tx, before, "hash", START)  # it was said
        assert outbox.trying(tx, later, "hash", START)

    await db.write(live)


async def test_the_lane_is_an_answer_in_private_and_a_line_in_a_room(db: Database) -> None:
    def lanes(tx: Tx) -> list[Lane]:
        chat = private(person("Ann").id)
        put(tx, line("a"))
        put(tx, line("a"), address=chat)
        found = (first(tx, address) for address in (ROOM, chat))
        return [row.lane for row in found if row]

    assert await db.write(lanes) == [Lane.LINE, Lane.ANSWER]


async def test_what_is_apart_is_said_once_in_that_time_and_place(db: Database) -> None:
    def said(tx: Tx) -> int:
        card = say("hands.card-slow", apart=3 * MINUTE)
        put(tx, card)
        put(tx, card, at=START + 2 * MINUTE)  # the same card
        put(tx, say("hands.card-pause", apart=3 * MINUTE), at=START + 2 * MINUTE)  # another
        put(tx, card, at=START + 2 * MINUTE, address=OTHER)  # another place
        put(tx, card, at=START + 4 * MINUTE)  # later
        return len(rows(tx))

    assert await db.write(said) == 4


async def test_nothing_is_ever_addressed_to_a_phone(db: Database) -> None:
    dilys = Person(PersonId("phone:1-00"), "Dilys")
    group = Group(GroupId(1), "", (), {}, {dilys.id: date(2030, 1, 1)}, {})
    for one in (line("a", to=dilys), line("a", to=FACILITATORS), line("a", to=ASKER)):
        assert outbox.addresses(one, group, dilys.id) == []


async def test_said_is_forgotten_after_two_days_and_gone_after_thirty(db: Database) -> None:
    def sweep(tx: Tx) -> list[int]:
        for n in range(3):
            put(tx, line(str(n)))
        for said in (True, False):
            row = first(tx, ROOM)
            assert row is not None
            outbox.sent(tx, row, "m") if said else outbox.gone(tx, row)
        left = []
        for days in (1.9, 2.1, 29.9, 30.1, 400):
            outbox.sweep(tx, START + timedelta(days=days))
            left.append(len(rows(tx)))
        return left

    assert await db.write(sweep) == [3, 2, 2, 1, 1], "what waits is never swept"


async def test_after_a_restore_everything_that_waited_is_in_doubt(db: Database) -> None:
    def restore(tx: Tx) -> list[object]:
        put(tx, line("a"))
        put(tx, line("b"))
        row = first(tx, ROOM)
        assert row is not None
        outbox.sent(tx, row, "m")
        outbox.all_in_doubt(tx)
        return [(state, tried) for state, _, _, tried in rows(tx)]

    assert await db.write(restore) == [("sent", None), ("trying", int(START.timestamp() * 1000))]


# Facts on disk.

NAMES = st.text(max_size=30)
PEOPLE = st.builds(Person, NAMES.map(PersonId), NAMES)
WHEN = st.datetimes(
    datetime(1970, 1, 1),  # noqa: DTZ001 (the zone is given beside it)
    datetime(2100, 1, 1),  # noqa: DTZ001 (the same)
    timezones=st.just(UTC),
)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    NAMES,
    PEOPLE,
    WHEN,
    st.dates(),
    st.builds(FromBank, NAMES, NAMES),
)
FACTS = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.builds(Text, NAMES, st.dictionaries(NAMES, inner, max_size=3)),
        st.builds(Listed, st.lists(inner, max_size=3).map(tuple), NAMES),
    ),
    max_leaves=6,
)
CHOICES = st.lists(
    st.builds(Choice, NAMES, NAMES, st.dictionaries(NAMES, FACTS, max_size=2)), max_size=2
).map(tuple)
PARTS = st.builds(
    lambda key, facts, choices: Say(key, facts, choices=choices),
    NAMES,
    st.dictionaries(NAMES, FACTS, max_size=3),
    CHOICES,
)


@given(
    key=NAMES,
    facts=st.dictionaries(NAMES, FACTS, max_size=4),
    choices=CHOICES,
    alert=st.none() | PEOPLE,
    then=st.lists(PARTS, max_size=2).map(tuple),
)
@settings(max_examples=300, deadline=None)
def test_whatever_is_said_comes_back_from_disk_as_it_was(
    key: str,
    facts: dict[str, object],
    choices: tuple[Choice, ...],
    alert: Person | None,
    then: tuple[Say, ...],
) -> None:
    one = Say(key, facts, choices=choices, alert=alert, then=then)
    packed = packing.pack(one)
    json.loads(packed)
    packed.encode("utf-8", "surrogatepass")
    assert packing.unpack(packed) == one


def test_a_fact_of_another_kind_is_a_bug_found_at_once() -> None:
    with pytest.raises(TypeError):
        packing.pack(say("app.done", what=object()))


# Delivered.


@dataclass
class Post(NoPlaces):
    """A platform in every mood."""

    clock: Clock
    sure_for: InitVar[timedelta] = timedelta(hours=23)
    platform: str = "post"
    abilities: Abilities = field(init=False)
    sent: list[tuple[Address, str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Tokens that were looked for."""
    found: dict[str, str | Exception] = field(default_factory=dict)
    moods: dict[Address, list[Exception]] = field(default_factory=dict)
    """What each place answers next, before it works."""

    def __post_init__(self, sure_for: timedelta) -> None:
        self.abilities = Abilities(
            longest=2000,
            buttons=True,
            boards=False,
            board_pace=1.0,
            senders=2,
            sure_for=sure_for,
        )

    async def run(self, app: Bot) -> None:
        await asyncio.Event().wait()

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        if moods := self.moods.get(address):
            raise moods.pop(0)
        self.sent.append((address, message.text, token))
        return f"m{len(self.sent)}"

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        raise NotImplementedError

    async def look(
        self, address: Address, token: str, text_hash: str, since: datetime
    ) -> str | None:
        self.asked.append(token)
        found = self.found.get(token)
        if isinstance(found, Exception):
            raise found
        return found

    def watched(self, person: PersonId) -> Watched:
        return Watched.SEALED

    def mention(self, person: Person) -> str:
        return person.name

    def escape(self, text: str) -> str:
        return text

    def texts(self, address: Address = ROOM) -> list[str]:
        return [text for where, text, _ in self.sent if where == address]


@asynccontextmanager
async def posting(folder: Path, post: Post, before: list[Say] | None = None) -> AsyncIterator[App]:
    """The bot with that platform; `before`: what waits when it starts."""
    app = await App.open(folder / "a.db", words=WORDS, clock=post.clock)
    app.add(post)
    for one in before or ():
        await app.db.write(lambda tx, one=one: put(tx, one))  # type: ignore[misc]
    running = asyncio.create_task(app.run())
    try:
        yield app
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await app.close()


async def tell(app: App, *says: Say, address: Address = ROOM) -> None:
    now = app.clock.now()
    for one in says:
        await app.db.write(lambda tx, one=one: put(tx, one, at=now, address=address))  # type: ignore[misc]
    app.core.after(Done("done", None, [address]))


async def until(app: App, *states: str) -> None:
    """Wait until the rows are in these states."""
    for _ in range(1000):
        now = [row[0] for row in await app.db.read(rows)]
        if now == list(states):
            return
        await asyncio.sleep(0.002)
    raise AssertionError(f"they are {now}")


def frozen(at: datetime = START) -> Clock:
    return Clock(frozen_at=at)


async def test_what_is_said_comes_in_order_each_with_its_own_token(tmp_path: Path) -> None:
    post = Post(frozen())
    async with posting(tmp_path, post) as app:
        await tell(app, line("a"), line("b"), line("c"))
        await until(app, "sent", "sent", "sent")
    assert post.texts() == ["a", "b", "c"]
    assert len({token for *_, token in post.sent}) == 3
    assert not post.asked


async def test_a_place_that_must_wait_stops_no_other(tmp_path: Path) -> None:
    post = Post(frozen(), moods={ROOM: [TryLater(0.3)]})
    async with posting(tmp_path, post) as app:
        await tell(app, line("slow"), line("slow too"))
        await tell(app, line("quick"), address=OTHER)
        await until(app, "trying", "waiting", "sent")
        assert post.texts(OTHER) == ["quick"]
        assert post.texts() == []
        await until(app, "sent", "sent", "sent")
    assert post.texts() == ["slow", "slow too"], "and it keeps its order"


async def test_a_place_that_will_never_take_it_is_given_up(tmp_path: Path) -> None:
    post = Post(frozen(), moods={ROOM: [GiveUp()]})
    async with posting(tmp_path, post) as app:
        await tell(app, line("a"), line("b"))
        await until(app, "gone", "sent")
    assert post.texts() == ["b"]


async def test_a_platform_that_breaks_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    post = Post(frozen(), moods={ROOM: [OSError("ann said so")]})
    async with posting(tmp_path, post) as app:
        await tell(app, line("a"))
        await until(app, "sent")
    assert post.texts() == ["a"]
    assert "OSError" in caplog.text
    assert "ann said so" not in caplog.text


@pytest.mark.parametrize("away", [15, 45, 24 * 60])
async def test_what_is_too_late_is_gone_and_one_line_says_so(tmp_path: Path, away: int) -> None:
    post = Post(frozen(), moods={ROOM: [TryLater(0.1)] * 6})
    async with posting(tmp_path, post) as app:
        await tell(app, line("a"), line("b"), line("c"))
        for _ in range(5):  # it keeps trying, and the time passes meanwhile
            await asyncio.sleep(0.11)
            post.clock.move(timedelta(minutes=away / 5))
        await until(app, "gone", "gone", "gone", "sent")
        await tell(app, line("d"))
        await until(app, "gone", "gone", "gone", "sent", "sent")
    assert post.texts() == [
        "I was away for a while. Something I had to say here is too old now.",
        "d",
    ]


async def test_what_waits_for_a_day_is_still_said(tmp_path: Path) -> None:
    post = Post(frozen(START + timedelta(hours=23)))
    async with posting(tmp_path, post, [line("news", lane=Lane.POST)]) as app:
        await until(app, "sent")
    assert post.texts() == ["news"]


async def crashed(folder: Path, one: Say) -> str:
    """A row that was being tried when the bot was killed. Its token."""
    db = await Database.open(folder / "a.db")

    def killed(tx: Tx) -> str:
        put(tx, one)
        row = first(tx, ROOM)
        assert row is not None
        outbox.trying(tx, row, "hash", START)
        return row.token

    token = await db.write(killed)
    await db.close()
    return token


POST = line("a", lane=Lane.POST)


async def test_in_doubt_and_sure_the_same_token_goes_again(tmp_path: Path) -> None:
    token = await crashed(tmp_path, POST)
    post = Post(frozen(START + MINUTE))
    async with posting(tmp_path, post) as app:
        await until(app, "sent")
    assert [sent for *_, sent in post.sent] == [token]
    assert not post.asked


async def test_in_doubt_for_longer_it_is_looked_for_and_found(tmp_path: Path) -> None:
    token = await crashed(tmp_path, POST)
    post = Post(frozen(START + 5 * MINUTE), sure_for=2 * MINUTE, found={token: "m9"})
    async with posting(tmp_path, post) as app:
        await until(app, "sent")
        assert await app.db.read(lambda tx: outbox.claimed(tx, ROOM, "m9"))
    assert post.asked == [token]
    assert not post.sent


async def test_in_doubt_for_longer_and_not_there_it_is_sent(tmp_path: Path) -> None:
    token = await crashed(tmp_path, POST)
    post = Post(frozen(START + 5 * MINUTE), sure_for=2 * MINUTE)
    async with posting(tmp_path, post) as app:
        await until(app, "sent")
    assert post.asked == [token]
    assert post.texts() == ["a"]


async def test_where_nobody_can_look_it_is_given_up_and_the_rest_goes_on(tmp_path: Path) -> None:
    token = await crashed(tmp_path, POST)
    post = Post(frozen(START + 5 * MINUTE), sure_for=2 * MINUTE, found={token: GiveUp()})
    async with posting(tmp_path, post) as app:
        await tell(app, line("b"))
        await until(app, "gone", "sent")
    assert post.texts() == ["b"]


async def test_what_was_shown_before_a_crash_is_never_called_missed(tmp_path: Path) -> None:
    token = await crashed(tmp_path, line("a"))  # a line: good for ten minutes
    post = Post(frozen(START + 30 * MINUTE), found={token: "m9"})
    async with posting(tmp_path, post) as app:
        await until(app, "sent")
    assert post.asked == [token]
    assert not post.sent
