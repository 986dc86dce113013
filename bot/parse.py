"""Typed words to commands, with forgiving ears. Pure: no clock, no database, no sending.

Capitals, full stops, apostrophes, hyphens and "please" do not matter. What cannot be
understood is either chatter (nobody spoke to the bot), a near miss to ask about in private,
or unknown. No text of anybody's is kept here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache, partial

from bot.feature import Arg, Command, Feature, Kind, Place
from bot.model import Choice, Group, Person, PersonId, Refused, RoomId, plain
from bot.words import Words

MOST_WORDS = 4
"""Words in the longest command."""

NEAR = 0.74
"""How alike a near miss must be, from 0 to 1 (difflib)."""

_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_SOFT = re.compile(r"[\s\-_\u2010-\u2015.,;:!?\u2026\"\u201c\u201d()]+")
_POLITE = frozenset({"please", "pls", "thanks", "thank", "you", "now"})
_THANKS = frozenset({"", "please", "pls", "thanks", "thank you"})
_PLEASE = re.compile(r"(?<=\w)[\s,]+(?:please|pls|thanks|thank you)[\s.!]*$", re.IGNORECASE)
_PLEASE_FIRST = re.compile(r"^(?:please|pls)[\s,:]+", re.IGNORECASE)
_PLACE = re.compile(r"[a-z]+:\S{1,80}")
_LED_IN = re.compile(r"([^\n:,;.\u2013\u2014]{1,80}?)(?:[\n:,;.\u2013\u2014]|\s-\s)")
"""What stands before the first sign: words of ours, with words of one's own after them."""
_ONE_WORD_FIRST = re.compile(r"[^\W\d]{1,20}[\s.:]+(\d{1,6})[\s.!]*")
_ONLY_A_NUMBER = re.compile(r"([^\W\d]{1,20}[\s.:]+)?(\d{1,6}|[^\W\d]{1,20})[\s.!?]*")
_LARGEST = 999_999
_AFTER_WORD = " \t:,;-\u2013\u2014\u00a0"


@dataclass(frozen=True, slots=True)
class Understood:
    """A known word, with what followed it."""

    command: Command
    args: Mapping[str, object] = field(default_factory=dict)
    exact: bool = True
    """Nothing but the word, or a colon before the rest: surely meant as a command."""
    whole: bool = False
    """The word, and the one number or name that it takes, and nothing else: "answer 14"."""


@dataclass(frozen=True, slots=True)
class Near:
    """Almost a known word: ask in private whether it was meant."""

    command: Command


@dataclass(frozen=True, slots=True)
class Unknown:
    """Said to the bot, and not a word of ours."""


def fold(text: str) -> str:
    """The same words for everything that sounds the same."""
    # Before it is made one form, in which an accent standing alone is no apostrophe any more.
    flat = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold()
    return _SOFT.sub(" ", flat).strip()


