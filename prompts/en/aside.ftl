# What is said on the road without a name, whatever it is about. No words of people stand in these.

# A talk without a name was asked for where what is typed stays.
# $group: the name of the group
aside-not-here = Please do not write it here. What you type here stays, and can be read. Please go to { $group }. Write there: @Alongside help. Then press: Menu. Only you see what comes then.
    .easy = Please do not write it here. What you type here stays. Please go to { $group }. Write there: @Alongside help. Then press: Menu.
# The draft is not held any more: a restart, or more than a day.
aside-gone = I no longer hold this. If I did not say that it is in the box, please write it again.
    .easy = I no longer hold this. Did I say that it is in the box? If not, please write it again.
# The first words of one's own after a restart, while a question with a name is open as well.
aside-restarted = I was restarted in between, so I have taken nothing of that. Was it for my last question? Then please send it again. Were you writing without your name? Then please begin again: { word-ask-without-my-name }.
    .easy = I was restarted. I have taken nothing of that. Was it for my last question? Then send it again. Were you writing without your name? Then begin again: { word-ask-without-my-name }.
# Words or a number that belong to nothing, on the day of a restart.
aside-begin-again = I was restarted not long ago. If you were in the middle of something, please begin again.
    .easy = I was restarted today. Were you in the middle of something? Please begin again.
# Where numbers were shown, something else was typed. What was asked follows, and the numbers.
aside-number = Nothing is lost. Please type one of these numbers. To leave it, type: { word-stop }.
# A button of an earlier step, or pressed twice.
aside-taken = I have taken that up already. Please look at my newest message.
# Words for the private chat stand in the room.
aside-in-the-room = Your words are in the room, with your name. I have not used them. You can delete them: hold the message, then choose Remove or Delete. We can go on here, in private.
    .easy = Your words are in the room, with your name. I have not used them. You can delete them: hold the message. We can go on here.
aside-stopped = That is fine. Nothing was sent, and I hold nothing of it.
    .easy = That is fine. Nothing was sent.
aside-help = You are writing without your name. The next thing you type is your words. To leave it, type: { word-stop }.
    .easy = You are writing without your name. Write your words now. To leave it, type: { word-stop }.
aside-not-kept = I could not keep this, so nothing was sent. It is my fault, not yours. I have told whoever runs me. Please try again tomorrow.
    .easy = I could not keep this. Nothing was sent. It is my fault, not yours. Please try again tomorrow.
# They wanted to take their words out of the box, and those are not in there any more.
aside-not-in-box = Your words are not in the box any more. They may have come out just now. Please look in the group. If they are there, { word-write-back } can withdraw them.
    .easy = Your words are not in the box any more. Please look in the group. If they are there, you can withdraw them: { word-write-back }.
aside-too-many-tries = You have tried a few times. That is all right. Please try again in an hour.
# $count: how many words were typed
aside-not-five = Those are five words, one after the other. I count { $count }. Please try again.
# $word: what was typed
aside-no-such-word = “{ $word }” is none of my words. Please look again, and type all five.
# $word: what was typed
# $meant: one of our words that is like it
aside-did-you-mean = “{ $word }” is none of my words. Do you mean “{ $meant }”? Please type all five again.
aside-try-again = try again
aside-lost-them = I have lost them
# The title and the one field of a form. Short: a platform cuts what is longer than 45 letters.
aside-form = Without your name
aside-words = Your words
# Stand in somebody's own words, where they mentioned whom or which room the bot does not know.
aside-somebody = somebody
aside-somewhere = a room
# For the admin.
aside-box-not-written = The box for words without a name cannot be written. New ones are refused until it can. Is the disk full, or the folder read-only? Please make room, or give me the right to write there.
    .easy = The box for words without a name cannot be written. Is the disk full? Please make room.
aside-ballots-not-written = Answers about how a meeting left people cannot be held now. People are told so. Is the folder in memory full, or not mine to write in? Please make room, or give me the right to write there.
    .easy = Answers about how a meeting left people cannot be kept. Is the folder in memory full? Please make room.
