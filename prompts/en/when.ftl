# How people say when. Alongside understands these words; those that mean the same stand apart by "|".

day-said-every = every | each
day-said-every-monday = Mondays
day-said-every-tuesday = Tuesdays
day-said-every-wednesday = Wednesdays
day-said-every-thursday = Thursdays
day-said-every-friday = Fridays
day-said-every-saturday = Saturdays
day-said-every-sunday = Sundays
day-said-weekly = weekly
day-said-monthly = monthly
day-said-fortnightly = fortnightly | every fortnight
day-said-week = week | weeks
day-said-month = month | months
day-said-meetings = meetings | meeting | times
day-said-over = over | within | during
day-said-until = until | till
day-said-from = from | starting from | starting on | starting | beginning | beginning on | start
day-said-hour = hour | hours | hrs
day-said-minute = minute | minutes | mins
day-said-next = next | this | this coming | the coming | coming
day-said-day = day
day-said-or = or | or else
day-said-and = and
day-said-after = after that | after | following | later
day-said-of = of
day-said-in = in
day-said-1st = first
day-said-2nd = second | other
day-said-3rd = third
day-said-4th = fourth
day-said-last = last
day-said-am = in the morning
day-said-pm = in the afternoon | in the evening | at night
day-said-noon = noon | midday | at noon
day-said-half-past = half past
day-said-quarter-past = quarter past
day-said-quarter-to = quarter to
day-said-number-1 = one
day-said-number-2 = two
day-said-number-3 = three
day-said-number-4 = four
day-said-number-5 = five
day-said-number-6 = six
day-said-number-7 = seven
day-said-number-8 = eight
day-said-number-9 = nine
day-said-number-10 = ten
day-said-number-11 = eleven
day-said-number-12 = twelve

# How Alongside says a rule back.

# $weekday: the name of the day
day-every-week = every { $weekday }
# $weekday: the name of the day
day-every-second-week = every second { $weekday }
# $weekday: the name of the day
# $weeks: how many
day-every-weeks = every { $weeks } weeks on { $weekday }
# $weekday: the name of the day
# $nth: which one, as 1, 2, 3, 4 or last
day-every-month =
    { $nth ->
        [1] on the first { $weekday } of the month
        [2] on the second { $weekday } of the month
        [3] on the third { $weekday } of the month
        [4] on the fourth { $weekday } of the month
       *[last] on the last { $weekday } of the month
    }
# $number: which day of the month, as a number
day-every-month-on = on day { $number } of the month

## When it is not clear

when-not-understood = I did not get that day. Please try it another way.
when-past = That time is past. Please type one that is still to come. For next year, type the year too.
    .easy = That time is past. Please type a later one.
when-one-rule = Once a month works in one plan. Please type one of them: second Wednesday of the month 10:30. Plan the other one after.
    .easy = Once a month works in one plan. Type one of them. Plan the other one after.
when-too-far = That is more than a year away. Please choose a day within a year.
    .easy = That is too far away. Please choose a day within a year.
when-which-first = When is the first one? Please type it all again, and then: from 12 May.
    .easy = When is the first one? Type it all again, and then: from 12 May.
# $day: that day
when-other-weekday = That day is { $day }. Please type the day you mean once more.
    .easy = That day is { $day }. Please type it once more.
when-ends-too-soon = It would end before it begins. Please type it once more.
    .easy = It would end before it begins. Please type it again.
when-ends-too-late = That ends more than a year from now. Please choose an end within a year.
    .easy = That ends too late. Please choose an end within a year.
when-which-time = I did not get the time. You can type: 10:30, or: 2 pm.
    .easy = I did not get the time. You can type: 10:30, or: 2 pm.
when-which-length = I did not get how long. You can type: 90 minutes, or: 2 hours.
    .easy = I did not get it. You can type: 90 minutes.
