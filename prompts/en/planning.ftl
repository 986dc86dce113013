# Planning meetings: what is asked, the posts about them, reminders.

word-plan = plan
    .also = plan a meeting | new meeting
    .help = Plan a meeting, or a series of them, step by step.
word-same-as-last-time = same as last time
    .also = plan again | the same plan
    .help = Use the last plan again. You choose a new day.
word-add-meeting = add meeting
    .also = add a meeting | one more
    .help = Add one meeting to those that are planned.
word-move-meeting = move meeting
    .also = move a meeting
    .help = Move one planned meeting to another time.
word-cancel-meeting = cancel meeting
    .also = cancel a meeting | call off meeting
    .help = Call off one planned meeting, or all that follow.
word-papers = papers
    .also = papers are ready
    .help = Say where the papers are.
word-papers-late = papers late
    .also = papers came late | papers are late
    .help = Papers came late. Talk about them next time.
word-when = when
    .also = when do we meet | when is the next meeting | next meeting
    .help = See when the next meetings are.
word-quiet-hours = quiet hours
    .help = Choose when Alongside posts nothing by itself.
word-post-meeting = post meeting
    .help = Post what you were shown about a meeting.
word-post-meeting-file = post meeting file
    .help = Post it, with the meetings as a file for calendars.
word-change-meeting-post = change meeting post
    .help = Change what you were shown about a meeting.
word-change-plan = change plan
    .help = Choose what to change in your plan.
word-leave-meeting-post = leave meeting post
    .help = Do not post what you were shown.
word-plan-that-time = plan that time
    .help = Plan a meeting at a time that was found.
word-add-to-series = add to series
    .help = Choose to which meetings one more is added.
word-one-more-meeting = one more meeting
    .help = Choose the day of one more meeting.
word-papers-for = papers for
    .help = Choose the meeting whose papers are ready.
word-papers-ready = papers ready
    .help = Say where papers are, and in which formats.
word-papers-move-on = papers move on
    .help = See the post that moves the papers to next time.
word-move-that-meeting = move that meeting
    .help = Say when that meeting is now.
word-to-new-time = to new time
    .help = Choose the new time of a meeting.
word-cancel-that-meeting = cancel that meeting
    .help = Call off that meeting.
word-cancel-so-many = cancel so many
    .help = Choose if the later meetings are called off too.

needs-quiet-hours = From when until when is it quiet? Type: { -sign }{ word-quiet-hours } 20:00 to 8:00.
    .easy = When is it quiet? Type: { -sign }{ word-quiet-hours } 20:00 to 8:00.
needs-plan-that-time = Which time? To plan a meeting, type: { word-plan }.
needs-move-that-meeting = Which meeting? To see them, type: { word-move-meeting }.
needs-cancel-that-meeting = Which meeting? To see them, type: { word-cancel-meeting }.
arg-when = The day and the time
needs-add-to-series = To which meetings? To see them, type: { word-add-meeting }.
needs-papers-for = Which meeting? To see them, type: { word-papers }.
arg-hours = From when until when

## Questions

# $ideas: our text, a list of somebody’s own words
planning-carried = You wanted to carry to next time: { $ideas }.
    .easy = You carry to next time: { $ideas }.
# $words: somebody’s own words
planning-idea = “{ $words }”
planning-aim = What do we want to leave with? One short line, for example: words for page 1.
    .easy = What do we want to leave with? One short line is enough.
# $day: the day
# $time: the time
planning-for-that-time = This is for { $day } at { $time }. I ask for the rest, step by step.
    .easy = This is for { $day } at { $time }. I ask for the rest.
planning-can = What can we change together?
planning-cannot = What can we not change, and why? For example: the date, because of the law.
    .easy = What can we not change, and why? Type why after: because.
planning-because = Because of what? The group reads the reason too.
planning-decides = Who decides, and by when? For example: all of us, by 1 June.
planning-by = By when is it decided? For example: 1 June.
    .easy = By when is it decided? For example: 1 June.
planning-when = When do we meet? For example: Tuesday 12 May 10:30. Or: every second Tuesday 10:30. Or: 4 times over 6 months.
    .easy = When do we meet? Type: Tuesday 12 May 10:30. Or: every second Tuesday 10:30.
planning-time = At what time? You can type: 10:30, or: 2 pm.
    .easy = At what time? Type: 10:30, or: 2 pm.
planning-minutes = How long is it? You can type: 90 minutes.
    .easy = How long is it? For example: 90 minutes.
# $minutes: how many minutes
planning-so-long = { $minutes } minutes
# $helps: our text, what helps people here
planning-why-then = What helps here: { $helps }. This time goes against it. Why this time? The room reads your reason.
    .easy = What helps here: { $helps }. This time does not fit. Why this time? The room reads why.
