# First words, membership, practising, what is kept.

word-say-hello = say hello
    .also = hello | hi | hello alongside
word-practise = practise
    .also = practice | try it out
word-what-is-kept = what is kept
    .also = what is kept about me | what do you keep
word-stop = stop
    .also = cancel | no stop
word-back = back
    .also = one back
word-leave = leave
    .also = leave the group

welcome-arrival = Hello. Alongside here. I am a program, not a person. I keep the list of who speaks next. Nothing else is switched on. After two meetings you decide if I stay.
    .easy = Hello. Alongside here. I am a program, not a person. I keep the list of who speaks next. You decide if I stay.
# $who: the person
welcome-looked-after = { $who } looks after me.
welcome-to-see-words = To see my words, type: !help.
welcome-offer = New here? You can say hello to me. Everybody here does that once. Nothing is asked of you.
# $who: the person
# $group: the name of the group
welcome-hello = Hello, { $who }. Good that you are here. You can watch first. Nobody will call on you. For more, type: menu.
# $who: the person
welcome-known-already = Hello again, { $who }. We know each other already.
welcome-no-member = You have not said hello yet, so there is nothing to leave.
    .easy = You have not said hello yet. There is nothing to leave.
welcome-really-leave = I would forget your name and your place on the list. The room is told nothing. Shall I?
    .easy = I would forget your name. The room is told nothing. Shall I?
welcome-left = I have forgotten your name. You are welcome back at any time. Take good care.
welcome-stopped = That is fine. I have stopped.
welcome-nothing-to-stop = Nothing is open between us now. For my words, type: help.

practise-hand = Let us practise. Nobody else sees this. Type: hand up.
practise-card = Good. Now a card, for when talk is too fast. Type: slow.
    .easy = Good. Now a card. It asks people to go slower. Type: slow.
practise-pass = Good. And when it is your turn, you can always pass. Type: pass.
    .easy = Good. You can always pass. Type: pass.
practise-done = That is all you need. Nobody saw this, and it is not kept.
    .easy = That is all. Nobody saw this. It is not kept.

# $day: the day the person said hello
kept-member = I keep your name, and that you said hello on { $day }. To be forgotten, type: leave.
    .easy = I keep your name. You said hello on { $day }.
kept-nothing = I keep nothing about you in this group.
# $day: until that day
kept-facilitator = I keep that you look after this group until { $day }.
    .easy = I keep that you lead here until { $day }.
