# You said, we did: points that are noted, read and answered.

word-note-this = note this
    .help = Note your words as a point. Somebody then owes an answer.
word-note-for = note for
    .help = Ask somebody if their words may be noted.
word-note-my-words = note my words
    .also = yes note my words
    .help = Say yes, after you were asked about your words.
word-show-my-words = show my words
    .help = See which of your words somebody would like to note.
word-change-my-words = change my words
    .help = Say it in other words, after you were asked.
word-leave-my-words = leave my words
    .also = do not note my words
    .help = Say no, after you were asked about your words.
word-points = points
    .also = point | open points
    .help = See what is open and who answers.
word-parked = parked
    .help = See which points rest, and where else to take them.
word-decided-by = decided by
    .help = Say who decides a point, and by when.
word-park = park
    .help = Let a point rest until a day, in the open.
word-answer-days = answer days
    .help = Choose how many working days a first answer may take.
word-outcome-days = outcome days
    .help = Choose how many working days it may take in all.
word-that-is-right = that is right
    .help = Say that an answer is what you meant.
word-partly-right = partly right
    .help = Say that an answer is partly what you meant.
word-not-right = not right
    .help = Say that an answer is not what you meant.
word-ask-me-later = ask me later
    .help = Say later if an answer is what you meant.
word-add-my-name = add my name
    .help = Show your name on your point.
word-without-my-name = without my name
    .help = Show no name on your point.
word-post-point = post point
    .help = Post a point, as you have seen it.
word-ask-to-note = ask to note
    .help = Ask somebody about their words, as you have seen it.
word-note-by-phone = note by phone
    .help = Note the words of somebody on the phone, with their yes.
word-take-it-out = take it out
    .help = Take your words out, as you were asked.
word-take-out = take out
    .help = Take your words out of a point, for good.
arg-decides = Who decides

needs-note-this = What shall I note? Type: { -sign }{ word-note-this }, and your words.
needs-note-for = Whose words are they? Type: { word-note-for }, and a name.
needs-decided-by = Who decides, and which point? Type: { -sign }{ word-decided-by } Lena for 14 by 22 May.
    .easy = Who decides? Type: { -sign }{ word-decided-by } Lena for 14 by 22 May.
needs-park = Which point? Type: { -sign }{ word-park }, and its number.
needs-that-is-right = Which point? Type: { word-that-is-right }, and its number.
needs-partly-right = Which point? Type: { word-partly-right }, and its number.
needs-not-right = Which point? Type: { word-not-right }, and its number.
needs-ask-me-later = Which point? Type: { word-ask-me-later }, and its number.
needs-add-my-name = Which point? Type: { word-add-my-name }, and its number.
needs-without-my-name = Which point? Type: { word-without-my-name }, and its number.
needs-take-out = Which point? Type: { word-take-out }, and its number.

# Said in the room when the group has said yes.
points-now = To note your own words, type: { -sign }{ word-note-this }, and your words. Each point gets a number and a day for its answer. To see them, type: { -sign }{ word-points }.
    .easy = To note your words, type: { -sign }{ word-note-this }, and your words. To see all points, type: { -sign }{ word-points }.

## A point

# $number: its number
# $words: what was said
points-point = Point { $number }: “{ $words }”
# $number: its number
# $words: what was said
# $who: the name that its sayer added
points-point-by = Point { $number }, from { $who }: “{ $words }”
# $number: its number
points-number = { $number }
points-thanks = Thank you for those words.
# $numbers: our text, the numbers
# $count: how many
points-thank-you =
    { $count ->
        [one] Thank you for point { $numbers }.
       *[other] Thank you for points { $numbers }.
    }
# $who: who is asked
# $number: a point that nobody has decided about
points-who-decides = { $who }, who decides this? By which day? You can type: { -sign }{ word-decided-by } us for { $number } by Friday.
    .easy = { $who }, who decides? By which day? Type: { -sign }{ word-decided-by } us for { $number } by Friday.
# $number: a point that nobody has decided about
points-who-decides-nobody = Who decides this? By which day? You can type: { -sign }{ word-decided-by } us for { $number } by Friday.
    .easy = Who decides? By which day? Type: { -sign }{ word-decided-by } us for { $number } by Friday.
# $number: its number
# $decides: who decides, in the words of whoever said it
# $who: who answers
# $day: by when
points-decided = Kept. Point { $number } is decided by { $decides }. { $who } answers by { $day }.
# Nobody promises for another: who answers has not said so themselves.
# $number: its number
# $decides: who decides, in the words of whoever said it
# $who: who answers
# $day: by when
points-decided-asked = Kept. Point { $number } is decided by { $decides }. { $who } is asked to answer by { $day }.
    .easy = Kept. Point { $number } is decided by { $decides }. We ask { $who } to answer by { $day }.
