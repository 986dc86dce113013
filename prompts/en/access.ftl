# What helps me take part: chosen in private, read by whoever plans with no names and no numbers.

word-what-helps-me = what helps me
    .help = Say what helps you take part. Whoever plans sees no name.
word-say-what-helps-me = say what helps me
    .help = Choose what helps you, one question at a time.
word-keep-what-helps-me = keep what helps me
    .help = Say that it is still right.
word-change-what-helps-me = change what helps me
    .help = Choose again what helps you.
word-ask-later-what-helps-me = ask later what helps me
    .help = Be asked again in a month.
word-forget-what-helps-me = forget what helps me
    .help = Alongside forgets what helps you.
word-may-alongside-ask-me = may alongside ask me
    .help = Choose if Alongside may ask you things in private.
word-planning-help = planning help
    .also = help with planning
    .help = See what helps people here, before you plan.
word-what-helps-for = what helps for
    .help = Say what helps somebody on the phone. They have to say yes.
word-say-what-helps-for = say what helps for
    .help = Choose what helps somebody on the phone.
word-keep-what-helps-for = keep what helps for
    .help = Say that it is still right for them.
word-change-what-helps-for = change what helps for
    .help = Choose again what helps them.
word-forget-what-helps-for = forget what helps for
    .help = Alongside forgets what helps them.
needs-what-helps-for = For whom? Type a name after: { word-what-helps-for }.
needs-keep-what-helps-for = For whom? Type a name after: { word-what-helps-for }.
needs-change-what-helps-for = For whom? Type a name after: { word-what-helps-for }.
needs-forget-what-helps-for = For whom? Type a name after: { word-what-helps-for }.
arg-answer = Yes or no

## What can be chosen. Whoever plans reads the same words, in a list.

access-mornings = start after 10:30
access-evenings = end by 7 in the evening
access-some-days = not on some days
access-monday = not on a Monday
access-tuesday = not on a Tuesday
access-wednesday = not on a Wednesday
access-thursday = not on a Thursday
access-friday = not on a Friday
access-saturday = not on a Saturday
access-sunday = not on a Sunday
access-large-print = large print
access-easy-words = papers in easy words
access-plain-text = plain text for a screen reader
access-call-before = a phone call before the meeting
access-more-time = more time for turns
access-breaks = a break every 30 minutes
access-company = bringing somebody along
access-captions = captions in the call
# $words: somebody’s own words
access-own = “{ $words }”

## The questions

access-begin = Let us see what helps you take part. Every question can be passed. I never ask why.
    .easy = What helps you take part? You can pass every question. I never ask why.
access-begin-again = Let us choose again. What you said before holds until the end.
    .easy = Let us choose again. Until the end, I keep what you said.
access-which-times = Which times work for you? You can choose several, like this: 1 2.
    .slash = Which times work for you? You can choose several, one by one.
access-which-days = Which days do not work for you? You can choose several, like this: 1 2.
    .slash = Which days do not work for you? You can choose several, one by one.
access-which-papers = How should papers come to you? You can choose several, like this: 1 2.
    .slash = How should papers come to you? You can choose several, one by one.
access-which-meeting = What helps you in a meeting? Camera off is always fine, and needs no asking. You can choose several.
    .easy = What helps you in a meeting? Camera off is always fine. You can choose several.
access-own-line = One more line for whoever plans? Say what to do, not why. A few words fit. Pass is fine.
# $seen: our text, what whoever plans would see
access-preview = Whoever plans would see: { $seen } No name is on it. With few answers they may guess it is you.
    .easy = Whoever plans would see: { $seen } It has no name. With few answers they may guess who.
# $helps: our text, what was chosen
access-seen-ours = { $helps }.
# $words: somebody’s own words
access-seen-own = “{ $words }”. Your own line is shown only if you choose that now.
    .easy = “{ $words }”. I show your own line only if you say so.
# $helps: our text, what was chosen
# $words: somebody’s own words
access-seen-both = { $helps }. Also: “{ $words }”. Your own line is shown only if you choose that now.
    .easy = { $helps }. Also: “{ $words }”. I show your own line only if you say so.
access-show-it = Show it
access-keep-for-now = Keep it until three people have answered
access-start-again = Start again
access-leave-it = Leave it
access-without-names = There may be a name in your line. It could show who. Please say it without names.
    .easy = There may be a name in your line. Please leave names out.

## What came of it

access-kept-shown = Thank you. I keep it, and whoever plans sees it. To change or forget it, type: { word-what-helps-me }.
    .easy = Thank you. Whoever plans sees it now. To change it, type: { word-what-helps-me }.
# $own: yes when there is a line of their own
access-kept-held =
    { $own ->
        [yes] Thank you. I keep it. Whoever plans sees it once three people have answered. Your own line is shown to nobody. To change or forget it, type: { word-what-helps-me }.
       *[no] Thank you. I keep it. Whoever plans sees it once three people have answered. To change or forget it, type: { word-what-helps-me }.
    }
    .easy =
    { $own ->
        [yes] Thank you. I keep it. It is shown once three people have answered. Your own line is not shown. To change it, type: { word-what-helps-me }.
       *[no] Thank you. I keep it. It is shown once three people have answered. To change it, type: { word-what-helps-me }.
    }
access-time-now = You have more time for your turns now.
access-chose-nothing = That is fine. I keep nothing about it.
access-chose-nothing-now = You chose nothing this time. I keep to what you said before. Is that right?
    .easy = You chose nothing. I keep what you said before. Is that right?
