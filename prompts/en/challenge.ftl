# Asking without a name.

word-ask-without-my-name = ask without my name
    .also = a question without my name | ask without a name | ask something without my name | ask anonymously | anonymous question | an anonymous question | ask an anonymous question
    .help = Ask the group something. I never keep who asks.
word-write-back = write back
    .also = write back with five words
    .help = Come back to your question, with your five words.
word-paid-here = paid here
    .also = i am paid to be here
    .help = Say that you, or somebody, are paid to be here.
word-not-paid-here = not paid here
    .also = i am not paid to be here
    .help = Take back that somebody is paid to be here.
word-questions = questions
    .also = open questions | who answers | who answers question
    .help = See which questions without a name are open.
word-pass-question = pass question
    .help = Ask somebody in the room to answer a question.
word-i-will-answer = i will answer
    .also = i answer question
    .help = Say that you will answer a question, and by when.
word-answer-question = answer question
    .help = Write your answer. You see the post before it goes out.
word-post-that-answer = post that answer
    .help = Post the answer that you have seen.
word-question-days = question days
    .also = days for questions
    .help = Choose the days on which questions without a name come out.
word-reader = reader
    .help = Ask somebody to read questions without a name first.
word-i-will-read-first = i will read first
    .also = i will be a reader
    .help = Say yes to being a Reader, after you were asked.
word-stop-reading-first = stop reading first
    .help = Stop being a Reader of the group.
word-let-question-out = let question out
    .help = As a Reader: let a question go to the group.
word-hold-question = hold question
    .help = As a Reader: hold a question back, and say why.
word-hold-that-question = hold that question
    .help = As a Reader: hold it back, as you have seen it.
arg-by = By which day
arg-days = Which days
needs-pass-question = Which question, and to whom? Type in the room: { -sign }{ word-pass-question }, a number, to, and a name.
    .easy = Which question? In the room: { -sign }{ word-pass-question }, a number, to, a name.
needs-i-will-answer = Which question? Type in the room: { -sign }{ word-i-will-answer }, and its number.
    .easy = Which question? In the room: { -sign }{ word-i-will-answer }, and its number.
needs-answer-question = Which question? Type: { word-answer-question }, and its number.

# Said in the room when the group has said yes.
challenge-now = In private, members can type: { word-ask-without-my-name }. Questions come out twice a week, and not before the next day. Are you paid to be here? Then please type here: { -sign }{ word-paid-here }.
    .easy = In private, you can type: { word-ask-without-my-name }. Are you paid to be here? Please type here: { -sign }{ word-paid-here }.
    .slash = Members can choose: { word-ask-without-my-name }. Only they see it. Questions come out twice a week, and not before the next day. Are you paid to be here? Then please type: { -sign }{ word-paid-here }.

# $number: its number
challenge-is-a-point = Question { $number } is a point as well. To answer it, type: { word-answer } { $number }.
    .easy = Question { $number } is a point, too. To answer it, type: { word-answer } { $number }.
challenge-answer-point = Answer it

## Who is paid to be here

# $who: the person
challenge-paid = { $who } is paid to be here. I say so to whoever asks without a name. To take it back, type: { -sign }{ word-not-paid-here }.
    .easy = { $who } is paid to be here. To take it back, type: { -sign }{ word-not-paid-here }.
# $who: the person
challenge-not-paid = { $who } is here without pay.
challenge-only-yourself = You can say that of yourself. Whoever looks after the group can say it of others.
    .easy = You can say that of yourself. Who looks after the group can say it of others.

## Who could guess, before a word is written

# $paid: how many of them are paid to be there
# $unpaid: how many are not
challenge-sides =
    { $paid ->
        [0] { $unpaid } members
        [one] { $unpaid } members and one paid person
       *[other] { $unpaid } members and { $paid } paid staff
    }
# Few of them are not paid.
# $paid: how many of them are paid to be there
# $unpaid: how many are not, 0 or 1
challenge-sides-paid =
    { $unpaid ->
        [0] { $paid } paid staff
       *[other] One member and { $paid } paid staff
    }
# $crowd: our text, who could have written it
# $guess: to how many of them somebody may get down
challenge-company = Your group reads your question without your name. I never keep who it was. { $crowd } could have written it. Somebody watching closely may get down to { $guess }. Discord sees that you used me, and when.
    .easy = Your group reads your question without your name. I never keep who it was. { $crowd } could have written it. Somebody watching may get down to { $guess }. Discord sees that you used me.
