# The list of whoever leads: at most three things, in private.

word-my-list = my list
    .help = See at most three things for whoever leads.
word-look-back = look back
    .help = Say what came of the meeting, and what to carry on.
word-note-what-came = note what came
    .help = Answer what came of the meeting, after you were asked.
word-somebody-for-me = somebody for me
    .help = See who is there for whoever leads.
word-forget-my-ideas = forget my ideas
    .help = Delete what you wanted to carry to the next meeting.

mylist-list = A message from Alongside. Your list, when you have time. Nothing on it is urgent. Samaritans are on 116 123, day and night.
mylist-late = It comes late, because I was switched off.
mylist-how-are-you = How are you?
# $who: the person
mylist-how-are-you-with = How are you? You can talk to { $who }
mylist-look-back = What came of it, and what next
mylist-you-matter = Leading takes a lot, and how you are matters. I am a program, so please tell a person.
    .easy = Leading takes a lot. How you are matters. Please tell a person.
# $people: the names
mylist-you-can-talk = You can talk to { $people }. Only the one you choose is told.
    .easy = You can talk to { $people }. You choose one.
# $people: the names
mylist-they-lead-too = { $people } can lead too. You could talk to them.
mylist-day-and-night = Samaritans listen day and night, on 116 123.

# $aim: somebody’s own words
mylist-did-we = We wanted to leave with: “{ $aim }”. What came of it?
mylist-made = We made it
mylist-partly = We made a part of it
mylist-not-yet = Not yet
mylist-what-to-carry = What shall we carry to next time? One short line is enough.
    .easy = What shall we carry to next time? One line is enough.
mylist-nothing-to-carry = Nothing now
# $ideas: our text, a list of somebody’s own words
mylist-carried-so-far = You carry to next time: { $ideas }.
# $words: somebody’s own words
mylist-idea = “{ $words }”
mylist-noted = Thank you. The next meeting begins with that.
mylist-fine = That is fine.
mylist-carried = I keep that until the next meeting opens. Then I tell it to whoever leads.
    .easy = I keep it until the next meeting. Then I tell it to whoever leads.
mylist-forget-them = Delete all of it
# $most: a number
mylist-enough = I carry { $most } ideas at most, and those are kept. This one is not. You can delete them and begin anew.
    .easy = I carry { $most } ideas at most. This one is not kept. You can delete them.
mylist-nothing-carried = I carry no ideas to next time now. To add one, type: { word-look-back }.
    .easy = I carry no ideas now. To add one, type: { word-look-back }.
mylist-was-the-last = Our last meeting is over, so nothing is carried on.
    .easy = Our last meeting is over. Nothing is carried on.
mylist-forgotten = I have deleted your ideas for next time.
# $ideas: our text, a list of somebody’s own words
mylist-for-today = You wanted to carry to today: { $ideas }. I keep it no longer.
    .easy = You carry to today: { $ideas }. I keep it no longer.
