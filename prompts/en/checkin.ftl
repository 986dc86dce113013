# Rounds: everybody who likes says something, and nobody replies.

word-go-round = go round
    .also = go around | first round | start a round
    .help = Open the first round. You can add your own question.
word-last-round = last round
    .also = closing round
    .help = Open the last round. You can add your own question.
word-answer-ahead = answer ahead
    .also = send an answer ahead
    .help = Send your answer for the next first round.
word-my-answer = my answer
    .also = answer the round
    .help = Answer the round between meetings.
word-note-my-answer = note my answer
    .help = Let an answer that waits be a point as well.
word-note-that-answer = note that answer
    .help = Note the answer you were shown.
word-take-back-my-answer = take back my answer
    .also = take my answer back
    .help = Take back an answer that is not posted yet.
word-answer-for = answer for
    .help = Send an answer for somebody who is on the phone.
word-take-back-for = take back for
    .help = Take back an answer you sent for somebody.
word-round-between = round between
    .also = round between meetings
    .help = Prepare a round between meetings. You see it before it is posted.
word-regular-round = regular round
    .also = regular rounds | weekly round
    .help = Prepare a round that comes again and again.
word-begin-regular-round = begin regular round
    .help = Begin the regular round you were shown.
word-change-regular-round = change regular round
    .help = Change when the regular round comes, or its question.
word-stop-regular-round = stop regular round
    .also = stop regular rounds | stop weekly round
    .help = End the rounds that come again and again.
word-post-round = post round
    .help = Post the round you were shown.
word-write-my-answer = write my answer
    .help = Write your answer, after you were asked.
word-write-answer-for = write answer for
    .help = Write the answer of somebody on the phone, after you were asked.
word-send-answer = send answer
    .help = Send the answer you were shown.
word-plan-round = plan round
    .help = Choose the question and the days of a round between meetings.

## In a meeting

# $ask: our text, the question
# $lead: the person who leads today
checkin-first = First round. { $ask } Speak or type, in any order. Pass is fine. No replies now, we just listen. { $lead } goes last.
# $ask: our text, the question
# $lead: the person who leads today
checkin-round = A round. { $ask } Speak or type, in any order. Pass is fine. No replies now, we just listen. { $lead } goes last.
# $a: our text, the lines before
# $b: our text, one more line
checkin-lines = { $a }{ $b }
# $line: our text, which begins on a new line
checkin-line =
    { "" }
    { $line }
# $lines: our text, line by line
checkin-post = { $lines }
# $ask: our text, the question
# $lead: the person who leads today
checkin-last = Last round. { $ask } Few words are enough. Pass is fine. No replies now. { $lead } goes last.
# $who: the person who asks
# $words: somebody’s own words
checkin-own = { $who } asks: “{ $words }”
# $who: the person who is not here
# $words: somebody’s own words
checkin-sent = { $who } sent this: “{ $words }”
checkin-first-goes-on = More answers were sent for this round.
# $who: the person whose turn it is to begin
checkin-could-begin = { $who } could begin the round this time. You see who is here, so you decide.
checkin-quiet-now = It is quiet now, so I ask nothing. To go on, type: { word-carry-on }.
checkin-just-begun = A round has just begun. For another question, type it again soon.
checkin-own-in-room = Please type your own question in the room. There, everybody sees who asks.
    .slash = Please ask your own question in the room. There, everybody sees who asks. Write it like this: @Alongside go round: What went well?

## Answers that wait

checkin-ahead-words = This is for the next first round, if you are away then. What would you like to say? About 60 words fit.
    .easy = This is for the next first round. What would you like to say?
checkin-my-words = What is your answer to the round? Pass is fine. About 60 words fit.
# $ask: our text, the question
checkin-my-question = { $ask } Pass is fine. About 60 words fit.
checkin-other-words = What shall it say? About 60 words fit.
checkin-passed = You passed. That is fine. Nothing is shown.
checkin-for-words = What would they like to say? Please use their own words. About 60 words fit.
# $group: the name of the group, or none
checkin-place =
    { $group ->
        [none] your group
       *[other] { $group }
    }
# $round: ahead, between, or caller for somebody on the phone
# $group: the name of the group, or none
# $who: the person on the phone
# $words: somebody’s own words
checkin-preview =
    { $round ->
        [caller] This goes to { checkin-place }, with the name { $who }. It says: “{ $words }” Please read it to { $who } first.
        [between] This goes to { checkin-place }, with your name. It says: “{ $words }” All answers are posted together.
       *[ahead] This goes to { checkin-place }, with your name. It says: “{ $words }” I post it when the next first round begins.
    }
    .easy =
    { $round ->
        [caller] This goes to { checkin-place }. The name is { $who }. It says: “{ $words }” Please read it to { $who } first.
        [between] This goes to { checkin-place }, with your name. It says: “{ $words }” All answers are posted together.
       *[ahead] This goes to { checkin-place }, with your name. It says: “{ $words }” I post it in the next first round.
    }
