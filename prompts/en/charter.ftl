# The charter: lines in the group's own words.

word-charter = charter
    .also = the charter | our charter | read the charter | read our charter | show the charter
    .number = line | lines | our line | charter line | read line | show line
    .help = Read our lines, or one of them: charter 4.

part-charter = charter lines on how we work together

# Said in the room when the group has said yes.
charter-now = We can write lines in our own words. It takes about fifteen minutes of a meeting. Then whoever leads types: { -sign }{ word-charter-start }.
    .easy = We can write our own lines in a meeting. Whoever leads types: { -sign }{ word-charter-start }.

# $count: how many lines
# $rows: our text, the lines, one below the other
charter-done-already =
    { $count ->
        [one] We do this already, so a line says it:
       *[other] We do this already, so our lines say it:
    }
    { $rows }
    .easy =
    { $count ->
        [one] We do this already:
       *[other] We do all this already:
    }
    { $rows }
# $count: how many lines
# $lines: the number of each
charter-agree-these =
    { $count ->
        [one] Do we agree on line { $lines }, too?
       *[other] Do we agree on lines { $lines }, too?
    } Please talk about it. Silence is not a yes.

# Reading it.

charter-none = There are no lines yet. The group can write some in a meeting. There, whoever leads types: { -sign }{ word-charter-start }.
    .easy = There are no lines yet. In a meeting, whoever leads types: { -sign }{ word-charter-start }.
# $rows: our text, the lines, one below the other
charter-suggested-so-far =
    These lines are suggested. We do not try them yet.
    { $rows }
# $version: a number
# $day: the day since when it reads so
# $rows: our text, the lines, one below the other
charter-whole =
    Our lines, version { $version }, since { $day }:
    { $rows }
# $number: the number of the line
# $words: somebody’s own words
charter-line-suggested = { $number }. “{ $words }” Only suggested.
# $number: the number of the line
# $words: somebody’s own words
charter-line-tried = { $number }. “{ $words }” We are trying it.
# $number: the number of the line
# $words: somebody’s own words
charter-line-agreed = { $number }. “{ $words }” Agreed.
# $number: the number of the line
# $words: somebody’s own words
charter-line-faded = { $number }. “{ $words }” Faded.
# $number: the number of the line
# $words: somebody’s own words
charter-line-dropped = { $number }. “{ $words }” Dropped.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day since when it stands so
charter-one-suggested = Line { $number }: “{ $words }”. Only suggested, since { $since }. We do not try it yet.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day since when it stands so
# $again: the day on which it is looked at again
charter-one-tried = Line { $number }: “{ $words }”. We are trying it since { $since }. We look again on { $again }.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day since when it stands so
# $again: the day on which it is looked at again
charter-one-agreed = Line { $number }: “{ $words }”. Agreed on { $since }. We look again on { $again }.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day on which it faded
charter-one-faded = Line { $number }: “{ $words }”. It faded on { $since }. Nobody had looked at it again.
# $number: the number of the line
# $words: somebody’s own words
# $since: the day on which it was dropped
charter-one-dropped = Line { $number }: “{ $words }”. We dropped it on { $since }.
# Said to whoever leads, below a line.
# $number: the number of the line
charter-lead-can-draft = To read out new lines in a meeting, type there: { -sign }{ word-our-draft }.
    .easy = To read it out, type in a meeting: { -sign }{ word-our-draft }.
# $number: the number of the line
charter-lead-can-agree = To ask the group for its yes, type in the room: { -sign }{ word-agree-line } { $number }.
    .easy = To ask the group, type there: { -sign }{ word-agree-line } { $number }.
# $number: the number of the line
charter-lead-can-drop = To ask the group if it goes, type in the room: { -sign }{ word-drop-line } { $number }.
    .easy = To ask if it goes, type there: { -sign }{ word-drop-line } { $number }.