# $month: the month in which they said it
# $helps: our text, what was chosen
access-said = In { $month } you said what helps you: { $helps }. Is that still right?
    .easy = In { $month } you said: { $helps }. Is that still right?
access-still-right = Yes, it is
access-change-it = Change it
access-forget-it = Forget it
access-kept-on = Thank you. I keep to it.
access-forgotten = I have forgotten it. Nobody is told.
access-nothing-kept = I keep nothing about what helps you. To begin, type: { word-what-helps-me }.

## Asked in private, of people who agreed

access-may-i-ask = May I ask you things here sometimes? For example, if this is still right. Both answers are fine.
    .easy = May I ask you things here sometimes? Both answers are fine.
access-will-ask = Thank you. I ask rarely, and only here. To change that, type: { word-may-alongside-ask-me }.
    .easy = Thank you. I ask rarely. To change that, type: { word-may-alongside-ask-me }.
access-will-not-ask = That is fine. I will not ask you things here. To change that, type: { word-may-alongside-ask-me }.
    .easy = That is fine. I will not ask. To change that, type: { word-may-alongside-ask-me }.
# $month: the month in which they said it
# $helps: our text, what was chosen
access-is-it-right = A message from Alongside. You said I may ask. In { $month } you said what helps you: { $helps }. Is that still right? Until you answer, I keep to it.
    .easy = A message from Alongside. You said I may ask. In { $month } you said: { $helps }. Is that still right? Until you answer, I keep to it.
access-ask-later = Ask me later
access-never-ask = Do not ask me such things
access-later = That is fine. I ask again in a month. Until then I keep to it.

## For whoever plans

# $helps: our text, what helps people in this group
access-planning = What helps in this group: { $helps }.
# $words: somebody’s own words
access-planning-own = In somebody’s own words: “{ $words }”.
access-no-names = I say no names and no numbers. Please do not guess who.
access-no-instructions = I have nothing to show now. People can tell me in private what helps them. They type: { word-what-helps-me }. With few answers, some may wait.
    .easy = I have nothing to show now. People can tell me what helps them. In private, they type: { word-what-helps-me }.

## What is kept about me

# $day: the day on which they said it
# $helps: our text, what was chosen
access-keep = On { $day } you said what helps you: { $helps }. To change or forget it, type: { word-what-helps-me }.
    .easy = On { $day } you said what helps you: { $helps }. To change it, type: { word-what-helps-me }.
access-seen-now = Whoever plans sees it, with no name.
# $own: yes when there is a line of their own
access-seen-later =
    { $own ->
        [yes] Whoever plans sees it, with no name, once three people have answered. Your own line is shown to nobody.
       *[no] Whoever plans sees it, with no name, once three people have answered.
    }
    .easy =
    { $own ->
        [yes] It is shown once three people have answered. It has no name. Your own line is not shown.
       *[no] It is shown once three people have answered. It has no name.
    }
# $says: yes, no, or asked and not answered
access-keep-asking =
    { $says ->
        [yes] You said that I may ask you things here. To change that, type: { word-may-alongside-ask-me }.
        [no] You said that I may not ask you things here. To change that, type: { word-may-alongside-ask-me }.
       *[asked] I asked once if I may ask you things. You have not said, so I do not. To change that, type: { word-may-alongside-ask-me }.
    }
    .easy =
    { $says ->
        [yes] You said that I may ask you things. To change that, type: { word-may-alongside-ask-me }.
        [no] You said that I may not ask you things. To change that, type: { word-may-alongside-ask-me }.
       *[asked] I asked once if I may ask you things. You have not said. To change that, type: { word-may-alongside-ask-me }.
    }

## For somebody on the phone

# $who: the person on the phone
access-begin-for = Please read each question to { $who }. Each one can be passed. I never ask why.
    .easy = Please read each question to { $who }. They can pass every question.
# $seen: our text, what whoever plans would see
# $who: the name of the person on the phone
# $by: the name of whoever leads
access-preview-for = Please read this to { $who }. Whoever plans sees: { $seen }. No name is on it, but you know. The room reads: { $by } told me what helps { $who }. { $who } said yes to that. Does { $who } say yes?
    .easy = Please read this to { $who }. Whoever plans sees: { $seen }. You know who. The room reads: { $by } told me what helps { $who }. { $who } said yes to that. Does { $who } say yes?
access-they-say-yes = They say yes
access-they-say-no = They say no
# $who: the name of the person on the phone
# $by: the name of whoever leads
access-told-for = { $by } told me what helps { $who }. { $who } said yes to that.
# $who: the person on the phone
# $month: the month in which they said it
# $helps: our text, what was chosen
access-said-for = In { $month } { $who } said: { $helps }. Is that still right? Please ask { $who }.
# $who: the person on the phone
access-nothing-kept-for = I keep nothing about what helps { $who }. To begin, type: { word-what-helps-for } { $who }.
    .easy = I keep nothing about what helps { $who }. Type: { word-what-helps-for } { $who }.
# $who: the person on the phone
# $month: the month in which they said it
access-ask-by-phone = In { $month } { $who } said what helps. Please ask if it is right. Then type: { word-what-helps-for } { $who }.
    .easy = In { $month } { $who } said what helps. Is it still right? Type: { word-what-helps-for } { $who }.
