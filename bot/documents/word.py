"""A document as a Word file (.docx), in large print: 17 pt, nothing slanted, all to the left.

Its headings are real ones, so that a screen reader can jump between them; a table says what it is,
and which row names its columns. A chart is its sentence and a table. The library is loaded with
the first file that somebody asks for.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from bot.documents import (
    Block,
    Chart,
    Document,
    Entry,
    Items,
    Paragraph,
    Quote,
    Table,
    clean,
)

if TYPE_CHECKING:
    from docx.document import Document as File
    from docx.oxml.xmlchemy import BaseOxmlElement

NAME = ".docx"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FONT, SIZE = "Arial", 17
"""Plain letters of at least 16 points, as is asked of large print."""

HEADINGS = {"Heading 1": 26, "Heading 2": 21, "Heading 3": 18}

NOBODY_AND_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands where the file would tell who made it, and when."""


def write(document: Document) -> bytes:
    """The whole file."""
    import docx

    file = docx.Document()
    _about(file, document)
    _large_print(file, document.language)
    file.add_heading(clean(document.title), level=1)
    for text in filter(None, (document.under, document.notice)):
        file.add_paragraph(clean(text))
    for section in document.sections:
        file.add_heading(clean(section.heading), level=2)
        for one in section.parts:
            if isinstance(one, Entry):
                file.add_heading(clean(one.heading), level=3)
                for block in one.blocks:
                    _block(file, block)
            else:
                _block(file, one)
    if document.foot:
        file.add_paragraph(clean(document.foot))
    data = BytesIO()
    file.save(data)
    return data.getvalue()


def _about(file: File, document: Document) -> None:
    about = file.core_properties
    about.title, about.language = clean(document.title)[:255], document.language
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = NOBODY_AND_NEVER.replace(tzinfo=None)
    about.revision = 1


def _large_print(file: File, language: str) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    for section in file.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(20)
    for name in ("Normal", "List Bullet", "Quote", "Caption", *HEADINGS):
        style = file.styles[name]
        style.font.name, style.font.size = FONT, Pt(HEADINGS.get(name, SIZE))
        style.font.italic, style.font.bold = False, name in HEADINGS or name == "Caption"
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        for kind in ("eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), FONT)
        form = style.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.35
        form.space_after = Pt(10)
        if name in HEADINGS:
            form.space_before = Pt(0 if name == "Heading 1" else 22)
    file.styles["Quote"].paragraph_format.left_indent = Mm(8)
    for style in file.styles.element.iter(qn("w:lang")):
        for kind in ("val", "eastAsia", "bidi"):
            style.set(qn(f"w:{kind}"), language)


def _block(file: File, one: Block) -> None:
    match one:
        case Paragraph():
            file.add_paragraph(clean(one.text))
        case Items():
            for each in one.items:
                file.add_paragraph(clean(each), style="List Bullet")
        case Quote():
            file.add_paragraph(clean(one.text), style="Quote")
            if one.by:
                file.add_paragraph(clean(one.by), style="Quote")
        case Table():
            file.add_paragraph(clean(one.caption), style="Caption")
            _table(file, one.caption, one.head, one.rows)
        case Chart():
            file.add_paragraph(clean(one.title), style="Caption")
            file.add_paragraph(clean(one.says))
            rows = tuple((bar.label, str(bar.count)) for bar in one.bars)
            _table(file, f"{one.title} {one.says}", one.head, rows)


def _table(
    file: File, caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> None:
    table = file.add_table(rows=0, cols=len(head), style="Table Grid")
    for row in (head, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = clean(text)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.font.bold = True
    # What a screen reader says of it, and that its first row names the columns.
    properties = table._tbl.tblPr
    for name in ("tblCaption", "tblDescription"):
        properties.append(_element(name, clean(caption)))
    table.rows[0]._tr.get_or_add_trPr().append(_element("tblHeader"))
    file.add_paragraph()


def _element(name: str, value: str = "true") -> BaseOxmlElement:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    made.set(qn("w:val"), value)
    return made