checkin-who-by-phone = Who is on the phone?
checkin-which-round = Which round is it for?
checkin-round-ahead = The next first round
checkin-round-between = The round between meetings
checkin-post-it = Post it
    .also = yes | yes please | send | send it
checkin-change-it = Change it
checkin-only-lead = Only tell those who lead
checkin-leave-it = Leave it
    .also = no | no thanks | no thank you
checkin-kept-ahead = Kept for the next first round, for six weeks at most. To take it back, type: { word-take-back-my-answer }.
    .easy = Kept for the next first round. To undo it, type: { word-take-back-my-answer }.
# $day: the day on which all answers are posted
# $time: the time on that day
checkin-kept-between = Kept. All answers come together on { $day } at { $time }. To take it back, type: { word-take-back-my-answer }.
    .easy = Kept. I post all answers on { $day } at { $time }. To undo it, type: { word-take-back-my-answer }.
# $who: the person on the phone
checkin-kept-for = Kept, with the name { $who }. To take it back, type: { word-take-back-for } { $who }.
    .easy = Kept for { $who }. To undo it, type: { word-take-back-for } { $who }.
# $people: the names
checkin-told-leads = I told { $people }, and nobody else. I have not kept it.
# $who: the person who says it
# $words: somebody’s own words
checkin-for-leads = A message from Alongside. { $who } tells only those who lead: “{ $words }”
checkin-nobody-to-tell = Nobody else leads this group now. I told nobody, and kept nothing.
checkin-still-kept = An earlier answer still goes to the group, unless it is taken back.
    .easy = An earlier answer still goes to the group.
## An answer that is a point as well

checkin-can-be-a-point = It can be a point as well. Then somebody owes an answer to it. For that, type: { word-note-my-answer }.
    .easy = It can be a point as well. For that, type: { word-note-my-answer }.
# $group: the name of the group
# $words: somebody’s own words
checkin-as-a-point = When { $group } reads your answer, it becomes a point too: “{ $words }”. Your name is with it in the round. In the list of points it has no name. Somebody then owes an answer to it.
    .easy = It becomes a point of { $group }: “{ $words }”. In the round it has your name. In the list of points it has none.
checkin-note-it = Yes, note it
    .also = yes | yes please
checkin-noted = It becomes a point when the round is posted. To stop that before, type: { word-take-back-my-answer }.
    .easy = It will be a point. To stop that, type: { word-take-back-my-answer }.
checkin-nothing-to-note = No answer of yours waits now. To note your own words, type: { word-note-this }, and your words.
    .easy = No answer of yours waits. To note words, type: { word-note-this }, and your words.
checkin-no-points-here = This group does not keep points now. Your answer stays as it is.
    .easy = There are no points here now. Your answer stays.
checkin-too-long-for-a-point = A point has space for about 50 words. To note the part that matters, type: { word-note-this }, and those words.
    .easy = That is too long for a point. Type: { word-note-this }, and a part of it.
# $who: the person who sent it
# $words: somebody’s own words
# $number: the number of the point
checkin-sent-as-point = { $who } sent this: “{ $words }” Thank you. It is point { $number } now.
# $who: the person who says it
# $words: somebody’s own words
# $number: the number of the point
checkin-says-as-point = { $who } says: “{ $words }” It is point { $number } now.

checkin-taken-back = It is taken back. Nobody was told.
checkin-nothing-kept = I keep no answer of yours now.
# $who: the person on the phone
checkin-nothing-kept-for = I keep no answer of { $who } now.
checkin-nobody-by-phone = Nobody takes part by phone yet. To add somebody, type: { word-by-phone }, and the name.
    .easy = Nobody is on the phone yet. To add somebody, type: { word-by-phone }, and the name.
# $name: the name as it was typed
checkin-which-caller = I do not know “{ $name }” on the phone here. Who is it?
# $who: the person on the phone
checkin-caller = { $who }

## Between meetings

checkin-which-question = What shall I ask everybody? You can type your own question.
    .slash = What shall I ask everybody? You can write your own question.
checkin-from-bank = Choose one for me
checkin-which-day = When shall I post all answers together?
checkin-tomorrow = Tomorrow
# $days: how many days
checkin-in-days = In { $days } days
checkin-in-a-week = In a week
# $group: the name of the group, or none
checkin-draft = This goes to { checkin-place }. It says:
# $ask: our text, the question
# $day: the day on which all answers are posted
# $time: the time on that day
checkin-between = A round between meetings. { $ask } To answer, open our private chat. Type: { word-my-answer }. Pass is fine, and nobody is listed. I post all answers together on { $day } at { $time }.
    .easy = A round between meetings. { $ask } To answer, open our private chat. Type: { word-my-answer }. Pass is fine. Nobody is listed. I post all answers on { $day } at { $time }.
    .slash = A round between meetings. { $ask } To answer, type: { word-my-answer }. Pass is fine. Nobody is listed. I post all answers on { $day } at { $time }.