# $number: the number of the line
charter-lead-can-bring-back = To ask if it counts again, type in the room: { -sign }{ word-bring-back-line } { $number }.
    .easy = To ask again, type there: { -sign }{ word-bring-back-line } { $number }.
# $most: the highest number of a line
charter-which-line = I do not know that line. Our lines have numbers from 1 to { $most }.
    .easy = I do not know that line. Numbers go from 1 to { $most }.

# What cannot be done now, and what to do instead.

charter-no-words = I did not get the words. Please say the line again.
# $most: a number
charter-too-long = A short line is easier to keep. Please make it shorter: at most { $most } words.
    .easy = Please make it shorter: at most { $most } words.
# $most: a number
charter-enough = We have { $most } lines. That is as many as people remember. You could drop or change one.
    .easy = We have { $most } lines. You could drop or change one.
# $number: the number of the line
charter-stands = Line { $number } counts already. A change needs the group’s yes.
    .easy = Line { $number } counts already. Please ask the group.
# $number: the number of the line
charter-only-suggested = Line { $number } is only suggested so far. To try it, type in a meeting: { -sign }{ word-our-draft }.
    .easy = Line { $number } is only suggested. In a meeting, type: { -sign }{ word-our-draft }.
# $number: the number of the line
charter-agreed-already = Line { $number } is agreed already.
# $number: the number of the line
charter-counts-no-more = Line { $number } does not count any more. To ask for it again, type: { -sign }{ word-bring-back-line } { $number }.
    .easy = Line { $number } does not count now. You can type: { -sign }{ word-bring-back-line } { $number }.
# $number: the number of the line
charter-ask-first = The group was not asked about line { $number }. To ask, type: { -sign }{ word-agree-line } { $number }. Silence is not a yes.
    .easy = Please ask the group first. Type: { -sign }{ word-agree-line } { $number }.
# $number: the number of the line
charter-look-first = The group was not asked about line { $number }. To ask, type: { -sign }{ word-look-again }.
    .easy = Please ask about line { $number } first. Type: { -sign }{ word-look-again }.

# The words.

word-charter-changes = charter changes
    .also = what changed in the charter
    .help = See what changed in our lines, and why.
word-what-we-know = what we know
    .help = See what we know, do not know yet, and hope.
word-worry-about-line = worry about line
    .help = Say that you cannot live with a line.
word-change-line = change line
    .help = Ask the group to change a line. You say why.
word-find-out = find out
    .help = Say that you find something out, and by when.
word-charter-start = charter start
    .help = Begin the first fifteen minutes about how we work together.
word-charter-next = charter next
    .help = Ask the next question of the first fifteen minutes.
word-charter-ideas = charter ideas
    .help = See a few ideas for lines. Only you see them.
word-write-line = write line
    .help = Write down a line, or line 4 anew: write line 4: words.
word-our-draft = our draft
    .help = Read out the new lines, to try them from today.
word-agree-line = agree line
    .help = Ask the group whether it agrees a line.
word-drop-line = drop line
    .help = Ask the group whether it drops a line.
word-bring-back-line = bring back line
    .help = Ask the group whether a line counts again.
word-group-says-yes-to = group says yes to
    .help = Say that people said yes to what was asked.
word-look-again = look again
    .help = Ask about the next line whose day has come.
word-keep-line = keep line
    .help = Say that the group keeps the line you asked about.
word-not-sure-about-line = not sure about line
    .help = Say that the group is not sure about that line.
word-line-suits = line suits
    .help = Choose for which meetings a line is.
word-add-known = add known
    .help = Put something on the list of what we know.
word-add-unknown = add unknown
    .help = Put something on the list of what we do not know.
word-add-hope = add hope
    .help = Put something on the list of what we hope.
word-now-known = now known
    .help = Say what we have found out about something unknown.
word-cross-out = cross out
    .help = Take something off these lists.
word-post-that-worry = post that worry
    .help = Post the worry that you have seen.
word-post-that-change = post that change
    .help = Post the change that you have seen.
