"""Documents: read back by others' parsers, the same in all three forms, and never markup."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from types import ModuleType
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from papers_to_read import HOSTILE, NEWS, documents
from typing_extensions import override

from bot import documents as paper
from bot.documents import (
    Chart,
    Document,
    Entry,
    Items,
    Paragraph,
    Quote,
    Section,
    clean,
    markdown,
    page,
    word,
)

VOID = {"meta", "rect"}
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "article"),
    *("h1", "h2", "h3", "p", "ul", "li", "blockquote", "footer"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("figure", "figcaption", "strong", "svg", "desc", "rect", "text"),
}
"""Every element that the page may have: none can run, fetch or send anything."""

ATTRIBUTES = {
    *("lang", "charset", "name", "content", "http-equiv", "class", "dir", "scope", "id"),
    *("viewbox", "role", "aria-labelledby", "x", "y", "width", "height", "rx"),
}


class Page(HTMLParser):
    """A page as a browser would take it apart."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, self._open

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"] and data.strip():
            self.texts.append(data.strip())

    @override
    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    @override
    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def headings(self) -> list[str]:
        return [tag for tag, _ in self.tags if tag in ("h1", "h2", "h3")]


def words_of(document: Document) -> Iterator[str]:
    """Every text in it that is to be read."""

    def inside(one: object) -> Iterator[str]:
        if isinstance(one, str):
            yield one
        elif isinstance(one, tuple):
            for each in one:
                yield from inside(each)
        elif isinstance(one, Entry | Section):
            yield one.heading
            yield from inside(one.blocks if isinstance(one, Entry) else one.parts)
        elif hasattr(one, "__dataclass_fields__"):
            for name in one.__dataclass_fields__:
                if (type(one), name) != (Chart, "head"):  # said by a table alone
                    yield from inside(getattr(one, name))

    yield from (document.title, document.under, document.notice, document.foot)
    yield from inside(document.sections)


def in_one(texts: Iterator[str] | list[str]) -> str:
    return "".join("".join(texts).split())


def shown(document: Document) -> list[str]:
    return [text for text in map(clean, words_of(document)) if text]


def in_markdown(text: str) -> tuple[list[Token], str]:
    """What a reader of Markdown makes of it: its tokens, and the words that are left."""
    parser = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
    tokens = [each for one in parser.parse(text) for each in (one, *(one.children or ()))]
    words = [one.content for one in tokens if one.type in ("text", "text_special")]
    return tokens, in_one(words)


PLAIN_TOKENS = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
    *("text_special", "bullet_list_open", "bullet_list_close", "list_item_open"),
    *("list_item_close", "blockquote_open", "blockquote_close", "softbreak"),
    *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
    *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
}


def counted(document: Document) -> Counter[str]:
    """How much there is of each, as the document says it."""
    found: Counter[str] = Counter(h1=1, h2=len(document.sections))
    for section in document.sections:
        for part in section.parts:
            found["h3"] += isinstance(part, Entry)
            for block in part.blocks if isinstance(part, Entry) else (part,):
                found[type(block).__name__] += 1
    return found


# As people read them.


def test_the_page_tells_everything_in_order_under_real_headings() -> None:
    read = Page(page.write(NEWS))
    text = in_one(read.texts)
    for one in shown(NEWS):
        assert in_one([one]) in text, one
    assert read.headings() == ["h1", "h2", "h3", "h3", "h2", "h2"]
    assert dict(read.tags[0][1])["lang"] == "en"


def test_the_page_asks_for_nothing_outside_it_and_runs_nothing() -> None:
    text = page.write(NEWS)
    for word_ in ("src=", "href=", "url(", "@import", "<script", "<link", "http://", "https://"):
        assert word_ not in text, word_
    assert "default-src 'none'" in text
    assert len(text.encode()) < 20_000


def test_the_page_is_large_print_on_paper() -> None:
    _, _, on_paper = page.STYLE.partition("@media print")
    assert "html { font-size: 17pt; }" in on_paper
    assert "italic" not in page.STYLE


