"""The bot on the stage, in a process of its own: people say how a meeting left them, over and over.

    python leaving.py --folder FOLDER --ram RAM [--count]

A line for each answer before it is given, and one after it was said to be held. It goes on until
it is killed. `--count`: it is the next morning instead, and the sentence is printed.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from stage import START, Stage, on_stage

WORD = "how today left me"
PEOPLE = ("Bashir", "Ann", "Joe", "Priya", "Tom", "Femi", "Sam", "Ana", "Grace")


async def begin(stage: Stage) -> None:
    """A meeting that has just ended, if there was none yet."""
    if any(stage.app.groups):
        return
    await stage.group(members=PEOPLE[1:])
    for line in ("!switch on asking", "!group says yes asking", "start"):
        await stage.says("Bashir", line)
    await stage.later(61)
    await stage.says("Bashir", "end")


async def answer(stage: Stage, dice: Random) -> None:
    who, option = dice.choice(PEOPLE), dice.randrange(5)
    await stage.says(who, WORD, alone=True, wait=False)
    print("says", who, option, flush=True)
    said = await stage.says(who, str(option + 1), alone=True, wait=False)
    if said is not None and said.startswith("Thank you. Your answer is held"):
        print("held", who, option, flush=True)


async def run(folder: Path, ram: Path, *, count: bool) -> None:
    async with on_stage(folder, START + timedelta(minutes=5), ram=ram) as stage:
        await begin(stage)
        await stage.settle()
        print("ready", flush=True)
        if count:
            await stage.jump(timedelta(hours=25))
            print("room", stage.room(), flush=True)
            return
        dice = Random()
        while True:
            await answer(stage, dice)
            await asyncio.sleep(0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--ram", type=Path, required=True)
    parser.add_argument("--count", action="store_true")
    args = parser.parse_args()
    asyncio.run(run(args.folder, args.ram, count=args.count))
