# Answering points: who does, and how an answer is written, shown and sent on.

word-answerer = answerer
    .help = Ask somebody to answer points, until a day.
word-i-will-answer-points = i will answer points
    .also = i will be an answerer
    .help = Say yes to answering points, after you were asked.
word-stop-answering-points = stop answering points
    .also = i answer no more points
    .help = Stop answering points here.
word-who-answers-points = who answers points
    .also = who are the answerers
    .help = See who answers points here, and until when.
word-answerer-by-email = answerer by email
    .also = answerer by post
    .help = Add somebody who answers points by e-mail.
word-forget-answerer = forget answerer
    .help = Delete the name and address of somebody outside.
word-my-points = my points
    .also = points i answer
    .help = See what you are asked to answer, one at a time.
word-answer = answer
    .also = answer point
    .help = Answer a point. You see the post before it goes out.
word-post-point-answer = post point answer
    .help = Post the answer that you have seen.
word-for-my-manager = for my manager
    .also = for my boss
    .help = Get a text about a point that you can forward.
word-send-point = send point
    .help = Send a point by e-mail to somebody outside.
word-post-that-answerer = post that answerer
    .help = Post who answers by e-mail, as you have seen it.
word-send-that-point = send that point
    .help = Send the e-mail that you have seen.
word-reply-to = reply to
    .help = Bring in an answer that came by e-mail, word for word.
word-post-that-reply = post that reply
    .help = Post the reply that you have seen.
word-pass-on = pass on
    .help = Ask somebody else to answer a point, in the room.
word-more-time = more time
    .also = more time for point
    .help = Say in the room that an answer needs until another day.
word-away = away
    .help = Say until when you are away. Nobody asks why.
word-i-am-back = i am back
    .help = Say that you are here again.
word-answerer-away = answerer away
    .help = Say until when somebody outside the chat is away.
word-answerer-back = answerer back
    .help = Say that somebody outside the chat is here again.
arg-because = Why
needs-answer = Which point? Type: { word-answer }, and its number. To see them, type: { word-my-points }.
    .easy = Which point? Type: { word-answer }, and its number. To see them: { word-my-points }.
needs-for-my-manager = Which point? Type: { word-for-my-manager }, and its number.
needs-send-point = Which point? Type: { word-send-point }, and its number.
needs-reply-to = Which point is it about? Type: { word-reply-to }, and its number.
needs-pass-on = Which point, and to whom? Type in the room: { -sign }{ word-pass-on }, a number, to, and a name.
    .easy = Which point? In the room: { -sign }{ word-pass-on }, a number, to, a name.
needs-more-time = Which point, and until when? Type in the room: { -sign }{ word-more-time } 14 until 1 March. For your own turns, type: { word-give-me-time }.
    .easy = Which point? In the room: { -sign }{ word-more-time } 14 until 1 March. For your turns: { word-give-me-time }.
needs-away = Until which day? Type in the room: { -sign }{ word-away } until 1 March.
needs-answerer-away = Who is away, and until which day? Type in the room: { -sign }{ word-answerer-away }, a name, until 1 March.
    .easy = Who, and until when? In the room: { -sign }{ word-answerer-away }, a name, until 1 March.
needs-answerer-back = Who is here again? Type in the room: { -sign }{ word-answerer-back }, and a name.
    .easy = Who is here again? In the room: { -sign }{ word-answerer-back }, a name.
needs-answerer = Who could answer points? Type: { -sign }{ word-answerer }, and a name.
needs-forget-answerer = Whose name and address shall I delete? Type: { word-forget-answerer }, and the name.
    .easy = Whose address shall I delete? Type: { word-forget-answerer }, and the name.

## Who answers

