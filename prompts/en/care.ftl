# Talking to a person, phone lines, and the last words of every meeting.

word-talk-to-a-person = talk to a person
    .also = talk to somebody | talk to someone | i need help | call me | i want to talk to somebody | i want to talk to someone | can i talk to somebody | can i talk to someone
    .help = Choose somebody to talk to. Only that person is told.
word-help-now = help now
    .also = help lines | phone numbers
    .help = See who listens, with their phone numbers. Only you see it.
word-tell-a-supporter = tell a supporter
    .help = Answer whom you would like to talk to, and when.
word-take-back-my-wish = take back my wish
    .help = Take back that you would like to talk to somebody.
word-we-have-talked = we have talked
    .help = Say that you have talked. Then it is deleted.
word-nobody-reached-me = nobody reached me
    .help = Say that nobody reached you. You get other ways.
word-i-can = i can
    .help = A Supporter says yes to somebody who asks.
word-i-cannot = i cannot
    .help = A Supporter says no. The person is told at once.
word-supporter = supporter
    .help = Ask somebody to be there for people here.
word-it-was-heavy = it was heavy
    .help = After it nothing is posted by itself until the next day.
word-i-will-support = i will support
    .help = Say yes to being a Supporter, after you were asked.
word-stop-supporting = stop supporting
    .help = Stop being a Supporter of the group.

## Phone lines

# $a: our text, the sentences before
# $b: our text, one more
care-sentences = { $a } { $b }
# $name: the name of the line or the person
# $phone: the name under which a phone finds it, a number
# $hours: the time when somebody is there
care-line = { $hours ->
        [none] { $name }: { $phone }.
       *[some] { $name }: { $phone }, { $hours }.
    }
    .easy = { $hours ->
        [none] { $name }: { $phone }.
       *[some] { $name }: { $phone }. { $hours }.
    }
# $about: our text, a sentence from the settings
care-about = { $about }
care-samaritans = Samaritans: 116 123, day and night. They listen to anybody, about anything.
care-short-samaritans = Samaritans: 116 123, day and night.
care-help-now = People are there for you. Each of these is a person.
care-in-danger = If you are in danger now, ring 999.
# $lines: our text, who listens
care-after-meeting = A meeting can stay with you. { $lines }
care-in-private = In private, anybody can type: { word-talk-to-a-person }.
    .easy = In private, you can type: { word-talk-to-a-person }.

## Choosing

care-which = Who would you like to talk to? Only that person is told.
# $name: their name
# $role: the name of a role
# $works: the name of a workplace
care-choose-outside = { $name }, { $role }, from outside: { $works }
# $name: their name
# $role: the name of a role
# $works: the name of a workplace
care-choose-named = { $name }, { $role }, { $works }
# $name: their name
care-choose-member = { $name }, from this group
care-somebody-else = Somebody else
# $who: the person
care-how = How would you like to talk to { $who }?
care-ring-me = Ring me
care-write-to-me = Write to me
care-meet-me = Meet me
# $who: the person
care-reach = How does { $who } find you? Type a phone number, an address or a place.
    .easy = How does { $who } find you? Type a number or a place.
    .slash = How does { $who } find you? Write a phone number, an address or a place.
care-they-know = They know that
care-when = When does it suit you? Any words will do. For example: after 2 today.
    .easy = When does it suit you? For example: after 2 today.
care-soon = As soon as possible
# $who: the person
# $seen: our text, what they would get
# $sentence: our text, how they can answer
care-preview = Only { $who } gets this. “{ $seen }” { $sentence } Shall I send it?
care-by-buttons = They can answer: I can, or: I cannot.
care-by-mail = It is an e-mail, so I cannot see if it is read.
    .easy = It is an e-mail. I cannot see if it is read.
care-send-it = Send it
care-change-it = Change it
care-leave-it = Leave it

