# A worry about a line of the charter, without a name.

word-worry-without-my-name = worry without my name
    .also = a worry | a worry without my name
    .help = Say which line you cannot live with, without your name.

# $crowd: our text, who could have sent it
# $guess: to how many of them somebody may get down
worry-company = Your group reads the worry without your name. I never keep who it was. { $crowd } could have sent it. Somebody watching closely may get down to { $guess }. Discord sees that you used me, and when.
    .easy = Your group reads the worry without your name. I never keep who it was. { $crowd } could have sent it. Somebody watching may get down to { $guess }. Discord sees that you used me.
# $organisation: the name of whoever runs the server
worry-server = { $organisation } runs this chat server. They can find out who sent this. Your group reads the worry without your name. It is not secret.
    .easy = { $organisation } runs this chat server. They can find out who sent this. Your group reads the worry without your name.
worry-sealed = Your group reads the worry without your name. I never keep who it was. Who runs this server sees that we talk. They cannot read it. I take my lines away afterwards.
# $crowd: our text, who could have sent it
# $guess: to how many of them somebody may get down
worry-practice = This is practice. Nothing is private here. { $crowd } could have sent it. Somebody watching closely may get down to { $guess }.
    .easy = This is practice. Nothing is private here. { $crowd } could have sent it. Somebody watching may get down to { $guess }.

worry-just-started = I have only just started. Please say that again in a minute.
    .easy = I have just started. Please say that again soon.
worry-no-lines = There are no lines to worry about yet.
worry-which = Which line can you not live with?
# Where words are typed: the first message had no room for it.
# $crowd: our text, who could have sent it
# $guess: to how many of them somebody may get down
worry-which-counted = In the group, { $crowd } could have sent it. Somebody watching closely may get down to { $guess }. Which line can you not live with?
    .easy = In the group, { $crowd } could have sent it. Somebody watching may get down to { $guess }. Which line can you not live with?
# $number: the number of the line
# $words: how the line begins
worry-line = { $number }: { $words }
worry-another = another line
# $number: the number of the line
# $words: the words of the line
# $group: the name of the group
# $day: when it comes out
worry-goes-out = There is a worry about line { $number }: “{ $words }”. This goes to { $group }, with no name. It comes out on { $day }. It does not say why.
    .easy = There is a worry about line { $number }: “{ $words }”. This goes to { $group }, with no name. It comes out on { $day }.
# Where the group has questions without a name.
worry-to-say-why = To say why, type: { word-ask-without-my-name }.

# Said in the room after a worry, with a name or without.
# $count: how many lines
# $lines: the number of each
worry-tried-again =
    { $count ->
        [one] Line { $lines } was agreed. We try it again until we have talked.
       *[other] Lines { $lines } were agreed. We try them again until we have talked.
    }
