"""Matrix as one chat platform among others: what `bot.adapter` asks for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from adapters.matrix.asides import Asides
from adapters.matrix.doors import Doors
from adapters.matrix.ears import Ears
from adapters.matrix.listening import Listening
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.signing import NeedsPassword, NoPasswordSignIn, WrongPassword
from adapters.matrix.signing_in import CannotStart, sign_in
from adapters.matrix.store import Device, Store, StoreDamaged, StoreInUse
from adapters.matrix.trails import Clearing, Trails
from adapters.matrix.trying import SignedOut, insist
from adapters.matrix.voice import PLATFORM, Voice
from adapters.matrix.wire import Homeserver, Unreachable
from bot.adapter import Abilities, NeedsAdmin, TryLater, Wish
from bot.aside import Watched
from bot.model import Address, Group, Person, PersonId, Rendered, RoomId
from bot.words import ENGLISH

if TYPE_CHECKING:
    from adapters.matrix.crypto import Encryption
    from bot.adapter import Bot
    from bot.config import Matrix

log = logging.getLogger(__name__)

OPENING = 10.0
"""Seconds that a message waits for the server to be reached, before its row tries later."""

MINUTE = timedelta(minutes=1)
CLOCKS_APART = 5 * MINUTE
"""More than that between the server's clock and ours is worth a word to the admin."""

KEYS = (
    *("matrix.unreadable", "matrix.not-private", "matrix.cannot-read-here", "matrix.not-invited"),
    *("matrix.another-account", "matrix.signed-out", "matrix.deactivated"),
    *("matrix.wrong-password", "matrix.no-password-here", "matrix.not-matrix"),
    *("matrix.unreachable", "matrix.clocks", "matrix.slowed", "matrix.store-in-use"),
    *("matrix.store-damaged", "matrix.store-lost", "matrix.store-closed"),
    *("matrix.needs-password", "matrix.needs-person", "matrix.may-not-write"),
    *("matrix.taken-away", "matrix.take-yours-away"),
    *("matrix.left-encrypted", "matrix.not-encrypted", "matrix.signed-in"),
)

AT_THE_START = ("matrix.unreachable", "matrix.not-matrix", "matrix.signed-out")
"""What is over once the server tells us of our rooms."""

LONGEST_TEXT = 4_000
"""Characters. An event may have 64 kB, an encrypted one three quarters of that; a character may
have four bytes, and an edit holds the text twice."""


