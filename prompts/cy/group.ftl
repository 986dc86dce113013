### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# Choosing the language of the group.

word-language = iaith

# $language: the name the language has for itself
group-now-speaks = O hyn ymlaen rwy’n siarad { $language } yma. Drafft cyntaf yw fy ngeiriau Cymraeg.
# $language: the name as it was typed
group-which-language = Nid wyf yn siarad “{ $language }” eto. Pa iaith hoffech chi?
# $language: the name the language has for itself
group-speak = { $language }

needs-language = Pa iaith hoffech chi? Teipiwch: { -sign }{ word-language }, a’i henw.