word-post-that-answer-found = post that answer found
    .help = Post what you have found out, as you have seen it.

needs-worry-about-line = Which line is it? Type: { -sign }{ word-worry-about-line }, and its number.
needs-change-line = Which line is it? Type: { -sign }{ word-change-line }, and its number.
needs-find-out = What will you find out? Type: { -sign }{ word-find-out }, and its number.
needs-write-line = Which words? Type: { -sign }{ word-write-line }, a colon, and the line.
    .slash = Which words? Type: { word-write-line }, and the line.
needs-agree-line = Which line is it? Type: { -sign }{ word-agree-line }, and its number.
needs-drop-line = Which line is it? Type: { -sign }{ word-drop-line }, and its number.
needs-bring-back-line = Which line is it? Type: { -sign }{ word-bring-back-line }, and its number.
needs-group-says-yes-to = Yes to which line? Type: { -sign }{ word-group-says-yes-to } line 4, or its number.
    .easy = Yes to which line? Type: { -sign }{ word-group-says-yes-to } line 4.
needs-keep-line = Which line is it? Type: { -sign }{ word-keep-line }, and its number.
needs-not-sure-about-line = Which line is it? Type: { -sign }{ word-not-sure-about-line }, and its number.
needs-line-suits = Which line is it? Type: { word-charter }, and its number.
needs-add-known = What do we know? Type: { -sign }{ word-add-known }, a colon, and the words.
    .slash = What do we know? Type: { word-add-known }, and the words.
needs-add-unknown = What do we not know yet? Type: { -sign }{ word-add-unknown }, a colon, and the words.
    .easy = What do we not know? Type: { -sign }{ word-add-unknown }, and the words.
    .slash = What do we not know yet? Type: { word-add-unknown }, and the words.
needs-add-hope = What do we hope? Type: { -sign }{ word-add-hope }, a colon, and the words.
    .slash = What do we hope? Type: { word-add-hope }, and the words.
needs-now-known = What is it about? Type: { -sign }{ word-now-known }, and its number.
needs-cross-out = Which one is it? Type: { -sign }{ word-cross-out }, and its number.

arg-words = The words
arg-line = Which line
arg-kind = For which meetings

# The first fifteen minutes.

charter-begin = Let us take fifteen minutes for each other. How do we want to be together here? I keep none of this talk.
    .easy = Let us take fifteen minutes. How do we want to be together? I keep none of this talk.
charter-what-helps = First: what helps you in a meeting like this? Speak or type, in any order. Pass is fine.
    .easy = First: what helps you in a meeting? Speak or type. Pass is fine.
charter-what-hinders = Thank you. Now: what gets in the way? It can be a small thing. Nobody has to say why.
    .easy = Now: what gets in the way? It can be small. Nobody has to say why.
charter-when-we-disagree = Thank you. The last one: we will not always agree. What do we do then?
    .easy = The last one: what do we do when we disagree?
# $who: the person who leads
charter-go-on = When you have heard each other, { $who } types: { -sign }{ word-charter-next }.
    .easy = Then { $who } types: { -sign }{ word-charter-next }.
charter-next-question = Next question
charter-next-already = That question has been asked already.
charter-start-first = We have not begun yet. To begin, type: { -sign }{ word-charter-start }.
charter-now-our-lines = Now our lines, in your own words. Short ones are easiest to keep. Who has one? We start with a blank page.
    .easy = Now our lines, in your words. Short is good. Who has one?
# $who: the person who leads
charter-how-to-write = { $who } writes them down: { -sign }{ word-write-line }, a colon, and the words. To read them out: { -sign }{ word-our-draft }.
    .easy = { $who } types: { -sign }{ word-write-line }, and the words. Then: { -sign }{ word-our-draft }.
    .slash = { $who } writes them down: { word-write-line }, and the words. To read them out: { word-our-draft }.