# $number: its number
# $decides: who decides, in the words of whoever said it
# $day: by when
points-decided-nobody = Kept. Point { $number } is decided by { $decides }. An answer is due by { $day }.

## Noting, in private

points-which-words = What shall I note? You see the post before it goes out.
points-your-group = your group
# $group: the name of the group
# $words: the words
# $name: how they are called
points-goes-out = This goes to { $group }, with the next number. It says: “{ $words }”. No name is on it, unless you add yours: { $name }.
    .easy = This goes to { $group }. It says: “{ $words }”. It has no name. You can add yours: { $name }.
points-post-it = post it
    .also = yes | yes please | send | send it
points-post-with-name = post it with my name
points-change-it = change it
points-leave-it = leave it
    .also = no | no thanks | no thank you
points-noted = Thank you for those words. They are a point now. The room hears its number.
    .easy = Thank you. It is a point now. The room hears its number.

## Somebody else's words

# $who: the person
points-their-words = What did { $who } say? Please use their own words.
# $who: the person
# $name: who would like to note it
# $words: the words
# $group: the name of the group
points-asks-them = In { $group }, I say that somebody would like to note something { $who } said. The room sees neither these words nor your name. { $who } can see both alone: “{ $words }”. It names you, { $name }. No answer means no.
    .easy = I ask { $who } in { $group }. The room does not read the words. Only { $who } can see them: “{ $words }”. It names you, { $name }. No answer means no.
# $who: the person
# $name: who would like to note it
# $words: the words
# $group: the name of the group
points-asks-them-alone = I ask { $who } alone. It says: { $name } would like to note your words for { $group }. Then: “{ $words }”. No answer means no.
    .easy = I ask { $who } alone. It names you, { $name }, and { $group }. Then: “{ $words }”. No answer means no.
points-ask-them = ask them
    .also = yes | yes please
# $who: the person on the phone
# $words: the words
points-did-they-agree = Please read this to { $who }: “{ $words }”. Did they say yes? It has no name on it.
    .easy = Please read this to { $who }: “{ $words }”. Did they say yes? It has no name.
points-they-agreed = they said yes, post it
# $who: the person
points-asked-alone = I have asked { $who }. Without a yes, nothing is noted.
# $who: the person
points-asked-in-room = I ask { $who } in the room. Without a yes, nothing is noted.
# $name: the name as it was typed
points-who-is-that = I do not know “{ $name }” here yet. They can say hello to me first.
    .easy = I do not know “{ $name }”. They can say hello first.
points-your-own = Those are your own words. Type: { word-note-this }, and your words.
# $who: the person
points-asked-enough = { $who } has been asked three times already. Please let them answer first.
    .easy = { $who } was asked three times. Please let them answer first.
# $by: who would like to note it
# $words: the words
# $group: the name of the group
points-may-note = { $by } would like to note your words for { $group }. They are: “{ $words }”. Your name is not on it.
    .easy = { $by } would like to note your words for { $group }. They are: “{ $words }”. Your name is not on it.
# $day: the last day for an answer
points-no-answer-is-no = If you do not answer by { $day }, it is not noted.
    .easy = Nothing is noted without a yes by { $day }.
# $who: whose words they are
points-may-note-room = { $who }, somebody would like to note something you said. To see it, type in our private chat: { word-show-my-words }. No answer means no.
    .easy = { $who }, somebody would like to note something you said. In our private chat, type: { word-show-my-words }. No answer means no.
    .slash = { $who }, somebody would like to note something you said. To see it alone, press the button. Or type: { word-show-my-words }. No answer means no.
# After a worry was posted in words.
points-can-be-a-point = Those words can be a point as well, with no name on it. Then somebody owes an answer to them. For that, type: { word-note-my-words }.
    .easy = Those words can be a point as well. It has no name. For that, type: { word-note-my-words }.
points-note-it-too = note it as a point
points-show-them = show me alone
points-show-next = show me the next one
# $count: how many more there are
points-more-asked =
    { $count ->
        [one] Somebody would like to note one more thing. For that, type after this: { word-show-my-words }.
       *[other] Somebody would like to note { $count } more things. For those, type after this: { word-show-my-words }.
    }
    .easy = { $count ->
        [one] There is one more. For that, type after this: { word-show-my-words }.
       *[other] There are { $count } more. For those, type after this: { word-show-my-words }.
    }