# $organisation: the name of whoever runs the server
challenge-server = { $organisation } runs this chat server. They can find out who wrote this. Your group reads your question without your name. It is not secret.
    .easy = { $organisation } runs this chat server. They can find out who wrote this. Your group reads your question without your name.
challenge-your-organisation = Your organisation
challenge-sealed = Your group reads your question without your name. I never keep who it was. Who runs this server sees that we talk. They cannot read it. I take my lines away afterwards.
# $crowd: our text, who could have written it
# $guess: to how many of them somebody may get down
challenge-practice = This is practice. Nothing is private here. { $crowd } could have written it. Somebody watching closely may get down to { $guess }.
    .easy = This is practice. Nothing is private here. { $crowd } could have written it. Somebody watching may get down to { $guess }.
challenge-go-on = go on
challenge-more = more about this
challenge-leave-it = leave it
challenge-change-it = change it
# $names: the names of all who are counted
challenge-counted = These people are counted: { $names }.
# $names: who leads
challenge-not-counted = Not counted: { $names }. Who looks after the group reads it.
challenge-several-places = I count only the largest of your rooms.
challenge-gives-away = Your way of writing can give you away. So can several questions from you.
challenge-more-company = Discord, the company, can see that you used me, and when.
    .easy = Discord can see that you used me.
challenge-more-server = What you type here stays on the server. It shows your name there.
challenge-more-sealed = Who runs this server sees when you write to me. They cannot read it.
    .easy = Who runs this server sees that you write to me. They cannot read it.
challenge-more-practice = In a rehearsal, everybody at this computer can read it.
    .easy = Everybody at this computer can read it.
challenge-could-change-me = Whoever runs me could change me. I cannot stop that.
challenge-other-way = Somebody you trust can ask for you.
# $name: their name
# $phone: the name under which a phone finds them, a number
challenge-other-way-named = { $name } can ask for you: { $phone }.
# Before a word is written.
# $people: how many could have written it, 0 to 14
# $floor: how many there must be, 5 to 15
challenge-too-few-yet =
    { $people ->
        [0] I cannot hide you yet. Please do not write it. I need { $floor } people, here for two weeks, besides who leads. That is not your fault.
        [one] I cannot hide you yet. Please do not write it. Only one could have written it. I need { $floor }, here for two weeks, besides who leads. That is not your fault.
       *[other] I cannot hide you yet. Please do not write it. Only { $people } could have written it. I need { $floor }, here for two weeks, besides who leads. That is not your fault.
    }
    .easy = I cannot hide you yet. Please do not write it. { $people } people could have written it. I need { $floor }, here for two weeks. That is not your fault.
# Its words were written, and somebody left meanwhile.
# $people: how many could have written it, 0 to 14
challenge-too-few =
    { $people ->
        [0] Nobody here could have written this but you. I cannot hide you here, so I did not send it. That is no fault of yours.
        [one] One person could have written this. I cannot hide you here, so I did not send it. That is no fault of yours.
       *[other] Only { $people } people could have written this. I cannot hide you here, so I did not send it. That is no fault of yours.
    }
    .easy = Only { $people } people could have written this. I cannot hide you here. I did not send it. That is no fault of yours.
# $day: when notes come out next
challenge-full = You have put two into the box. They come out on { $day }. You can write the next one after that.
    .easy = Two of yours are in the box. They come out on { $day }. Then you can write the next one.

# $who: who reads, two or more of the group
challenge-read-first = Two Readers see each question first: { $who }.
challenge-read-first-more = Both together can hold one back, and say why. One that names somebody can wait for two weeks. Then it goes out with the name left out.
    .easy = Both together can hold one back. One with a name in it can wait. After two weeks the name is left out.
# $who: the two who read it
challenge-reads-before = First { $who } read it. Both can hold it back.
    .easy = First { $who } read it. Both can hold it.

## The words, and when they come out

# Where they are typed: the first message had no room for it.
# $crowd: our text, who could have written it
# $guess: to how many of them somebody may get down
challenge-write-counted = In the group, { $crowd } could have written it. Somebody watching closely may get down to { $guess }. What would you like to ask? You could begin: I wonder … Names and dates can show who you are.
    .easy = In the group, { $crowd } could have written it. Somebody watching may get down to { $guess }. What would you like to ask? A name can show who you are.