def test_a_chart_has_a_name_and_a_sentence_for_who_does_not_see_it() -> None:
    read = Page(page.write(NEWS))
    (drawing,) = [about for tag, about in read.tags if tag == "svg"]
    assert drawing["role"] == "img"
    ids = {about["id"] for _, about in read.tags if "id" in about}
    assert set(str(drawing["aria-labelledby"]).split()) == ids
    says = "We raised 12 points. 9 were answered, 7 of them on time. 5 changed something."
    assert sum(says in one for one in read.texts) == 2, "beside it, and in it"


def test_two_charts_have_names_of_their_own() -> None:
    two = Section("Both", (*NEWS.sections[2].parts, Entry("In", NEWS.sections[2].parts[:1])))  # type: ignore[arg-type]
    read = Page(page.write(Document("Two", "en", "", (two,))))
    ids = [about["id"] for _, about in read.tags if "id" in about]
    assert len(ids) == len(set(ids)) == 4


def test_as_markdown_it_reads_as_plain_text() -> None:
    text = markdown.write(NEWS)
    assert text.startswith("# Our news for June\n\nNorth Town group, Tuesday 7 July 2026.\n\n")
    assert "### Point 15\n\nYou said:\n\n> Start page 1 with what I can do.\n\nWe did." in text
    assert "- Why: there is no money for night care this year.\n" in text
    assert "| Raised | 12 |\n| Answered | 9 |" in text
    assert "\\" not in text, "nothing of it needed a mark"


def test_as_markdown_another_reader_finds_the_same_parts() -> None:
    tokens, text = in_markdown(markdown.write(NEWS))
    tags = [one.tag for one in tokens if one.type == "heading_open"]
    assert tags == ["h1", "h2", "h3", "h3", "h2", "h2"]
    assert sum(one.type == "table_open" for one in tokens) == 2
    for one in shown(NEWS):
        assert in_one([one]) in text, one


def test_as_word_it_has_real_headings_large_print_and_its_language() -> None:
    file = docx.Document(BytesIO(word.write(NEWS)))
    styles = [(one.style.name, one.text) for one in file.paragraphs if one.style is not None]
    assert [name for name, _ in styles if name.startswith("Heading")] == [
        *("Heading 1", "Heading 2", "Heading 3", "Heading 3", "Heading 2", "Heading 2")
    ]
    assert ("Quote", "Start page 1 with what I can do.") in styles
    assert file.core_properties.title == "Our news for June"
    assert file.core_properties.language == "en"
    for name in ("Normal", "Quote", "List Bullet"):
        font = file.styles[name].font
        assert font.size is not None
        assert 16 <= font.size.pt <= 18
        assert not font.italic
    assert file.sections[0].page_width.mm == pytest.approx(210, abs=0.1)  # type: ignore[union-attr]


def test_as_word_a_table_says_what_it_is_and_which_row_names_its_columns() -> None:
    file = docx.Document(BytesIO(word.write(NEWS)))
    chart, ways = file.tables
    assert [cell.text for cell in chart.rows[1].cells] == ["Raised", "12"]
    told = [each.get(qn("w:val")) for each in chart._tbl.tblPr.iter(qn("w:tblDescription"))]
    assert told == [
        "Points since April We raised 12 points. 9 were answered, 7 of them on time. 5 changed"
        " something."
    ]
    for table in (chart, ways):
        assert len(list(table.rows[0]._tr.iter(qn("w:tblHeader")))) == 1


def test_as_word_it_tells_nobody_who_made_it_or_when() -> None:
    with zipfile.ZipFile(BytesIO(word.write(NEWS))) as parts:
        about = parts.read("docProps/core.xml").decode()
        everything = b"".join(map(parts.read, parts.namelist()))
    assert "python" not in about.casefold()
    assert about.count("2000-01-01") == 2
    assert b"http://evil" not in everything


@pytest.mark.parametrize("form", [page, markdown, word])
def test_its_type_is_one_that_every_server_takes(form: ModuleType) -> None:
    """Without a charset: aiohttp refuses one there."""
    assert re.fullmatch(r"\w+/[\w.-]+", form.TYPE)
    assert re.fullmatch(r"\.\w+", form.NAME)