points-see-first = You have not seen these words yet. To see them alone, type in our private chat: { word-show-my-words }.
    .easy = You have not seen the words yet. In our private chat, type: { word-show-my-words }.
# $who: who questioned a limit
# $words: their words
points-may-keep = { $who }, you asked: “{ $words }”. May I keep this as a point? To say yes, type: { -sign }{ word-note-my-words }. No answer means no.
    .easy = { $who }, you asked: “{ $words }”. May I keep it? To say yes, type: { -sign }{ word-note-my-words }. No answer means no.
points-which-of-these = You are asked about more than one thing. Which one is it?
    .easy = You are asked about several things. Which one?
# $words: how it begins
points-these-words = “{ $words }”
points-yes-note = yes, note it
points-no-note = no
points-not-noted = That is fine. It is not noted, and I have let go of it.
    .easy = That is fine. It is not noted.
points-nothing-asked = Nothing of yours is asked about now. To note your own words, type: { word-note-this }.
    .easy = Nothing is asked now. To note your words, type: { word-note-this }.

## Reading

# $known: yes, if we know who answers
# $who: who answers
# $day: the day, by when
points-line-heard =
    { $known ->
        [yes] { $who } is asked to answer by { $day }.
       *[no] An answer is due by { $day }.
    }
    .easy = { $known ->
        [yes] We ask { $who } to answer by { $day }.
       *[no] An answer is due by { $day }.
    }
# $known: yes, if we know who answers
# $who: who answers
# $day: the day, by when
points-line-thinking =
    { $known ->
        [yes] { $who } is thinking about it, until { $day }.
       *[no] It is thought about, until { $day }.
    }
    .easy = { $known ->
        [yes] { $who } thinks about it until { $day }.
       *[no] It is thought about until { $day }.
    }
# $known: yes, if we know who answers
# $who: who answers
# $day: the day, by when
points-line-will =
    { $known ->
        [yes] { $who } promised it by { $day }.
       *[no] It is promised by { $day }.
    }
# $known: yes, if we know who answers
# $who: who answers
# $day: the day, by when the rest is known
points-line-open =
    { $known ->
        [yes] { $who } says more by { $day }.
       *[no] We know more by { $day }.
    }
# $known: yes, if we know who answers
# $who: who answers
# $day: the day, when it was due
points-line-late =
    { $known ->
        [yes] It is late. It was due on { $day }, from { $who }.
       *[no] It is late. It was due on { $day }.
    }
    .easy = { $known ->
        [yes] It is late. { $who } owes it since { $day }.
       *[no] It is late, since { $day }.
    }
# $day: when the wait for its sayer is over
points-line-waits = It is answered. Whoever said it can say until { $day } if that is right.
    .easy = It is answered. It closes on { $day }.
# $day: when it comes back
points-line-parked = It rests until { $day }.
# $rows: our text, the points, one below the other
points-rows = { $rows }
# $point: our text, the point
# $stands: our text, how it stands
points-row = { $point } { $stands }
points-none-open = No point is open now.
# $more: how many more there are
points-and-more = There are { $more } more.
# $parked: how many rest
points-some-parked =
    { $parked ->
        [one] One more rests: { word-parked }.
       *[other] { $parked } more rest: { word-parked }.
    }
# $number: one of them
points-read-one = To read all of one, type: { word-points } { $number }.
points-no-such-point = I know no point with that number. To see all, type: { word-points }.
    .easy = I do not know that number. To see all points, type: { word-points }.
# $number: its number
points-closed-already = Point { $number } is closed. To read it, type: { word-points } { $number }.
# $number: its number
points-taken-out = Point { $number } was taken out by whoever said it.
    .easy = Point { $number } was taken out by its sayer.
# $day: the day
points-said-on = It was said on { $day }.
# $who: who decides
points-decides = It is decided by { $who }.
# $day: the day of an answer
points-on-day = On { $day }:
# $day: the day
points-closed-yes = It was closed on { $day }. Whoever said it said that this is right.
    .easy = It closed on { $day }. Its sayer said: this is right.
# $day: the day
points-closed-waited = It was closed on { $day }. Nobody had said that it is not right.
    .easy = It closed on { $day }. Nobody said that it is not right.
# $day: the day
points-looks-again = We look again on { $day }.
points-confirmed-partly = Its sayer said: this is partly right.
points-confirmed-no = Its sayer said: this is not right.
# $day: the day
points-parked-until = It rests until { $day }.
# $day: the day
points-waits = Whoever said it can say until { $day } if the answer is right.
    .easy = Is it right? Its sayer can say until { $day }.