planning-other-time = Choose another time
planning-papers = Are there papers to read before? Type which, for example: the draft of page 1.
    .easy = Are there papers to read before? Type which.
planning-no-papers = No papers
    .also = no | none
planning-due = How many days before the meeting do papers come? For example: 7.
    .easy = How many days before do papers come? For example: 7.
planning-which-days = I did not get how many days. You can type: 7.
planning-or-the-same = To use the last plan again, type: { word-same-as-last-time }.
    .easy = To use the last plan, type: { word-same-as-last-time }.
planning-nothing-yet = There is no plan to use again. To begin, type: { word-plan }.
planning-ways = How else can people join? Type the link, the phone number, or both.
    .easy = How else can people join? Type the link or the phone number.
planning-note = Is one part hard? Type what it is about. I tell people before, so that they can choose.
    .easy = Is one part hard? Type what it is about. I tell people before.
planning-step = Which step of our ladder do you plan this as? People can say afterwards how it felt.
    .easy = Which step of our ladder is it? People can say later how it felt.
planning-no-step = No step this time
    .also = no | none | nothing | no thank you
planning-nothing = Everything can change
    .also = nothing | none
planning-only-here = Only here
    .also = no | none
planning-none = No hard part
    .also = no | none | nothing | no thank you
# $most: a number
planning-shorter = That is a little long to read aloud. Please say it in { $most } words at most.
    .easy = That is a little long. Please use { $most } words at most.

## The post of a plan

# $group: the name of the group, or none
planning-draft = This goes to { checkin-place }. Nothing is posted yet. It says:
    .easy = This goes to { checkin-place }. It is not posted yet. It says:
# $formats: our text, formats of papers
planning-formats-agreed = People here need these formats: { $formats }.
planning-no-room = That is short, and leaves no time for a break. You can make it longer.
    .easy = That is short. There is no time for a break.
planning-post-it = Post it
    .also = yes | yes please | send | send it
planning-post-with-file = Post it with a calendar file
planning-change-it = Change it
planning-leave-it = Leave it
    .also = no | no thanks | no thank you
planning-left-it = That is fine. I posted nothing, and kept nothing of it.
    .easy = That is fine. I posted nothing.
planning-draft-gone = That post is no longer current. Nothing was posted. To begin again, type: { word-plan }.
    .easy = That post is no longer current. To begin again, type: { word-plan }.
# $day: the day
# $time: the time
planning-time-taken = That time is taken: we already meet on { $day } at { $time }. Nothing was posted. You can change it.
    .easy = That time is taken. We already meet on { $day } at { $time }. You can change it.
planning-changed-since = Somebody changed that meeting after you saw this. Nothing was posted. To see it now, type: { word-when }.
    .easy = Somebody changed that meeting after you saw this. Nothing was posted. Type: { word-when }.
planning-too-late-now = That time is past by now. Nothing was posted. You can change it.
    .easy = That time is past now. You can change it.
planning-does-not-fit = That time no longer fits what helps people here. Nothing was posted. You can change it.
    .easy = That time no longer fits what helps here. You can change it.
planning-which-part = What shall I ask you again? The rest stays.
planning-part-aim = What we leave with
planning-part-can = What can change
planning-part-cannot = What cannot change
planning-part-decides = Who decides, and by when
planning-part-when = When we meet
planning-part-minutes = How long
planning-part-ways = How people can join
planning-part-note = The hard part
planning-part-step = The step of our ladder
planning-part-papers = Papers, and by when they come

# $who: the person
planning-planned-by = A meeting, planned by { $who }.
# $day: the day
# $time: the time
planning-we-meet = We meet on { $day } at { $time }.
# $day: the day of the first one
# $time: the time
# $rule: our text, how often
planning-we-meet-then = We meet on { $day } at { $time }, then { $rule }.
    .easy = We meet on { $day } at { $time }, then { $rule }.
# $days: our text, a list of days
planning-next-three = The next three: { $days }.
# $day: the day of the last one
planning-last-one = The last one is on { $day }.
# $day: the day
# $jumps: the time at which it jumps
# $time: the time of the meeting then
planning-clock-jumps = On { $day } the clock jumps at { $jumps }. We meet at { $time }.
    .easy = On { $day } the clock jumps at { $jumps }. We meet at { $time }.
# $day: the day
# $time: the time of the meeting
planning-comes-twice = On { $day }, { $time } comes twice. We meet the first time.
    .easy = On { $day }, { $time } comes twice. We meet the first time.
