### The rehearsal room: a page for trying the bot and for practising.

## The whole page

local-title = Alongside, the rehearsal room
local-name = Alongside
local-place = The rehearsal room
local-skip = Go straight to the chats
local-practice = This is practice. Nothing is private here.
local-practice-more = All people here are made up. Nothing leaves this computer.
local-scripts = This page needs scripts. Please switch them on.
local-tools = Tools

## The first three steps

local-steps = Try it in three steps
local-hide = Hide
local-hide-steps = Hide these steps
local-show-steps = Show the three steps
local-step-start = You are Bashir. Start the meeting.
local-do-start = Start the meeting
local-step-hand = Now be Tom. Put your hand up.
local-do-hand = Be Tom, hand up
local-step-next = Be Bashir again. Call the first person.
local-do-next = Be Bashir, next
local-step-done = Done
local-after-steps = Now try anything. You cannot break it.

## The rooms

local-room = River Street group
local-upstairs = Upstairs
local-which-room = Which room?

## The people

local-who = Who are you?
local-about-lead = A member. He put Alongside into this room.
local-about-member = A member of the group.
local-about-reader = A member. A screen reader reads the chat aloud.
local-about-carer = A member, and a carer.
local-about-charity = From the charity. Sam also helps Dilys.
local-about-council = From the council.
local-about-phone = A member, by phone. Dilys has no chat.
# $who: the person one plays
local-you-are = You are { $who }.
# $who: the person one plays
local-not-hello = { $who } has not said hello yet.
# $who: the person one plays
local-looks-after = { $who } looks after this group.
# $who: the person by phone
local-by-phone = { $who } hears the call and speaks there. Others type for { $who }.
# $lead: the facilitator
# $types: the word to type
local-phone-press = As { $lead }: { $types }
# The word that puts a hand up for Dilys.
local-phone-word = raise Dilys
local-new = new
local-second = Show a second person

## Going out and coming back

local-leave = Leave the room
local-come-back = Come back
# $who: the person who is out of the room
local-out = { $who } is out of this room.
# $who: the person who left
local-went-out = { $who } left the room.
# $who: the person who came back
local-came-back = { $who } is back in the room.

## The chats

# $room: the name of the room
local-room-named = Room: { $room }
# $who: the person one plays
local-private-of = Private chat of { $who }
local-see = What you see
local-see-room = Room
local-see-private = Private chat
local-room-says = Everybody in the group reads this.
local-few-read = Only this small group reads this.
local-private-says = You and Alongside. Nobody else, in a real group.
local-lines-room = Lines in the room
local-lines-private = Lines in the private chat
local-nothing-yet = Nothing here yet.
local-bot = Alongside
local-for-you = For you
local-board = Now
local-words-now = Words that work now
local-more-words = More words
local-fewer-words = Fewer words
local-write-room = Write to the room
local-write-private = Write to Alongside
local-enter-sends = Enter sends it.
local-send = Send
local-earlier = Show earlier lines
# $name: the name of the file
local-save-file = Save the file { $name }
local-newest = Go to the newest line
local-meeting = A meeting is on.
local-no-meeting = No meeting now.
local-quiet = It is quiet now.
# $who: the person who has a private line
# $words: the line, somebody's words
local-private-line = Private, to { $who }: “{ $words }”
# $who: the person who pressed
# $what: the words on the button
local-pressed = { $who } pressed: “{ $what }”.

## Sending

local-not-sent = Not sent yet. I keep trying.
local-lost-touch = The room does not answer. I keep trying.
local-back = The room answers again.

## Forms

local-form-send = Send these answers
local-form-leave = Leave it
local-empty = Please write something here, or leave it.
local-choose-one = Please choose one of these.
# $limit: the number of letters
local-most = At most { $limit } letters.
# $limit: the number of letters
local-too-many = This is too long. At most { $limit } letters fit.

## The clock

local-clock = The clock
# $day: the day
# $time: the time
local-clock-is = { $day }, { $time }
# $day: the day
# $time: the time
local-clock-now = The clock says: { $day }, { $time }.
local-move-clock = Move the clock
local-minute = 1 minute
local-ten-minutes = 10 minutes
local-hour = 1 hour
local-tomorrow = To tomorrow at 10:00
local-next-thing = To what comes next
local-nothing-next = Nothing is planned yet. To plan a meeting, type in private: { word-plan }.

## A second room, and starting again

local-open-upstairs = Open a second room
local-again = Start again
local-again-title = Start again?
local-again-what = This empties both chats and the list. It cannot be undone.
local-again-yes = Yes, start again
local-again-no = No, go back
local-again-done = Everything is new.

## When something does not work

local-fault = That did not work. It is my fault, not yours. Please try again.
local-too-long = That is too long to send. Please make it shorter.
local-slower = That was a lot at once. Please wait a moment.
local-not-understood = The page sent something I cannot use. Please load it again.
local-not-in-room = This person is out of the room.
local-wrong-address = This is not the whole address. Please use the printed one.
local-too-many-pages = Too many pages are open. Please close one.