charter-only-ideas = These are ideas from other groups, and no more. Your own words are better.
    .easy = These are only ideas. Your own words are better.
# $words: our text, a line
charter-an-idea = An idea, change it: “{ $words }”.
charter-idea-1 = Anybody can ask for quiet
charter-idea-2 = We let people finish
charter-idea-3 = We say things in plain words
charter-idea-4 = Cameras off is fine
charter-idea-5 = What people say here stays here
charter-idea-6 = When we disagree, we ask why first
# $number: the number of the line
# $words: somebody’s own words
charter-written = Line { $number }, suggested: “{ $words }”.
charter-nothing-new = There is nothing new to read out. To see our lines, type: { word-charter }.
    .easy = There is nothing new. To see our lines, type: { word-charter }.
# $count: how many lines
# $rows: our text, the lines, one below the other
charter-draft =
    { $count ->
        [one] Here is what we said, in one line:
       *[other] Here is what we said, in { $count } lines:
    }
    { $rows }
# $count: how many lines
# $rows: our text, the lines, one below the other
charter-draft-again =
    { $count ->
        [one] This line is new or changed:
       *[other] These { $count } lines are new or changed:
    }
    { $rows }
# $number: the number of the line
# $words: our text, or somebody’s own words
charter-bare-row = { $number }. “{ $words }”
charter-which-not = Which line can you not live with? Type its number here. Without your name, type in private: { word-worry-without-my-name }.
    .easy = Which line can you not live with? Type its number. Without your name, type in private: { word-worry-without-my-name }.
    .slash = Which line can you not live with? Choose it below. The last button is without your name.
# $count: how many lines
# $day: the day
charter-others-tried =
    { $count ->
        [one] If nobody worries about it, we try it from today.
       *[other] The others we try from today.
    } We look again on { $day }. Trying is not agreeing.
    .easy =
    { $count ->
        [one] If nobody worries, we try it from today.
       *[other] We try the others from today.
    } We look again on { $day }.
# $number: the number of the line
charter-line-number = Line { $number }
# $number: the number of the line
charter-off-the-draft = Line { $number } is off our draft.

# A worry.

# $count: how many lines
# $lines: the number of each
charter-worry-about =
    { $count ->
        [one] There is a worry about line { $lines }.
       *[other] There are worries about lines { $lines }.
    } Worries make it better. Who would like to talk about it?
    .easy =
    { $count ->
        [one] There is a worry about line { $lines }.
       *[other] There are worries about lines { $lines }.
    } Who would like to talk about it?
# $number: the number of the line
# $words: somebody’s own words
charter-what-is-it = Line { $number }: “{ $words }”. What worries you about it? Your name will stand with it. You see the post first.
    .easy = Line { $number }: “{ $words }”. What worries you? It will carry your name. You see it first.
charter-only-the-number = Say only that I have a worry
# $who: the person
# $number: the number of the line
charter-has-a-worry = { $who } has a worry about line { $number }.
# $who: the person
# $number: the number of the line
# $words: somebody’s own words
charter-has-this-worry = { $who } has a worry about line { $number }: “{ $words }”.
charter-makes-better = Worries make it better. Who would like to talk about it?
# $group: the name of the group
# $post: our text, the post
charter-post-that = This goes to { $group }, with your name. It says: { $post }
charter-your-group = your group
charter-post-it = post it
    .also = yes | yes please | send | send it
charter-change-it = change it
charter-leave-it = leave it
    .also = no | no thanks | no thank you
charter-posted = It is in the room now. Thank you.
charter-i-have-a-worry = I have a worry about it
charter-ask-a-change = Ask for a change

# Asking the group, and its yes.

# $number: the number of the line
# $words: somebody’s own words
charter-ask-agree = Line { $number }: “{ $words }”. We have tried it. Do we agree on it now? Please talk about it. Silence is not a yes.
    .easy = Line { $number }: “{ $words }”. Do we agree on it? Please talk about it. Silence is not a yes.
