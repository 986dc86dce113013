# Finding a time that suits most: offered in the room, answered in private.

word-find-time = find time
    .also = findtime | find a time
    .help = Offer some times, and hear which suit most people.
word-my-times = my times
    .also = times that suit me | when i can come
    .help = Say in private which of the offered times suit you.
word-times-for = times for
    .help = Say which times suit somebody who is on the phone.
word-offer-times = offer times
    .help = Choose the times that you offer.
word-post-times = post times
    .help = Post the times you were shown.
word-say-my-times = say my times
    .help = Say which times suit you, after you were asked.
word-say-times-for = say times for
    .help = Say which times suit somebody, after you were asked.
word-close-times = close times
    .help = Hear now which times suit most people.
word-call-off-times = call off times
    .help = Ask for no times any more.
word-leave-times = leave times
    .help = Leave the times as they are.

needs-times-for = Who is on the phone? Type: { word-times-for }, and the name.
arg-numbers = The numbers of the times that suit you

## Offering times

findtime-which-times = Which times do you offer? Two to eight. For example: Tuesday 10:30, or the Thursday after at 2.
    .easy = Which times do you offer? Two to eight. For example: Tuesday 10:30, Thursday at 2.
findtime-at-what-time = At what time of day is that? You can type: 10:30, or: 2 pm.
    .easy = At what time is that? You can type: 10:30, or: 2 pm.
findtime-until-when = Until when can people answer? You can also type a day.
    .slash = Until when can people answer? You can also write a day.
    .easy = Until when can people answer? You can type a day.
# $days: how many days
findtime-in-days = For { $days } days
# $days: how many days
findtime-in-a-week = For a week
findtime-how-many = Please offer two to eight different times.
findtime-too-soon = People need at least a day to answer. Please offer later times only.
    .easy = People need a day to answer. Please offer later times.
findtime-no-series = I can only offer single times here. For a series, type: { word-plan }.
    .easy = Only single times work here. For a series, type: { word-plan }.
# $words: somebody’s own words
findtime-not-got = I did not get this part: “{ $words }”. Please type all the times once more.
    .easy = I did not get this: “{ $words }”. Please type all the times again.
# $day: the day of the first time that is offered
# $time: the time of day of it
findtime-closes-too-late = The first time you offer is { $day } at { $time }. Please choose a day before it.
    .easy = The first time is { $day } at { $time }. Please choose a day before it.
findtime-open-so-long = People need at least a day, and a month is enough. Please choose another day.
    .easy = People need at least a day. A month is the most. Please choose another day.
findtime-too-few-here = With so few people here, my answer could show who said what. You can ask in the room instead.
    .easy = You are few people here. My answer could show who said what. Please ask in the room.
findtime-post-after-quiet = It is quiet now. You can post it when the group carries on.
    .easy = It is quiet now. You can post it after that.
findtime-open-already = Somebody else has just asked for times. Nothing was posted twice.
# $group: the name of the group, or none
# $against: our text, what helps people here, or none
# $post: our text, the whole post
findtime-preview =
    { $against ->
        [none] This goes to { checkin-place }. Nothing is posted yet. It says: { $post }
       *[some] One of these times goes against what helps here: { $against }. This goes to { checkin-place }. Nothing is posted yet. It says: { $post }
    }
    .easy =
    { $against ->
        [none] This goes to { checkin-place }. It is not posted yet. It says: { $post }
       *[some] One time goes against what helps here: { $against }. This goes to { checkin-place }. It is not posted yet. It says: { $post }
    }
findtime-post-it = Post it
    .also = yes | yes please | send | send it
findtime-change-it = Choose other times
findtime-leave-it = Leave it
    .also = no | no thanks | no thank you
findtime-left-it = That is fine. I changed nothing.

## The post

# $day: the day
# $time: the time of day
findtime-at = { $day } at { $time }
# $who: the person who asks
findtime-head = { $who } asks: which times suit you for a meeting?
    .easy = { $who } asks: which times suit you for a meeting?
# $number: the number of this time
# $day: the day
# $time: the time of day
findtime-number = Number { $number }: { $day } at { $time }.
# $day: the day
# $time: the time of day it is then
# $was: the time of day that is missing
findtime-clock-jumps = On { $day } the clock jumps over { $was }. So it is { $time }.
    .easy = On { $day }, { $was } does not exist. So it is { $time }.
# $day: the day
# $time: the time of day
findtime-comes-twice = On { $day }, { $time } comes twice. The first one is meant.
# $who: the person who asks
# $day: the last day
# $time: the time of day
findtime-how = To answer, open our private chat. Type: { word-my-times }. You can answer until { $day } at { $time }. Then I tell { $who } which times suit most. I say no names. Pass is fine.
    .easy = To answer, open our private chat. Type: { word-my-times }. You can answer until { $day } at { $time }. I tell { $who } which times suit most. I say no names. Pass is fine.
    .slash = To answer, type: { word-my-times }. You can answer until { $day } at { $time }. Then I tell { $who } which times suit most. I say no names. Pass is fine.

