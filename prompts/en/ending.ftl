# The end of a group.

word-ending = ending
    .help = Say which meeting is the last one of the group.
word-last-meeting = last meeting
    .help = See what the room would read about the last meeting.
word-post-ending = post ending
    .help = Post what you were shown about the end.
word-leave-ending = leave ending
    .help = Do not post what you were shown.
word-call-off-ending = call off ending
    .help = Call off the end of the group.
word-post-going-on = post going on
    .help = Post what you were shown about going on.

ending-plan-first = No meeting is planned, so none can be the last. To plan one, type: { word-plan }.
    .easy = No meeting is planned. To plan one, type: { word-plan }.
ending-which = Which meeting is the last one? I call off those after it.
    .easy = Which meeting is the last? I call off those after it.
# $day: the day
# $time: the time
ending-that-one = { $day } at { $time }
ending-no-such-meeting = That meeting is past, or called off. Nothing was set. To begin again, type: { word-ending }.
    .easy = That meeting is past, or called off. To begin again, type: { word-ending }.
# $group: the name of the group, or none
ending-draft = This goes to { checkin-place }. Nothing is set yet. It says:
    .easy = This goes to { checkin-place }. It is not set yet. It says:
ending-post-it = Post it
ending-leave-it = Leave it
ending-left-it = That is fine. Nothing was posted, and nothing ends.
    .easy = That is fine. Nothing ends.
ending-stays = That is fine. Nothing was posted, and our ending stays as it is.
    .easy = That is fine. The ending stays.
# $who: the person who posts it
# $day: the day of the last meeting
ending-post = { $who } says that our last meeting is on { $day }.
    .easy = { $who } says: our last meeting is on { $day }.
ending-none-after = We do not meet after that.
# $day: the day on which it is deleted
ending-deleted-on = On { $day } I delete what I keep about this group.
    .easy = On { $day } I delete what I keep.
ending-copies = Safety copies stay with whoever runs me, until they delete them.
    .easy = Safety copies stay with whoever runs me.
ending-later-off = Please talk about it. Until that day whoever leads can call it off.
    .easy = Please talk about it. Whoever leads can call it off.
# $who: the person who calls it off
ending-called-off = { $who } has called off our ending. Nothing is deleted. We go on.
    .easy = { $who } called off our ending. Nothing is deleted.
ending-stay-off = Meetings that I called off stay off. New ones can be planned.
    .easy = Meetings I called off stay off. You can plan new ones.
# $group: the name of the group, or none
ending-off-draft = Meetings that I called off do not come back. To plan new ones, type: { word-plan }. This goes to { checkin-place }. It is not posted yet. It says:
    .easy = Meetings I called off do not come back. To plan new ones, type: { word-plan }. This goes to { checkin-place }. It is not posted yet. It says:
ending-none = No ending is set. To set one, type: { word-ending }.
# $day: the day on which it is deleted
ending-soon = Soon I say goodbye. On { $day } I delete what I keep about this group.
    .easy = Soon I say goodbye. On { $day } I delete what I keep.
# $day: the day on which it is deleted
ending-put-off = Meetings are planned after our last one. So I delete nothing yet. On { $day } I delete what I keep about this group.
    .easy = Meetings are planned after our last one. So I delete nothing yet. On { $day } I delete what I keep.
ending-can-call-off = To call it off, whoever leads types in private: { word-ending }.
    .easy = To call it off, type in private: { word-ending }.
    .slash = To call it off, whoever leads types: { word-ending }.
ending-call-it-off = Call it off
# $day: the day on which it was to be deleted
ending-late = I was to delete this on { $day }. It comes late. I am sorry.
    .easy = I was to delete this on { $day }. It is late. I am sorry.
ending-done = It is time to say goodbye. I have deleted what I kept about this group. Thank you for having me. You can now remove me from the room.
    .easy = Goodbye, and thank you. I have deleted what I kept about this group. You can remove me now.
ending-was-the-last = This was our last meeting. You may miss it. Thank you, all of you.
    .easy = This was our last meeting. You may miss it. Thank you all.
# $results: our text, a list
ending-came = What came of our meetings: { $results }.
# $aim: somebody’s own words
# $came: made, partly or not-yet
ending-result = “{ $aim }” { $came ->
        [made] was made
        [partly] was made in part
       *[not-yet] is still to come
    }