# $rule: our text, how often
# $ask: our text, the question
# $day: the day on which all answers are posted
# $time: the time on that day
checkin-regular = A round between meetings, { $rule }. { $ask } To answer, open our private chat. Type: { word-my-answer }. Pass is fine, and nobody is listed. I post all answers together on { $day } at { $time }.
    .easy = A round between meetings, { $rule }. { $ask } To answer, open our private chat. Type: { word-my-answer }. Pass is fine. Nobody is listed. I post all answers on { $day } at { $time }.
    .slash = A round between meetings, { $rule }. { $ask } To answer, type: { word-my-answer }. Pass is fine. Nobody is listed. I post all answers on { $day } at { $time }.
checkin-regular-when = When shall the round come? You can type: every Friday 10:00.
    .easy = When shall it come? For example: every Friday 10:00.
checkin-regular-one-day = One day of the week works for this. You can type: every Friday 10:00.
checkin-regular-time = At what time? You can type: 10:00, or: 2 pm.
    .easy = At what time? Type: 10:00, or: 2 pm.
checkin-which-rule = How often shall it come? You can type: every Friday 10:00. Or: every second Friday 10:00.
    .easy = How often? Type: every Friday 10:00. Or: every second Friday 10:00.
checkin-in-quiet-hours = I post nothing by myself at that time. Please choose a time in the day.
    .easy = That is in the quiet hours. Please choose a time in the day.
checkin-one-of-mine = Here comes a question, another one each time.
# $rule: our text, how often
# $time: the time at which it comes
# $group: the name of the group, or none
# $first: the day of the first one
# $ask: our text, the question
# $day: the day on which all answers to the first one are posted
checkin-regular-preview = This goes to { checkin-place }, { $rule } at { $time }. The first one comes on { $first }. It says: { checkin-regular }
    .easy = This goes to { checkin-place }, { $rule } at { $time }. The first is on { $first }. It says: { checkin-regular.easy }
    .slash = This goes to { checkin-place }, { $rule } at { $time }. The first one comes on { $first }. It says: { checkin-regular.slash }
checkin-begin-it = Begin it
# $rule: our text, how often
# $time: the time at which it comes
# $day: the day of the first one
checkin-regular-set = It is set: { $rule } at { $time }. The first one comes on { $day }. To change or end it, type: { word-regular-round }.
    .easy = It comes { $rule } at { $time }. The first is on { $day }. To change or end it, type: { word-regular-round }.
# $rule: our text, how often
# $time: the time at which it comes
checkin-regular-now = A round comes { $rule } at { $time }.
checkin-end-it = End it
checkin-regular-over = All of those days are past. Nothing was set. To begin again, type: { word-regular-round }.
    .easy = Those days are past. To begin again, type: { word-regular-round }.
checkin-regular-stopped = No more regular rounds will come.
# $day: the day on which all answers are posted
# $time: the time on that day
checkin-still-open = One is open still. Its answers come together on { $day } at { $time }.
    .easy = One is open still. I post its answers on { $day } at { $time }.
checkin-end-quiet-rounds = Rounds had no answers: end them
checkin-no-regular = There is no regular round now. To prepare one, type: { word-regular-round }.
    .easy = There is no regular round. To prepare one, type: { word-regular-round }.
checkin-draft-gone = That post is no longer current. To begin again, type: { word-round-between }.
checkin-post-after-quiet = It is quiet now. You can post it when the group carries on.
    .easy = It is quiet now. You can post it after that.
checkin-post-after-meeting = A meeting is on. You can post it when the meeting has ended.
    .easy = A meeting is on. You can post it after that.
checkin-open-already = A round between meetings is open already. The next one can come after it.
# $day: the first day on which it works
checkin-too-soon = The room gets one such round a week. The next one can come on { $day }.
    .easy = There is one such round a week. The next can come on { $day }.
checkin-none-open = No round between meetings is open now. Nothing was kept. For the next meeting, type: { word-answer-ahead }.
# $ask: our text, the question
checkin-gathered = Our round between meetings. { $ask }
# $who: the person who says it
# $words: somebody’s own words
checkin-says = { $who } says: “{ $words }”
checkin-gathered-goes-on = More from our round between meetings.
checkin-late = This comes late, because I was switched off.
checkin-held = This comes late, because it was quiet.
# $words: somebody’s own words
checkin-asked = The question is: “{ $words }”
checkin-thank-you = Thank you. No replies are needed.
checkin-none-came = Our round between meetings is over. It was a quiet one, and that is fine.
    .easy = Our round between meetings is over. It was quiet. That is fine.

late-go-round = I was away. No round was begun. Please say it again.
late-last-round = I was away. No round was begun. Please say it again.

needs-answer-for = Who is on the phone? Type: { word-answer-for }, and the name.
needs-take-back-for = Whose answer? Type: { word-take-back-for }, and the name.

checkin-kept-question = A regular round asks a question of yours, with your name.
    .easy = A regular round asks your question, with your name.
# $day: the day on which all answers are posted
checkin-kept-open = Until { $day } a round asks a question of yours, with your name.
    .easy = A round asks your question, with your name. It ends on { $day }.
checkin-kept = An answer you sent waits until it is posted. You can type: { word-take-back-my-answer }.
    .easy = Your answer waits until it is posted. You can type: { word-take-back-my-answer }.