challenge-write = What would you like to ask? You could begin: I wonder … Names, streets and dates can show who you are.
    .easy = What would you like to ask? You could begin: I wonder … A name or a street can show who you are.
# $count: how many things
# $found: our text, the first of them
challenge-tells =
    { $count ->
        [one] One thing may show it is you: { $found }. I look with simple rules, and may miss some.
       *[other] Some things may show it is you. I found { $found }. I look with simple rules, and may miss some.
    }
    .easy =
    { $count ->
        [one] One thing may show it is you: { $found }. I may miss some.
       *[other] Some things may show it is you. I found { $found }. I may miss some.
    }
# $words: the name or number in their words
challenge-tells-contact = a number or address, “{ $words }”
# $words: the name of a place in their words
challenge-tells-place = a place, “{ $words }”
# $words: the name of a day in their words
challenge-tells-day = a day, “{ $words }”
# $words: the time in their words
challenge-tells-time = a time, “{ $words }”
# $words: the number of years in their words
challenge-tells-age = an age, “{ $words }”
# $words: the name of a job in their words
challenge-tells-job = a job, “{ $words }”
# $words: the name of somebody near in their words
challenge-tells-family = somebody near you, “{ $words }”
# $words: the name in their words
challenge-tells-name = a name, “{ $words }”
challenge-keep-it = keep it
challenge-no-words = There are no words yet. Nothing was sent.
# $most: how many letters
challenge-too-long = That is longer than { $most } letters. Nothing was sent. Could you make it shorter?
# $text: the question
# $group: the name of the group
# $day: when it comes out
challenge-goes-out = This goes to { $group }, with no name: “{ $text }” It comes out on { $day }. The answer comes in the group.
    .easy = This goes to { $group }, with no name: “{ $text }”. It comes out on { $day }. The answer comes in the group.
challenge-send = send it
challenge-send-with-code = send it, with five words
challenge-send-without = send it, without them
challenge-how-to-write-back = how to write back
challenge-about-words = Five easy words let you write back, or take it back. You see them once. Typed here, they stay in this chat. Whoever finds them there sees that you asked.
    .easy = Five easy words let you write back. You see them once. They stay in this chat. Who finds them there sees that you asked.
challenge-not-yet = It is not in the box yet. I tell you here within two minutes. If I do not, please send it again.
    .easy = It is not in the box yet. I tell you here within two minutes. If not, please send it again.
# $day: when it comes out, at the soonest
challenge-in-the-box = It is in the box. It comes out on { $day }, or a little later. I hold nothing of it that shows who you are.
    .easy = It is in the box. It comes out on { $day }, or later. I do not keep who you are.
# $day: when it comes out, at the soonest
# $code: five easy words
challenge-in-the-box-code = It is in the box. It comes out on { $day }, or a little later. Your five words are: { $code }. Please write them down. To come back, use them with: { word-write-back }. I cannot show them again.
    .easy = It is in the box. It comes out on { $day }, or later. Your five words are: { $code }. Please write them down. To use them, type: { word-write-back }. I cannot show them again.

## Writing back

challenge-five-words = What are your five words? Please type them in their order.
    .slash = What are your five words? Please do not write them in a message. Use the button.
challenge-type = type them
challenge-type-five = Please type your five words in their order.
challenge-looking = Thank you. I look them up. That takes a minute or two. I answer here.
    .easy = Thank you. I look them up. I answer here in a minute or two.
challenge-lost = That is all right. Many people lose them. The answer comes in the group. You can ask again, whenever you like.
    .easy = That is all right. The answer comes in the group. You can ask again.
challenge-not-found = I know no question with these words. Perhaps one word is another one. Or it was closed two months ago. You can always ask again.
    .easy = I know no question with these words. Perhaps one is wrong. You can always ask again.
challenge-still-in-box = Your words are still in the box. Nobody has read them. Shall I take them out?
challenge-take-out = take them out
challenge-not-yet-out = I take them out. I tell you here within two minutes.
challenge-taken-out = They are out of the box, and gone. Nobody has read them. You can ask again, whenever you like.
    .easy = They are out of the box, and gone. Nobody has read them. You can ask again.