# $who: the person who asks
# $group: the name of the group
# $how: the name of a way: ring-me, write-to-me or meet-me
care-asks = { $who } from “{ $group }” would like to talk to you. { $how ->
        [ring-me] Please ring.
        [write-to-me] Please write.
       *[meet-me] Please meet.
    }
    .easy = { $who } from “{ $group }” wants to talk to you. { $how ->
        [ring-me] Please ring.
        [write-to-me] Please write.
       *[meet-me] Please meet.
    }
# $words: somebody’s own words
care-asks-reach = Where: “{ $words }”.
# $words: somebody’s own words
care-asks-when = When: “{ $words }”.
care-asks-soon = When: as soon as possible.

# $who: the person who was chosen
# $day: the day
# $time: the time
care-sent = I am telling { $who } now. You hear from me by { $time } on { $day }, whatever comes.
    .easy = I am telling { $who } now. You hear from me by { $time } on { $day }.
# $who: the person who was chosen
# $day: the day
# $time: the time
care-sent-mail = I am sending { $who } an e-mail now. I cannot see if it is read. By { $time } on { $day } I ask you if they reached you.
    .easy = I am sending { $who } an e-mail now. I cannot see if it is read. By { $time } on { $day } I ask you.
care-nobody-else = Nobody else is told.
care-can-take-back = To see it or take it back, type: { word-talk-to-a-person }.
    .easy = To take it back, type: { word-talk-to-a-person }.
care-nobody-yet = Nobody is named here yet for people to talk to. These people listen.
    .easy = Nobody here is named for this yet. These people listen.
care-ring-them = You can ring:
care-told-nobody = I have told nobody that you asked.
# $who: the person
care-not-there-now = { $who } is no longer there for this. I sent nothing. You can choose again.
    .easy = { $who } is no longer there. I sent nothing. You can choose again.
care-one-at-a-time = You have asked somebody already. To see it, type: { word-talk-to-a-person }.
    .easy = You have asked already. To see it, type: { word-talk-to-a-person }.
care-choose-again = Choose somebody
care-phone-lines = See phone lines

# $who: the person who was chosen
care-stands = You asked to talk to { $who }.
care-take-it-back = Take it back
care-we-talked = We have talked
care-nobody-did = Nobody reached me
# $who: the person who was chosen
care-taken-back = It is taken back, and deleted here. { $who } is told that nothing is to be done.
    .easy = It is taken back and deleted. { $who } is told so.
# $who: the person who asked
care-is-off = { $who } took that back. Nothing is to be done. Thank you.
care-nothing-asked = You have asked nobody just now. You can choose somebody.

# $who: the person who was chosen
care-taken-back-mail = It is taken back, and deleted here. The e-mail may be with { $who } already. You need not answer, if they get in touch.
    .easy = It is deleted here. { $who } may have the e-mail already. You need not answer.
care-taken-back-unsent = It is taken back and deleted. The e-mail was not sent.

## The Supporter

care-only-you = Only you read this. Can you do it?
care-chase = Somebody still waits for a word from you.
care-i-can = I can
care-i-cannot = I cannot
# $who: the person who asked
care-thank-you = Thank you. { $who } knows now that you will.
care-that-is-fine = That is fine. Thank you for saying so. They are told now.
care-nothing-to-do = Nothing waits for you now. It is over, or was taken back. Whoever asked knows that.
    .easy = Nothing waits for you now.
care-which-one = More than one person asks you. Please use the button under the right one.
    .easy = Several people ask you. Please use the button under one.

## What comes of it

# $who: the person who was chosen
# $how: the name of a way: ring-me, write-to-me or meet-me
care-they-can = { $who } has said yes. { $how ->
        [ring-me] You will be rung.
        [write-to-me] You will be written to.
       *[meet-me] You will meet.
    }
care-i-ask-later = Afterwards I ask you whether it has happened.
# $who: the person who was chosen
care-did-they = A message from Alongside. Have you and { $who } talked? After a yes I delete what you asked for.
    .easy = A message from Alongside. Have you and { $who } talked? Then I delete it.
