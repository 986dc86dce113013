# Small groups: for some minutes a few people talk by themselves.

word-small-groups = small groups
    .also = small group | breakout | breakouts | break out groups
    .help = Open small groups. You can add how many, and how long.
word-join = join
    .also = group | i choose
    .help = Be in a small group. Say its letter.
word-any-group = any group
    .also = any | either | random | come along | count me in
    .help = Be in a small group. Which one does not matter.
word-stay = stay
    .also = stay here | i stay | i stay here | staying
    .help = Stay here while others are in small groups.
word-put = put
    .help = Place somebody: a name, in, and a letter.
word-together = together
    .also = keep together
    .help = Two people stay together: who helps, with, and whom.
word-come-here = come here
    .also = please come here | come to us
    .help = Ask whoever leads to come to your small group.
word-our-lines = our lines
    .also = our three lines | three lines
    .help = Give the lines that all hear when you are back.
word-no-lines = no lines
    .also = take our lines back
    .help = Take the lines of your small group back.
word-five-more-minutes = five more minutes
    .also = 5 more minutes | more minutes | 5 minutes more
    .help = Give the small groups five more minutes.
word-back-together = back together
    .also = come back | everybody back
    .help = End the small groups now.

arg-groups = How many, and how long: 2, 14 minutes
arg-letter = The letter of the small group
arg-where = In which small group: a letter, or here
arg-whom = Whom they stay with
arg-lines = What your group would like all to hear

## Opening

# $count: how many, 2 to 6
# $time: when all are back
smallgroups-begun =
    { $count ->
        [2] Two small groups until { $time }.
        [3] Three small groups until { $time }.
        [4] Four small groups until { $time }.
        [5] Five small groups until { $time }.
       *[other] { $count } small groups until { $time }.
    }
# $label: its name
# $topic: the name of a topic
smallgroups-topic = { $label } is { $topic }.
# $a: our text, the topics before
# $b: our text, one more topic
smallgroups-topics = { $a } { $b }
# $labels: all the letters
smallgroups-choose = Type { $labels } or { word-stay }. Staying here is just as good.
    .slash = Press { $labels } or Stay. Staying here is just as good.
smallgroups-by-dice = Chance makes the groups. To be in one, type: { word-any-group }. Staying here is just as good.
    .slash = Chance makes the groups. To be in one, press: Count me in. Staying here is just as good.
smallgroups-same-app = In your group, people use the same app.
smallgroups-by-voice = I cannot open small rooms here. You can still split in your call.
smallgroups-come-along = Count me in
# $label: its name
smallgroups-letter = { $label }

smallgroups-ask-count = How many small groups would you like?
smallgroups-count-2 = Two
smallgroups-count-3 = Three
smallgroups-count-4 = Four
smallgroups-ask-minutes = How long would you like them to talk?
smallgroups-minutes-10 = 10 minutes
smallgroups-minutes-15 = 15 minutes
smallgroups-minutes-20 = 20 minutes
smallgroups-ask-how = How do people find their group?
smallgroups-how-choose = They choose
smallgroups-how-chance = By chance
# $shown: our text, the topics
# $count: how many groups
# $minutes: how long
# $how: choose or chance
# $topics: the topics as they were typed
# $group: the name of the group
smallgroups-preview = The room will read: { $shown } Shall I open the small groups now?
    .easy = The room will read: { $shown } Shall I open them now?

# $most: how many there can be at most
smallgroups-how-many = There can be two to { $most } groups here. Type: { word-small-groups } 2.
# $least: the fewest minutes
# $most: the most minutes
smallgroups-how-long = They can take { $least } to { $most } minutes. Type: { word-small-groups } 2, 15 minutes.
smallgroups-too-few = I know too few people here for small groups. Four are enough, once they have said hello.
    .easy = Small groups need four people. I know fewer here.
smallgroups-which-topics = Each group needs a topic. Type: { word-small-groups } 2, 15 minutes: A is page 1, B is page 2.
    .easy = Each group needs a topic. Type: { word-small-groups } 2: page 1, page 2.
# $most: the number of characters
smallgroups-long-topic = A topic can have { $most } letters. Please say it shorter.
# $time: when they begin
smallgroups-choosing-already = People are still choosing. The groups begin at { $time }. To end this, type: { word-back-together }.
# $time: when they began
smallgroups-apart-already = Small groups are on since { $time }. To end them, type: { word-back-together }.
smallgroups-none = There are no small groups now.

## Choosing

# $label: its name
# $time: when they begin
smallgroups-chose = You are in { $label }. It begins at { $time }. You can still change it.
# $time: when they begin
smallgroups-any = You are in a small group. At { $time } you hear which one.
# $time: when they begin
smallgroups-stays = You stay here. That is just as good. You can change it until { $time }.
smallgroups-stays-here = You stay here. That is just as good.
# $time: when it is said
smallgroups-said-aloud = At { $time } I say it to everybody, with your name.
    .easy = At { $time } I tell everybody, with your name.
# $whom: the person they help
smallgroups-with-whom = You stay with { $whom } today. You go where { $whom } goes.
# $label: its name, as it was typed
smallgroups-no-such = There is no small group “{ $label }”.
# $label: its name
# $who: the person who leads
smallgroups-in-one = You are in { $label } already. To change it, ask { $who }.
# $who: the person who leads
smallgroups-no-room = That group is not open here. You can ask { $who }.
# $label: its name
smallgroups-not-open = { $label } is not open for them now.
# $label: its name
smallgroups-joined = You are in { $label } now. Its room is in your list.
    .slash = You are in { $label } now. Its place is in your list.