# $who: the person who is asked
# $by: the person who asks
# $day: until that day
answering-will-you = { $who }, will you answer points of this group, until { $day }? { $by } asks. You would get one list a week, and one note on the day. Both come to you alone. Only your own yes counts. Type: { -sign }{ word-i-will-answer-points }.
    .easy = { $who }, will you answer points of this group? { $by } asks. It is until { $day }. You would get one list a week. To say yes, type: { -sign }{ word-i-will-answer-points }.
# $name: the name as it was typed
answering-not-here = I know nobody called { $name } here. Who is in the chat has to say hello first. For somebody outside, type to me alone: { word-answerer-by-email }.
    .easy = I know nobody called { $name } here. For somebody outside, type to me alone: { word-answerer-by-email }.
# $who: the person
answering-no-phone = I only know { $who } by phone, so I cannot send them a list.
    .easy = I know { $who } by phone only. I cannot send them a list.
# $most: how many
answering-enough = { $most } people answer points here. That is enough. One of them can stop with: { word-stop-answering-points }.
    .easy = { $most } people answer points here. That is enough. One can stop with: { word-stop-answering-points }.
answering-nobody-asked-you = Nobody has asked you yet. Somebody who leads can ask you in the room.
    .easy = Nobody has asked you yet.
# $who: the person
# $day: until that day
answering-answers = { $who } answers points of this group, until { $day }. Thank you.
    .easy = { $who } answers points until { $day }. Thank you.
answering-how-you-hear = Thank you. Once a week I show you alone what waits for you. Please choose Private chat, so that it reaches you.
    .easy = Thank you. Once a week I show you what waits. Please choose Private chat.
answering-no-answerer = You do not answer points here now.
# $who: the person
answering-no-more = { $who } answered points until today. Thank you.
# $numbers: our text, the numbers
# $count: how many
answering-nobody-now =
    { $count ->
        [one] Nobody is asked now to answer point { $numbers }.
       *[other] Nobody is asked now to answer points { $numbers }.
    }
answering-nobody = Nobody has said yes to answering points yet. Whoever leads can ask somebody in the room with: { -sign }{ word-answerer }, and a name.
    .easy = Nobody answers points yet. Who leads can ask somebody: { -sign }{ word-answerer }, and a name.
# $who: the person
# $day: until that day
answering-line = { $who } answers points, until { $day }.
# $who: the person
# $day: until that day
answering-line-outside = { $who } answers points by e-mail, until { $day }.
    .easy = { $who } answers by e-mail, until { $day }.
# $who: the person
# $address: an e-mail address
answering-address = Only who leads sees this address: { $who }, { $address }.
# $who: the person
# $day: the day they are back
answering-is-away = { $who } is away until { $day }.

## Somebody who is not in the chat

answering-which-name = What is the name of who answers by e-mail? The room reads it.
    .easy = Who answers by e-mail? The room reads the name.
answering-name-is-a-member = That name is in the group already. In the room you can type: { -sign }{ word-answerer }, and the name.
    .easy = That name is in the group. In the room, type: { -sign }{ word-answerer }, and the name.
answering-which-address = What is their e-mail address? Only people who lead see it. It looks like: name@example.org.
    .easy = What is their e-mail address? Only people who lead see it.
answering-until-when = Until which day do they answer? Then I delete the address. For example: 1 March.
    .easy = Until which day do they answer? For example: 1 March.
# $group: the name of the group, or our text
# $post: our text, the whole post
answering-outside-post = This goes to { $group }. It says: “{ $post }”
answering-your-group = your group
answering-post-it = Post it
    .also = yes | yes please | send | send it
answering-change-it = Change it
answering-leave-it = Leave it
    .also = no | no thanks | no thank you
# $who: the name of somebody outside
# $by: the name of who wrote down the address
# $day: until that day
answering-outside = { $who } answers points by e-mail, until { $day }. { $who } is not in this chat. { $by } wrote down the address. Only people who lead can see it.
    .easy = { $who } answers points by e-mail, until { $day }. { $by } wrote down the address. Only people who lead can see it.