care-or-tomorrow = With no answer I delete it tomorrow.
# $who: the person who was chosen
care-not-in-time = A message from Alongside. { $who } has not answered in time. I am sorry.
    .easy = { $who } has not answered in time. I am sorry.
# $who: the person who was chosen
care-cannot = A message from Alongside. { $who } cannot do it this time. I am sorry.
    .easy = { $who } cannot do it this time. I am sorry.
care-not-there = A message from Alongside. The person you asked for cannot do it. I am sorry.
    .easy = The person you asked for cannot do it. I am sorry.
# $who: the person who was chosen
care-no-mail = A message from Alongside. The e-mail to { $who } could not be sent. I am sorry.
    .easy = The e-mail to { $who } could not be sent. I am sorry.
care-mail-subject = Somebody would like to talk to you
care-mail-only-you = Only you get this e-mail. Please show it to nobody.
# $who: the person who asks
# $day: the day
# $time: the time
care-mail-how = I am Alongside, a program. Please do not answer this e-mail, as nobody reads that. Please get in touch with { $who } yourself. At { $time } on { $day } I ask them if you did.
    .easy = I am Alongside, a program. Please do not answer this e-mail. Please get in touch with { $who } yourself. At { $time } on { $day } I ask them.
# $lines: our text, who listens
care-there-now = There now: { $lines }
care-i-deleted = I have deleted what you asked for. You can ask somebody else.
    .easy = I have deleted it. You can ask somebody else.
care-good = That is good. I have deleted what you asked for. Take good care.
    .easy = That is good. I have deleted it. Take good care.
# $who: the person who was chosen
care-sorry = I am sorry that { $who } did not reach you.
    .easy = { $who } did not reach you. I am sorry.

## The role

# $who: the person who is asked
# $by: the person who asks
# $day: until that day
care-will-you = { $who }, will you be there for people here until { $day }? { $by } asks. Whoever would like to talk to you could ask that through me. Only your own yes counts. Type: { -sign }{ word-i-will-support }.
    .easy = { $who }, will you be there for people here? { $by } asks. It is until { $day }. I would tell you who wants to talk. To say yes, type: { -sign }{ word-i-will-support }.
# $who: the person
# $day: until that day
care-is-there = { $who } is there for people here until { $day }. To talk, in private type: { word-talk-to-a-person }.
    .easy = { $who } is there for people here until { $day }. To talk: { word-talk-to-a-person }.
# $who: the person
care-was-there = { $who } was there for people here until today. Thank you.
care-how-you-hear = Thank you. If somebody asks for you, I tell you alone. Please choose Private chat, so that it reaches you at once.
    .easy = Thank you. I tell you alone. Please choose Private chat.
care-nobody-asked-you = Nobody has asked you yet. Somebody who leads can ask you in the room.
    .easy = Nobody has asked you yet.
care-no-supporter = You are no Supporter here now.
# $who: the person
care-by-phone = I cannot tell { $who } anything, because I only know them by phone.
    .easy = I cannot tell { $who } anything. I know them by phone only.
needs-supporter = Who could be there for people? Type: { -sign }{ word-supporter }, and a name.

## What is kept

# $day: until that day
care-kept-role = I keep that you are there for people here until { $day }. To end it, type: { word-stop-supporting }.
    .easy = I keep that you support people until { $day }. To end it: { word-stop-supporting }.
# $who: the person who was chosen
care-kept = I keep that you asked to talk to { $who }.
    .easy = You asked to talk to { $who }. I keep that.
care-kept-until = It goes when you have talked, or are asked and a day has passed.
    .easy = It goes when you have talked.

## Rest after a heavy meeting

# $day: the day
# $time: the time
care-rest = Thank you for saying so. I post nothing by myself until { $time } on { $day }. The room is not told why.
    .easy = Thank you. I am quiet until { $time } on { $day }. The room is not told.
care-no-meeting-lately = You have had no meeting since yesterday. So I post as usual.
    .easy = You had no meeting since yesterday. I post as usual.
