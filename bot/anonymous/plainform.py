"""One normal form of what people write, so that the form does not tell which app they wrote it in.

Its law: the same words come out byte for byte the same from each platform, done twice nothing
changes, and nothing is cut. Quotes, dashes and spaces that keyboards put in are taken back;
marks of Markdown and of direction go; mentions become names; emoji lose the skin colour and the
sex that some keyboards choose. What is left is plain text, and whoever shows it still escapes
it. Nothing here logs, waits, or keeps anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote

from bot.model import PersonId

LONGEST_TYPED = 4_000
"""Characters that are looked at, as they were typed. No form takes more (Discord: 4,000)."""

_MOST_PASSES = 12
"""So many marks inside each other are taken off one by one; then all of them at once."""


@dataclass(frozen=True, slots=True)
class Known:
    """How whoever and whatever a text mentions is called in words. No repr shows a name."""

    names: Mapping[PersonId, str] = field(repr=False)
    """By PersonId: `discord:123`, `matrix:@ann:example.org`."""
    somebody: str
    """For whoever is not among them."""
    somewhere: str
    """For a room."""

    def name(self, id: str) -> str | None:
        """What somebody is called whom their platform knows by this id."""
        for known, name in self.names.items():
            if known.partition(":")[2].casefold() == id.casefold():
                return _harmless(name) or self.somebody
        return None


def normal(text: str, known: Known) -> str:
    """The normal form of a text. It may be empty, or longer than is taken: nothing is cut here.

    What has more characters than anybody looks at comes back as it was typed, to be refused.
    """
    if len(text) > LONGEST_TYPED:
        return text
    passes, before = 0, None
    while before != text:  # what one mark hid may be a mark itself; each pass leaves fewer
        before, text = text, _once(text, known)
        passes += 1
        if passes == _MOST_PASSES:
            text = text.translate(_NO_MARKS)
    return text


def _once(text: str, known: Known) -> str:
    text = _visible(unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)))
    text = _LINK.sub(r"\1 (\2)", _mentions(text, known))
    addresses = _ADDRESS.findall(text)
    text = _words(_ADDRESS.sub(_GAP, text))
    for address in addresses:  # as it was: a mark in it is a part of it
        text = text.replace(_GAP, address, 1)
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return unicodedata.normalize("NFC", re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())


# What nobody sees.

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")

_LOOKS = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2640\u2642]")
"""How an emoji is to look: as text or picture, the colour of skin, a man or a woman."""

_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{4,6}\U000e007f")
"""England's, Scotland's or Wales's: a black flag, and letters that nobody sees."""

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_HEBREW = "\u0590"
"""Writing that joins its letters begins here."""