# $number: the number of the line
# $words: somebody’s own words
charter-ask-drop = Line { $number }: “{ $words }”. Shall we drop it? Please talk about it. Silence is not a yes.
# $number: the number of the line
# $words: somebody’s own words
charter-ask-back = Line { $number }: “{ $words }”. Shall it count again? Please talk about it. Silence is not a yes.
# $who: the person who leads
# $count: how many lines
# $lines: the number of each
charter-say-yes =
    { $count ->
        [one] When people have said yes, { $who } types: { -sign }{ word-group-says-yes-to } line { $lines }.
       *[other] When people have said yes, { $who } types: { -sign }{ word-group-says-yes-to } lines { $lines }.
    }
    .easy =
    { $count ->
        [one] After a yes, { $who } types: { -sign }{ word-group-says-yes-to } { $lines }.
       *[other] After a yes, { $who } types: { -sign }{ word-group-says-yes-to } { $lines }.
    }
charter-group-yes = The group says yes
# $number: the number of the line
# $words: somebody’s own words
charter-became-agreed = Line { $number } is agreed now, by people’s yes: “{ $words }”.
    .easy = Line { $number } is agreed now: “{ $words }”.
# $number: the number of the line
# $words: somebody’s own words
charter-became-kept = We keep line { $number }: “{ $words }”.
# $number: the number of the line
# $was: somebody’s own words, before
# $words: somebody’s own words, now
# $because: somebody’s own words, the reason why
charter-became-changed = Line { $number } was: “{ $was }”. Now: “{ $words }”. Why: “{ $because }”.
# $number: the number of the line
# $words: somebody’s own words
charter-became-dropped = We have dropped line { $number }: “{ $words }”.
# $number: the number of the line
# $words: somebody’s own words
charter-became-back = Line { $number } counts again: “{ $words }”. We try it.
# $day: the day
charter-again-on = We look again on { $day }.

# A change.

# $number: the number of the line
# $words: somebody’s own words
charter-new-words = Line { $number } says: “{ $words }”. How should it read?
charter-why-change = Why? One short sentence. The group reads it.
# $who: the person
# $number: the number of the line
# $was: somebody’s own words, before
# $words: somebody’s own words, now
# $because: somebody’s own words, the reason why
charter-would-change = { $who } would like to change line { $number }. It says: “{ $was }”. It would say: “{ $words }”. Why: “{ $because }”.
    .easy = { $who } would like to change line { $number }. Now: “{ $was }”. New: “{ $words }”. Why: “{ $because }”.
charter-i-go-by-it = I go by this line. Without it, I no longer do what it says.
    .easy = I do what this line says. Without it, I stop that.
charter-live-with-it = Can you live with the new words? Please talk about it. Silence is not a yes.
    .easy = Can you live with it? Please talk about it. Silence is not a yes.
# $number: the number of the line
charter-is-another-now = Line { $number } has changed meanwhile. To read it, type: { word-charter }.
    .easy = Line { $number } has changed. To read it, type: { word-charter }.
charter-no-changes = Nothing has changed in our lines yet.
# $rows: our text, the changes, one below the other
charter-what-changed =
    What changed in our lines:
    { $rows }
# $count: how many
charter-older-changes = There are { $count } older ones. For one line, type: { word-charter-changes }, and its number.
    .easy = There are { $count } older ones. Type: { word-charter-changes }, and a number.
# $day: the day
# $number: the number of the line
# $words: somebody’s own words
charter-step-written = { $day }: line { $number } was written down: “{ $words }”.
    .easy = { $day }: line { $number } was written: “{ $words }”.
# $day: the day
# $number: the number of the line
# $words: somebody’s own words
charter-step-tried = { $day }: we try line { $number }: “{ $words }”.
# $day: the day
# $number: the number of the line
# $words: somebody’s own words
charter-step-worry = { $day }: there was a worry about line { $number }: “{ $words }”. We talk first.
    .easy = { $day }: a worry about line { $number }: “{ $words }”.