# $number: the number of the question
# $state: our text, where it is
# $text: how the question begins
challenge-found = This is question { $number }: “{ $text }” { $state } What would you like to do?
    .easy = This is question { $number }: “{ $text }”. { $state } What would you like to do?
challenge-is-reading = Its Readers have it now.
challenge-is-waiting = It is held, waiting.
challenge-is-held = It is held back.
challenge-is-released = It has no answer yet.
challenge-is-answered = It has an answer, in the group.
challenge-is-closed = It is closed.
challenge-is-withdrawn = It was withdrawn.
challenge-is-passed = Its Readers let it out. The room gets it soon.
# $number: the number of the question
challenge-is-held-back = Question { $number } is held back. The room has read why. Its words are deleted. You can ask again, in other words.
    .easy = Question { $number } is held back. Its words are deleted. You can ask again, in other words.
challenge-add-later = Once it is in the room, you can add something.
    .easy = You can add something later.
# $number: the number of the question
challenge-withdraw-unread = I delete the words of question { $number } when notes come out next. The room has not seen them. What its Readers were sent stays in their chat.
    .easy = I delete the words of question { $number }. That is when notes come out next. What its Readers were sent stays in their chat.
# $number: the number of the question
challenge-is-gone = Question { $number } was withdrawn. Its words are not kept any more.
challenge-reply = add something
challenge-confirm = say if that is what I meant
challenge-withdraw = withdraw it
challenge-no-acts-left = You have written back three times. More would make it easy to guess who you are.
    .easy = You have written back three times. More would show who you are.
challenge-write-reply = What would you like to add? It is shown as from whoever asked.
# $text: the words
# $number: the number of the question
# $group: the name of the group
# $day: when it comes out
challenge-reply-goes-out = This is added to question { $number }, with no name: “{ $text }”. It goes to { $group }, on { $day }.
    .easy = This is added to question { $number }: “{ $text }”. It goes to { $group }, on { $day }.
# $people: how many could have written both
# $guess: to how many of them somebody may get down
challenge-could-be-both = { $people } people could have written both. Somebody watching closely may get down to { $guess }.
    .easy = { $people } people could have written both. Somebody watching may get down to { $guess }.
# $number: the number of the question
challenge-is-it-meant = Does the answer to question { $number } answer what you meant? The group sees what you choose, with no name.
    .easy = Does the answer to question { $number } answer what you meant? The group sees it, with no name.
challenge-meant-yes = yes
challenge-meant-partly = partly
challenge-meant-no = no
# $number: the number of the question
challenge-really-withdraw = I delete the words of question { $number }, and what you added. The message in the room stays. Whoever looks after the room can remove it.
    .easy = I delete the words of question { $number }. The message in the room stays. Who looks after the room can remove it.

## In the room

# $number: the number of the question
# $text: the question
challenge-released = Question { $number }, without a name: “{ $text }”
# $number: the number of the question
# $text: what its writer adds
challenge-replied = Whoever asked question { $number } adds: “{ $text }”
challenge-do-not-guess = Please do not guess who.
challenge-thanks = Thank you to whoever asked.
# $who: whoever looks after the group
# $day: the Monday
challenge-lead-says = { $who } says by { $day } who will answer, and when.
    .easy = By { $day }, { $who } says who will answer.
challenge-no-lead = Nobody looks after the group now. Who can answer, or find an answer?
# $number: the number of the question
challenge-confirmed-yes = Whoever asked question { $number } says: yes, that is what I meant. It is closed.
    .easy = Whoever asked question { $number } says: yes. It is closed.
# $number: the number of the question
challenge-confirmed-partly = Whoever asked question { $number } says: that is partly what I meant. It is open again.
    .easy = Whoever asked question { $number } says: that is partly it. It is open again.
# $number: the number of the question
challenge-confirmed-no = Whoever asked question { $number } says: that is not what I meant. It is open again.
    .easy = Whoever asked question { $number } says: no, not yet. It is open again.
# $number: the number of the question
challenge-withdrawn = Question { $number } was withdrawn by its writer. I do not keep its words any more.
challenge-has-come = A question without a name has come. It may sting, and that is normal. You could thank them, and say it back. Then say what happens next. Tomorrow is soon enough. To say who answers, type in the room: { -sign }{ word-pass-question }.
    .easy = A question without a name has come. It may sting. That is normal. You could thank them. Tomorrow is soon enough. In the room, type: { -sign }{ word-pass-question }.