# $time: until when
smallgroups-choose-until = You can choose a small group until { $time }.

## Who is where

# $label: its name
# $names: the people
smallgroups-group = { $label }: { $names }.
# $label: its name
# $platform: the name of a chat platform
smallgroups-label-on = { $label } on { $platform }
# $who: the person who helps
# $whom: the person they stay with
smallgroups-with = { $who } with { $whom }
# $names: the people
smallgroups-here = Here: { $names }.
# $names: the people
smallgroups-here-others = Here: { $names }, and everybody else.
# $label: its name
smallgroups-stays-closed = { $label } needs two people. It stays closed this time.
smallgroups-where = Each group has a room of its own. You are asked in now.
    .slash = Each group has a place of its own. It is in your list, under this channel.
    .easy = Each group has a room. You are asked in now.
smallgroups-nobody = We all stay together this time. That is just as good.
# $label: its name
smallgroups-no-place = I could not open a room for { $label }. You can talk here, or in a call.

## In a small group

# $label: its name
# $time: when all are back
# $who: the person who leads
smallgroups-here-you-are = This is { $label }. You have until { $time }.
# $topic: the name of a topic
smallgroups-about = It is about: { $topic }.
smallgroups-just-talk = Just talk, there is no list. I keep nothing of it.
# $label: its name
smallgroups-others-elsewhere = Some of { $label } use another app. You cannot read each other here.
smallgroups-three-lines = At the end, three short lines are enough. Type: { word-our-lines }, a colon, and your words.
    .slash = At the end, three short lines are enough. To give them, type: { word-our-lines }.
# $minutes: how many minutes are left
smallgroups-left =
    { $minutes ->
        [5] Five minutes left. Three short lines are enough.
        [1] One minute left.
       *[other] { $minutes } minutes left. Three short lines are enough.
    }
# $who: the person who leads
smallgroups-need = Need { $who }? Type: { word-come-here }.
# $time: when all are back
smallgroups-more = Five more minutes. We meet again at { $time }.
# $time: when all are back
smallgroups-go-on-until = Small groups now go on until { $time }.
# $who: the person who leads
smallgroups-called = { $who }, please come here when you can.
# $label: its name
smallgroups-come = Small group { $label } asks you to come. Its room is in your list.
    .slash = Small group { $label } asks you to come. Its place is in your list.
# $who: the person who leads
smallgroups-lead-told = I have told { $who }.
smallgroups-you-lead = You lead today. The others can call you with that word.
smallgroups-in-none = You are in no small group just now.

# $group: the name of the group
smallgroups-ask-lines = What would your group like all to hear? Three short lines are enough.
# $lines: the words of the small group
# $group: the name of the group
smallgroups-lines-preview = Your group reads this now. All hear it at the end: “{ $lines }” Is it right?
    .easy = Your group reads this now: “{ $lines }” Is it right?
smallgroups-lines-kept = Thank you. I say it when all are back.
# $label: its name
# $lines: the words of the small group
smallgroups-lines-shown = When all are back, I say: { $label } says: “{ $lines }” You can all change it. Type: { word-our-lines }, a colon, and other words. To take it back, type: { word-no-lines }.
    .slash = When all are back, I say: { $label } says: “{ $lines }” You can all change it. Type: { word-our-lines }. To take it back, type: { word-no-lines }.
    .easy = I say this later. { $label } says: “{ $lines }” You can all change it. Type: { word-our-lines }, and other words. To take it back, type: { word-no-lines }.
# $label: its name
smallgroups-lines-gone = Your lines are taken back. I say nothing for { $label }.

## For somebody else

# $who: the person
# $label: its name
smallgroups-put = { $who } is in { $label }.
# $who: the person
# $label: the name of the word stay
smallgroups-put-here = { $who } stays here.
# $who: the person who helps
# $whom: the person they stay with
smallgroups-together = { $who } stays with { $whom } today.
# $who: one person
# $whom: another person
smallgroups-two-apps = { $who } and { $whom } use two apps. They cannot share a small room.
smallgroups-who-helps = Who helps, and whom? Type: { word-together } Sam with Dilys.
# $name: what was typed
smallgroups-who-is-that = I do not know “{ $name }” here.
needs-put = Who is it, and where? Type: { word-put } Dilys in A.
needs-join = Which letter is it? Type: { word-join } A.
needs-together = Who stays with whom? Type: { word-together } Sam with Dilys.

## Back together

smallgroups-welcome-back = Welcome back.
# $label: its name
# $lines: the words of the small group
smallgroups-says = { $label } says: “{ $lines }”
smallgroups-go-back = Time to meet everybody again. Please go back to the big room. This one closes now.
    .slash = Time to meet everybody again. Please go back to the channel. This place closes now.
smallgroups-not-now = No small groups now. We stay together.
smallgroups-kept = I keep which small group you are in. I forget it when the groups end. Who stays with whom I forget after the meeting.
    .easy = I keep which small group you are in. After the meeting I forget it.

## Words that come too late

late-small-groups = I was away. No small groups were opened. Please say it again.
late-join = I was away. Please choose your small group again.
late-any-group = I was away. Please choose your small group again.
late-stay = I was away. You stay here, if you say nothing.
late-put = I was away. Nobody was placed. Please say it again.
late-together = I was away. Please say again who stays with whom.
late-come-here = I was away, so nobody was called. Please say it again.
late-five-more-minutes = I was away. The time is as it was. Please say it again.
late-back-together = I was away. Please say it again.
