# What this language is called. Other names for it stand in .also, with | between them.

language-name = English
    .also = Saesneg
