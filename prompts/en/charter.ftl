# The charter: lines in the group's own words.

word-charter = charter
    .help = Read our lines, or one of them: charter 4.

part-charter = charter lines on how we work together

# Reading it.

charter-none = There are no lines yet. The group can write some together.
    .easy = There are no lines yet.
# $rows: our text, the lines, one below the other
charter-suggested-so-far =
    These lines are suggested. We do not try them yet.
    { $rows }
# $version: a number
# $day: the day since when it reads so
# $rows: our text, the lines, one below the other
charter-whole =
    Our lines, version { $version }, since { $day }:
    { $rows }
# $a: our text, the lines so far
# $b: our text, the next line
charter-rows =
    { $a }
    { $b }
# $number: the number of the line
# $words: somebody’s own words
charter-line-suggested = { $number }. “{ $words }” Only suggested.
# $number: the number of the line
# $words: somebody’s own words
charter-line-tried = { $number }. “{ $words }” We are trying it.
# $number: the number of the line
# $words: somebody’s own words
charter-line-agreed = { $number }. “{ $words }” Agreed.
# $number: the number of the line
# $words: somebody’s own words
charter-line-faded = { $number }. “{ $words }” Faded.
# $number: the number of the line
# $words: somebody’s own words
charter-line-dropped = { $number }. “{ $words }” Dropped.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day since when it stands so
charter-one-suggested = Line { $number }: “{ $words }”. Only suggested, since { $since }. We do not try it yet.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day since when it stands so
# $again: the day on which it is looked at again
charter-one-tried = Line { $number }: “{ $words }”. We are trying it since { $since }. We look again on { $again }.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day since when it stands so
# $again: the day on which it is looked at again
charter-one-agreed = Line { $number }: “{ $words }”. Agreed on { $since }. We look again on { $again }.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day on which it faded
charter-one-faded = Line { $number }: “{ $words }”. It faded on { $since }. Nobody had looked at it again.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day on which it was dropped
charter-one-dropped = Line { $number }: “{ $words }”. We dropped it on { $since }.
# $most: the highest number of a line
charter-which-line = I do not know that line. Our lines have numbers from 1 to { $most }.
    .easy = I do not know that line. Numbers go from 1 to { $most }.

# What cannot be done now, and what to do instead.

charter-no-words = I did not get the words. Please say the line again.
# $most: a number
charter-too-long = A short line is easier to keep. Please say it in at most { $most } words.
    .easy = Please make it shorter: at most { $most } words.
# $most: a number
charter-enough = We have { $most } lines. That is as many as people remember. You could drop or change one.
    .easy = We have { $most } lines. You could drop or change one.
# $number: the number of the line
charter-stands = Line { $number } counts already. A change needs the group’s yes.
    .easy = Line { $number } counts already. Please ask the group.
# $number: the number of the line
charter-only-suggested = Line { $number } is only suggested so far.
# $number: the number of the line
charter-agreed-already = Line { $number } is agreed already.
# $number: the number of the line
charter-counts-no-more = Line { $number } does not count any more.
# $number: the number of the line
charter-ask-first = The group was not asked about line { $number }. Please ask first. Silence is not a yes.
    .easy = Please ask the group about line { $number } first.
# $number: the number of the line
charter-look-first = The group was not asked about line { $number }. Please ask first.
