# First words, membership, practising, what is kept.

word-say-hello = say hello
    .also = hello | hi | hello alongside
    .help = Join the group here. Only the day is kept.
word-practise = practise
    .also = practice | try it out
    .help = Try the words out. Nobody else sees it.
word-what-is-kept = what is kept
    .also = what is kept about me | what do you keep
    .help = See what Alongside keeps about you.
word-stop = stop
    .also = cancel | no stop
    .help = End what Alongside is doing with you. Nothing else ends.
word-back = back
    .also = one back
    .help = Go one question back.
word-leave = leave
    .also = leave the group
    .help = Leave the group here. The room is not told.

welcome-arrival = Hello. Alongside here. I am a program, not a person. I keep the list of who speaks next. Nothing else is switched on. After two meetings you decide if I stay.
    .easy = Hello. Alongside here. I am a program, not a person. I keep the list of who speaks next. You decide if I stay.
# $who: the person
welcome-looked-after = { $who } looks after me.
welcome-to-see-words = To see my words, type: { -sign }{ word-help }.
welcome-please-say-hello = Please say hello to me once. Type: { -sign }{ word-say-hello }. Then we have a private chat, only you and I.
    .easy = Please say hello to me. Type: { -sign }{ word-say-hello }. Then we have a private chat.
    .slash = Please say hello to me once. Choose Say hello, or type: { word-say-hello }. Only you see my answer.
welcome-offer = New here? You can say hello to me. Everybody here does that once. Nothing is asked of you.
# $who: the person
# $group: the name of the group
welcome-hello = Hello, { $who }. Good that you are here. You can watch first. Nobody will call on you. For more, type: { word-menu }.
# $number: the number of the line
# $words: somebody’s own words
welcome-our-line = One of our lines, number { $number }: “{ $words }”. For all of them, type: { word-charter }.
# $who: the person
welcome-known-already = Hello again, { $who }. We know each other already.
welcome-no-member = You have not said hello yet, so there is nothing to leave.
    .easy = You have not said hello yet. There is nothing to leave.
welcome-really-leave = I would forget your name, your place and any kept answer. Nobody is told. Shall I?
    .easy = I would forget your name and your answers. Nobody is told. Shall I?
welcome-left = I have forgotten your name. You are welcome back at any time. Take good care.
welcome-stopped = That is fine. I have stopped.
welcome-nothing-to-stop = That is fine. Nothing is open between us now. For my words, type: { word-help }.

practise-hand = Let us practise. Nobody else sees this. Type: { word-hand-up }.
practise-card = Good. Now a card, for when talk is too fast. Type: { word-slow }.
    .easy = Good. Now a card. It asks people to go slower. Type: { word-slow }.
practise-pass = Good. And when it is your turn, you can always pass. Type: { word-pass }.
    .easy = Good. You can always pass. Type: { word-pass }.
practise-done = That is all you need. Nobody saw this, and it is not kept.
    .easy = That is all. Nobody saw this. It is not kept.

# $day: the day the person said hello
kept-member = I keep your name, and that you said hello on { $day }. To be forgotten, type: { word-leave }.
    .easy = I keep your name. You said hello on { $day }. To be forgotten, type: { word-leave }.
kept-nothing = I keep nothing about you in this group.
# $day: until that day
kept-facilitator = I keep that you look after this group until { $day }.
    .easy = I keep that you lead here until { $day }.

practise-later = A meeting is on, so words are real now. Please practise after it.
    .easy = A meeting is on. Words are real now. Please practise later.

# $who: the person who leads
welcome-to-begin = To begin a meeting, { $who } types: { word-start }. To see my words, type: { -sign }{ word-help }.

word-again = again
    .also = show me again | show my answer
    .help = See again what Alongside last told only you.
word-private-chat = private chat
    .also = open private chat | our private chat | write to me
    .help = Begin a private chat with Alongside.
word-write-it = write it
    .help = Open what is still asked, as one form.
welcome-chat = Here it is only you and I. I keep to what you ask. To see what we can do here, type: { word-menu }.
    .easy = Here it is only you and I. To see what we can do, type: { word-menu }.
welcome-chat-comes = I write to you now. If nothing comes, your app does not let me. Everything works here too.
    .easy = I write to you now. If nothing comes, that is fine. It all works here too.
welcome-answer-waits = An answer is here for somebody who asked. Only they can read it.
welcome-show-answer = Show my answer
welcome-nothing-again = I have nothing more for you just now. What I said in a chat still stands there.
    .easy = I have nothing more for you now.
