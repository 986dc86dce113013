# Starting and ending a meeting.

word-start = start
    .also = start the meeting | begin
    .help = Start the meeting.
word-end = end
    .also = end the meeting
    .help = End the meeting.
word-send-alongside-away = send alongside away
    .help = Alongside says goodbye. It forgets the group.

sessions-good-morning = Good morning.
sessions-good-afternoon = Good afternoon.
sessions-good-evening = Good evening.
# $greeting: good morning, or another greeting
# $who: the person who leads
sessions-opening = { $greeting } I am Alongside, a program. { $who } leads today.
# $greeting: good morning, or another greeting
sessions-greeting = { $greeting }
sessions-introduction = I am Alongside, a program.
# $who: the person who leads
sessions-leads-today = { $who } leads today.
# $aim: somebody’s own words
sessions-aim = We leave with: “{ $aim }”.
# $can: somebody’s own words
sessions-can = We can change: “{ $can }”.
# $cannot: somebody’s own words
# $because: somebody’s own words
sessions-cannot = We cannot change: “{ $cannot }”. Why: “{ $because }”.
# $decides: somebody’s own words
# $by: somebody’s own words
sessions-decides = Who decides: “{ $decides }”. By when: “{ $by }”.
# $place: somebody’s own words
sessions-papers = Papers: “{ $place }”.
sessions-papers-late = The papers are late. To move them, type: { -sign }{ word-papers-late }.
# $papers: somebody’s own words
sessions-papers-wait = Next time: “{ $papers }”.
# $papers: somebody’s own words
sessions-from-last-time = From last time: “{ $papers }”.
# $left: how many meetings are still to come
sessions-end-is-near =
    { $left ->
        [0] This is our last meeting.
        [1] The next meeting is our last.
       *[other] After today, { $left } more meetings.
    }
# $aim: somebody’s own words, what the last meeting wanted to leave with
# $came: made, partly or not-yet
sessions-last-time = Last time: “{ $aim }”. { $came ->
        [made] We made it.
        [partly] We made a part of it.
       *[not-yet] Not yet.
    }
# $number: the number of the step
# $step: our text, the step
sessions-step = We plan this as step { $number } of 7. { $step }.
# $number: the number of the line
# $words: somebody’s own words
sessions-our-line = Our line { $number } for today: “{ $words }”.
sessions-closing = Thank you, everybody. The meeting has ended. I have forgotten the list of hands.
    .easy = Thank you, everybody. The meeting has ended.
# $day: the day
# $time: the time
sessions-meet-again = We meet again on { $day } at { $time }.
    .easy = We meet again on { $day } at { $time }.
sessions-may-i-stay = We have met twice with me here. Shall I stay? Please talk about it together. If not, whoever leads can send me away. In private, they type: { word-send-alongside-away }.
    .easy = We have met twice with me. Shall I stay? Please talk about it. If not, who leads types alone: { word-send-alongside-away }.
    .slash = We have met twice with me here. Shall I stay? Please talk about it together. If not, whoever leads types: { word-send-alongside-away }.
sessions-already-on = The meeting is on already. To end it, type: { word-end }.
sessions-still-on = The meeting has been on for four hours. Is it over? Then type: { word-end }.
# $day: the day on which it began
sessions-still-open = A meeting is still open here, from { $day }. Is it over? Then type: { word-end }.
    .easy = A meeting from { $day } is still open. Is it over? Then type: { word-end }.
sessions-really-go = I would say goodbye in the room, and forget this group. It cannot be undone. Shall I?
    .easy = I would say goodbye and forget this group. Shall I?
sessions-goodbye = Goodbye, and thank you for having me. I have forgotten this group. You can now remove me from the room.
    .easy = Goodbye, and thank you. I have forgotten this group. You can remove me now.
sessions-gone = It is done. I have forgotten the group.

sessions-quiet-first = It is quiet now. To end anyway, type: { word-carry-on }. Then type: { word-end }.