# $number: the number of the question
challenge-question = Nobody is asked yet to answer question { $number }.
# $questions: our text, a sentence for each
# $number: the number of the first of them
challenge-nobody-answers = { $questions } Who could answer, and by when? To offer it, type: { -sign }{ word-i-will-answer } { $number } by Friday.
    .easy = { $questions } Who could answer? You can type: { -sign }{ word-i-will-answer } { $number } by Friday.
# $who: who is asked to answer
# $number: the number of the question
# $day: by when
challenge-passed-on = { $who }, can you answer question { $number }? By when: { $day }. For your own day, type: { -sign }{ word-i-will-answer } { $number } by, and the day.
    .easy = { $who }, can you answer question { $number }? When: { $day }. Another day? Type: { -sign }{ word-i-will-answer } { $number } by, and a day.
# $who: who answers
# $number: the number of the question
# $day: by when
challenge-will-answer = { $who } will answer question { $number } by { $day }. Thank you.
    .easy = { $who } answers question { $number } by { $day }. Thank you.
# $typed: what was typed
challenge-which-day = I do not know which day “{ $typed }” is. Please name one in the next three months.
    .easy = I do not know which day “{ $typed }” is. Please name another one.
# $name: what was typed
challenge-who-is-that = I know nobody called { $name } here. Who is meant has to say hello first.
challenge-no-such-question = There is no open question with that number. To see them, type: { word-questions }.
    .easy = There is no such question. To see them, type: { word-questions }.
# $number: the number of the question
challenge-closed-already = Question { $number } is closed.
# $number: the number of the question
challenge-not-yours = Somebody else is asked to answer question { $number }. Whoever looks after the group can change that.
    .easy = Somebody else is asked to answer question { $number }.
# $number: the number of the question
challenge-not-yours-to-answer = Who answers question { $number } is said in the room. To offer it, type there: { -sign }{ word-i-will-answer } { $number }.
    .easy = Who answers question { $number } is said in the room first. Type there: { -sign }{ word-i-will-answer } { $number }.
# $number: the number of the question
# $who: who was asked to answer
# $day: by when
challenge-late = Question { $number } has no answer yet. It was due on { $day }. { $who } can name a new day here.
    .easy = Question { $number } has no answer yet. It was due on { $day }. { $who } can name a new day.
# $number: the number of the question
# $day: by when
challenge-late-nobody = Question { $number } has no answer yet. It was due on { $day }. Who could answer it now?

## On which days they come out

challenge-days-tuesday-and-friday = Tuesday and Friday
challenge-days-monday-and-thursday = Monday and Thursday
challenge-days-friday = Friday
# $days: our text, the days
challenge-which-days = Questions come out on these days: { $days }. Which other days would you like?
    .easy = Questions come out on: { $days }. Which other days?
# $days: our text, the days that were chosen
# $day: the first of them
challenge-days-changing = Other days have been chosen already: { $days }. They begin on { $day }. After that you can choose again.
    .easy = Other days are chosen: { $days }. They begin on { $day }. After that you can choose again.
# $who: who chose
# $days: our text, the days
# $day: the first of them
# $last: the last day before that
challenge-days-change = { $who } has chosen other days for questions without a name: { $days }. The first is { $day }. Before that, they come out until { $last }, as was promised.
    .easy = { $who } has chosen other days: { $days }. They begin on { $day }. The last day before that: { $last }.

## Its Readers

# $who: the person who is asked
# $by: the person who asks
# $day: until that day
challenge-will-you-read = { $who }, will you read questions without a name first, until { $day }? { $by } asks. Two Readers see a question before the group does. They can hold it back together, and say why. Only your own yes counts. Type: { -sign }{ word-i-will-read-first }.
    .easy = { $who }, will you read questions without a name first? { $by } asks. It is until { $day }. To say yes, type: { -sign }{ word-i-will-read-first }.
needs-reader = Who could read questions first? Type: { -sign }{ word-reader }, and a name.
# $who: the person
challenge-reads-no-phone = I cannot show { $who } anything, because I only know them by phone.
    .easy = I cannot show { $who } anything. I know them by phone only.