class MatrixAdapter:
    """One account on one homeserver."""

    platform = PLATFORM
    abilities = Abilities(
        longest=LONGEST_TEXT,
        buttons=False,
        boards=True,
        board_pace=10.0,
        senders=1,  # in order: under a limit, two at once would arrive the wrong way round
        sure_for=timedelta(hours=23),
        places=True,
    )

    def __init__(self, config: Matrix, *, language: str = ENGLISH) -> None:
        self._config = config
        self._language = language
        self._voice: asyncio.Future[Voice] | None = None
        self._app: Bot | None = None
        self._rooms: Rooms | None = None
        self._trails = Trails()

    async def run(self, app: Bot) -> None:
        """Serve until cancelled. What only an admin can put right is logged in plain words."""
        self._app = app
        app.reached(PLATFORM, now=False)
        try:
            with Store(self._config.store) as store:
                await self._serve(app, store)
        except CannotStart as problem:
            self._say(problem.key, problem.facts)
            raise NeedsAdmin from None
        except StoreInUse:
            self._say("matrix.store-in-use", {"path": str(self._config.store)})
            raise
        except StoreDamaged as damaged:
            self._say("matrix.store-damaged", {"path": str(damaged.path)})
            raise
        except PermissionError:
            self._say("matrix.store-closed", {"path": str(self._config.store)})
            raise
        except SignedOut:
            self._say("matrix.signed-out", {"user": self._config.user_id})
            raise
        finally:
            app.reached(PLATFORM, now=False)
            if self._voice is not None and self._voice.done():
                self._voice = None

    async def send(self, address: Address, message: Rendered, token: str) -> str:
        return await (await self._opened()).send(address, message, token)

    async def edit(self, address: Address, message_id: str, message: Rendered, token: str) -> None:
        await (await self._opened()).edit(address, message_id, message, token)

    async def look(
        self,
        address: Address,
        token: str,
        text_hash: str,  # noqa: ARG002 (the transaction id alone finds it)
        since: datetime,
    ) -> str | None:
        return await (await self._opened()).look(address, token, since)

    def can_place(self, beside: RoomId) -> bool:
        voice = self._voice
        return voice is not None and voice.done() and voice.result().places.can_be(beside)

    async def find_place(self, wish: Wish) -> RoomId | None:
        return await (await self._opened()).places.find(wish)

    async def make_place(self, wish: Wish) -> RoomId:
        return await (await self._opened()).places.make(wish)

    async def ask_in(self, place: RoomId, person: PersonId) -> None:
        await (await self._opened()).places.ask_in(place, person)

    async def close_place(self, wish: Wish, place: RoomId) -> None:
        await (await self._opened()).places.close(wish, place)

    def watched(self, person: PersonId) -> Watched:
        chats = self._rooms.chats(person.partition(":")[2]) if self._rooms else []
        sealed = bool(chats) and all(map(self._sealed, chats))
        return Watched.SEALED if sealed else Watched.SERVER

    def _sealed(self, room: Room) -> bool:
        """Is it only who wrote and when that the people see who run the server?"""
        return self._config.server_run_by == "others" and room.encrypted

    def mention(self, person: Person) -> str:
        """The name; the person is mentioned beside the words (`m.mentions`)."""
        return person.name

    def escape(self, text: str) -> str:
        """As it is: we send plain words only, and say for each message whom it mentions."""
        return text

    async def _opened(self) -> Voice:
        try:
            async with asyncio.timeout(OPENING):
                return await asyncio.shield(self._opening())
        except TimeoutError:
            raise TryLater(OPENING) from None

    def _opening(self) -> asyncio.Future[Voice]:
        if self._voice is None:
            self._voice = asyncio.get_running_loop().create_future()
        return self._voice

    async def _serve(self, app: Bot, store: Store) -> None:
        config = self._config
        async with Homeserver(config.homeserver) as server:
            device = await self._signed_in(server, store)
            self._compare_clocks(server)
            rooms = Rooms(device.user_id, lambda room: self._group(room) is not None)
            encryption = None
            if config.encryption:
                from adapters.matrix.crypto import Encryption

                encryption = Encryption(
                    server,
                    store,
                    device.user_id,
                    device.device_id,
                    in_room=rooms.all.__contains__,
                )
                await self._start(encryption)
            voice = Voice(server, rooms, encryption, self._say)
            self._rooms = rooms
            let_go = encryption.let_go if encryption else lambda _room: None
            clearing = Clearing(server, voice.turn, self._trails, let_go)
            asides = Asides(
                voice,
                clearing,
                self._trails,
                sealed=self._sealed,
                words=lambda key: self._words(key, {}),
                me=device.user_id,
            )
            ears = Ears(app, rooms, encryption, voice, self._unreadable, self._not_private, asides)
            doors = Doors(
                app,
                server,
                rooms,
                voice,
                ears,
                welcome=config.invited_by,
                sorry=lambda key: self._words(key, {}),
                told=self._say,
                reads_encrypted=config.encryption,
            )
            listening = Listening(app, server, rooms, encryption, voice, ears, doors)
            taking_away = asyncio.create_task(clearing.run(), name="matrix clearing")
            try:
                await listening.run(lambda: self._open(voice))
            finally:
                taking_away.cancel()
                await asyncio.gather(taking_away, return_exceptions=True)
                clearing.let_go_of_all()
                await voice.close()
                if encryption is not None:
                    await encryption.close()

    async def _start(self, encryption: Encryption) -> None:
        """Keys to the server. Not vouched for is no reason to be silent: most can still read."""
        user = {"user": self._config.user_id}
        try:
            await insist(lambda: encryption.start(_secret(self._config.password)))
        except StoreDamaged:
            if self._config.access_token is None:
                raise
            lost = {"path": str(self._config.store), **user}
            raise CannotStart("matrix.store-lost", lost) from None
        except WrongPassword:
            self._say("matrix.wrong-password", user)
        except NeedsPassword:
            self._say("matrix.needs-password", user)
        except NoPasswordSignIn:
            self._say("matrix.needs-person", user)

    def _open(self, voice: Voice) -> None:
        assert self._app is not None
        facts = {"user": self._config.user_id, "url": self._config.homeserver}
        log.info("%s", self._words("matrix.signed-in", facts))
        for key in AT_THE_START:
            self._app.put_right(key)
        opening = self._opening()
        if not opening.done():
            opening.set_result(voice)

    async def _signed_in(self, server: Homeserver, store: Store) -> Device:
        config = self._config

        async def try_it() -> Device:
            return await sign_in(
                server,
                store,
                config.user_id,
                password=_secret(config.password),
                token=_secret(config.access_token),
                device_id=config.device_id,
            )

        return await insist(
            try_it,
            failed=self._no_answer,
        )

    def _no_answer(self, problem: Unreachable) -> None:
        facts: dict[str, object] = {"url": self._config.homeserver}
        if problem.strange:
            self._say("matrix.not-matrix", facts)
        else:
            self._say("matrix.unreachable", facts | {"reason": str(problem)})

    def _compare_clocks(self, server: Homeserver) -> None:
        apart = server.clocks_apart
        if apart is not None and abs(apart) > CLOCKS_APART:
            self._say("matrix.clocks", {"minutes": round(abs(apart) / MINUTE)})

    def _unreadable(self, room: str) -> Rendered:
        return Rendered(self._words("matrix.unreadable", {}, self._group(room)))

    def _not_private(self, room: str) -> Rendered:
        return Rendered(self._words("matrix.not-private", {}, self._group(room)))

    def _group(self, room: str) -> Group | None:
        return self._app.group_of(RoomId(f"{PLATFORM}:{room}")) if self._app else None

    def _words(self, key: str, facts: Mapping[str, object], group: Group | None = None) -> str:
        assert self._app is not None
        language = group.language if group else self._language
        return self._app.words.render(key, facts, language=language, speaker=self)

    def _say(self, key: str, facts: Mapping[str, object]) -> None:
        assert self._app is not None
        self._app.tell_admin(key, facts)


def _secret(value: object) -> str | None:
    from pydantic import SecretStr

    return value.get_secret_value() if isinstance(value, SecretStr) else None
