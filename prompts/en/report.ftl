# The yearly report: written together, shown to the group, and let out part by part.

word-report = report
    .also = our report | yearly report
    .help = See what there is for our yearly report.
word-report-line = report line
    .help = Write a line for the report.
word-drop-report-lines = drop report lines
    .help = Take your lines for the report out.
word-show-report = show report
    .help = Show the report to the group.
word-let-report-out = let report out
    .help = Ask the group which parts may leave it.
word-other-view = other view
    .also = i see it differently
    .help = Say for the report that you see it differently.
word-another-view = another view
    .help = Say one more thing that you see differently.
word-keep-other-view = keep other view
    .help = Keep what you see differently, after you were shown it.
word-take-view-out = take view out
    .help = Take your own view out of the report.
word-their-reply = their reply
    .help = Post what was replied to our report.

## What is in it

# $lines: how many
# $views: how many
report-so-far = Our report has three parts. You wrote { $lines } lines for it. Other views: { $views }.
report-write-line = Write a line
report-show-it = Show it to the group
report-drop-lines = Take my lines out
report-ask-group = Ask the group to let it out
report-go-on = Go on with the report
# $day: the day
report-shown-last = The group was shown it on { $day }.
    .easy = The group saw it on { $day }.
report-which-part = Which part is it for?
report-line-words = What should it say? One short line, from what the group said.
    .easy = What should it say? One short line.
report-line-kept = It is kept. The group reads it before anybody else does.
    .easy = It is kept. The group reads it first.
report-no-lines-yet = There are no lines yet. Nothing was changed.
report-lines-dropped = The lines are out. What people gave as other views stays.
    .easy = The lines are out. Other views stay.

## Another view

report-view-words = What do you see differently? Your words stay as they are.
    .easy = What do you see differently?
report-view-name = Shall your name be with it?
report-without-my-name = Without my name
report-with-my-name = With my name
# $words: somebody’s own words
# $who: a name, or none
# $part: our text, the name of a part
report-view-preview = This goes into our report, under “{ $part }”. The group reads it first. It says: “{ $words }” { $who ->
        [none] No name is with it.
       *[some] Said by { $who }.
    }
report-keep-it = Keep it
report-post-it = Post it
    .also = yes | yes please | send | send it
report-leave-it = Leave it
    .also = no | no thanks | no thank you
report-view-kept = Thank you. It is in our report, word for word. You can take it out: { word-other-view }.
    .easy = Thank you. It is in our report. To take it out: { word-other-view }.
report-your-views = You gave these. Choose one to take it out.
# $words: somebody’s own words
report-take-out = Take out: “{ $words }”
report-give-another = Give another view
report-view-out = Your view is out.
report-not-your-view = That is not there any more. Nothing was changed.
    .easy = That is gone. Nothing was changed.
# $count: how many
report-kept = { $count ->
        [one] You gave one other view for our report.
       *[other] You gave { $count } other views for our report.
    }

## What was replied

report-reply-who = Who replied? Their name, and who they work for.
    .easy = Who replied?
report-reply-words = What did they reply? Word for word, please.
# $words: somebody’s own words
# $who: the name of whoever replied
report-reply-preview = This goes to our room, and into our next report. { $who } replied: “{ $words }”
    .easy = This goes to our room. { $who } replied: “{ $words }”
# $who: the name of whoever replied
# $words: somebody’s own words
report-replied = { $who } replied to our report: “{ $words }”

## Shown, and let out

report-comes = The room gets it now. Then the five working days begin.
    .easy = The room gets it now. The five days begin.
report-group-is-over = We had our last meeting, so I show no new report.
    .easy = We had our last meeting. I show no report.
report-here = Our yearly report is here, as a file. If you see it differently, type in private: { word-other-view }.
    .slash = Our yearly report is here, as a file. If you see it differently: { word-other-view }.
    .easy = Our report is here, as a file. Do you see it differently? In private: { word-other-view }.
report-none-yet = There is no report yet. To begin one, type in private: { word-report }
    .slash = There is no report yet. To begin one: { word-report }
    .easy = There is no report yet. In private, type: { word-report }
