### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# What stands before a word in a room. Where people type slash words it is left out by itself.
-sign = !

# The numbers that people type as words.

number-1 = un
number-2 = dau
number-3 = tri
number-4 = pedwar
number-5 = pump
number-6 = chwech
number-7 = saith
number-8 = wyth
number-9 = naw

answer-yes = Ie
answer-no = Na
