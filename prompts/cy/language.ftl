### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# What this language is called. Other names for it stand in .also, with | between them.

language-name = Cymraeg
    .also = Welsh