# $day: the day
# $number: the number of the line
# $words: somebody’s own words
charter-step-agreed = { $day }: we agreed line { $number }: “{ $words }”.
# $day: the day
# $number: the number of the line
# $was: somebody’s own words, before
# $words: somebody’s own words, now
# $because: somebody’s own words, the reason why
charter-step-changed = { $day }: line { $number } was: “{ $was }”. Now: “{ $words }”. Why: “{ $because }”.
# $day: the day
# $number: the number of the line
# $was: the words of the line, before
# $words: the words of the line, now
charter-step-set = { $day }: line { $number } was: “{ $was }”. Now: “{ $words }”.
# $day: the day
# $number: the number of the line
# $words: somebody’s own words
charter-step-kept = { $day }: we kept line { $number }: “{ $words }”.
# $day: the day
# $number: the number of the line
# $words: somebody’s own words
charter-step-not-sure = { $day }: we were not sure about line { $number }: “{ $words }”.
    .easy = { $day }: not sure about line { $number }: “{ $words }”.
# $day: the day
# $number: the number of the line
# $words: somebody’s own words
charter-step-faded = { $day }: line { $number } faded: “{ $words }”. Nobody had looked at it again.
    .easy = { $day }: line { $number } faded: “{ $words }”.
# $day: the day
# $number: the number of the line
# $words: somebody’s own words
charter-step-dropped = { $day }: we dropped line { $number }: “{ $words }”.
# $day: the day
# $number: the number of the line
# $words: somebody’s own words
charter-step-back = { $day }: line { $number } counts again: “{ $words }”.

# Looking again.

# $number: the number of the line
# $words: somebody’s own words
# $day: the day
charter-look-tried = Line { $number }: “{ $words }”. We have tried it since { $day }. Keep it, change it, drop it, or not sure? To keep it is to agree it.
    .easy = Line { $number }: “{ $words }”. We try it since { $day }. Keep it, change it, drop it, or not sure?
# $number: the number of the line
# $words: somebody’s own words
# $day: the day
charter-look-agreed = Line { $number }: “{ $words }”. We agreed it on { $day }. Keep it, change it, drop it, or not sure?
    .easy = Line { $number }: “{ $words }”. Agreed on { $day }. Keep it, change it, drop it, or not sure?
# $who: the person who leads
# $number: the number of the line
charter-say-which = Please talk. Then { $who } types what people said: { -sign }{ word-keep-line } { $number }, or change, drop, not sure about.
    .easy = Please talk. Then { $who } types, for example: { -sign }{ word-keep-line } { $number }.
    .slash = Please talk about line { $number }. Then { $who } chooses below what people said.
charter-we-are-not-sure = Not sure
# $count: how many lines
# $lines: the number of each
charter-wait-for-you =
    { $count ->
        [one] The day of line { $lines } has come.
       *[other] The days of lines { $lines } have come.
    } To ask the group, type in the room: { -sign }{ word-look-again }.
    .easy =
    { $count ->
        [one] The day of line { $lines } has come.
       *[other] The days of lines { $lines } have come.
    } In the room, type: { -sign }{ word-look-again }.
# $day: the day
charter-none-due = No line waits to be looked at. The next day is { $day }.
# $number: the number of the line
# $day: the day
charter-not-sure-yet = Line { $number } stays as it is. We look again on { $day }.
# $who: the person who leads
charter-next-one = One more waits. { $who } can type: { -sign }{ word-look-again }.
charter-like-ourselves = That was the last one for today. A question to end with: do we still talk like ourselves?
    .easy = That was the last one. Do we still talk like ourselves?
charter-some-wait = Look again at our lines
# $count: how many lines
# $lines: the number of each
charter-have-faded =
    { $count ->
        [one] Line { $lines } has faded, as nobody renewed it.
       *[other] Lines { $lines } have faded, as nobody renewed them.
    } To ask for it again, type: { -sign }{ word-bring-back-line }, and the number.
    .easy =
    { $count ->
        [one] Line { $lines } has faded.
       *[other] Lines { $lines } have faded.
    } You can type: { -sign }{ word-bring-back-line }, and the number.

