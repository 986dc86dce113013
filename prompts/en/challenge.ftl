# Asking without a name.

word-ask-without-my-name = ask without my name
    .also = a question without my name | ask without a name
    .help = Ask the group something. I never keep who asks.

# $people: how many could have written it, 0 to 4
challenge-too-few =
    { $people ->
        [0] Nobody here could have written this but you. I cannot hide you here, so I did not send it. Somebody you trust can ask for you.
        [one] One person could have written this. I cannot hide you here, so I did not send it. Somebody you trust can ask for you.
       *[other] Only { $people } people could have written this. I cannot hide you here, so I did not send it. Somebody you trust can ask for you.
    }
    .easy = Only { $people } people could have written this. I cannot hide you here. I did not send it. Somebody you trust can ask for you.
# $day: when notes come out next
challenge-full = You have put two questions into the box. They come out on { $day }. You can write the next one after that.
    .easy = Two of your questions are in the box. They come out on { $day }. Then you can write the next one.
# $group: the name of the group
# $people: how many could have written it
# $guess: to how many of them somebody may get down
challenge-company = This goes to { $group }, without your name. I do not keep it. { $people } people could have written it. Somebody who watches closely may get down to { $guess }. Discord, the company, can see that you used me, and when.
    .easy = This goes to { $group }, without your name. I do not keep it. { $people } people could have written it. Somebody who watches may get down to { $guess }. Discord can see that you used me.
# $group: the name of the group
# $people: how many could have written it
# $guess: to how many of them somebody may get down
challenge-server = This goes to { $group }, without your name. It is not secret. Whoever runs this chat server can find out who wrote it. { $people } people could have written it. Somebody who watches closely may get down to { $guess }.
    .easy = This goes to { $group }, without your name. It is not secret. Who runs this server can find out. { $people } people could have written it. Somebody who watches may get down to { $guess }.
# $group: the name of the group
# $people: how many could have written it
# $guess: to how many of them somebody may get down
challenge-sealed = This goes to { $group }, without your name. I do not keep it. { $people } people could have written it. Somebody who watches closely may get down to { $guess }. Whoever runs this server sees that you wrote to me, and when.
    .easy = This goes to { $group }, without your name. I do not keep it. { $people } people could have written it. Somebody who watches may get down to { $guess }. Who runs this server sees that you wrote to me.
# $people: how many could have written it
# $guess: to how many of them somebody may get down
challenge-practice = This is practice. Nothing is private here. { $people } people could have written it. Somebody who watches closely may get down to { $guess }.
    .easy = This is practice. Nothing is private here. { $people } people could have written it. Somebody who watches may get down to { $guess }.
challenge-go-on = go on
challenge-leave-it = leave it
challenge-change-it = change it
challenge-write = What would you like to ask? You could begin: I wonder … Names, streets and dates can show who you are.
    .easy = What would you like to ask? You could begin: I wonder … A name or a street can show who you are.
challenge-no-words = There are no words yet. Nothing was sent.
# $most: how many letters
challenge-too-long = That is longer than { $most } letters. Nothing was sent. Could you make it shorter?
# $text: the question
# $group: the name of the group
# $day: when it comes out
challenge-goes-out = This goes to { $group }, with no name: “{ $text }” It comes out on { $day }. The answer comes in the group. Five easy words let you write back later.
    .easy = This goes to { $group }, with no name: “{ $text }”. It comes out on { $day }. The answer comes in the group.
challenge-send = send it
challenge-send-with-code = send it, with five words
challenge-not-yet = It is not in the box yet. I tell you here within two minutes. If I do not, please send it again.
    .easy = It is not in the box yet. I tell you here within two minutes. If not, please send it again.
# $day: when it comes out, at the soonest
challenge-in-the-box = It is in the box. It comes out on { $day }, or a little later. I hold nothing of it that shows who you are.
    .easy = It is in the box. It comes out on { $day }, or later. I do not keep who you are.
# $day: when it comes out, at the soonest
# $code: five easy words
challenge-in-the-box-code = It is in the box. It comes out on { $day }, or a little later. Your five words are: { $code }. Please write them down. I cannot show them again.
    .easy = It is in the box. It comes out on { $day }, or later. Your five words are: { $code }. Please write them down.
# $number: the number of the question
# $text: the question
challenge-released = Question { $number }, without a name: “{ $text }” Please do not guess who.
    .easy = Question { $number }, with no name: “{ $text }” Please do not guess who.
