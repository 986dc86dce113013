# Planned meetings as events on a Discord server.

word-discord-events = discord events
    .also = events on discord
    .help = Show our meetings as events on our Discord server.
word-show-discord-events = show discord events
    .help = Yes, our meetings are events on our Discord server.
word-no-discord-events = no discord events
    .also = stop discord events
    .help = Our meetings are no events on Discord any more.
word-put-event-back = put event back
    .help = The event on Discord is as we planned it again.
needs-put-event-back = Which event? To see our meetings, type: { word-when }

events-really = Everybody on our Discord server can then see when we meet, and our group’s name. Shall I do that?
    .easy = Then all on our Discord server see when we meet. They see our group’s name too. Shall I do that?
events-on = From now on our meetings are events on our Discord server. Everybody there can see when we meet.
    .easy = Our meetings are now events on our Discord server. Everybody there can see them.
events-off = Our meetings are no events on Discord any more.
    .easy = Our meetings are not events on Discord now.
events-on-already = Our meetings are events on Discord already. To stop that, type: { word-no-discord-events }
    .easy = They are events already. To stop that, type: { word-no-discord-events }
events-off-already = Our meetings are no events on Discord. To change that, type: { word-discord-events }
    .easy = They are no events now. To change that, type: { word-discord-events }
events-no-server = This group has no room on Discord, so there are no events.
    .easy = This group has no room on Discord.

## A person changed one there

# $day: the day of our meeting
# $time: its time
events-moved-there = Somebody moved our event on Discord. We planned it for { $day } at { $time }.
    .easy = Somebody moved our event on Discord. Our plan: { $day } at { $time }.
# $day: the day it has there now
# $time: the time it has there now
events-there-now = There it is now on { $day } at { $time }. Shall our meeting move too?
    .easy = There it is { $day } at { $time }. Shall our meeting move too?
# $day: the day of our meeting
# $time: its time
events-called-off-there = Somebody called off our event on Discord, of { $day } at { $time }. Shall we call off our meeting too?
    .easy = Somebody called off our event: { $day } at { $time }. Shall we call off our meeting too?
events-move-too = Yes, show me the post
events-cancel-too = Yes, show me the post
events-put-back = No, put it back
# $day: the day
# $time: the time
events-back = I put the event back to { $day } at { $time }. Our meeting is as it was.
    .easy = The event is back to { $day } at { $time }.
events-nothing-open = That event is as we planned it. Nothing is to be put back.
    .easy = That event is as we planned it.