# For which meetings a line is.

charter-for-which-meetings = For which meetings it is
charter-suits-what = For which meetings is it? I then say it more often there.
    .easy = For which meetings is it?
# $number: the number of the line
charter-suits-now = Line { $number } is for such meetings now. Any others?
# $number: the number of the line
charter-suits-no-more = Line { $number } is not for such meetings any more.
    .easy = Line { $number } is not for such meetings now.
charter-suits-heavy = Meetings with a hard part
charter-suits-new = Somebody new is there
charter-suits-limits = There is something we cannot change

# Three lists.

# $lists: our text, the lists, one below the other
charter-our-lists = { $lists }
charter-lists-empty = These lists are empty now.
# $rows: our text, one below the other
charter-are-known =
    We know:
    { $rows }
# $rows: our text, one below the other
charter-are-unknown =
    We do not know yet:
    { $rows }
# $rows: our text, one below the other
charter-are-hope =
    We hope:
    { $rows }
# $number: a number
# $words: our text, or somebody’s own words
# $day: the day
charter-unknown-row = { $number }. “{ $words }” We look again on { $day }.
# $number: a number
# $words: our text, or somebody’s own words
charter-unknown-row-due = { $number }. “{ $words }” We can look at it again now.
charter-unknowns-wait = Look again at what we do not know
# $number: a number
# $words: our text, or somebody’s own words
# $who: the person
# $day: the day
charter-unknown-row-with = { $number }. “{ $words }” { $who } finds out by { $day }.
charter-standing-strengths = What each of us is good at
charter-standing-words = Which words we like to use
charter-standing-barriers = What makes it hard to take part here
# $number: a number
# $words: somebody’s own words
charter-added-known = We know, number { $number }: “{ $words }”.
# $number: a number
# $words: somebody’s own words
charter-added-unknown = We do not know yet, number { $number }: “{ $words }”. Who finds out? They type: { -sign }{ word-find-out } { $number }.
    .easy = We do not know yet, number { $number }: “{ $words }”. To find out, type: { -sign }{ word-find-out } { $number }.
# $number: a number
# $words: somebody’s own words
charter-added-hope = We hope, number { $number }: “{ $words }”.
# $most: a number
charter-list-is-long = There are { $most } on that list already. You could cross one out: { -sign }{ word-cross-out }.
    .easy = That list has { $most }. To take one off, type: { -sign }{ word-cross-out }.
charter-no-such-item = I do not know that number. To see the lists, type: { word-what-we-know }.
    .easy = I do not know that number. Type: { word-what-we-know }.
charter-no-such-unknown = That is not on the list of what we do not know.
    .easy = That is not an unknown.
charter-which-day = I did not get the day. It can be up to half a year from now: by 9 June.
    .easy = Which day? For example: by 9 June.
# $who: the person
# $number: a number
# $day: the day
charter-finds-out = { $who } finds out about number { $number } by { $day }. Thank you.
    .easy = { $who } finds out about { $number } by { $day }.
# $number: a number
charter-crossed-out = Number { $number } is crossed out.
# $number: a number
charter-what-do-we-know = What do we know now, about number { $number }? One short line.
    .easy = What do we know now about { $number }?
# $group: the name of the group
# $post: our text, the post
charter-post-this = This goes to { $group }. It says: { $post }
# $number: a number
# $words: somebody’s own words
charter-known-now = Number { $number } is not unknown any more. We know now: “{ $words }”.
    .easy = We know now, number { $number }: “{ $words }”.
# $number: a number
# $day: the day
charter-kept = You find out about number { $number } of our unknowns, by { $day }.
    .easy = You find out about number { $number }, by { $day }.
