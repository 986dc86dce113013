"""People at Matrix, who play their part of the golden session by typing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from contract import Tap
from golden import Step
from matrix.people import Person, Seen
from slow.meeting import word_in

from bot.clock import Clock


@dataclass
class Typists:
    """Everybody who is at Matrix, in one room and each in a private chat."""

    people: dict[str, Person]
    room: str
    user: str
    """The bot's account."""
    tap: Tap
    clock: Clock
    chats: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    """What came of each thing that the script has somebody do alone, in order."""

    async def says_hello(self, who: str) -> None:
        one = self.people[who]
        if who not in self.chats:
            self.chats[who] = await one.start_chat(self.user)
            await one.sees(self.chats[who], self.user)
            await one.hears(self.chats[who], "Type a number")
        assert "Good that you are here" in await self.tells(who, "say hello")

    async def acts(self, step: Step) -> None:
        """Somebody does what the script has them do; it is taken up afterwards."""
        if step.where == "alone":
            self.answers.append(await self.tells(step.who, step.text))
        else:
            said = await self.people[step.who].says(self.room, step.text)
            await self.tap.took(f"matrix:{said}")

    async def tells(self, who: str, text: str) -> str:
        """In private; what they are answered. A card waits on the bot's clock."""
        one, chat, word = self.people[who], self.chats[who], word_in(text)
        said = await one.says(chat, text)
        taken = asyncio.ensure_future(self.tap.took(f"matrix:{said}"))
        while word is not None and word.is_card and not taken.done():
            await asyncio.wait([taken], timeout=0.1)
            self.clock.move(timedelta(seconds=1))
        await taken
        return (await one.hears(chat, "", after=said, by=self.user)).body

    def lines(self, who: str, place: str) -> list[Seen]:
        """The bot's messages there as this person has them, without the live list."""
        heard = [
            one
            for one in self.people[who].heard(place)
            if one.sender == self.user and one.is_message
        ]
        lists = {one.replaces for one in heard}
        return [one for one in heard if one.replaces is None and one.id not in lists]
