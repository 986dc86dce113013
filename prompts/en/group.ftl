# The group itself: who looks after it, its parts, its rooms.

word-i-look-after-this-group = i look after this group
    .help = Say that you look after this group. The room is told.
word-facilitator = facilitator
    .help = Ask somebody to lead. Only their own yes counts.
word-i-will-lead = i will lead
    .help = Say yes to leading, after you were asked.
word-stop-leading = stop leading
    .help = Stop leading the group.
word-lead-on = lead on
    .help = Go on looking after the group, when your time is nearly over.
word-who-leads = who leads
    .also = who is leading
    .help = See who looks after this group.
word-switch-on = switch on
    .help = Ask the group if it wants a further part.
word-group-says-yes = group says yes
    .help = Say that the group wants that part.
word-switch-off = switch off
    .help = End a part of Alongside.
word-easy-words = easy words
    .help = Alongside uses shorter words with this group.
word-usual-words = usual words
    .help = Alongside uses its usual words again.
word-language = language
    .help = Choose the language of the group.
word-link = link
    .help = Make two rooms one group.
word-i-am-also = i am also
    .help = Say that two accounts are both you.
word-not-me = not me
    .help = Say that two accounts are not the same person.

part-rounds = rounds
part-questions = questions without a name
part-points = points and their answers

# $who: the person
# $day: until that day
group-looks-after = { $who } looks after this group until { $day }. Anybody can ask for a change.
    .easy = { $who } looks after this group until { $day }.
# $who: the person who is asked
# $by: the person who asks
# $day: until that day
group-will-you-lead = { $who }, will you help to lead until { $day }? { $by } asks. You would get a few private lines from me. Only your own yes counts. Type: { -sign }{ word-i-will-lead }.
    .easy = { $who }, will you help to lead? { $by } asks. It is until { $day }. I would send you a few private lines. To say yes, type: { -sign }{ word-i-will-lead }.
# $name: the name as it was typed
group-not-a-member = I do not know “{ $name }” here yet. They can say hello to me first.
    .easy = I do not know “{ $name }”. They can say hello first.
group-nobody-asked = Nobody has asked you yet. Somebody who leads can ask you in the room.
    .easy = Nobody has asked you yet.
group-do-not-lead = You do not lead this group now.
group-last-one = You are the only one who leads. Please ask somebody else first. Type: { -sign }{ word-facilitator }, and a name.
    .easy = Only you lead now. Please ask somebody else first. Type: { -sign }{ word-facilitator }, and a name.
# $day: the last day
group-lead-on = You lead until { $day }. Go on
# $day: the last day
group-time-ends = You look after this group until { $day }. To go on, type: { word-lead-on }.
    .easy = You lead until { $day }. To go on, type: { word-lead-on }.
group-really-lead-on = The room reads that you look after this group for three months more. Shall I say so?
    .easy = The room reads that you lead for three more months. Shall I say so?
# $who: the person who led
group-led-until-now = { $who } looked after this group until today. Thank you.
# $people: the names
group-leads = This group is looked after by { $people }.
    .easy = { $people } look after this group.
group-nobody-leads = Nobody looks after this group yet.
group-which-day = I did not get the day. You can type: until 1 March.
    .slash = I did not get the day. Please try again. For example: 1 March.
group-day-too-far = The day must come within a year, and not be past. You can type: until 1 March.
    .easy = Please choose a day within a year.
    .slash = Please choose a day within a year. For example: 1 March.
# $who: the person who asks
# $part: what it is
group-shall-i = { $who } asks the group: shall I also help with { $part }? Please talk about it. Silence is not a yes.
    .easy = { $who } asks: shall I help with { $part }? Please talk about it. Silence is not a yes.
group-we-say-yes = The group says yes
# $part: what it is
group-is-on = I now help with { $part }, by the group’s yes. You can change your mind at any time.
    .easy = I now help with { $part }. You can change your mind.
# $part: what it is
group-is-off = I no longer help with { $part }.
# $part: what it is
group-on-already = I help with { $part } already.
group-which-part = What shall I help with?
# $part: what it is
group-switch-on = { $part }
group-easy-words = From now on I use shorter and easier words.
    .easy = I use easy words now.
group-usual-words = From now on I use my usual words.
    .easy = I use my usual words now.
