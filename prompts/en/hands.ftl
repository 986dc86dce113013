# The list of hands, cards and quiet.

word-hand-up = hand up
    .also = hands up | raise hand | raise my hand | my hand up | put my hand up | i would like to speak
    .help = Ask to speak. You can add why.
word-hand-down = hand down
    .also = lower my hand | take my hand down
    .help = Take your hand off the list.
word-pass = pass
    .also = i pass | pass on this
    .help = Say nothing this time. On your turn, the next person speaks.
word-not-yet = not yet
    .also = later | come back to me
    .help = Let others go first. You keep a place on the list.
word-slow = slow
    .also = slower | slow down | too fast
    .help = Ask everybody to go slower.
word-send-slow = send slow
    .help = Send the card slow, after Alongside asked if you are sure.
word-explain = explain
    .also = explain that | say that again | i do not understand
    .help = Ask to hear it in other words.
word-send-explain = send explain
    .help = Send the card explain, after Alongside asked if you are sure.
word-pause = pause
    .also = short break
    .help = Ask for a short break.
word-send-pause = send pause
    .help = Send the card pause, after Alongside asked if you are sure.
word-send-nothing = send nothing
    .help = Send no card, after Alongside asked if you are sure.
word-check = check
    .also = check with everybody
    .help = Ask whoever leads to check with everybody.
word-quiet = quiet
    .also = be quiet | silence
    .help = Alongside says nothing until somebody types: { word-carry-on }.
word-carry-on = carry on
    .also = go on
    .help = End the quiet, or the break. All places are kept.
word-question-this = question this
    .also = i question this
    .help = Question the aim, the limits or how you meet. It goes first.
word-who-is-next = who is next
    .also = whos next | who next
    .help = See the list of hands.
word-step-out = step out
    .help = Leave the list of hands without a word.
word-give-me-time = give me time
    .also = i need more time | more time for my turn
    .help = Have more time for your turns.
word-next = next
    .also = next person
    .help = Call the next person.
word-raise = raise
    .help = Put a hand up for somebody on the phone.
word-hand-down-for = hand down for
    .also = lower the hand of
    .help = Take the hand of somebody else off the list.
word-by-phone = by phone
    .help = Add somebody who is on the phone.
word-order = order
    .help = Choose the rule for who speaks next.
word-time-hint = time hint
    .help = Choose when you are told that a turn is long.

# $place: the place on the list
hands-up =
    { $place ->
        [1] Your hand is up. You are first.
        [2] Your hand is up. You are second.
        [3] Your hand is up. You are third.
       *[other] Your hand is up. You are number { $place }.
    }
hands-why-in-room = I did not show your words. You can type them in the room.
hands-down = Your hand is down.
hands-question-up = Your question goes before all other hands.
hands-place-kept = Your place is kept. When you are ready, type: { word-hand-up }.
hands-passed = That is fine.
hands-stepped-out = You are off the list of hands. Nobody was told.
hands-take-your-time = Take the time you need. Nobody will hurry you today.
    .easy = Take your time. Nobody will hurry you today.

# $who: the person
# $place: the place on the list
hands-up-for =
    { $place ->
        [1] { $who } is first on the list.
        [2] { $who } is second on the list.
       *[other] { $who } is number { $place } on the list.
    }
# $who: the person
hands-down-for = { $who } is off the list.
# $who: the person
hands-phone-added = { $who } takes part by phone. You can speak up for { $who } here.
    .easy = { $who } takes part by phone. You can help { $who }.
# $who: the person
hands-raise-them = Raise { $who }

# $hands: the names in order
hands-list = Hands: { $hands }.
hands-list-empty = Nobody is waiting.
# $who: the person who speaks
hands-speaking = { $who } is speaking.
# $who: the person whose turn it is
hands-your-turn = { $who }, it is your turn.
# $who: the next person
hands-following = Next: { $who }.
# A limit was questioned: who is asked about it.
# $who: the person who is asked
hands-can-you-answer = { $who }, can you answer that now, or by a day?
    .easy = { $who }, can you answer now, or by a day?