# Whatever people write, it is never markup.


@settings(max_examples=60, deadline=None)
@given(documents)
@example(Document(HOSTILE[0], HOSTILE[2], HOSTILE[3], (Section(HOSTILE[1], ()),)))
def test_no_words_of_anybody_become_markup_of_the_page(document: Document) -> None:
    read = Page(page.write(document))
    assert {tag for tag, _ in read.tags} <= ALLOWED
    assert {name for _, about in read.tags for name in about} <= ATTRIBUTES
    tags = Counter(tag for tag, _ in read.tags)
    expected = counted(document)
    assert [tags[one] for one in ("h1", "h2", "h3")] == [expected[x] for x in ("h1", "h2", "h3")]
    assert tags["blockquote"] == expected["Quote"]
    assert tags["table"] == expected["Table"]
    text = in_one(read.texts)
    for one in shown(document):
        assert in_one([one]) in text


@settings(max_examples=100, deadline=None)
@given(documents)
def test_no_words_of_anybody_become_markup_in_markdown(document: Document) -> None:
    tokens, text = in_markdown(markdown.write(document))
    assert {one.type for one in tokens} <= PLAIN_TOKENS
    expected = counted(document)
    found = Counter(one.type for one in tokens)
    tags = Counter(one.tag for one in tokens if one.type == "heading_open")
    assert [tags[x] for x in ("h1", "h2", "h3")] == [expected[x] for x in ("h1", "h2", "h3")]
    assert found["blockquote_open"] == expected["Quote"]
    assert found["table_open"] == expected["Table"] + expected["Chart"]
    assert found["bullet_list_open"] <= expected["Items"]
    for one in shown(document):
        assert in_one([one]) in text


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_look_like_markup_stay_to_the_letter_in_markdown(words: str) -> None:
    document = Document(words, "en", "", (Section(words, (Quote(words), Items((words,)))),))
    _, text = in_markdown(markdown.write(document))
    assert text == in_one([clean(words)] * 4)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_link_is_made_of_words_in_markdown(words: str) -> None:
    text = markdown.write(Document(words, "en", words, (Section(words, (Paragraph(words),)),)))
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    for mark in ("<a ", "<img", "<script", "<code", "<em", "<strong", "<pre"):
        assert mark not in html, html


@settings(max_examples=10, deadline=None)
@given(documents)
def test_no_words_of_anybody_break_a_word_file(document: Document) -> None:
    data = word.write(document)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(parts.read(name))
        assert b'TargetMode="External"' not in parts.read("word/_rels/document.xml.rels")
        body = parts.read("word/document.xml")
    text = in_one(list(ET.fromstring(body).itertext()))
    for one in shown(document):
        assert in_one([one]) in text


# Frozen, and changed by taking out alone.


@settings(max_examples=60, deadline=None)
@given(documents)
def test_what_is_frozen_thaws_to_the_letter(document: Document) -> None:
    assert paper.thaw(paper.freeze(document)) == paper.reworded(document, clean)
    assert paper.print_of(paper.thaw(paper.freeze(document))) == paper.print_of(document)


def test_words_that_are_taken_out_are_gone_and_all_else_stands() -> None:
    left = paper.without(NEWS, "14")
    assert [one.of for one in paper.entries(left)] == ["15"]
    assert "nights" not in paper.freeze(left)
    assert paper.print_of(left) != paper.print_of(NEWS)
    both = paper.without(left, "15")
    assert [one.name for one in both.sections] == ["open", "numbers"], "no heading over nothing"
    assert both.sections == NEWS.sections[1:]


def test_a_name_that_is_not_to_be_said_goes_from_every_text() -> None:
    changed = paper.reworded(NEWS, lambda text: text.replace("Lena", "…"))
    assert "Lena" not in paper.freeze(changed)
    assert "Who decided: …, who holds the budget." in paper.freeze(changed)
    assert [one.of for one in paper.entries(changed)] == ["15", "14"]


def test_only_the_parts_that_were_let_out_are_in_it() -> None:
    out = paper.only(NEWS, frozenset({"numbers"}))
    assert [one.heading for one in out.sections] == ["In numbers"]