# $who: the name of somebody outside
answering-outside-kept = It is posted. Please tell { $who } that I keep the address until then. To delete it sooner, type: { word-forget-answerer } { $who }.
    .easy = It is posted. Please tell { $who } that I keep the address. To delete it, type: { word-forget-answerer } { $who }.
# $name: the name as it was typed
answering-nobody-outside = I keep no address for { $name }.
# $who: the name of somebody outside
answering-forgotten = The name and the address of { $who } are deleted.
    .easy = The address of { $who } is deleted.

## What is kept

# $day: until that day
answering-kept = I keep that you answer points until { $day }. It ends then, or with: { word-stop-answering-points }.
    .easy = I keep that you answer points until { $day }. To end it: { word-stop-answering-points }.
# $day: the day they are back
answering-kept-away = I keep that you are away until { $day }.
    .easy = I keep: you are away until { $day }.
# $count: how many
# $numbers: our text, the numbers
answering-kept-drafts =
    { $count ->
        [one] I keep your draft for point { $numbers }. Only you see it.
       *[other] I keep your drafts for points { $numbers }. Only you see them.
    }

## What somebody owes

answering-nothing-owed = Nothing waits for your answer now. Thank you for being there.
answering-first = Thank you for answering. Short and honest is enough.
answering-here-it-is = Here it is.
# $number: the number of the point
# $words: what was said
answering-point = Point { $number }: “{ $words }”
# $number: the number of the point
# $words: what was said
# $who: the name that its sayer added
answering-point-by = Point { $number }, from { $who }: “{ $words }”
# $day: a day
answering-hoped-for = An answer is hoped for by { $day }.
    .easy = It is hoped for by { $day }.
# $day: a day
answering-still-thinking = You said that you are thinking. What came of it is hoped for by { $day }.
    .easy = You are thinking about it. More is hoped for by { $day }.
# $day: a day
answering-you-promised = You promised it by { $day }.
# $day: a day
answering-left-open = You said that more is known by { $day }.
    .easy = You said: we know by { $day }.
# $day: a day
answering-is-late = It was hoped for by { $day }. A short answer helps already, today as well.
    .easy = It was hoped for by { $day }. A short answer helps already.
answering-a-draft = Your draft is here, where you left it.
# $count: how many
answering-others =
    { $count ->
        [one] One more waits. One at a time is fine.
       *[other] { $count } more wait. One at a time is fine.
    }
# $number: the number of the point
answering-answer-it = Answer point { $number }
answering-for-manager = A text to forward
# $number: the number of the point
answering-next-point = See point { $number }

## Asking for the answer

answering-begins = Thank you. It is posted only when you say: post. Until then only you see it.
    .easy = Thank you. Only you see it until you say: post.
answering-go-on-with-draft = We go on with your draft. Only you see it.
# $number: the number of the point
# $question: what was said
answering-heard = Point { $number } says: “{ $question }” What did you hear in it? Say it in your own words. For example: nights are the hardest part, and the form leaves them out.
    .easy = Point { $number } says: “{ $question }” What did you hear? For example: nights are hard.
answering-as-it-says = Just what the point says
# $how: reply or own
# $who: the name of somebody outside
answering-which-state =
    { $how ->
        [reply] What kind of answer is it? Choose what { $who } says, not what we wish.
       *[own] How far are you? All five are honest answers.
    }
answering-thinking = We are thinking about it
answering-will = We will do it, by a day
answering-did = We did it. Small things count
answering-partly = We did a part of it
answering-could-not = We could not, yet
# $state: thinking, will, did or partly
answering-words =
    { $state ->
        [will] What will you do? Only promise what you decide yourself. For example: I bring two new questions about nights.
        [did] What was done? Small things count. For example: page 1 now asks about nights.
        [partly] What was done, and what was not? For example: nights are on page 1. Weekends are not, yet.
       *[thinking] What are you thinking about, and who helps? For example: I asked Lena what a question about nights costs.
    }
    .easy =
    { $state ->
        [will] What will you do? Only promise what you decide. For example: I bring two new questions.
        [did] What was done? Small things count. For example: page 1 asks about nights.
        [partly] What was done, and what was not? For example: nights are in. Weekends are not.
       *[thinking] What are you thinking about? For example: I asked Lena what it costs.
    }