# $day: the day
points-late-since = It was due on { $day }. It is late.
# $day: the day
points-due = The next answer is due by { $day }.
    .easy = An answer is due by { $day }.
# $who: their name
points-answers = { $who } is asked to answer it.
points-nobody-answers = Nobody has said yet that they answer it.
# $who: their name
# $day: the day they are back
points-away = { $who } is away until { $day }.

## Deciding, and parking

points-which-point = Which point is it? You can type: { -sign }{ word-decided-by } Lena for 14 by 22 May.
    .easy = Which point? Type: { -sign }{ word-decided-by } Lena for 14 by 22 May.
points-not-yours-to-decide = Whoever leads or answers points says who decides. You can ask them in the room.
    .easy = Who leads or answers can say that. You can ask them.
# $typed: what was typed
points-which-day = I did not get the day “{ $typed }”. You can type: by 22 May.
points-day-past = That day is past. Please choose a later one.
# $day: the last day that can be chosen
points-day-too-far = That is too far away. The group was told of { $day } at the latest.
    .easy = That is too late. The last day is { $day }.
# $number: its number
# $day: until when
points-is-parked = Point { $number } rests until { $day }. Then I say that it is open again.
    .easy = Point { $number } rests until { $day }. Then it opens again.
# $number: its number
points-is-answered = Point { $number } is answered. It waits for whoever said it.
# $now: the number of days
# $most: how many days there can be
points-which-days = How many working days? Now it is { $now }. It can be from 1 to { $most }.
# $who: the person
# $count: how many days
points-answer-days = { $who } says: new points get a first answer within { $count } working days.
    .easy = { $who } says: new points are answered within { $count } working days.
# $who: the person
# $count: how many days
points-outcome-days = { $who } says: what comes of new points is known within { $count } working days.
    .easy = { $who } says: new points are done within { $count } working days.
points-none-parked = No point is parked now.
points-routes = Where else you can take something:
points-no-routes = Somebody you trust can help you take it further. Whoever leads can say who.
    .easy = Somebody you trust can help you take it further.

## The gathered post

# $number: its number
points-was-it-meant = Did you say this? In private, you can type: { word-that-is-right } { $number }. Or: { word-not-right } { $number }.
    .easy = Did you say this? In private, type: { word-that-is-right } { $number }. Or: { word-not-right } { $number }.
points-write-back = Whoever asked this can write back with five words.
    .easy = Its writer can write back with five words.
# $day: the day
points-closes-on = Without a word from whoever said it, this closes on { $day }.
    .easy = If nobody says no, it closes on { $day }.
# $number: its number
# $who: who answers
# $day: when it was due
# $how: will, if it was promised; more, if there was an answer; heard, if there was none
points-late =
    { $how ->
        [will] Point { $number } was promised by { $day }. I do not know yet if it is done.
        [more] Point { $number } has no new answer yet. It was due on { $day }.
       *[heard] Point { $number } has no answer yet. It was due on { $day }.
    } { $who } knows.
    .easy =
    { $how ->
        [will] Point { $number } was promised by { $day }. Is it done?
        [more] Point { $number } has no new answer yet. It was due on { $day }.
       *[heard] Point { $number } has no answer yet. It was due on { $day }.
    } { $who } knows.
# $number: its number
# $day: when it was due
# $how: will, if it was promised; more, if there was an answer; heard, if there was none
points-late-nobody =
    { $how ->
        [will] Point { $number } was promised by { $day }. I do not know yet if it is done.
        [more] Point { $number } has no new answer yet. It was due on { $day }.
       *[heard] Point { $number } has no answer yet. It was due on { $day }.
    } Nobody has said that they answer it.
    .easy =
    { $how ->
        [will] Point { $number } was promised by { $day }. Is it done?
        [more] Point { $number } has no new answer yet. It was due on { $day }.
       *[heard] Point { $number } has no answer yet. It was due on { $day }.
    } Who can answer it?
points-late-again = I say it again when we meet.
# The group helps itself without points from now on.
# $count: how many
# $numbers: our text, a list of numbers
points-stay-open =
    { $count ->
        [one] Point { $numbers } stays open. I say no more about it.
       *[other] Points { $numbers } stay open. I say no more about them.
    } To have it back, type: { -sign }{ word-switch-on } points.
    .easy =
    { $count ->
        [one] Point { $numbers } stays open.
       *[other] Points { $numbers } stay open.
    } To go on, type: { -sign }{ word-switch-on } points.
