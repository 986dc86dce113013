### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

word-help = cymorth
    .also = help
word-menu = dewislen