answering-who-decided = Your words do not say who decided. Could you write it again, with the name? For example: Lena decided it.
    .easy = Your words do not say who decided. Could you write it again, with the name?
answering-keep-words = Keep my words
# $how: reply or own
# $who: the name of somebody outside
answering-will-by =
    { $how ->
        [reply] By which day does { $who } promise it? For example: 1 June.
       *[own] By which day? It is posted with your name as a promise. For example: 1 June.
    }
    .easy =
    { $how ->
        [reply] By which day does { $who } promise it? For example: 1 June.
       *[own] By which day? Your name stands by it. For example: 1 June.
    }
# $how: reply or own
answering-reason =
    { $how ->
        [reply] Why could it not be? Copy the words that say it. Or choose a day to ask again.
       *[own] Why could it not be? Please say the real reason: money, a law, or not ours to decide. For example: there is no money for night care this year.
    }
    .easy =
    { $how ->
        [reply] Why could it not be? Copy the words. Or choose a day to ask again.
       *[own] Why could it not be? Say the real reason. For example: there is no money this year.
    }
# $words: the reason as it was written
answering-no-reason = “{ $words }” may leave people guessing. Was it money, a law, somebody’s decision, or no time? Write it as you would say it to a friend. Or keep your words.
    .easy = “{ $words }” may leave people guessing. Was it money, a law or no time? Or keep your words.
# $how: reply or own
answering-decided =
    { $how ->
        [reply] Who decided? Copy the words that say it. Or choose a day to ask again.
       *[own] Who decided? A name or a job is enough. For example: Lena, who holds the budget.
    }
    .easy =
    { $how ->
        [reply] Who decided? Copy the words. Or choose a day to ask again.
       *[own] Who decided? For example: Lena, who holds the budget.
    }
# $how: reply or own
answering-could-change =
    { $how ->
        [reply] What could change it? Copy the words that say it. Or choose a day to ask again.
       *[own] What could change it? For example: the March budget.
    }
    .easy =
    { $how ->
        [reply] What could change it? Copy the words. Or choose a day to ask again.
       *[own] What could change it? For example: the March budget.
    }
# $how: reply or own
answering-elsewhere =
    { $how ->
        [reply] Where else can people take it? Copy the words that say it. Or choose a day to ask again.
       *[own] Where else can people take it? For example: the Carers’ Board, 01632 960004.
    }
    .easy =
    { $how ->
        [reply] Where else can people take it? Copy the words. Or choose a day.
       *[own] Where else can people take it? For example: the Carers’ Board.
    }
answering-know-later = We will know by a day
answering-reason-by = By which day will we know why? For example: 1 June.
    .easy = By which day do we know why? For example: 1 June.
answering-decided-by = By which day will we know who decided? For example: 1 June.
    .easy = By which day do we know who decided? For example: 1 June.
answering-could-change-by = By which day will we know what could change it? For example: 1 June.
    .easy = By which day do we know what could change it?
answering-elsewhere-by = By which day will we know where else to take it? For example: 1 June.
    .easy = By which day do we know where else?
answering-look-again = On which day do we look at it again? For example: 10 March.
    .easy = When do we look at it again? For example: 10 March.
answering-left-open-once = That was left open once before. Please say what is known now, also if it is little.
    .easy = That was left open before. Please say what is known now.
answering-which-day = I did not get the day. You can type: 1 June.
answering-day-is-past = That day is past, or more than a year away. You can type: 1 June.
    .easy = Please choose a day within a year. You can type: 1 June.
