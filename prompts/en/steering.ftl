# Lines of the charter that set how Alongside works. The words of a line are kept with the charter, and so in the language of the group.

word-setting-line = setting line
    .also = line about how you work
    .help = Write a line that sets how Alongside works.
arg-what = What it is about

steering-new-voices = Whoever has not spoken yet goes first.
steering-first-come = Hands are called in the order they went up.
    .easy = The first hand goes first.
steering-strong-yes = Strong words are all right here.
steering-strong-no = We do without strong words here.
steering-strong-ask = Before strong words, we ask each other.
steering-easy = Alongside uses easy words with us.
steering-usual = Alongside uses its usual words with us.
# $begins: a time, like 20:00
# $ends: a time, like 08:00
steering-hours = Nothing comes by itself from { $begins } to { $ends }.
steering-days-tuesday-and-friday = Questions without a name: on Tuesdays and Fridays.
steering-days-monday-and-thursday = Questions without a name: on Mondays and Thursdays.
steering-days-friday = Questions without a name: on Fridays.
# $number: how many people
steering-crowd = Without a name: { $number } people or more could have written it.
    .easy = Without a name: { $number } people could have written it.
# $number: how many people
steering-pulse = How a meeting left us is told when { $number } of us have answered.
    .easy = How today left us: { $number } of us must answer.
# $number: how many days
steering-answers = A point is answered within { $number } working days.
# $number: how many days
steering-outcomes = What came of a point: within { $number } working days.
    .easy = We hear what came of a point within { $number } days.
steering-part-rounds = Alongside helps us with rounds.
steering-part-questions = Alongside helps us to ask without a name.
steering-part-asking = Alongside asks how a meeting left us.
# $part: our text, what it is
steering-part = Alongside helps us with { $part }.
steering-part-points = Alongside keeps our points and their answers.
steering-part-ladder = Alongside helps us rate our step.

## What a line can be about

steering-topic-hands = whose turn is next
steering-topic-strong-words = strong words
steering-topic-easy-words = easy words
steering-topic-quiet-hours = quiet hours
steering-topic-hiding = how many people hide who asks
steering-topic-today = how many must say how today left them
steering-topic-question-days = days for questions without a name
steering-topic-answers = by when points are answered
steering-topic-outcomes = by when we hear what came of points
steering-topic-parts = what Alongside helps with

## What the room reads besides the line

# $least: how many people
# $day: the first day on which it holds
steering-crowd-from = From { $day }, a question without a name needs { $least } people to hide in. Until then all stays as it is.
    .easy = From { $day }, { $least } people must hide who asks.
# $days: our text, the days
# $day: the first of them
# $last: the last day before that
steering-days-from = Questions without a name have other days: { $days }. The first is { $day }. Before that, they come out until { $last }, as was promised.
    .easy = Questions without a name: { $days }. They begin on { $day }. The last day before that: { $last }.
# $day: the day
steering-days-later = Other days for questions were chosen already. They begin on { $day }. Our line holds after that.
    .easy = Other days were chosen already. They begin on { $day }. Our line holds after that.
# $part: what it is
steering-part-needs-yes = I do not help with { $part } yet. That needs the group’s yes. Silence is not a yes.
steering-strong-unsaid = Nothing is agreed about strong words now.
# $line: our text, a whole sentence
steering-again = No line says otherwise now. So: { $line }
# $number: the number of the line
steering-line-says = Line { $number } of our charter says so now.
# $number: the number of the line
steering-line-tries = Line { $number } of our charter says so now. We are trying it.
# $number: the number of the line
steering-line-dropped = Line { $number } of our charter is dropped.

## Writing one

steering-which = Some lines set how I work. What is this one about?
# $number: the number of the line
# $words: the words of the line
steering-there-already = Line { $number } says so: “{ $words }”.
# $number: the number of the line
# $words: the words of the line
steering-written = Line { $number } is written down: “{ $words }” Nothing changes yet. We try it when the group has looked at it.
    .easy = Line { $number } is written down: “{ $words }” Nothing changes yet.