class Parser:
    """All words of all features in one language, and the English ones always."""

    def __init__(self, features: Iterable[Feature], words: Words, language: str) -> None:
        self._by_word: dict[str, Command] = {}
        commands = [command for feature in features for command in feature.commands]
        for command in commands:
            for folded in _folded(command.word, word_key(command), words, language):
                self._by_word[folded] = command
        self._bare = {word: c for word, c in self._by_word.items() if c.bare}
        # One short word alone ("check", "stop", "back") is talk more often than not.
        self._private = {
            word: c
            for word, c in self._by_word.items()
            if c.place is Place.PRIVATE and len(word.split()) > 1
        }
        self._asides = {
            word
            for word, c in self._private.items()
            # Of others only the word itself: "I need help: my camera is off" is said to people.
            if c.aside is not None
            or (c.menu and c.unlogged and word == fold(words.word(word_key(c), language)))
        }
        self._openers = {word: c for word, c in self._by_word.items() if c.opens}
        self._letters = {letter.casefold(): c for c in commands for letter in c.letters}
        self._counted = {
            fold(words.word(f"number.{n}", each)): n
            for n in range(1, 10)
            for each in ("en", language)
        }
        self._before_number = {
            fold(each): command
            for command in commands
            for code in ("en", language)
            for each in (words.attribute(word_key(command), "number", code) or "").split("|")
            if each.strip()
        }
        self._numbered = [command for command in commands if command.numbered]
        self.commands = {command.word: command for command in commands}
        self._yes = set(_folded("yes", "answer.yes", words, language))
        self._no = set(_folded("no", "answer.no", words, language))

    def room(
        self, text: str, group: Group, *, addressed: bool, answering: bool = False
    ) -> Understood | Near | Unknown | None:
        """What somebody typed in a room. None: chatter between people.

        `answering`: it answers a line of ours, as a word for us may, or talk about that line.
        """
        stripped = _PLEASE_FIRST.sub("", text.strip())
        if self._numbered and (number := self._number(stripped, group)) is not None:
            return number
        if addressed or stripped.startswith("!"):
            spoken = _PLEASE_FIRST.sub("", _unsigned(stripped))
            if not any(char.isalnum() for char in spoken[:200]):
                return None if not addressed else Unknown()
            found = self._match(spoken, self._by_word, group) or self._by_number(spoken)
            found = found or self._for_private(spoken)
            return found or self._near(spoken) or Unknown()
        if fold(stripped) in self._private:
            return Understood(self._private[fold(stripped)])
        if (aside := _LED_IN.match(stripped)) and fold(aside[1]) in self._asides:
            return Understood(self._private[fold(aside[1])], exact=False)
        if answering:
            found = self._match(_unsigned(stripped), self._by_word, group)
            talk = found is None or not _surely(found) or found.command.place is Place.PRIVATE
            return None if talk else _now(found, group)
        if group.session is None:
            return self._match(stripped, self._openers, group)
        found = self._match(stripped, self._bare, group)
        if found is not None:
            return _now(found, group) if _surely(found) else None
        working = {word: c for word, c in self._bare.items() if _works(c, group)}
        return self._near(stripped, working)

    def yes_or_no(self, text: str) -> bool | None:
        """Is it a plain yes, or a plain no, and nothing else but thanks?"""
        word, _, more = fold(_unsigned(text[:40].strip())).partition(" ")
        if more not in _THANKS:  # "yes, you" is talk
            return None
        return True if word in self._yes else False if word in self._no else None

    def _number(self, stripped: str, group: Group) -> Understood | None:
        """A number alone, where the group was asked for one."""
        said = fold(_unsigned(stripped[:9]))
        if len(stripped) > len("!123.") or not (said.isascii() and said.isdecimal()):
            return None
        for one in self._numbered:
            if one.numbered is not None and one.numbered(group):
                return Understood(one, {one.args[0].name: int(said)})
        return None

    def _for_private(self, spoken: str) -> Understood | None:
        """A private word with anything after it: not to be guessed at, or confirmed, in a room."""
        for end in reversed(list(_tokens(spoken))):
            command = self._private.get(fold(spoken[:end]))
            if command is not None:
                return Understood(command, exact=not spoken[end:].strip(_AFTER_WORD))
        return None

    def private(self, text: str, group: Group | None) -> Understood | Near | Unknown:
        """What somebody typed to the bot alone."""
        spoken = _PLEASE_FIRST.sub("", _unsigned(text.strip()))
        found = self._match(spoken, self._by_word, group) or self._by_number(spoken)
        if found is None and (begun := self._for_private(spoken)) and begun.command.aside:
            return begun  # what comes after it is nobody's answer to a form, and is not kept
        return found or self._near(spoken) or Unknown()

    def _match(
        self, spoken: str, by_word: Mapping[str, Command], group: Group | None
    ) -> Understood | None:
        lettered = self._letters.get(fold(spoken[:9]))
        if lettered is not None and group is not None and _works(lettered, group):
            return Understood(lettered, {lettered.args[0].name: fold(spoken).upper()})
        whole = by_word.get(fold(spoken)) if len(spoken) <= 80 else None
        if whole is not None and not any(arg.needed for arg in whole.args):
            return Understood(whole)
        tokens = list(_tokens(spoken))
        for count in range(len(tokens), 0, -1):
            end = tokens[count - 1]
            command = by_word.get(fold(spoken[:end]))
            if command is None:
                continue
            rest = spoken[end:].lstrip(_AFTER_WORD).strip()
            if any(each.unless and _is_for_another(rest, each.unless) for each in command.args):
                continue
            exact = spoken[:end].rstrip().endswith(":") or spoken[end:].lstrip().startswith(":")
            only_polite = _POLITE.issuperset(fold(rest).split())
            if not command.args:
                return Understood(command) if only_polite else None  # "pass the salt" is talk
            if only_polite and not exact:
                rest = ""  # "next, please"
            args = _args(command.args, rest, group)
            if not command.bare and not command.inner:
                args = {each.name: self._led_in(each, args[each.name]) for each in command.args
                        if each.name in args}  # fmt: skip
            if command.inner and not exact and any(map(partial(_is_no_number, args), command.args)):
                return None  # "i can never do mornings" is talk: such a word is only ever offered
            return Understood(command, args, exact or not rest, _is_whole(args, rest))
        return None

    def _by_number(self, spoken: str) -> Understood | None:
        """ "Line 2", as it stands in a list: it is no word alone, and only means one to read."""
        *name, last = fold(spoken[:60]).split() or [""]
        while name and last in _POLITE:
            *name, last = name
        command = self._before_number.get(" ".join(name))
        last = last.removeprefix("#")
        number = int(last) if last.isascii() and last.isdecimal() else self._counted.get(last)
        if command is None or number is None or number > _LARGEST:
            return None
        return Understood(command, {command.args[0].name: number}, exact=False, whole=True)

    def _led_in(self, arg: Arg, value: object) -> object:
        """ "answer point 14" means the same as "answer 14", and so does "charter two".

        Not where a word stands in talk.
        """
        if arg.kind is not Kind.NUMBER or not isinstance(value, str):
            return value
        said = fold(value)
        if (found := _ONE_WORD_FIRST.fullmatch(value)) is not None:
            return int(found[1])
        words = said.split()
        return self._counted.get(words[-1], value) if 1 <= len(words) <= 2 else value

    def _near(self, spoken: str, among: Mapping[str, Command] | None = None) -> Near | None:
        if len(spoken) > 40:
            return None
        folded = fold(spoken)
        if len(folded) < 3 or len(folded.split()) > 3:
            return None
        words = self._by_word if among is None else among
        close = get_close_matches(folded, words, n=1, cutoff=NEAR)
        return Near(words[close[0]]) if close else None