# $group: the name of the group, or our text
# $post: our text, the whole post
answering-post-answer = This goes to { $group }, with your name. It says: “{ $post }” The room reads it with other news of points.
    .easy = This goes to { $group }, with your name. It says: “{ $post }” It comes with other news.
answering-keep-draft = Keep it as a draft
answering-start-again = Start again
# $number: the number of the point
answering-draft-kept = Your draft is kept, until the point is closed. Only you see it.
    .easy = Your draft is kept. Only you see it.
# $number: the number of the point
answering-meanwhile = Somebody else has just answered point { $number }. Nothing of yours is lost. You can still post it.
    .easy = Point { $number } has a new answer. Yours is kept. You can still post it.
# $number: the number of the point
answering-posted = Thank you. The room reads your answer to point { $number } in the next post about points.
    .easy = Thank you. The room soon reads the answer to point { $number }.
answering-no-such-point = There is no point with that number.
# $number: the number of the point
answering-closed = Point { $number } is closed.
# $number: the number of the point
answering-not-yours = Somebody else is asked to answer point { $number }. They can pass it on to you.
    .easy = Somebody else answers point { $number }. They can pass it on.
answering-only-leads-or-answers = Only people who lead or answer points can do that.
    .easy = Only who leads or answers points can do that.

## A reply from outside

answering-reply-begins = We take the answer word for word. The room reads how it came.
    .easy = We take it word for word. The room reads how it came.
answering-reply-from = Who answered? Type the name. The room reads it.
answering-answers-themselves = That person is in the group, and answers with their own account. So nobody promises in their name.
    .easy = That person is in the group. They answer themselves.
# $who: the name of somebody outside
answering-reply-route = How did the answer of { $who } come?
answering-by-email = By e-mail
answering-by-letter = By letter
answering-by-call = By phone
answering-by-meeting = Said in person
# $who: the name of somebody outside
answering-reply-words = What did { $who } say? Put in the words exactly as they came, with nothing added.
    .easy = What did { $who } say? Put in the words exactly as they came.
# $most: how many characters
answering-copy-or-shorter = Those words are not in the answer. Please copy some that are. Or use your own, { $most } letters at most.
    .easy = Those words are not in the answer. Please copy some. Your own can have { $most } letters.
answering-longer-than-one = That is longer than one post can be. Put in the first part now. For the rest, type the same words again after this.
    .easy = That is longer than one post. Put in the first part now.
# $group: the name of the group, or our text
# $post: our text, the whole post
answering-post-reply = This goes to { $group }. It says: “{ $post }” The room reads it with other news of points.
    .easy = This goes to { $group }. It says: “{ $post }” It comes with other news.

## A text for outside

answering-forward = Here is a text to forward. Please change it as you like. It is also a file.
    .easy = Here is a text to forward. It is also a file.
# $group: the name of the group
# $number: the number of the point
# $words: what was said
answering-asked = “{ $group }” asked this, as point { $number }: “{ $words }”
# $group: the name of the group
# $number: the number of the point
# $words: what was said
# $who: the name that its sayer added
answering-asked-by = { $who } in “{ $group }” asked this, as point { $number }: “{ $words }”
answering-matters = It matters because people here draw on care or support. They give their time to make it better. They were told that each point gets an honest answer. If none comes, they read that too.
    .easy = It matters. People here were promised an honest answer to each point.
answering-what-is-asked = What is asked: a short honest answer. Say that you are thinking, or what you will do by a day. Or say that you did it, or a part. Or say: we could not, yet.
    .easy = What is asked: a short honest answer. We will. We did. Or: we could not, yet.
answering-if-not = For “we could not yet”, six things help. What you heard. The real reason. Who decided. What could change it. When we look again. Where else to take it.
    .easy = If not: say why, and who decided. Say what could change it. Say when we look again. Say where else to go.
# $day: a day
answering-by-when = By when: an answer is hoped for by { $day }.
    .easy = An answer is hoped for by { $day }.
