"""A story in which every word is said once, and what people then hear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """Somebody says a word, and what comes of it."""

    who: str
    word: str
    rest: str = ""
    """What is typed after the word."""
    options: dict[str, Any] = field(default_factory=dict)
    """The same, chosen from the lists of a slash word."""
    then: Sequence[str] = ()
    """Answers to what is asked next, one after the other: labels of buttons, or own words."""
    answer: str = ""
    """A part of what only they are told at the end."""
    line: str = ""
    """A part of what the room hears."""
    aloud: str = ""
    """A part of what the room hears when it was typed there, where that is the answer."""


PLAN = (
    "words for page 1",
    "the words",
    "Everything can change",
    "all of us",
    "1 June",
    "Tuesday 10:30",
    "60 minutes",
    "No papers",
    "Only here",
    "No hard part",
    "Post it",
)
OWN = "The bus came."
"""Own words: what is not a label of a button."""

STORY = (
    Said("ann", "help", answer="You can type", aloud="No meeting is on now"),
    Said("ann", "menu", answer="Choose one"),
    Said("ann", "thank you", answer="You are welcome"),
    Said("ann", "say hello", answer="We know each other"),
    Said("ann", "practise", answer="Let us practise"),
    Said("ann", "back", answer="Let us practise"),
    Said("ann", "stop", answer="I have stopped"),
    Said("ann", "what is kept", answer="I keep your name"),
    Said("ann", "help now", answer="116 123"),
    Said("ann", "talk to a person", answer="116 123"),
    Said("bev", "supporter", "Tom", {"who": "Tom"}, line="will you be there for people here"),
    Said("tom", "i will support", line="Tom Hill is there for people here until"),
    Said("tom", "stop supporting", line="Tom Hill was there for people here until today"),
    Said("ann", "private chat", answer="you"),
    Said("ann", "again", answer=""),
    Said("ann", "i am also", answer="n your other account, type"),
    Said("ann", "not me", answer="no other account"),
    Said("bev", "i look after this group", line="Bev Stone looks after this group"),
    Said("ann", "who leads", answer="looked after by Bev Stone"),
    Said("bev", "facilitator", "Tom", {"who": "Tom"}, line="will you help to lead"),
    Said("tom", "i will lead", line="Tom Hill looks after this group"),
    Said("tom", "stop leading", line="Tom Hill looked after this group until today"),
    Said("bev", "switch on", "rounds", {"part": "rounds"}, line="shall I also help with rounds"),
    Said("bev", "group says yes", "rounds", {"part": "rounds"}, line="I now help with rounds"),
    Said("bev", "easy words", line="I use easy words now"),
    Said("bev", "usual words", line="From now on I use my usual words"),
    Said("bev", "language", "English", {"language": "English"}, line="I speak English here"),
    Said("bev", "link", answer="In the other room"),
    Said("bev", "voice", "<#stage>", {"place": "stage"}, line="our stage counts here"),
    Said("bev", "voice off", line="only hands raised here count"),
    Said("bev", "order", "first come", {"rule": "first come"}, line="in the order they went up"),
    Said("bev", "time hint", "5", {"minutes": 5}, answer="After 5 minutes"),
    Said(
        "bev", "by phone", "Dilys", {"name": "Dilys"}, ("Yes",), answer="Dilys takes part by phone"
    ),
    Said("ann", "answer ahead", "", {}, (OWN, "Post it"), answer="Kept for the next first round"),
    Said("ann", "note my answer", answer="This group does not keep"),
    Said("ann", "take back my answer", answer="It is taken back"),
    Said("bev", "answer for", "Dilys", {"who": "Dilys"}, (OWN, "Post it"), answer="Kept, with the"),
    Said("bev", "take back for", "Dilys", {"who": "Dilys"}, answer="It is taken back"),
    Said("bev", "round between", "", {}, (OWN, "In a week", "Post it"), line="Bev Stone asks"),
    Said("ann", "my answer", "", {}, (OWN, "Post it"), answer="Kept. All answers come together"),
    Said("bev", "regular round", "", {}, ("every Friday 10:00", OWN, "Begin it"), answer="Friday"),
    Said("bev", "plan", "", {}, PLAN, line="A meeting, planned by Bev Stone"),
    Said("ann", "when", answer="The next meeting is on", aloud="The next meeting is on"),
    Said("bev", "same as last time", "", {}, (), answer="When do we meet"),
    Said("bev", "stop", answer="I have stopped"),
    Said("bev", "add meeting", answer="When"),
    Said("bev", "stop", answer="I have stopped"),
    Said("bev", "move meeting", answer="Which meeting shall I move"),
    Said("bev", "papers", answer="Which papers"),
    Said("bev", "stop", answer="I have stopped"),
    Said("ann", "papers late", answer="paper"),
    Said("bev", "quiet hours", "21:00 to 8:00", {"hours": "21:00 to 8:00"}, line="21:00"),
    Said("ann", "calendar", answer="Our next meeting"),
    Said("ann", "calendar feed", answer="calendars cannot follow an address"),
    Said("ann", "new feed address", answer="calendars cannot follow an address"),
    Said("ann", "calendar feed off", answer="You have no address"),
    Said("bev", "find time", answer="few people"),
    Said("ann", "my times", answer="No times are asked for now"),
    Said("bev", "times for", "Dilys", {"who": "Dilys"}, answer="No times are asked for now"),
    Said("bev", "ending", answer="Which meeting is the last one"),
    Said("bev", "my list", answer="Your list"),
    Said("bev", "look back", answer="carry to next time"),
    Said("bev", "stop", answer="I have stopped"),
    Said("bev", "cancel meeting", answer="Which meeting"),
    Said("bev", "start", line="Bev Stone leads today"),
    Said("bev", "it was heavy", answer="I post nothing by myself until"),
    Said("bev", "break", "5", {"minutes": 5}, line="Break until"),
    Said("bev", "carry on", line="Welcome back"),
    Said("ann", "hand up", answer="Your hand is up", line="Hands: Ann Lee."),
    Said("ann", "hand down", answer="Your hand is down", line="Nobody is waiting."),
    Said("ann", "question this", answer="goes before all", line="Ann Lee with a question"),
    Said("tom", "who is next", answer="Ann Lee with a", aloud="Ann Lee with a question"),
    Said("bev", "next", line="it is your turn"),
    Said("ann", "not yet", answer="Your place is kept", line="Nobody is waiting"),
    Said("ann", "pass", answer="That is fine"),
    Said("ann", "step out", answer="You are off the list"),
    Said("ann", "give me time", answer="Take the time you need"),
    Said("bev", "raise", "Dilys", {"who": "Dilys"}, answer="first", line="Hands: Dilys by phone"),
    Said("bev", "hand down for", "Dilys", {"who": "Dilys"}, answer="off", line="Nobody is waiting"),
    Said("ann", "slow", "", {}, ("Send it",), answer="Your card is up", line="Card: slow"),
    Said("ann", "explain", "", {}, ("Send it",), answer="Your card is up", line="Card: explain"),
    Said("ann", "pause", "", {}, ("Send it",), answer="Your card is up", line="Card: pause"),
    Said("ann", "check", answer="I asked for a check"),
    Said("bev", "go round", line="First round"),
    Said("bev", "last round", line="Last round"),
    Said("ann", "quiet", line="Alongside is quiet now"),
    Said("ann", "carry on", line="We carry on"),
    Said("bev", "end", line="The meeting has ended"),
    Said("bev", "switch off", "rounds", {"part": "rounds"}, line="I no longer help with rounds"),
    Said("ann", "leave", "", {}, ("Yes",), answer="I have forgotten your name"),
    Said("bev", "send alongside away", "", {}, ("Yes",), answer="I have forgotten the group"),
)