# $minutes: how many minutes
planning-long = It takes { $minutes } minutes.
# $times: our text, the time of the break
planning-break = Break at { $times }.
# $times: our text, the times of the breaks
planning-breaks = Breaks at { $times }.
# $time: a time
planning-at-time = { $time }
# $minutes: how many minutes
planning-open-end = The last { $minutes } minutes are left open.
    .easy = The last { $minutes } minutes are open.
# $known: our text, what the time is
# $why: somebody’s own words
planning-we-know = We know this is { $known }. Why: “{ $why }”.
planning-early = early
planning-late-in-day = late in the day
# $weekday: the name of the day
planning-on-day = on a { $weekday }
# $times: how many meetings
# $time: the time of all of them
# $days: our text, a list of days
planning-we-meet-times = We meet { $times } times at { $time }: { $days }.
    .easy = We meet { $times } times at { $time }: { $days }.
# $aim: somebody’s own words
planning-we-leave-with = We leave with: “{ $aim }”.
# $can: somebody’s own words
planning-we-can = We can change: “{ $can }”.
# $cannot: somebody’s own words
# $because: somebody’s own words
planning-we-cannot = We cannot change: “{ $cannot }”. Why: “{ $because }”.
# $decides: somebody’s own words
# $by: somebody’s own words
planning-who-decides = Who decides: “{ $decides }”. By when: “{ $by }”.
# $ways: somebody’s own words
planning-ways-in = Ways in: this room, “{ $ways }”.
planning-ways-only-here = We meet in this room.
# $note: somebody’s own words
planning-hard-part = One part is about: “{ $note }”. It may upset some of us. You can step out at any time.
    .easy = One part is about: “{ $note }”. It may upset some of us. You can step out.
# $number: the number of the step
# $step: our text, the step
planning-as-step = It is planned as step { $number } of 7. { $step }.
planning-question-it = You can question any of this.

## In time

planning-late = This reminder is late, because I was switched off.
    .easy = This reminder is late. I was switched off.
planning-clock-moved = This reminder is late, because somebody moved the clock.
    .easy = This reminder is late. Somebody moved the clock.
planning-held = This reminder is late, because it was quiet.
# $today: yes, if it is on the same day
# $day: the day
# $time: the time
# $ways: somebody’s own words, or none
planning-soon =
    { $today ->
        [yes] We meet today at { $time }.
       *[no] We meet on { $day } at { $time }.
    } { $ways ->
        [none] We meet in this room.
       *[some] Ways in: this room, “{ $ways }”.
    } Camera off is fine.
    .easy =
    { $today ->
        [yes] We meet today at { $time }.
       *[no] We meet on { $day } at { $time }.
    } { $ways ->
        [none] We meet in this room.
       *[some] Ways in: this room, “{ $ways }”.
    } Camera off is fine.
# $today: yes, if it is on the same day
# $day: the day
# $time: the time
# $aim: somebody’s own words
# $ways: somebody’s own words, or none
planning-before =
    { $today ->
        [yes] We meet today at { $time }.
       *[no] We meet on { $day } at { $time }.
    } We leave with: “{ $aim }”. { $ways ->
        [none] We meet in this room.
       *[some] Ways in: this room, “{ $ways }”.
    }
    .easy =
    { $today ->
        [yes] We meet today at { $time }.
       *[no] We meet on { $day } at { $time }.
    } We leave with: “{ $aim }”. { $ways ->
        [none] We meet in this room.
       *[some] Ways in: this room, “{ $ways }”.
    }

## One of them is moved or called off

planning-nothing-planned = No meeting is planned now. Whoever leads can plan one. They type: { word-plan }.
    .easy = No meeting is planned now. Whoever leads can type: { word-plan }.
planning-move-which = Which meeting shall I move?
planning-cancel-which = Which meeting shall I call off?
# $day: the day
# $time: the time
planning-that-one = { $day } at { $time }
planning-no-such-meeting = That meeting is past, or called off. To see what is planned, type: { word-when }.
    .easy = That meeting is past, or called off. Type: { word-when }.
planning-add-which = To which meetings?
# $aim: somebody’s own words
planning-series-about = “{ $aim }”
planning-add-time = When do we meet once more? For example: Thursday 14 May 10:30.
planning-one-day-only = That is more than one day. Please type one day alone.
planning-meets-then = That time is taken, or was called off. Please choose another one.
    .easy = That time is taken, or was called off. Please choose another.
# $day: the day
# $time: the time
planning-one-more = We meet once more, on { $day } at { $time }.
    .easy = We meet once more, on { $day } at { $time }.
planning-new-time = When is it now? You can type: Thursday 14 May 10:30.
    .easy = When is it now? For example: Thursday 14 May 10:30.
