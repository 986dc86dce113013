"""A group with points, for tests of what answers them."""

from __future__ import annotations

from datetime import date

from stage import Stage, person

from bot import ledger
from bot.db import Tx
from bot.ledger import Answer, Point, Source
from bot.model import Ask, GroupId, PersonId

LEAD = "Bashir"
G = GroupId(1)
NIGHTS = "Why can page 1 not ask about nights?"
START_WITH = "Start page 1 with what I can do."


async def group(stage: Stage) -> None:
    """A group that has said yes to points, and in which Ana answers them."""
    await stage.group()
    await stage.says(LEAD, "!switch on points")
    await stage.says(LEAD, "!group says yes points")
    await stage.says(LEAD, "!answerer Ana until 1 September")
    await stage.says("Ana", "!i will answer points")
    await stage.later(61)


async def point(
    stage: Stage,
    words: str = NIGHTS,
    *,
    by: date | None = None,
    answerer: str | None = "Ana",
    named: bool = False,
) -> Point:
    """Priya has said it, and that it may be kept."""
    who = None if answerer is None else person(answerer).id

    def add(tx: Tx) -> Point:
        why = _why(stage)
        one = ledger.add(
            tx, why, words=words, source=Source.LIMIT, sayer=person("Priya").id, named=named
        )
        return ledger.decide(tx, why, one, answerer=who, answer_by=by)

    found = await stage.app.db.write(add)
    await stage.settle()
    return found


def _why(stage: Stage) -> Ask:
    group = stage.app.groups.get(G)
    assert group is not None
    return Ask(
        cause=f"test:{stage.clock.now()}",
        group=group,
        by=person(LEAD),
        command="",
        args={},
        at=stage.clock.now(),
        room=None,
        private=True,
        rights=frozenset(),
        seed=1,
        account=PersonId(""),
    )


async def now(stage: Stage, number: int = 1) -> Point:
    """The point as it is now."""
    found = await stage.app.db.read(lambda tx: ledger.by_number(tx, G, number))
    assert found is not None
    return found


async def answers(stage: Stage, number: int = 1) -> list[Answer]:
    one = await now(stage, number)
    return await stage.app.db.read(lambda tx: ledger.answers(tx, one))


async def alone(stage: Stage, who: str, *texts: str) -> str:
    """Somebody types these lines in private, one after the other; what they read last."""
    told: str | None = None
    for text in texts:
        told = await stage.says(who, text, alone=True)
    return told or stage.to(who)