def _is_for_another(rest: str, unless: frozenset[str]) -> bool:
    """Does it begin so that a shorter word is meant? Not where it names a number."""
    begins = fold(rest[:40]).split()[:2]  # "the charter" as well
    return not unless.isdisjoint(begins) and not any(map(str.isdecimal, rest))


def _works(command: Command, group: Group) -> bool:
    """Is it a word now, where nobody spoke to the bot?"""
    return not command.passing or command.when(group)


def _now(found: Understood | None, group: Group) -> Understood | None:
    return found if found is not None and _works(found.command, group) else None


def _unsigned(text: str) -> str:
    """Without the sign of a command. Slash words come as text where there is no list of them."""
    return text.removeprefix("!").removeprefix("/").strip()


def _surely(found: Understood) -> bool:
    """In the middle of talk, "next time" and "go round the corner" are not words for the bot."""
    for arg in found.command.args:
        value = found.args.get(arg.name)
        if arg.choices and isinstance(value, str) and value not in _types(arg):
            return False
        if arg.colon and value is not None and not found.exact:
            return False
        if arg.counted and isinstance(value, str) and not value[:1].isdigit():
            return False
        if arg.kind is Kind.NUMBER and isinstance(value, str):
            return False
        if arg.kind is Kind.NAME and isinstance(value, str) and len(value.split()) > 1:
            return False
    return True


def _is_no_number(args: Mapping[str, object], arg: Arg) -> bool:
    """Should a number follow here, and other words do?"""
    return arg.kind is Kind.NUMBER and isinstance(args.get(arg.name), str)


def _is_whole(args: Mapping[str, object], rest: str) -> bool:
    """Is what follows a word one number, or the name of somebody, and nothing else?"""
    if len(args) != 1:
        return False
    (value,) = args.values()
    if isinstance(value, Person):
        return fold(rest) in (fold(value.name), fold(value.name).split()[0])
    return isinstance(value, int) and _ONLY_A_NUMBER.fullmatch(rest) is not None


def _types(arg: Arg) -> set[str]:
    """What it can be, in small and in capital letters."""
    return {spelled for one in arg.choices for spelled in (one.types, one.types.casefold())}