## Answering

findtime-which-suit = Which times suit you? You can choose several, like this: 1 2.
    .easy = Which times suit you? You can choose several: 1 2.
    .slash = Which times suit you? You can choose several, one by one.
# $who: the person on the phone
findtime-which-suit-them = Which times suit { $who }? You can choose several, like this: 1 2.
    .easy = Which times suit { $who }? You can choose several: 1 2.
    .slash = Which times suit { $who }? You can choose several, one by one.
findtime-all-of-these = All of these
findtime-none-of-these = None of these
findtime-some-and-none = You chose a time, and also none. Please choose once more.
    .easy = You chose a time, and also none. Please choose again.
# $times: our text, a list of days and times
findtime-said = These suit: { $times }.
findtime-said-none = None of these times suits.
# $day: the last day
# $time: the time of day
findtime-kept-mine = I keep this until { $day } at { $time }, and then delete it. To change it, type: { word-my-times }.
    .easy = I delete this on { $day } at { $time }. To change it, type: { word-my-times }.
# $who: the person on the phone
# $day: the last day
# $time: the time of day
findtime-kept-for = I keep this for { $who } until { $day } at { $time }. To change it, type: { word-times-for } { $who }.
    .easy = I keep this for { $who }. I delete it on { $day } at { $time }. To change it, type: { word-times-for } { $who }.
findtime-passed = You passed. That is fine. I keep nothing of it.
findtime-passed-after = You passed. That is fine. I deleted what was kept before.
findtime-other-times = Other times are offered now, so I kept nothing of that. You can answer for these.
    .easy = Other times are offered now. I kept nothing of that. You can answer for these.
findtime-none-open = No times are asked for now. Nothing was kept. For the next meetings, type: { word-when }.
    .easy = No times are asked for now. For the next meetings, type: { word-when }.
# $day: the last day
# $time: the time of day
findtime-keep-asked = You asked which times suit, until { $day } at { $time }. Your name is deleted then.
    .easy = You asked which times suit. I delete your name on { $day } at { $time }.
# $day: the last day
# $time: the time of day
findtime-keep = You told me so about the times that are offered. I delete it on { $day } at { $time }. To change it, type: { word-my-times }.
    .easy = You told me that about the times. I delete it on { $day } at { $time }. To change it, type: { word-my-times }.

## What came of it, for whoever leads

# $day: the last day
# $time: the time of day
findtime-open-now = People can still answer until { $day } at { $time }. What shall I do?
    .easy = People can answer until { $day } at { $time }. What shall I do?
findtime-close-now = Close it now, and tell me
findtime-call-off = Call it off
findtime-leave-open = Leave it open
# $day: the last day
# $time: the time of day
findtime-not-yet = Too few have answered to close it now. It stays open until { $day } at { $time }. That is fine.
    .easy = Too few have answered so far. It stays open until { $day } at { $time }. That is fine.
findtime-called-off = It is called off, and all answers are deleted. Please tell the group, as I post nothing.
    .easy = It is called off. All answers are deleted. Please tell the group yourself.
findtime-result = A message from Alongside. This is about the times you offered.
    .easy = A message from Alongside. It is about the times.
findtime-late = It comes late, because I was switched off.
# $times: our text, a list of days and times
findtime-most = Most of those who answered can come on { $times }.
    .easy = Most who answered can come on { $times }.
# $times: our text, a list of days and times
findtime-almost = Almost as many can come on { $times }.
    .easy = Almost as many can come on { $times }.
findtime-no-most = No time suits most of those who answered.
# $times: our text, a list of days and times
findtime-nearest = But these suit more people than the others: { $times }.
    .easy = But these suit more people: { $times }.
findtime-none-suits = No time suits most of those who answered. You could ask again, with other times.
# $helps: our text, what helps people in this group
findtime-best-against = This goes against what helps here: { $helps }.
findtime-yours = Your own answer is not counted in, as you know it.
    .easy = Your own answer is not counted in.
# $times: our text, a list of days and times
findtime-by-phone = People on the phone are not counted in. For all of them, these suit: { $times }.
    .easy = People on the phone are not counted in. For them, these suit: { $times }.
findtime-ask-by-phone = The answer by phone is not counted in. Please ask that person, too.
    .easy = The answer by phone is not counted in. Please ask that person too.
findtime-none-by-phone = People on the phone are not counted in. No time suits all of them.
findtime-few = Few answered, so I do not say which times suit. That protects everybody, and is fine.
    .easy = Few answered. So I do not say which times suit. That is fine.
findtime-all-past = All these times are past by now. You could offer others.
findtime-no-names = I say no names and no numbers. All answers are deleted.
# $day: the day
# $time: the time of day
findtime-plan-it = Plan { $day } at { $time }
# $day: the day
# $time: the time of day
findtime-move-it = Move our next meeting to { $day } at { $time }
    .easy = Move our next meeting to { $day } at { $time }
findtime-ask-again = Ask again
