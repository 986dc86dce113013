# What the bot itself says, whatever the feature.

# What stands before a word in a room. Where people type slash words it is left out by itself.
-sign = !
# The slash word after which every word can be said, where people type slash words.
slash-for-all = alongside
    .help = Type any word for Alongside. It shows you those that fit. Only you see what you type.
slash-words = The word, and what follows it

# $word: the word
app-did-you-mean = Did you mean “{ $word }”?
app-called = I am here. To see my words, type: { word-help }.
app-no-longer = That does not work any more. Nothing was changed. To see what works, type: { word-help }.
    .easy = That does not work any more. To see what works, type: { word-help }.
app-unknown-word = I do not know that word. To see my words, type: { word-help }.
app-nothing-asked = Nothing waits for a yes or no from you here. Nothing was changed.
    .easy = Nothing waits for your yes or no. Nothing was changed.
app-longer-text = I am a program, so I may miss what matters here. I have not kept this or passed it on. Samaritans listen day and night, on 116 123. If you are in danger now, ring 999. To talk to a person, type: { word-talk-to-a-person }.
    .easy = I am a program. I may miss what matters here. I have not kept this. Samaritans are on 116 123, day and night. If you are in danger now, ring 999. To talk to somebody, type: { word-talk-to-a-person }.
app-private-word = The room saw that word. I said nothing there. You can delete it: hold the message, then choose Remove. We can go on here.
    .easy = The room saw that word. I said nothing there. You can delete it. Hold the message, then choose Remove.
    .slash = The room saw that word. I said nothing there. You can delete it. Hold the message, then choose Delete. Next time, begin with a slash, or write to me alone. For that, type: { word-private-chat }.
app-not-apart = That word is for when all are together. In a small group you can just talk. To see what works here, type: { word-help }.
    .easy = In a small group you can just talk. To see what works here, type: { word-help }.
# $word: our text, the word
app-room-word = Please type that in the room. Everybody can see it there. It begins: { -sign }{ $word }.
    .easy = Please type that in the room. It begins: { -sign }{ $word }.
    .slash = Please type that in the room. Everybody can see it there. The word is: { $word }.
app-no-group = I do not know yet which group you are in. Please say hello in your group’s room. Type there: { -sign }{ word-say-hello }. If I am not in that room yet, somebody can invite me. To talk to somebody, Samaritans are on 116 123.
    .easy = Which group are you in? Say hello in its room. Type there: { -sign }{ word-say-hello }. To talk to somebody, ring Samaritans on 116 123.
    .slash = I do not know your group yet. Please say hello in its room. Type there: { word-say-hello }. If I am not there yet, somebody can add me. To talk to somebody, ring Samaritans on 116 123.
app-which-group = You are in more than one group. Which one is this for? Type its number.
    .easy = You are in several groups. Which one is this for? Type its number.
    .slash = You are in several groups. Which one is this for? Choose one.
# $name: the name of the group
app-group-name = { $name }
app-away = I was away. Please say that again.
app-missed = I was away for a while. Something I had to say here is too old now.
    .easy = I was away. Something I had to say is too old.
app-our-fault = That did not work. It is my fault, not yours. Nothing was changed. Please try again.
app-done = Done.
app-said-in-room = I have said it in the room.
app-not-now = That word does not work right now. To see what works, type: { word-help }.
    .easy = That word does not work now. Type: { word-help }.
# $who: the person who leads
app-for-facilitators = Only somebody who leads can do that. You can ask { $who }.
app-for-members = Please say hello to me first. Type: { word-say-hello }.
app-nobody-leads = Nobody leads this group now. Who manages the room can take it on. They type in the room: { -sign }{ word-i-look-after-this-group }.
    .easy = Nobody leads this group now. Who manages the room types: { -sign }{ word-i-look-after-this-group }.
# $part: what it is
app-part-off = I do not help with { $part } here yet. The group decides that. Somebody who leads can type: { -sign }{ word-switch-on } { $part }.
    .easy = I do not help with { $part } yet. The group decides. To ask, type: { -sign }{ word-switch-on } { $part }.

answer-yes = Yes
answer-no = No

form-number = Please type one of these numbers. To end this, type: { word-stop }.
    .slash = Please choose one of these. To end this, type: { word-stop }.
form-no-such-number = I have no such number here. Please type it once more, with a number or your own words.
    .easy = I have no such number. Type another one, or your own words.
    .slash = I have no such number here. Please choose one, or write your own words.
form-again = I did not get any words. Please type it once more. To end this, type: { word-stop }.
    .easy = I got no words. Please type it again. Or type: { word-stop }.
    .slash = I got no words. Please write it again. To end this, type: { word-stop }.

number-1 = one
number-2 = two
number-3 = three
number-4 = four
number-5 = five
number-6 = six
number-7 = seven
number-8 = eight
number-9 = nine

# $name: the name as it was typed
app-which-person = More than one person here is called “{ $name }”. Which one is it?
# $who: the person
app-that-person = { $who }
app-under-the-floor = That goes below what keeps everybody safe here. Please choose another.
    .easy = That is not possible here. Please choose another.
app-quiet-now = It is quiet now, so I say nothing in the room. To go on, type: { word-carry-on }.
    .easy = It is quiet now. To go on, type: { word-carry-on }.
app-group-chosen = Thank you. I remember that for now. Please say it again.

app-no-number = No numbers are open now. To see some, type: { word-menu }.
    .slash = That number does nothing now. To see what you can choose, type: { word-menu }.
app-unknown-private = I am a program and do not know those words. To see my words, type: { word-help }. To talk to somebody, Samaritans are on 116 123.
    .easy = I do not know those words. To see my words, type: { word-help }. To talk, ring Samaritans on 116 123.
form-closed = That question is closed now. I changed nothing and kept nothing. For my words, type: { word-help }.
    .easy = That question is closed now. I kept nothing. For my words, type: { word-help }.
# The word between two numbers, when several are typed: 1 and 3.
form-and = and
form-that-is-all = That is all
# $chosen: our text, what was chosen so far
form-so-far = So far: { $chosen }. Is there more?
form-help = A question is open. To go back, type: { word-back }. To end it, type: { word-stop }.


app-press-card = What you type here stays with your name, so I have not shown it. Please use the button. It leaves nothing that I can read.
    .easy = What you type here keeps your name. I did not show it. Please use the button.
app-waited = I could not reach you before. This was for you.
app-waited-too = Earlier I could not reach you. This was for you.
app-perhaps-seen = I was cut off while I answered you before. Perhaps you saw that answer. To see it now, type: { word-again }.
    .easy = I was cut off before. You may have missed my answer. To see it, type: { word-again }.
    .slash = I was cut off while I answered you before. Perhaps you saw that answer. To see it now, press: Show my answer. Or type: { word-again }.

form-write-it = Write my answer
# $typed: what was typed
form-or-a-word = “{ $typed }” is also a word for me. Which do you mean?
    .easy = “{ $typed }” can mean two things. Which do you mean?
form-my-answer = It is my answer
# $typed: what was typed
form-do-that = Do now: “{ $typed }”
    .easy = Do: “{ $typed }”