# $who: the person
challenge-leads-not-reads = { $who } looks after the group. A question may be about that. So please choose somebody else.
    .easy = { $who } looks after the group. Please choose somebody else.
challenge-one-unpaid = One of two Readers is here without pay. So please choose somebody who is not paid.
    .easy = One of two Readers is here without pay. Please choose somebody else.
# $most: how many
challenge-readers-enough = The group has { $most } Readers, or has asked them. That is enough. One of them can stop with: { word-stop-reading-first }.
    .easy = The group has { $most } Readers. That is enough. One can stop with: { word-stop-reading-first }.
challenge-nobody-asked-you-to-read = Nobody has asked you yet. Somebody who leads can ask you in the room.
    .easy = Nobody has asked you yet.
# $who: the person
# $day: until that day
challenge-reads = { $who } reads questions without a name first, until { $day }. Thank you.
    .easy = { $who } reads questions first until { $day }. Thank you.
challenge-reads-now = From now on two Readers see each question first. I say so to whoever asks.
    .easy = From now on two Readers see each question first.
challenge-one-more-reader = It takes two. Until there is another one, questions go to the room at once.
    .easy = It takes two. Who else could read?
challenge-how-readers-hear = Thank you. When a question has come, I show it to you alone. Please choose Private chat, so that it reaches you at once.
    .easy = Thank you. I show you a question alone. Please choose Private chat.
challenge-no-reader = You are no Reader here now.
# $who: the person
challenge-reads-no-more = { $who } was a Reader until today. Thank you.
# $number: the number of the question
# $who: the other Reader, or nobody
# $text: the question
# $day: until that day
challenge-read-it = A message from Alongside. Question { $number } has come, for its Readers alone: “{ $text }” With you reads: { $who }. Can it go out? Please say so by { $day }.
    .easy = A message from Alongside. Question { $number } has come, for its Readers: “{ $text }”. With you reads: { $who }. Can it go out? Please say so by { $day }.
# $number: the number of the question
# $who: the other Reader, or nobody
# $text: the question
# $day: until that day
challenge-read-still = A message from Alongside. Question { $number } still waits for its Readers: “{ $text }” It may name somebody. With you reads: { $who }. Undecided, it goes out on { $day }, with the name left out.
    .easy = A message from Alongside. Question { $number } still waits for its Readers: “{ $text }”. With you reads: { $who }. Undecided, it goes out on { $day }. The name is then left out.
challenge-read-how = It may sting, and that is normal. One of you can let it out. Holding it back takes both. Please do not guess who.
    .easy = It may sting. That is normal. One of you can let it out. Holding it takes both. Please do not guess who.
challenge-let-it-out = let it go out
challenge-hold-it = hold it back
challenge-leads-reads-no-more = You look after the group now. A question may be about that. So others read it first, or it goes to the room.
    .easy = You look after the group now. So others read it first. Or it goes to the room.
challenge-nothing-to-read = No such question waits for you now. To see what does, type: { word-questions }.
    .easy = No such question waits for you now. To see others, type: { word-questions }.
# $number: the number of the question
challenge-goes-out-now = Thank you. Question { $number } goes out, as soon as the room can hear it.
    .easy = Thank you. Question { $number } goes out soon.
# $number: the number of the question
# $question: how the question begins
challenge-why-hold = Why hold question { $number } back: “{ $question }”? The room reads the reason, and never the question. Choose one, or say it in a few words, with no name.
    .easy = Why hold question { $number } back: “{ $question }”? The room reads why. Choose one, or use a few words. Please say no name.
challenge-why-it-names-a-person = it names a person
challenge-why-it-could-harm = it could harm somebody
challenge-why-not-for-this-group = it is not for this group
challenge-because-it-names-a-person = It names a person.
challenge-because-it-could-harm = It could harm somebody.
challenge-because-not-for-this-group = It is not for this group.
challenge-because-undecided = It names a person, and nobody has decided.
# $words: why, in their words
challenge-because-own = The reason: “{ $words }”.
# $group: the name of the group
# $post: our text, the post
challenge-hold-sure = If you both hold it back, { $group } reads this, with both your names: { $post }
    .easy = Then { $group } reads this, with both names: { $post }
