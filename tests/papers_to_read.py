"""Documents to try the writers on: one as a group would have it, and any with hostile words."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.documents import (
    Bar,
    Chart,
    Document,
    Entry,
    Items,
    Paragraph,
    Quote,
    Section,
    Table,
)

NEWS = Document(
    "Our news for June",
    "en",
    "North Town group, Tuesday 7 July 2026.",
    (
        Section(
            "What came of your words",
            (
                Entry(
                    "Point 15",
                    (
                        Paragraph("You said:"),
                        Quote("Start page 1 with what I can do."),
                        Paragraph("We did. Page 1 now opens with it."),
                    ),
                    "15",
                ),
                Entry(
                    "Point 14",
                    (
                        Paragraph("You said:"),
                        Quote("Page 1 should ask about nights."),
                        Paragraph("We could not, yet."),
                        Items(
                            (
                                "Why: there is no money for night care this year.",
                                "Who decided: Lena, who holds the budget.",
                                "What could change it: the March budget.",
                                "We look again on Tuesday 10 March.",
                            )
                        ),
                    ),
                    "14",
                ),
            ),
            "came",
        ),
        Section("Still being worked on", (Items(("Point 16", "Point 17")),), "open"),
        Section(
            "In numbers",
            (
                Chart(
                    "Points since April",
                    "We raised 12 points. 9 were answered, 7 of them on time. 5 changed something.",
                    (
                        Bar("Raised", 12),
                        Bar("Answered", 9),
                        Bar("Answered on time", 7),
                        Bar("Changed something", 5),
                    ),
                    ("What", "How many"),
                ),
                Table(
                    "Ways in that people used",
                    ("Way", "How many"),
                    (("In a meeting", "8"), ("By phone", "3"), ("Without a name", "1")),
                ),
            ),
            "numbers",
        ),
    ),
    "This is for our group alone. It can go out from Tuesday 14 July.",
    "Made by Alongside, a program, from what the group kept.",
)

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "&lt;b&gt; &amp;#60;",
    "[a](javascript:alert(1)) ![b](http://x.example/y.png)",
    "# not a heading",
    "1. not a list",
    "ends with a #",
    "- nor this",
    "===",
    "---",
    "> nor a quote",
    "| a | b |",
    "| --- | --- |",
    "`code` **bold** _slanted_ ~~gone~~",
    "https://evil.example www.evil.example me@evil.example",
    "<https://evil.example>",
    "\u202eturned round\u202c",
    "\x00\x0b\ufffe\uffff\ud800",
    "line\n\n# two\r\n```\n",
    "    four spaces",
    "\\",
    "[x]: http://evil.example",
    "$x^2$ :smile: {{ fact }}",
    "%25 +1 =SUM(A1)",
    "]]> <!-- --> <?php ?>",
)

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.text("<>&\"'`*_[]()#+-=.!|\\~:/\n @1a", max_size=30),
).map(lambda text: text or "x")

_bars = st.lists(st.builds(Bar, texts, st.integers(0, 99)), min_size=1, max_size=3).map(tuple)
blocks = st.one_of(
    st.builds(Paragraph, texts),
    st.builds(Items, st.lists(texts, min_size=1, max_size=3).map(tuple)),
    st.builds(Quote, texts, texts),
    st.builds(
        Table,
        texts,
        st.tuples(texts, texts),
        st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    ),
    st.builds(Chart, texts, texts, _bars, st.tuples(texts, texts)),
)
entries = st.builds(Entry, texts, st.lists(blocks, max_size=3).map(tuple), st.just("1"))
sections = st.builds(
    Section, texts, st.lists(st.one_of(blocks, entries), max_size=3).map(tuple), st.just("a")
)
documents = st.builds(
    Document,
    texts,
    st.just("en"),
    texts,
    st.lists(sections, max_size=2).map(tuple),
    texts,
    texts,
)