# $number: the number of the point
answering-nobody-to-send-to = Nobody outside the chat answers points yet. To add somebody, type: { word-answerer-by-email }. For a text to forward, type: { word-for-my-manager } { $number }.
    .easy = Nobody outside answers points yet. To add somebody, type: { word-answerer-by-email }. Or type: { word-for-my-manager } { $number }.
answering-send-to = Who shall get it?
# $who: the name of somebody outside
answering-choose-outside = { $who }
answering-send-back = Where can they send the answer? It stands in the e-mail. For example: your own address.
    .easy = Where can they send the answer? For example: your own address.
# $how: mail or self
# $who: the name of somebody outside
# $text: our text, the whole e-mail
# $room: our text, what the room reads
answering-preview =
    { $how ->
        [mail] { $who } gets this by e-mail: “{ $text }” The room reads: “{ $room }”
       *[self] I cannot send e-mails here. You can send this text to { $who } yourself: “{ $text }”
    }
answering-send-it = Send it
answering-show-it = I send it myself
# $who: the name of somebody outside
answering-mail-hello = Hello { $who }.
# $words: an address or a number, as it was typed
answering-mail-back = Please send your answer here: “{ $words }”
answering-mail-not-read = A program sent this. Nobody reads what comes back to this address.
    .easy = A program sent this. Nobody reads answers to this address.
# $group: the name of the group
# $number: the number of the point
answering-mail-subject = A question from “{ $group }”: point { $number }
# $number: the number of the point
# $who: the name of somebody outside
answering-went-out = Point { $number } went to { $who } by e-mail.
# On the list of whoever leads.
# $number: the number of the point
# $who: the name of somebody outside
# $day: a day
answering-waits-for = Point { $number } waits for { $who }, by { $day }. Send it
    .easy = Send point { $number } to { $who }, by { $day }
# $number: the number of the point
# $who: the name of somebody outside
answering-sent = It is on its way to { $who }. When the answer is there, type: { word-reply-to } { $number }.
    .easy = It is on its way to { $who }. For the answer, type: { word-reply-to } { $number }.
# $who: the name of somebody outside
# $address: an e-mail address
answering-send-yourself = Please send this to { $who }, at { $address }. It is also a file.
# $number: the number of the point
answering-not-sent = A message from Alongside. The e-mail about point { $number } could not be sent. Please send it yourself, or try again.
    .easy = A message from Alongside. The e-mail about point { $number } could not be sent. Please send it yourself.

## In the open

# $number: the number of the point
# $by: who passes it on
# $who: who is asked now
# $day: a day
answering-passed-on = { $by } passes point { $number } on to { $who }. { $who } has promised nothing yet. An answer is hoped for by { $day }.
    .easy = { $by } passes point { $number } on to { $who }. An answer is hoped for by { $day }.
# $number: the number of the point
# $by: who passes it on
# $who: the name of somebody outside
# $day: a day
answering-passed-outside = { $by } passes point { $number } on to { $who }, who is not in this chat. { $who } has promised nothing yet. An answer is hoped for by { $day }.
    .easy = { $by } passes point { $number } on to { $who }, outside this chat. An answer is hoped for by { $day }.
# $number: the number of the point
answering-now-send-it = Who leads or answers points can send it. They type to me alone: { word-send-point } { $number }.
    .easy = To send it, type to me alone: { word-send-point } { $number }.
# $number: the number of the point
# $who: who answers it already
answering-is-theirs = { $who } is asked to answer point { $number } already.
    .easy = { $who } answers point { $number } already.
# $number: the number of the point
answering-not-yours-to-pass = Whoever is asked to answer point { $number }, or leads, can do that.
    .easy = Who answers point { $number }, or leads, can do that.