challenge-hold-it-back = hold it back, and say so
# $number: the number of the question
# $who: the other Reader
challenge-one-holds = Thank you. Question { $number } is held back once { $who } says so, too. If not, it goes out.
    .easy = Thank you. Question { $number } is held back if { $who } agrees.
# $number: the number of the question
challenge-only-one = Thank you. Holding question { $number } back takes two, and you are its only Reader now. Another Reader can say so, too.
    .easy = Thank you. Holding question { $number } back takes two. Another Reader can say so, too.
# $number: the number of the question
challenge-both-hold = Thank you. You both hold question { $number } back. Its words are deleted here. The room hears why. You can delete my lines about it in this chat.
    .easy = Thank you. You both hold question { $number } back. Its words are deleted here. The room hears why.
# $number: the number of the question
# $because: our texts, a sentence for each reason
challenge-held-back = Question { $number } is held back. { $because }
# $who: the two who read it
challenge-both-decided = { $who } decided this together.
challenge-two-decided = Its two Readers decided this together.
# $named: yes if it named somebody
challenge-send-again =
    { $named ->
        [yes] Its writer can send it again, without the name.
       *[no] Its writer can send it again, in other words.
    }
    .easy =
    { $named ->
        [yes] Its writer can send it again, with no name.
       *[no] Its writer can send it again, in other words.
    }
# $number: the number of the question
# $day: until that day
challenge-held-waiting = Question { $number } is held, waiting. It may name somebody, and its Readers have not decided. Undecided, it goes out after { $day }, with the name left out.
    .easy = Question { $number } is held, waiting. It may name somebody. Undecided, it goes out after { $day }. The name is then left out.
challenge-left-out = A name was left out, because its Readers have not decided.
    .easy = A name was left out. Its Readers have not decided.
# $number: the number of the question
challenge-line-waiting = Question { $number } is held, waiting for its Readers.

## The answer

# $number: the number of the question
# $question: how the question begins
challenge-your-answer = What do you answer to question { $number }: “{ $question }”? Short and honest is enough. You see the post before it goes out.
    .easy = What do you answer to question { $number }: “{ $question }”? Short and honest is enough. Nothing goes out yet.
# $group: the name of the group
# $post: our text, the post
challenge-post-answer = This goes to { $group }, with your name. It says: { $post }
challenge-your-group = your group
challenge-post-it = post it
    .also = yes | yes please | send | send it
# $number: the number of the question
# $who: who answers
# $text: the answer
challenge-answered = Question { $number }. { $who } answers: “{ $text }”
# $day: when it is closed
challenge-closes-on = Whoever asked can write back. Otherwise it is closed on { $day }.
# $number: the number of the question
challenge-posted = Your answer to question { $number } is in the room. Thank you.
    .easy = Your answer is in the room: question { $number }. Thank you.

## For anybody

challenge-none-open = No question is open now. To ask one without your name, type in private: { word-ask-without-my-name }.
    .easy = No question is open now. In private, you can type: { word-ask-without-my-name }.
# $number: the number of the question
# $text: how the question begins
challenge-line = Question { $number }: “{ $text }” Nobody is asked to answer yet.
# $number: the number of the question
# $text: how the question begins
# $who: who answers
# $day: by when
challenge-line-with = Question { $number }: “{ $text }” { $who } answers by { $day }.
# $number: the number of the question
# $text: how the question begins
# $day: when it is closed
challenge-line-answered = Question { $number }: “{ $text }” It is answered, and closed on { $day }.
    .easy = Question { $number }: “{ $text }”. It is answered, and closed on { $day }.
# $more: how many
challenge-and-more = { $more ->
        [one] One more is open.
       *[other] { $more } more are open.
    }
challenge-kept = I cannot tell which notes or answers without a name are yours. With your five words you can withdraw one.
    .easy = I cannot tell which notes without a name are yours. With your five words you can withdraw one.
challenge-kept-paid = I keep that you are paid to be here, as was said in the room.
    .easy = I keep that you are paid to be here.
challenge-kept-answers = You are asked to answer a question. I keep that, as the room heard it.
    .easy = You are asked to answer a question. I keep that.
# $day: until that day
challenge-kept-reads = I keep that you are a Reader until { $day }. To end it, type: { word-stop-reading-first }.
    .easy = You are a Reader until { $day }. I keep that. To end it: { word-stop-reading-first }.
