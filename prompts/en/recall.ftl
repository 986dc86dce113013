# What was told before: looked for by anybody, and shown to whoever plans, so that nobody is asked twice.

word-points-about = points about
    .also = what was said about | what did we say about
    .help = Look for what was said about something: points about nights.
word-plan-from-there = plan from there
    .help = Begin with what was said before.
word-plan-that-again = plan that again
    .help = Ask again, and say why.
word-plan-something-else = plan something else
    .help = What was said before is about something else.
word-leave-that-round = leave that round
    .help = Use what was said before, and ask nothing.
word-ask-that-again = ask that again
    .help = Ask again, and say why.
word-ask-something-else = ask something else
    .help = What was said before is about something else.

needs-points-about = About what? Type: { -sign }{ word-points-about } nights.
arg-topic = What it is about

# $words: what they looked for
recall-found = I looked for “{ $words }”. I compare words, so I may miss some.
    .easy = I looked for “{ $words }”. I may miss some.
# $words: what they looked for
recall-found-none = I found nothing about “{ $words }”. I only compare words. Another word may find it.
    .easy = I found nothing about “{ $words }”. Another word may find it.

# $number: the number of the point
# $day: when it was said
# $words: somebody’s own words
# $came: our text, what came of it
recall-point = Point { $number }, from { $day }: “{ $words }” { $came }
# $day: the day by which an answer was promised
recall-no-answer = There is no answer yet. One is due by { $day }.
    .easy = There is no answer yet. It is due by { $day }.

# For whoever plans.

recall-before = People may have told us this already. Nothing is posted yet.
    .easy = People may have told us this already. Nothing is posted.
recall-use = Use what was said
recall-again = Ask again, and say why
recall-other = It is something else
recall-why = Why do we ask again? The group reads your reason.
    .easy = Why do we ask again? The group reads why.
# $most: a number
recall-shorter = That is a little long to read aloud. Please say it in { $most } words at most.
    .easy = That is a little long. Please use { $most } words at most.
recall-not-asked = Nothing is asked then. The answer is there to be read out. Nobody has to say it twice.
    .easy = Nothing is asked then. You can read the answer out.
recall-live = A message from Alongside. People may have told us this before. You can say so in the room.
    .easy = A message from Alongside. People may have told us this before. You can say so.

# For the room.

# $points: our text, one point or several
recall-told-us = You told us about this before, in { $points }.
    .easy = You told us about this before: { $points }.
# $number: the number of the point
recall-number = point { $number }
recall-from-there = We start from there.
# $why: somebody’s own words
recall-ask-again = We ask again. Why: “{ $why }”.