_NEVER = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Controls, marks of direction, what is no character, of private use, or half of one."""


def _visible(text: str) -> str:
    text = _LOOKS.sub("", text)
    flags = {at for flag in _FLAG.finditer(text) for at in range(*flag.span())}
    return "".join(
        c
        for at, c in enumerate(text)
        if c in "\n\t" or unicodedata.category(c) not in _NEVER or at in flags or _joins(text, at)
    )


def _joins(text: str, at: int) -> bool:
    """Does this character shape its neighbours: a family of emoji, a word in Persian or Hindi?"""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not (before and after) or text[at] not in _ZWNJ + _ZWJ:
        return False
    if unicodedata.category(before) == unicodedata.category(after) == "So":
        return text[at] == _ZWJ
    return before > _HEBREW and after > _HEBREW and after.isalpha()


# Mentions. Names come in as letters, so that nothing here can take one for a mark.

_MATRIX_TO = re.compile(
    r"(?P<link>\[[^\[\]\n]*\]\(<?)?https://matrix\.to/#/(?P<id>[^\s<>()\[\]*~|`\"]+)(?(link)>?\))"
)
_MATRIX_ID = re.compile(
    r"(?<![\w@./])(?P<id>@[a-z0-9._=/+-]+:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?)", re.IGNORECASE
)
_DISCORD_ID = re.compile(r"<(?P<kind>@!?|@&|#)(?P<id>\d+)>")
_DISCORD_TIME = re.compile(r"<t:(-?\d{1,11})(?::[a-zA-Z])?>")
_DISCORD_COMMAND = re.compile(r"</([^<>:\n]+):\d+>")
_DISCORD_EMOJI = re.compile(r"<a?(:\w{2,32}:)\d+>")
_AT = re.compile(r"(?<![\w@./:+=?&-])@+(?=\w)")
_ENDS = ".,;:!?'_"
"""A sentence's, not the address's before it."""


def _mentions(text: str, known: Known) -> str:
    text = _MATRIX_TO.sub(lambda found: _matrix_to(found, known), text)
    text = _MATRIX_ID.sub(lambda found: _matrix_id(found["id"], known), text)
    text = _DISCORD_ID.sub(lambda found: _discord_id(found, known), text)
    text = _DISCORD_COMMAND.sub(r"/\1", _DISCORD_TIME.sub(_moment, text))
    return _AT.sub("", _DISCORD_EMOJI.sub(r"\1", text))


def _matrix_to(found: re.Match[str], known: Known) -> str:
    id = unquote(found["id"]).partition("?")[0]
    bare = id.rstrip(_ENDS)
    if not bare.startswith("@"):
        return known.somewhere + id[len(bare) :]
    return (known.name(bare) or known.somebody) + id[len(bare) :]


def _matrix_id(id: str, known: Known) -> str:
    server = id.partition(":")[2]
    if name := known.name(id):
        return name
    return known.somebody if "." in server or server.startswith("localhost") else id


def _discord_id(found: re.Match[str], known: Known) -> str:
    if found["kind"] == "#":
        return known.somewhere
    return (found["kind"] != "@&" and known.name(found["id"])) or known.somebody


def _moment(found: re.Match[str]) -> str:
    """Discord shows it in the reader's own zone; here it is said in the one that all share."""
    try:
        return datetime.fromtimestamp(int(found[1]), UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (ValueError, OverflowError, OSError):
        return found[1]


def _harmless(name: str) -> str:
    name = name.translate(_TYPED)
    kept = (c if c.isalnum() or unicodedata.combining(c) or c in "'-" else " " for c in name)
    return " ".join("".join(kept).split()).strip("'- ")


# Marks.

_LINK = re.compile(r"!?\[([^\[\]\n]+)\]\(<?(https?://[^\s()<>]+)>?\)")
_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>*_~|`.,;:!?)\]\"'”’]")
_GAP = "\ue000"
"""Stands for an address. No text has one: it is of private use."""

_TYPED = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼ´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−•", "-")
    | {"…": "..."}
)
"""What keyboards put in, and the key it stands for."""

_NO_MARKS = str.maketrans("", "", "*_~|`[]<>\\#@")

_PAIRS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"(?P<mark>```)(?:\w*\n)?(?P<inside>.*?)```",
        r"(?<!`)(?P<mark>`{1,2})(?P<inside>[^`\n]+)(?P=mark)(?!`)",
        r"(?<![\w*])(?P<mark>\*{1,3})(?P<inside>[^\s*](?:[^\n]*?[^\s*])??)(?P=mark)(?![\w*])",
        r"(?<!\w)(?P<mark>_{1,3})(?P<inside>[^\s_](?:[^\n]*?[^\s_])??)(?P=mark)(?!\w)",
        r"(?P<mark>~~|\|\|)(?P<inside>[^\n]+?)(?P=mark)",
    )
)
_BEGINS = re.compile(r"^[ \t]*(?:(?:>>>|>|-#|#{1,6})[ \t]+)+", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[*+][ \t]+(?=\S)", re.MULTILINE)
_ESCAPE = re.compile(r"\\+(?=[!-/:-@\[-`{-~])")
_BARE_LINK = re.compile(f"<({_GAP})>")

_SKIN = re.compile(r":skin-tone-\d:")
_SHORTCODE = re.compile(r"(?<!\w):[a-z0-9_+-]{2,40}:(?!\w)", re.IGNORECASE)
_OF_DISCORD = {
    ":slight_smile:": "🙂",
    ":slight_frown:": "🙁",
    ":upside_down:": "🙃",
    ":hugging:": "🤗",
    ":rolling_eyes:": "🙄",
    ":zipper_mouth:": "🤐",
    ":nerd:": "🤓",
    ":face_palm:": "🤦",
}
"""What only Discord calls so."""

_FACE = re.compile(r"(?<!\S)(?::-?[)(DP]|;-?\)|<3|:'\()(?!\S)")
_FACES = {":)": "🙂", ":(": "🙁", ":D": "😄", ":P": "😛", ";)": "😉", "<3": "❤", ":'(": "😢"}
"""Some apps make a picture of these."""


def _words(text: str) -> str:
    text = _ESCAPE.sub("", text.translate(_TYPED))
    text = re.sub(r"(?<=\w)`(?=\w)", "'", text)
    for pair in _PAIRS:
        text = pair.sub(lambda found: found["inside"], text)
    text = _BULLET.sub("- ", _BEGINS.sub("", _BARE_LINK.sub(r"\1", text)))
    text = re.sub("-{2,}", "-", text)
    text = _FACE.sub(lambda face: _FACES[face[0].replace("-", "")], text)
    return _SHORTCODE.sub(lambda code: _emoji(code[0].lower()) or code[0], _SKIN.sub("", text))


def _emoji(code: str) -> str | None:
    """The picture that apps show for `:smile:`."""
    from emoji import emojize  # its tables are read when the first one is met

    picture = emojize(code, language="alias")
    return picture if picture != code else _OF_DISCORD.get(code)
