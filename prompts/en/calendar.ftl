# The meetings for people’s own calendars.

word-calendar = calendar
    .also = calendar file | meetings for my calendar
    .help = Get the meetings as a file for your calendar.

# $days: our text, a list of days and times
# $count: how many
calendar-days = { $count ->
        [one] Our next meeting: { $days }.
       *[other] Our next meetings: { $days }.
    }
# $days: our text, a list of days and times
calendar-days-off = Called off: { $days }.
# $day: the day
# $time: the time
calendar-day-and-time = { $day } at { $time }
calendar-file = With the file you can put them into your calendar.
    .easy = Open the file to put them into your calendar.
calendar-what-shows = It shows the name of our group, and nobody’s name.
    .easy = It shows our group’s name. It names no people.
calendar-again = When a meeting moves, ask again. The new file changes the old one.
    .easy = When a meeting moves, ask again for a new file.
calendar-nothing-planned = No meeting is planned now, so there is no file.
    .easy = No meeting is planned now.

## In the file itself. Others in a household may read it.

# $group: the name of the group, or none
calendar-summary = { $group ->
        [none] Our meeting
       *[some] Meeting of { $group }
    }
# $summary: our text, the name of the meeting
calendar-called-off = Called off: { $summary }
calendar-where = We meet where our group chats. To see the plan, type there: { word-when }
