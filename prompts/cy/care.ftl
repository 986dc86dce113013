### draft: a first try at Welsh by people who are not translators.
# Siarad â pherson.

word-talk-to-a-person = siarad â pherson
    .also = rwyf angen help