hands-who-can-answer = Who can answer that now, or by a day?
    .easy = Who can answer now, or by a day?
hands-nobody-follows = Nobody is waiting.
hands-nobody-next = Nobody is waiting. To speak, type: { word-hand-up }.
# $who: the person
hands-on-phone = { $who } by phone
# $who: the person
hands-with-question = { $who } with a question
hands-how-to-speak = To speak, type: { word-hand-up }. You may question anything. Type: { word-question-this }.
hands-next-button = Next person
hands-board-closed = The meeting has ended. The list of hands is empty.
    .easy = The meeting has ended. The list is empty.
hands-board-stops = I change this message no more. New lines tell who is next.
    .easy = This message stops here. New lines tell who is next.

# Cards. They show no name, so each must make sense by itself.
hands-card-slow = Card: slow. Please go a little slower.
hands-card-explain = Card: explain. Please say that again in other words. Everybody keeps their place.
# $who: the person who leads today
hands-card-pause = Card: pause. { $who }, can we have a short break?
hands-card-up = Your card is up. No name is shown.
hands-card-promise = I do not say or keep who. People who see you may guess.
    .easy = I keep no name. People who see you may guess.
# $few: how many people
# $who: the person who leads today
hands-card-few =
    { $few ->
        [0] Only you could have sent this. They would know. What would you like?
        [1] Only two people could have sent this. They may guess. What would you like?
       *[other] Only { $few } people could have sent this. They may guess. What would you like?
    }
hands-send-it = Send it
# $who: the person who leads today
hands-let-lead-check = Let { $who } check with everybody
hands-leave-it = Leave it
hands-nothing-sent = That is fine. Nothing was shown to anybody.
hands-card-in-quiet = It is quiet now, so no card is shown. You can send it again later.
    .easy = It is quiet now. No card is shown. Try again later.
hands-check-asked = I asked for a check with everybody. No name was given.
    .easy = I asked for a check. No name was given.
hands-check = A good moment to ask everybody: is this clear so far?
    .easy = Please ask everybody: is this clear so far?

hands-quiet = Alongside is quiet now. There is no hurry. When you are ready, type: { word-carry-on }.
hands-quiet-already = It is quiet already. When you are ready, type: { word-carry-on }.
hands-quiet-now = It is quiet now. I will call nobody. To go on, type: { word-carry-on }.
hands-quiet-long = It has been quiet for 20 minutes. There is no hurry. To go on, type: { word-carry-on }.
hands-not-quiet = I am not in a quiet time. You can just go on.
    .easy = It is not quiet now. You can go on.
hands-carry-on = We carry on. Nobody is waiting. To speak, type: { word-hand-up }.
# $hands: the names in order
hands-carry-on-places = We carry on. Places are kept: { $hands }.

hands-back = Welcome back.
hands-back-late = I was away. Our break is over.
# $number: how many people
# $hands: the names in order
hands-places-kept =
    { $number ->
        [1] One place is kept: { $hands }.
        [2] Two places are kept: { $hands }.
       *[other] { $number } places are kept: { $hands }.
    }
# $time: when the break is over
hands-break-goes-on = The break goes on until { $time }. Somebody who leads can end it now.
    .easy = The break goes on until { $time }. Whoever leads can end it.
# $time: when the break is over
hands-break-after-quiet = The quiet is over. Our break goes on until { $time }.

hands-no-session = No meeting is on now. Please try again when it has begun.
    .easy = No meeting is on now. Please try again later.
hands-not-up = Your hand is not up. To put it up, type: { word-hand-up }.
hands-not-your-turn = It is not your turn now. That is fine.
hands-nobody-waiting = Nobody is waiting. To speak, people type: { word-hand-up }.
# $who: the person who speaks
hands-just-started = { $who } has just started.
hands-just-moved = The list has just moved on.
hands-list-full = The list is full for now. Please try again soon.
    .easy = The list is full now. Please try again soon.
# $who: the person
hands-own-hand = { $who } can put up their own hand. Somebody who leads can help.
    .easy = { $who } can do that. Somebody who leads can do it too.