# $day: the day
report-once-more = Our report of { $day } is here, as a page.
    .easy = Our report of { $day } is here.
# $who: the person who asks
report-may-it-leave = { $who } asks: which parts of our report may leave our group?
    .easy = { $who } asks: which parts of our report may leave?
report-part-by-part = A part without your yes stays here.
# $who: the person who asks
# $number: the number of the text
# $part: how a part is called when it is typed
report-say-yes = When people have said yes, { $who } types: { -sign }{ word-group-lets-out } { $number } { $part }.
    .easy = After a yes, { $who } types: { -sign }{ word-group-lets-out } { $number } { $part }.
# $parts: our text, how the other parts are called when they are typed
report-other-parts = The other parts are called: { $parts }.
# $part: our text, the name of a part
report-yes-to = The group says yes: { $part }
# $part: our text, the name of a part
report-let-out = “{ $part }” may be handed on now. You said yes. In the file are the parts you let out.
    .easy = “{ $part }” may be handed on now. You said yes. In the file is what you let out.

## In the file itself. Others may read it.

# $group: the name of the group, or none
report-mail-subject = { $group ->
        [none] The report of our group
       *[some] The report of { $group }
    }
report-file-name = our-report
report-title = Our year
report-progress = Progress
report-practice = Good practice
report-develop = What to work on
# $day: the day
# $year: the number of the year
report-since = This is what happened since { $day } { $year }.
    .easy = Since { $day } { $year }:
report-chart = Our points
# $raised: how many
# $answered: how many
# $on_time: how many
# $changed: how many
report-counts = { $raised ->
        [one] One point was raised.
       *[other] { $raised } points were raised.
    } { $answered } were answered, { $on_time } of them on time. { $changed } changed something.
report-what = What
report-how-many = How many
report-raised = Raised
report-answered = Answered
report-on-time = Answered on time
report-changed = Changed something
report-ways = How people brought them in
report-way = Way in
report-way-note = Noted in our chat
report-way-round = In a round
report-way-limit = A limit was questioned
report-way-question = A question without a name
report-way-worry = A worry about one of our lines
# $count: how many
# $answered: how many
report-kept-to-days = Of { $answered } answers, { $count } came by the day that was said.
    .easy = { $count } of { $answered } answers came on time.
# $count: how many
report-confirmed = { $count ->
        [one] Once somebody told us: this is what I meant.
       *[other] { $count } times people told us: this is what I meant.
    }
    .easy = { $count ->
        [one] Once we heard: this is what I meant.
       *[other] { $count } times we heard: this is what I meant.
    }
# $count: how many
report-still = { $count ->
        [one] One point is still being worked on:
       *[other] { $count } points are still being worked on:
    }
report-we-say = Our group adds:
report-ladder = How far up the ladder it felt
# $count: after how many meetings it was asked, three or more
# $shown: of how many of them it is known
report-ladder-says = After { $count } meetings, people were asked how it felt. { $shown } times enough of them answered.
    .easy = We asked after { $count } meetings how it felt. { $shown } times enough people answered.
# $band: our text, how it felt
# $count: how many meetings
report-felt-so = { $band }: { $count }.
report-ladder-how = How it felt
report-meetings = Meetings
report-felt-planned = As planned
report-felt-lower = A step lower
report-felt-much-lower = Much lower
report-felt-higher = Higher
report-felt-mixed = Different to different people
report-ladder-is = Each meeting is planned as a step of the ladder of co-production. People say afterwards, without a name, which step it felt like. The National Co-production Advisory Group made the ladder in 2016. Read more at Think Local Act Personal: https://www.thinklocalactpersonal.org.uk/Latest/Co-production-The-ladder-of-co-production/
    .easy = We plan each meeting as a step of a ladder. It is the ladder of co-production. People say afterwards how it felt. The National Co-production Advisory Group made the ladder. Read more at Think Local Act Personal: https://www.thinklocalactpersonal.org.uk/Latest/Co-production-The-ladder-of-co-production/
report-no-lines = Nothing was written here this year.
report-other-view = Another view
report-reply = A reply to our last report
report-foot = The counts are of points, never of people. People agreed to their words.
    .easy = We count points, never people. People agreed to their words.
