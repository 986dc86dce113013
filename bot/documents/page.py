"""A document as one web page: nothing outside it is ever asked for, and no program runs in it.

On a phone it is one column; it follows light and dark; on paper it is large print (17 pt, no
slanted letters, all to the left), as the UK Association for Accessible Formats asks of large print.
A chart is a drawing with its sentence beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import chain, count

from bot.documents import (
    Block,
    Chart,
    Document,
    Entry,
    Items,
    Paragraph,
    Quote,
    Section,
    Table,
    clean,
)

NAME, TYPE = ".html", "text/html"

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #23262a; --soft: #4f565e; --line: #d9d5cb;
  --tint: #f1eee6; --mark: #2f6b5e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #17191c; --ink: #e9e7e2; --soft: #b4b8bd; --line: #3b3f45;
    --tint: #212429; --mark: #86c5b5;
  }
}
* { box-sizing: border-box; }
html { font-size: 112.5%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); line-height: 1.6;
  font-family: Atkinson Hyperlegible, Verdana, Segoe UI, Helvetica, Arial, sans-serif;
  overflow-wrap: break-word;
}
main { max-width: 36rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.75rem; margin: 0 0 .5rem; }
h2 {
  font-size: 1.3rem; margin: 3rem 0 1.25rem; padding-top: 1.25rem;
  border-top: 2px solid var(--line);
}
h3 { font-size: 1rem; margin: 0 0 .5rem; color: var(--mark); }
p, ul, blockquote, table, figure { margin: 0 0 1rem; }
ul { padding-left: 1.25rem; }
li + li { margin-top: .5rem; }
.under { color: var(--soft); }
.notice { padding: .85rem 1.1rem; border-radius: .5rem; background: var(--tint); }
.entry { margin: 0 0 1.25rem; padding: 1.1rem 1.1rem .2rem; border-radius: .75rem;
  background: var(--tint); }
blockquote { padding-left: 1rem; border-left: 4px solid var(--mark); }
blockquote p { margin: 0; }
blockquote footer { color: var(--soft); }
table { width: 100%; border-collapse: collapse; }
caption { padding: 0 0 .5rem; text-align: left; font-weight: bold; }
th, td { padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); }
tbody th { font-weight: normal; }
td:last-child { padding-right: 0; }
figure svg { display: block; width: 100%; max-width: 18rem; height: auto; }
figcaption { margin: 0 0 .75rem; }
figcaption strong { display: block; }
svg text { fill: currentColor; font-size: 18px; }
svg .bar { fill: var(--mark); }
svg .rail { fill: var(--line); }
.foot { margin-top: 3rem; padding-top: 1.25rem; border-top: 2px solid var(--line);
  color: var(--soft); }
@page { size: A4; margin: 18mm; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #000; --line: #555;
    --tint: #fff; --mark: #000; }
  html { font-size: 17pt; }
  body { line-height: 1.5; font-family: Arial, Helvetica, sans-serif; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 26pt; }
  h2 { font-size: 21pt; margin-top: 2rem; }
  h1, h2, h3, caption, figcaption { break-after: avoid; }
  .entry, blockquote, figure, tr, li { break-inside: avoid; }
  .entry { padding: 0 0 .25rem; }
  .notice { padding: .75rem 1rem; border: 2px solid #000; }
  figure svg { max-width: 18rem; }
  svg .rail { fill: #ddd; }
  p { orphans: 3; widows: 3; }
}
"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Asks browsers to fetch and run nothing, should there ever be a fault in the escaping."""

WIDE, ROW, THICK = 320, 60, 18
"""Of a chart, in its own units: its width, the height of a row, and of its bar."""

NUMBER = 44
"""Room on the right for how many."""


def write(document: Document) -> str:
    """The whole file."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from (
        "<!DOCTYPE html>",
        f'<html lang="{_escaped(document.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_escaped(document.title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_escaped(document.title)}</h1>",
        f'<p class="under">{_escaped(document.under)}</p>',
    )
    if document.notice:
        yield f'<p class="notice">{_escaped(document.notice)}</p>'
    numbers = count(1)
    for section in document.sections:
        yield from _section(section, numbers)
    if document.foot:
        yield f'<p class="foot">{_escaped(document.foot)}</p>'
    yield from ("</main>", "</body>", "</html>")


def _section(section: Section, numbers: Iterator[int]) -> Iterator[str]:
    yield from ("<section>", f"<h2>{_escaped(section.heading)}</h2>")
    for one in section.parts:
        if isinstance(one, Entry):
            blocks = chain.from_iterable(_block(block, numbers) for block in one.blocks)
            yield from ('<article class="entry">', f"<h3>{_escaped(one.heading)}</h3>")
            yield from (*blocks, "</article>")
        else:
            yield from _block(one, numbers)
    yield "</section>"


def _block(one: Block, numbers: Iterator[int]) -> Iterator[str]:
    """`numbers`: of the charts of the page, as each needs a name of its own."""
    match one:
        case Paragraph():
            yield f"<p>{_escaped(one.text)}</p>"
        case Items():
            yield "<ul>" + "".join(f"<li>{_escaped(each)}</li>" for each in one.items) + "</ul>"
        case Quote():
            by = f"<footer>{_escaped(one.by)}</footer>" if one.by else ""
            yield f'<blockquote><p dir="auto">{_escaped(one.text)}</p>{by}</blockquote>'
        case Table():
            yield from _table(one)
        case Chart():
            yield from _chart(one, next(numbers))


def _table(one: Table) -> Iterator[str]:
    head = "".join(f'<th scope="col">{_escaped(each)}</th>' for each in one.head)
    yield f"<table><caption>{_escaped(one.caption)}</caption><thead><tr>{head}</tr></thead><tbody>"
    for first, *others in one.rows:
        cells = "".join(f"<td>{_escaped(each)}</td>" for each in others)
        yield f'<tr><th scope="row">{_escaped(first)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _chart(one: Chart, number: int) -> Iterator[str]:
    most = max((bar.count for bar in one.bars), default=0) or 1
    room, high = WIDE - NUMBER, ROW * len(one.bars)
    title, tells = f"chart-{number}", f"chart-{number}-tells"
    yield "<figure>"
    yield f"<figcaption><strong>{_escaped(one.title)}</strong> {_escaped(one.says)}</figcaption>"
    yield (
        f'<svg viewBox="0 0 {WIDE} {high}" role="img" aria-labelledby="{title} {tells}">'
        f'<title id="{title}">{_escaped(one.title)}</title>'
        f'<desc id="{tells}">{_escaped(one.says)}</desc>'
    )
    for n, bar in enumerate(one.bars):
        top, long = n * ROW, round(room * max(bar.count, 0) / most)
        yield (
            f'<text x="0" y="{top + 18}">{_escaped(bar.label)}</text>'
            f'<rect class="rail" x="0" y="{top + 26}" width="{room}" height="{THICK}" rx="4"/>'
            f'<rect class="bar" x="0" y="{top + 26}" width="{long}" height="{THICK}" rx="4"/>'
            f'<text x="{room + 10}" y="{top + 41}">{bar.count}</text>'
        )
    yield from ("</svg>", "</figure>")


def _escaped(text: str) -> str:
    return escape(clean(text), quote=True)