# $name: the name as it was typed
hands-who-is-that = I do not know “{ $name }” here. Is it somebody on the phone? Somebody who leads can add them.
    .easy = I do not know “{ $name }” here.
# $name: the name as it was typed
hands-add-by-phone = Add “{ $name }” by phone
# $name: the name as it was typed
hands-name-taken = Somebody here is called “{ $name }” already. Please add a letter or a word.
    .easy = “{ $name }” is here already. Please add a letter.
hands-which-order = How shall hands be ordered?
hands-new-voices = New voices first
hands-first-come = First come, first called
hands-order-new-voices = From now on, people who have not spoken yet go first.
    .easy = New voices go first now.
hands-order-first-come = From now on, hands are called in the order they went up.
    .easy = Now the first hand goes first.
# $minutes: how many minutes
hands-hint-set =
    { $minutes ->
        [1] After one minute of a turn I tell you, and only you.
       *[other] After { $minutes } minutes of a turn I tell you, and only you.
    }
    .easy = After { $minutes } minutes I tell only you.
hands-hint-soon = That would hurry people. I can tell you after 2 minutes or more. To stop it, type: { word-time-hint } 0.
    .easy = That would hurry people. It can be 2 minutes or more. To stop it, type: { word-time-hint } 0.
hands-hint-late = I can tell you after 60 minutes at most. To stop it, type: { word-time-hint } 0.
    .easy = It can be 60 minutes at most. To stop it, type: { word-time-hint } 0.
# $minutes: how many minutes
hands-hint-off = I no longer tell you about long turns.
# $who: the person who speaks
# $minutes: how many minutes
hands-long =
    { $minutes ->
        [1] { $who } has had one minute. You decide what is kind.
       *[other] { $who } has had { $minutes } minutes. You decide what is kind.
    }
hands-sum-up = There have been several turns now. You could stay here, or hear something new. You could be quiet a minute, or sum up.
    .easy = There have been several turns now. You could go on, or sum up.

late-hand-up = I was away. Your hand is not up. Please say it again.
late-hand-down = I was away. Your hand may still be up. Please say it again.
late-pass = I was away and missed your pass. That is fine.
late-not-yet = I was away. Please say it again.
late-slow = I was away. Your card was not shown. Please say it again.
late-explain = I was away. Your card was not shown. Please say it again.
late-pause = I was away. Your card was not shown. Please say it again.
late-check = I was away. I have not asked for a check. Please say it again.
late-quiet = I was away. If quiet still helps, please say it again.
    .easy = I was away. Please say quiet again.
late-question-this = I was away and missed your question. Please say it again.
    .easy = I was away. Please ask it again.
late-who-is-next = I was away. Please ask again.
late-step-out = I was away. You may still be on the list. Please say it again.
late-next = I was away, and called nobody. Please say it again.
    .easy = I was away. Please say next again.
late-raise = I was away. That hand is not up. Please say it again.
late-hand-down-for = I was away. That hand may still be up. Please say it again.

needs-raise = Whose hand? Type: { word-raise }, and the name.
needs-hand-down-for = Whose hand? Type: { word-hand-down-for }, and the name.
needs-by-phone = Who is on the phone? Type: { word-by-phone }, and the name.
needs-time-hint = After how many minutes, from 2 to 60? Type: { word-time-hint } 5. To stop it, type: { word-time-hint } 0.

hands-kept = In a meeting I keep the list of hands. When it ends, I forget the list.
    .easy = I keep the list of hands. After the meeting I forget it.
hands-kept-cards = I never write down who sent a card without a name.
    .easy = I never keep who sent a card.

# $why: their own words, typed in the room
hands-about = About: “{ $why }”.
hands-phone-name = Who is on the phone? Please type the name.
# $name: the name as it was typed
hands-phone-preview = The room will read this name: “{ $name } by phone”. Shall I add them?
    .easy = The room will read: “{ $name } by phone”. Shall I?

# $who: the person
hands-not-up-for = { $who } is not on the list.