# $day: the day
# $time: the time
planning-then-already = It is already on { $day } at { $time }. Nothing is changed.
    .easy = It is already on { $day } at { $time }. Nothing changed.
planning-how-many = Only this one, or also all that follow it?
    .easy = Only this one, or all after it too?
planning-only-this = Only this one
planning-this-and-after = This one and all that follow
# $day: the day it was
# $time: the time it was
planning-moved = Our meeting on { $day } at { $time } has moved.
    .easy = Our meeting on { $day } at { $time } moved.
# $day: the new day
# $time: the new time
planning-now-at = It is now on { $day } at { $time }.
    .easy = Now it is on { $day } at { $time }.
# $aim: somebody’s own words
planning-aim-stays = We still leave with: “{ $aim }”.
# $day: the day
# $time: the time
planning-cancelled = We do not meet on { $day } at { $time }.
    .easy = We do not meet on { $day } at { $time }.
# $day: the day
planning-ended = From { $day } on, these meetings are over.
    .easy = From { $day } on, these meetings are over.
# $aim: somebody’s own words
planning-was-about = It was about: “{ $aim }”.
# $day: the day
# $time: the time
planning-next-is = The next meeting is on { $day } at { $time }.
    .easy = We meet next on { $day } at { $time }.
# $days: our text, a list of days
planning-after-that = After that: { $days }.
# $day: the day
# $time: the time
planning-day-and-time = { $day } at { $time }
# $begins: the time
# $ends: the time
planning-quiet-hours = From { $begins } to { $ends } I post nothing by myself, but 15 minutes before a meeting.
    .easy = From { $begins } to { $ends } I post nothing by myself.
planning-kept = I keep a post about a meeting that you have not posted yet.
    .easy = I keep a post of yours about a meeting. It is not posted.

## Papers

# $papers: somebody’s own words
# $day: the day
planning-papers-come = Papers come by { $day }: “{ $papers }”.
# $papers: somebody’s own words
# $place: somebody’s own words
planning-papers-are = Papers: “{ $papers }”. Where: “{ $place }”.
planning-papers-are-late = The papers are late. To talk about them next time, type: { -sign }{ word-papers-late }.
    .easy = The papers are late. To wait until next time, type: { -sign }{ word-papers-late }.
# $papers: somebody’s own words
planning-papers-wait = We talk about “{ $papers }” next time.
# $day: the day of the meeting
# $due: the day on which its papers are due
planning-papers-of = Papers for { $day } are due on { $due }
    .easy = Papers for { $day }, due on { $due }
planning-papers-of-which = Papers for which meeting?
planning-which-papers = Which papers are they? For example: the draft of page 1.
planning-place = Where are they? Type the link, or: sent by post.
# $agreed: our text, formats of papers
planning-which-formats = In which formats are they ready? People here need: { $agreed }. You can choose several, like this: 1 2.
    .easy = In which formats are they ready? People need: { $agreed }. You can choose several.
    .slash = In which formats are they ready? People here need: { $agreed }. You can choose several, one by one.
# $missing: our text, formats of papers
planning-format-missing = Still missing: { $missing }. Until then the papers are not ready. You can answer later.
    .easy = Still missing: { $missing }. The papers are not ready yet. You can answer later.
# $day: the day of the meeting
# $papers: somebody’s own words
# $place: somebody’s own words
planning-papers-ready = The papers for { $day } are ready: “{ $papers }”. Where: “{ $place }”.
# $formats: our text, formats of papers
planning-papers-formats = Formats: { $formats }.
planning-papers-came-late = They come late. To talk about them next time, type: { -sign }{ word-papers-late }.
    .easy = They come late. To wait until next time, type: { -sign }{ word-papers-late }.
# $day: the day of the meeting
# $due: the day on which they are due
# $papers: somebody’s own words
planning-papers-due = A message from Alongside. The papers for { $day } are due on { $due }: “{ $papers }”. Are they ready? Then type: { word-papers }. I ask you only once.
    .easy = A message from Alongside. For { $day } we need: “{ $papers }”. They are due on { $due }. Are they ready? Type: { word-papers }.
planning-papers-there = They are ready
# $group: the name of the group, or none
planning-papers-move-on = This goes to { checkin-place }. It says: The papers came late. We talk about them next time. Shall I say so?
    .easy = This goes to { checkin-place }. It says: The papers came late. We talk about them next time. Shall I?
planning-papers-moved = The papers came late. We talk about them next time.
planning-papers-moved-by-you = Thank you. I say so in the room.
planning-papers-not-late = No papers are late now.
planning-papers-moved-already = That is done already. We talk about them next time.