# $number: the first of those that nobody answers
points-ask-somebody = To ask somebody, whoever leads types: { -sign }{ word-pass-on } { $number } to, and a name.
    .easy = Whoever leads types: { -sign }{ word-pass-on } { $number } to, and a name.
# $number: its number
# $day: when an answer is due
points-open-back = Point { $number } has rested. It is open again. An answer is due by { $day }.
# $number: its number
# $day: when an answer is due
points-open-again = Point { $number }: we said that we look again. An answer is due by { $day }.
    .easy = Point { $number }: we look at it again. An answer is due by { $day }.
# $number: its number
# $day: when an answer is due
points-open-not-yet = Point { $number }: whoever said it says that more is needed. The next answer is due by { $day }.
    .easy = Point { $number }: more is needed. The next answer is due by { $day }.

## Is this what you meant?

# $number: its number
# $words: how it begins
# $day: until when
points-is-it-meant = You said I may ask. Point { $number } was: “{ $words }”. Is the answer in the room what you meant? You can say until { $day }.
    .easy = You said I may ask. Point { $number } was: “{ $words }”. Is the answer right? You can say until { $day }.
points-right = yes
points-partly = partly
points-not = no
points-ask-later = ask me later
# $number: its number
points-closes = Thank you. Point { $number } is closed now.
# $number: its number
# $day: when an answer is due
points-goes-on = Thank you. Point { $number } stays open. The next answer is due by { $day }. I do not say who told me.
    .easy = Thank you. Point { $number } stays open. The next answer is due by { $day }.
# $number: its number
# $day: until when
points-later = That is fine. Point { $number } stays as it is until { $day }.
    .easy = That is fine. Point { $number } waits until { $day }.
points-not-yours = That is no point of yours. To see all points, type: { word-points }.
# $number: its number
points-not-answered-yet = Point { $number } does not wait for your word now.
    .easy = Point { $number } does not wait for you now.

## A name, and taking words out

# $number: its number
points-name-added = Your name is on point { $number } from now on. To take it off, type: { word-without-my-name } { $number }.
    .easy = Your name is on point { $number } now. To take it off: { word-without-my-name } { $number }.
# $number: its number
points-name-left-out = From now on, point { $number } has no name on it. What was posted before stays in the room.
    .easy = Point { $number } has no name now. What was posted before stays.
# $number: its number
# $words: how it begins
# $group: the name of the group
points-really-take-out = In { $group }, I take out point { $number }: “{ $words }”. Its answers go, too. What was posted in the room stays there. It cannot be undone. Shall I?
    .easy = In { $group }, I take out point { $number }: “{ $words }”. Its answers go, too. The room keeps what was posted. It cannot be undone. Shall I?
# Stands where words stood that were taken out before the room had read them.
points-words-are-out = these words were taken out
# $number: its number
points-is-out = Point { $number } is out. Its words and answers are gone from my list.
    .easy = Point { $number } is out. Its words are gone.

## Meetings, and what is kept

# $numbers: our text, the numbers
# $count: how many
points-opening-late =
    { $count ->
        [one] We wait to hear about point { $numbers }. It is late.
       *[other] We wait to hear about points { $numbers }. They are late.
    }
# $numbers: our text, the numbers
# $count: how many
points-closing =
    { $count ->
        [one] There is a new point: { $numbers }. Thank you for those words.
       *[other] There are new points: { $numbers }. Thank you for those words.
    }
points-kept-see = To see them alone, type: { word-show-my-words }.
# $numbers: our text, the numbers
# $count: how many
points-kept =
    { $count ->
        [one] One point is from you: { $numbers }. I keep that, so that I can ask you about its answer.
       *[other] These points are from you: { $numbers }. I keep that, so that I can ask you about their answers.
    }
    .easy = { $count ->
        [one] One point is from you: { $numbers }.
       *[other] These points are from you: { $numbers }.
    }
points-kept-take-out = To take one out, type: { word-take-out }, and its number.
    .easy = To take it out, type: { word-take-out }, and its number.
# $numbers: our text, the numbers
# $count: how many
points-kept-answers =
    { $count ->
        [one] You answer point { $numbers }.
       *[other] You answer points { $numbers }.
    }
# $count: how many
# $day: until when
points-kept-wanted =
    { $count ->
        [one] Somebody would like to note words of yours. Without your yes, they are gone after { $day }.
       *[other] Somebody would like to note { $count } things you said. Without your yes, they are gone after { $day }.
    }
    .easy = { $count ->
        [one] Somebody would like to note your words. Without a yes, they are gone after { $day }.
       *[other] Somebody would like to note { $count } things. Without a yes, they are gone after { $day }.
    }
