# How a meeting left people, said in private and without a name.

word-how-today-left-me = how today left me
    .also = how the meeting left me
    .help = Say how the meeting left you. Nobody sees your answer.

# The part of Alongside. People type its first word or all of it.
part-asking = asking how a meeting left us

# Joined to the last post of a meeting.
pulse-opens = In private you can say how today left you. Nobody sees who says what. Type: { word-how-today-left-me }.
    .easy = In private you can say how today left you. Type: { word-how-today-left-me }.
    .slash = You can say how today left you. Nobody sees who says what. Choose the button: how today left me.
# $day: the day of the meeting
pulse-asks = How did the meeting on { $day } leave you? I keep no names. The group reads only: mostly lighter, mixed or mostly heavy.
    .easy = How did the meeting on { $day } leave you? I keep no names. The group reads only: mostly lighter, mixed, mostly heavy.
pulse-more = more about this
# $floor: number of people, 5 or more
pulse-more-about = The group reads a sentence only if { $floor } or more people answer. It is one of three: mostly lighter or okay, mixed, mostly tired or heavy. It never has a number. This is about the meeting, not about your health.
    .easy = The group reads it if { $floor } or more people answer. That is: mostly lighter or okay. Or mixed. Or mostly tired or heavy. I ask about the meeting, not your health.
pulse-option-lighter = lighter
pulse-option-okay = okay
pulse-option-tired = tired
pulse-option-heavy = heavy
pulse-option-rather-not-say = rather not say
# Who else can see it, by platform.
pulse-company = Discord sees that you used me, and when.
    .easy = Discord sees that you used me.
pulse-server = Whoever runs this server can learn your answer.
pulse-sealed = Who runs this server sees that we talk.
pulse-practice = This is practice. Nothing is private here.
# Where this machine has no memory that outlives the program.
pulse-until-restart = I hold it until I am restarted.
# $time: until that time
# $day: of that day
pulse-held = Thank you. Your answer is held, without your name. Until { $time } on { $day } you can change it. Just ask again: { word-how-today-left-me }. If you would like to talk, type: { word-talk-to-a-person }.
    .easy = Thank you. I hold your answer, not your name. You can change it until { $time } on { $day }. To talk to somebody, type: { word-talk-to-a-person }.
    .slash = Thank you. Your answer is held, without your name. Until { $time } on { $day } you can change it. Just choose the button again. If you would like to talk, type: { word-talk-to-a-person }.
pulse-not-now = Just now I do not ask how a meeting left you. I ask after our next one, until the morning after. If you would like to talk, type: { word-talk-to-a-person }.
    .easy = I do not ask that just now. I ask after our next meeting. To talk to somebody, type: { word-talk-to-a-person }.
pulse-few-come = We are a small group, so I could not hide your answer. A last round in words serves us better. If you would like to talk, type: { word-talk-to-a-person }.
    .easy = We are few here. I could not hide your answer. To talk to somebody, type: { word-talk-to-a-person }.
# $fewest: number of people
pulse-few-now = I ask once we are { $fewest } or more. In a smaller group I could hide nobody’s answer. Until then, a last round in words is kinder.
    .easy = I ask once we are { $fewest } or more. With fewer, I could hide nobody’s answer.

# $day: the day of the meeting
pulse-says-light = Thank you for saying how { $day } left you. It was mostly lighter or okay. If it was not so for you, that counts too. What would help next time? Tell us here, or when we meet.
    .easy = How did { $day } leave us? Mostly lighter or okay. If it was not so for you, that counts too. What would help next time?
# $day: the day of the meeting
pulse-says-mixed = Thank you for saying how { $day } left you. It was mixed. All of that is allowed. What would help next time? Tell us here, or when we meet.
    .easy = How did { $day } leave us? It was mixed. All of that is allowed. What would help next time?
# $day: the day of the meeting
pulse-says-heavy = Thank you for saying how { $day } left you. It was mostly tired or heavy. That is allowed, and nobody is alone with it. What would help next time? Tell us here, or when we meet.
    .easy = How did { $day } leave us? Mostly tired or heavy. That is allowed. You are not alone with it. What would help next time?
# $day: the day of the meeting
# $floor: number of people, 5 or more
pulse-too-few = Fewer than { $floor } people answered about { $day }. So I show nothing, and have let the answers go. That protects everybody. Not answering is always fine. Thank you for being here, whatever you chose. To talk to somebody, in private type: { word-talk-to-a-person }.
    .easy = Fewer than { $floor } people answered about { $day }. So I show nothing. That protects everybody. Not answering is fine. To reach somebody, in private: { word-talk-to-a-person }.
# $day: the day of the meeting
# $time: until that time
# $until: of that day
pulse-lost-ask-again = I was restarted and lost the answers about { $day }. I am sorry. Nobody saw them. Please answer again, if you like. There is time until { $time } on { $until }. In private, type: { word-how-today-left-me }.
    .easy = I have lost the answers about { $day }. I am sorry. Nobody saw them. You can answer again until { $time } on { $until }. In private, type: { word-how-today-left-me }.
    .slash = I was restarted and lost the answers about { $day }. I am sorry. Nobody saw them. Please answer again, if you like. There is time until { $time } on { $until }. Choose the button: how today left me.
# $day: the day of the meeting
pulse-lost = I have lost the answers about { $day }. I am sorry. That was my fault, not yours. Nobody saw them, and I do not ask again. You can still tell somebody. In private, type: { word-talk-to-a-person }.
    .easy = I have lost the answers about { $day }. I am sorry. Nobody saw them. I do not ask again. To reach somebody, in private: { word-talk-to-a-person }.
pulse-kept = When I ask how a meeting left you, I cannot tell which answer is yours.
    .easy = I cannot tell which answer about a meeting is yours.