# $number: the number of the point
answering-nothing-due = Nothing is due for point { $number } now.
# $number: the number of the point
answering-why-more-time = Point { $number } had more time once. Please say why, in words that the room reads. Type it again, with: because.
    .easy = Point { $number } had more time once. Please type it again, with: because, and why.
# $typed: the day as it was typed
answering-later-day = “{ $typed }” is no later day than the one that was said. You can type: until 1 June.
    .easy = “{ $typed }” is not a later day. You can type: until 1 June.
# $day: a day
answering-too-long = The group waits until { $day } at most. You can answer then that you could not, yet.
    .easy = The group waits until { $day } at most. “We could not, yet” is an answer.
# $who: who asks for more time
# $number: the number of the point
# $day: until that day
# $before: a day
answering-more-time = { $who } needs more time for point { $number }: until { $day }. Before, it was { $before }.
    .easy = { $who } needs more time for point { $number }. Before: { $before }. Now: { $day }.
# $words: why, in somebody’s words
answering-because = Why: “{ $words }”
# $typed: the day as it was typed
answering-which-day-back = I did not get “{ $typed }”. You can type: until Monday. It can be three months at most.
    .easy = I did not get “{ $typed }”. You can type: until Monday.
# $count: how many
# $numbers: our text, the numbers
answering-due-meanwhile =
    { $count ->
        [one] An answer to point { $numbers } is hoped for before that.
       *[other] Answers to points { $numbers } are hoped for before that.
    }
    .easy =
    { $count ->
        [one] Point { $numbers } is hoped for before that.
       *[other] Points { $numbers } are hoped for before that.
    }
answering-not-away = I did not know you as away. Good that you are here.
    .easy = I did not know that. Good to have you here.
# $who: the person
answering-is-back = { $who } is here again.
# $who: somebody outside the chat
# $day: the day they are back
answering-outside-away = { $who }, who answers by e-mail, is away until { $day }.
    .easy = { $who } is away until { $day }.
# $who: somebody outside the chat
answering-outside-back = { $who }, who answers by e-mail, is here again.
    .easy = { $who } is here again.
# $name: a name, as typed
answering-outside-not-away = I did not know { $name } as away.
# $who: the person
answering-says-it-themselves = { $who } is in the chat, and can say so there: { -sign }{ word-away }.
    .easy = { $who } can say so: { -sign }{ word-away }.

## Once a week, and on the day

# $number: the number of the point
# $day: a day
answering-list-line = point { $number } by { $day }
# $number: the number of the point
# $day: the day it was hoped for, which is past
answering-list-line-late = point { $number } since { $day }
# $count: how many more there are
answering-list-more = { $count } more
# $points: which points, each with its day
# $count: how many
answering-list =
    { $count ->
        [one] A message from Alongside. The group has a question for you: { $points }.
       *[other] A message from Alongside. The group has { $count } questions for you: { $points }.
    }
    .easy =
    { $count ->
        [one] A message from Alongside. You have a question: { $points }.
       *[other] A message from Alongside. You have { $count } questions: { $points }.
    }
# $numbers: our text, the numbers
# $count: how many
# $how: will, if all of them were promised by today
answering-today =
    A message from Alongside. { $how ->
        [will]
            { $count ->
                [one] Today is the promised day for point { $numbers }. Is it done?
               *[other] Today is the promised day for points { $numbers }. Are they done?
            }
       *[answer]
            { $count ->
                [one] Today an answer to point { $numbers } is hoped for.
               *[other] Today answers to points { $numbers } are hoped for.
            }
    }
    .easy =
    A message from Alongside. { $how ->
        [will]
            { $count ->
                [one] Point { $numbers } was promised for today. Is it done?
               *[other] Points { $numbers } were promised for today. Are they done?
            }
       *[answer]
            { $count ->
                [one] Today is the day for point { $numbers }.
               *[other] Today is the day for points { $numbers }.
            }
    }
answering-short-is-enough = Short and honest is enough.
answering-only-when = It is posted only when you say: post.
