# The ladder of co-production: which step a meeting was planned as, and how far from that it felt.

word-ladder = ladder
    .also = the ladder | ladder of co-production
    .help = See the seven steps, and how the last meeting felt.
word-our-step = our step
    .help = Say which step the meeting is planned as: our step 6.
word-rate-our-step = rate our step
    .also = rate the step | how far up were we
    .help = Say which step the meeting felt like. Nobody sees your answer.

# The part of Alongside. People type its first word or all of it.
part-ladder = ladder steps of our meetings

needs-our-step = Which step, from 1 to 7? To see them, type: { word-ladder }.
ladder-one-to-seven = The ladder has steps 1 to 7. To see them, type: { word-ladder }.

# The steps, from the bottom. The names are those of the ladder; the rest are our own words.
ladder-step-1 = “Coercion”: others decide, people go along
ladder-step-2 = “Educating”: people are taught what is decided
ladder-step-3 = “Informing”: people are told what, and why
ladder-step-4 = “Consultation”: people are asked, others decide
ladder-step-5 = “Engagement”: people shape some of it
ladder-step-6 = “Co-design”: people shape the plan together
ladder-step-7 = “Co-production”: people decide and do it together
ladder-rather-not-say = rather not say
# $number: the number of the step
# $step: our text, the step
ladder-row = { $number }. { $step }.

ladder-steps = This is the ladder of co-production, from the bottom up. The National Co-production Advisory Group made it in 2016. Read more at Think Local Act Personal: https://www.thinklocalactpersonal.org.uk/Latest/Co-production-The-ladder-of-co-production/
    .easy = This is the ladder of co-production. The National Co-production Advisory Group made it. Read more at Think Local Act Personal: https://www.thinklocalactpersonal.org.uk/Latest/Co-production-The-ladder-of-co-production/
# $number: the number of the step
ladder-is-said = Step { $number } was said for our meeting.
# $number: the number of the step
# $step: our text, the step
ladder-this-meeting = This meeting is planned as step { $number } of 7. { $step }. You can question it.
    .easy = We plan this meeting as step { $number } of 7. { $step }. You can question it.
# $number: the number of the step
# $step: our text, the step
ladder-next-meeting = Our next meeting is planned as step { $number } of 7. { $step }. You can question it.
    .easy = We plan the next meeting as step { $number } of 7. { $step }. You can question it.
ladder-few-come = We are few, so I do not ask afterwards how it felt.
    .easy = We are few. So I do not ask how it felt.

# $day: the day of the meeting
# $number: the number of the step
# $felt: our text, how it felt
ladder-last = { $day } was planned as step { $number }. { $felt } What would help? We can talk about it.
ladder-felt-planned = It felt as planned.
ladder-felt-lower = It felt a step lower.
ladder-felt-much-lower = It felt much lower.
ladder-felt-higher = It felt higher.
ladder-felt-mixed = It felt different to different people.
# $day: the day of the meeting
# $floor: number of people, 5 or more
ladder-too-few = Fewer than { $floor } people rated { $day }. So nothing is shown, which protects everybody.
    .easy = Fewer than { $floor } people rated { $day }. So I show nothing. That protects everybody.
# $day: the day of the meeting
ladder-lost = I was restarted and lost how { $day } felt. I am sorry. Nobody saw it.
    .easy = I have lost how { $day } felt. I am sorry. Nobody saw it.

# Joined to the last post of a meeting.
ladder-opens = Which step did it feel like? Say it in private. Nobody sees who says what. Type: { word-rate-our-step }.
    .easy = Which step did it feel like? In private, type: { word-rate-our-step }.
    .slash = Which step did it feel like? Nobody sees who says what. Choose the button: rate our step.
# $day: the day of the meeting
ladder-asks = Which step did the meeting on { $day } feel like? I keep no names. The group only reads: as planned, a step lower, much lower, higher or mixed. Our yearly report counts meetings, and never people.
    .easy = How did the meeting on { $day } feel? Choose a step. I keep no names. The group reads how far it was from the plan. Our yearly report counts meetings, never people.
# $time: until that time
# $day: of that day
ladder-held = Thank you. Your answer is held, without your name. Until { $time } on { $day } you can change it. After that, see how it felt: { word-ladder }.
    .easy = Thank you. I hold your answer, not your name. You can change it until { $time } on { $day }. Then see how it felt: { word-ladder }.
ladder-not-now = Just now I do not ask how far up we were. I ask after a meeting that had a step.
    .easy = I do not ask that just now. I ask after a meeting that had a step.
ladder-kept = When I ask how a meeting felt, I cannot tell which answer is yours.
    .easy = I cannot tell which answer about a step is yours.
