# The meetings for people’s own calendars.

word-calendar = calendar
    .also = calendar file | meetings for my calendar
    .help = Get the meetings as a file for your calendar.

word-calendar-feed = calendar feed
    .also = calendar address | follow the calendar
    .help = Get an address that your calendar can follow by itself.
word-new-feed-address = new feed address
    .also = new calendar address
    .help = Get another address. The old one stops.
word-calendar-feed-off = calendar feed off
    .also = stop the calendar feed
    .help = Your address for calendars stops.

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

## An address that a calendar follows

# $address: a web address
calendar-address = Your calendar can follow this address: { $address }
    .easy = Your calendar can follow this: { $address }
# $address: a web address
calendar-new-address = The old address has stopped. This is the new one: { $address }
    .easy = The old one stopped. The new one: { $address }
calendar-who-sees = Whoever has it can see when we meet, and the name of our group. Nobody’s name is in it.
    .easy = Whoever has it sees when we meet. They see our group’s name.
calendar-address-off = So keep it to yourself. To stop it, type: { word-calendar-feed-off }
    .easy = Keep it to yourself. To stop it, type: { word-calendar-feed-off }
# $day: a day
calendar-has-address = You have had an address since { $day }. I cannot show it again, as I did not keep it. For another one, type: { word-new-feed-address }
    .easy = You have an address since { $day }. I did not keep it. For another one, type: { word-new-feed-address }
calendar-off = Your address has stopped. It shows nothing any more.
    .easy = Your address has stopped.
calendar-no-address-yet = You have no address for calendars. For a file, type: { word-calendar }
    .easy = You have no address. For a file, type: { word-calendar }
calendar-no-addresses = Here calendars cannot follow an address. For a file, type: { word-calendar }
    .easy = There are no addresses here. For a file, type: { word-calendar }
# $day: a day
calendar-kept = Since { $day } your calendar can follow our meetings. I keep no address, only a mark of it.
    .easy = Since { $day } your calendar can follow our meetings.

## In the file itself. Others in a household may read it.

# $group: the name of the group, or none
calendar-summary = { $group ->
        [none] Our meeting
       *[some] Meeting of { $group }
    }
# $summary: our text, the name of the meeting
calendar-called-off = Called off: { $summary }
calendar-where = We meet where our group chats. To see the plan, type there: { word-when }