@lru_cache(maxsize=1024)  # what the files of words say, and never what people type
def _folded(word: str, key: str, words: Words, language: str) -> tuple[str, ...]:
    """Every way to say a word, as ears take it."""
    return tuple(map(fold, _spellings(word, key, words, language)))


def spellings(command: Command, words: Words, language: str) -> list[str]:
    """Every way to say a word: its name in code, and what `prompts/` adds."""
    return _spellings(command.word, word_key(command), words, language)


def _spellings(word: str, key: str, words: Words, language: str) -> list[str]:
    found = [word]
    for each in dict.fromkeys((language, "en")):
        if words.has(key, each):
            found.append(words.word(key, each))
            found += [
                also.strip() for also in (words.attribute(key, "also", each) or "").split("|")
            ]
    return [spelling for spelling in found if spelling]


def word_key(command: Command) -> str:
    """The key of a word in `prompts/`: `hand up` is `word.hand-up`."""
    return "word." + command.word.replace(" ", "-")


def arg_key(arg: Arg) -> str:
    """The key of what an argument is called in `prompts/`."""
    return "arg." + arg.name


def _tokens(spoken: str) -> Iterable[int]:
    """Where each of the first few words ends."""
    for found, match in enumerate(re.finditer(r"\S+", spoken[:200])):
        if found == MOST_WORDS:
            return
        # A colon may stand inside a token when no space follows it: "hand up:the form".
        colon = match.group().find(":")
        yield match.start() + colon if colon > 0 else match.end()


def _args(args: tuple[Arg, ...], rest: str, group: Group | None) -> dict[str, object]:
    """What follows a word, shared out among its arguments by the words that lead them in."""
    found: dict[str, object] = {}
    for arg in reversed(args):
        if arg.after is not None:
            head, mid, tail = _rpartition(rest, arg.after)
            if not mid:
                continue
            rest, own = head, tail
        else:
            own, rest = rest, ""
        if own.strip():
            found[arg.name] = _value(arg, own.strip(), group)
    return found


def filled(
    args: tuple[Arg, ...], fields: Mapping[str, str], group: Group | None
) -> dict[str, object]:
    """What follows a word when it was chosen or filled in, argument by argument."""
    given = ((arg, fields.get(arg.name, "").strip()) for arg in args)
    return {arg.name: _value(arg, own, group) for arg, own in given if own}


def _rpartition(text: str, word: str) -> tuple[str, str, str]:
    matches = list(re.finditer(rf"(?:^|\s){re.escape(word)}\s", text, re.IGNORECASE))
    if not matches:
        return text, "", ""
    last = matches[-1]
    return text[: last.start()], word, text[last.end() :]


def _value(arg: Arg, own: str, group: Group | None) -> object:
    if arg.kind is Kind.NAME:
        own = _PLEASE.sub("", own)
        return person_named(own, group) if group else plain(own, 60)
    if arg.kind is Kind.NUMBER:
        digits = re.match(r"\d{1,6}", own)
        return int(digits.group()) if digits else plain(own, 60)
    if arg.kind is Kind.PLACE and (place := _PLACE.fullmatch(own)):
        return RoomId(place[0])
    if arg.kind is Kind.TEXT:
        return plain(own, arg.limit)
    return plain(own, 80)


def person_named(name: str, group: Group) -> Person | str:
    """The one person of the group with that name or its beginning, else the name as typed."""
    found = people_named(name, group)
    return found[0] if len(found) == 1 else plain(name, 60)


def people_named(name: str, group: Group) -> list[Person]:
    """Everybody whom a name can mean: who is called so, else whose name begins so."""
    wanted = fold(name.strip().removeprefix("@"))
    if (known := group.names.get(PersonId(name.strip()))) is not None:  # chosen from a list
        return [Person(PersonId(name.strip()), known)]
    people = [Person(PersonId(id), known) for id, known in group.names.items()]
    same = [who for who in people if wanted and fold(who.name) == wanted]
    return same or [who for who in people if wanted and fold(who.name).startswith(wanted)]


def which_person(name: str, group: Group, types: Callable[[PersonId], str]) -> None:
    """Raises Refused, with all of them to choose from, when a name can mean several people."""
    found = people_named(name, group)
    if len(found) > 1:
        choices = (Choice(types(who.id), "app.that-person", {"who": who}) for who in found)
        raise Refused("app.which-person", choices=tuple(choices), name=name)
