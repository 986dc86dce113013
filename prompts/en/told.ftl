# An answer to a point, as people read it: before it is posted, in the room and in the news.

# $a: our text, the sentences before
# $b: our text, one more
told-sentences = { $a } { $b }
# $number: the number of the point
# $words: what was said
told-said = Point { $number }. You said: “{ $words }”
# $number: the number of the point
# $who: the name that its sayer added
# $words: what was said
told-said-by = Point { $number }. { $who } said: “{ $words }”
# $words: what whoever answers heard
told-heard = What we heard: “{ $words }”
# $day: a day
told-heard-later = What we heard: we will know by { $day }.
    .easy = What we heard: we know by { $day }.
# $words: what is thought about
told-thinking = We are thinking about it. “{ $words }”
# $day: a day
# $words: what will be done
# $who: who promises it
told-will = { $who } promised, by { $day }: “{ $words }”
# $day: a day
# $words: what will be done
told-will-nobody = A promise, by { $day }: “{ $words }”
# $words: what was done
told-did = We did: “{ $words }”
# $words: what was done and what was not
told-partly = We did a part: “{ $words }”
told-could-not = We could not, yet.
# $words: the real reason
told-reason = Why: “{ $words }”
# $day: a day
told-reason-later = Why: we will know by { $day }.
# $words: who decided
told-decided = Who decided: “{ $words }”
# $day: a day
told-decided-later = Who decided: we will know by { $day }.
    .easy = Who decided: we know by { $day }.
# $words: what could change it
told-could-change = What could change it: “{ $words }”
# $day: a day
told-could-change-later = What could change it: we will know by { $day }.
    .easy = What could change it: we know by { $day }.
# $day: a day
told-look-again = We look again on { $day }.
# $words: where else to take it
told-elsewhere = Where else you can take it: “{ $words }”
# $day: a day
told-elsewhere-later = Where else you can take it: we will know by { $day }.
    .easy = Where else: we know by { $day }.
# $who: who answers
told-by = { $who } answered.
# $who: the name of somebody outside
# $words: the answer, word for word
told-from-email = By e-mail from { $who }, word for word: “{ $words }”
# $who: the name of somebody outside
# $words: the answer, word for word
told-from-letter = By letter from { $who }, word for word: “{ $words }”
# $who: the name of somebody outside
# $words: the answer, word for word
told-from-call = By phone from { $who }, word for word: “{ $words }”
# $who: the name of somebody outside
# $words: the answer, word for word
told-from-meeting = Said to us by { $who }, word for word: “{ $words }”
told-is-thinking = It is still being thought about.
# $day: a day
# $who: the name of somebody outside
told-is-will = { $who } promised this, by { $day }.
told-is-did = So it is done.
told-is-partly = So a part of it is done.