# $language: the name the language has for itself
group-now-speaks = From now on I speak { $language } here.
# $language: the name as it was typed
group-which-language = I do not speak “{ $language }” yet. Which language shall I speak?
# $language: the name the language has for itself
group-speak = { $language }
# $code: the code
# The word for Matrix in .slash is no reference: there it has no slash.
group-link-code = In the other room, type: { -sign }{ word-link } { $code }. It works once, for 15 minutes.
    .slash = In the other room, type: { word-link } { $code }. On Matrix, write: !link { $code }. It works once, for 15 minutes.
group-only-leads-link = Only somebody who leads can link another room. You can ask: { word-who-leads }.
    .easy = Only somebody who leads can do that. You can ask: { word-who-leads }.
group-no-such-code = I do not know that code. A code works once, for 15 minutes. Please ask for a new one.
    .easy = I do not know that code. Please ask for a new one.
group-link-in-room = Please type it in the other room.
group-same-room = That code is from this very group. Please type it in the other room.
    .easy = That code is from this group. Type it in the other room.
group-not-empty = This room has a group of its own already. I only join rooms that are new to me.
    .easy = This room has its own group. I only join new rooms.
group-linked = This room and the other one are now one group, with one list of hands.
    .easy = The two rooms are one group now.
group-room-joined = The other room has joined. You share one list of hands.
# $code: the code
# The words for Matrix in .slash are no reference: there they have no slash.
group-also-code = From your other account, type to me: { word-i-am-also } { $code }. It works once, for 15 minutes.
    .easy = On your other account, type: { word-i-am-also } { $code }. It works for 15 minutes.
    .slash = On your other account, type: { word-i-am-also } { $code }. On Matrix, write: i am also { $code }. It works once, for 15 minutes.
group-same-account = That code is from this account. Please type it on your other one.
    .easy = That code is from here. Type it on your other account.
# $who: the person
group-one-person = You are { $who } on both now. You count as one person. To undo it, type: { word-not-me }.
group-no-other-account = You have no other account with me.
group-two-people = Your two accounts are apart again.

needs-facilitator = Who shall lead? Type: { -sign }{ word-facilitator }, and a name.
needs-switch-on = What shall I switch on? Type: { -sign }{ word-switch-on } rounds.
# $part: what it is
group-yes-to-what = Yes to what? Type: { -sign }{ word-group-says-yes } { $part }.
needs-language = Which language shall I speak? Type: { -sign }{ word-language }, and its name.
needs-switch-off = What shall I switch off? Type: { -sign }{ word-switch-off } rounds.

# $part: what it is
group-ask-first = Please ask the group first. Type: { -sign }{ word-switch-on } { $part }.

platform-discord = Discord
platform-matrix = Matrix
# $platform: the name of a chat platform
group-other-away = I cannot reach the people on { $platform } now. We can go on here. What they miss waits for them.
    .easy = I cannot reach the people on { $platform } now. We can go on here.
# $platform: the name of a chat platform
group-other-back = The people on { $platform } are back.

# What follows a word, as it is asked for in a list or a form.
arg-about = What it is about
arg-code = The code you were given
arg-language = Which language
arg-minutes = How many minutes
arg-name = Their name
arg-number = The number
arg-part = Which part
arg-question = A question of your own
arg-rule = Which order
arg-until = Until which day
arg-who = Whose name
arg-why = What you would like to talk about
arg-place = Which voice or stage channel

word-voice = voice
    .also = meet in voice
    .help = Choose where the group also speaks. A hand there counts too.
word-voice-off = voice off
    .also = no voice
    .help = Hands and turns no longer count where the group speaks.
needs-voice = Which voice or stage channel? I know them on Discord only. There, type: { word-voice }, and choose it.
    .slash = Which voice or stage channel? Type: { word-voice }, and choose it.
group-voice-on = From now on, a hand raised on our stage counts here. Whose turn it is may speak there.
    .easy = A hand raised on our stage counts here now. Whose turn it is may speak there.
group-voice-off = From now on, only hands raised here count.
group-lead-in-chat = Thank you. In a meeting I sometimes have a word for you alone. Please choose Private chat, so that it reaches you at once.
    .easy = Thank you. Sometimes I have a word for you alone. Please choose Private chat.
