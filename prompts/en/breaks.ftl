# Breaks in a meeting.

word-break = break
    .also = have a break | take a break
    .help = Whoever leads begins a break. They can add how many minutes.

# $time: when the break is over
breaks-until = Break until { $time }. You can leave, or stay and be quiet together.
    .easy = Break until { $time }. You can leave, or be quiet here together.
breaks-ask-for-one = Somebody who leads can begin a break. To ask for one, type: { word-pause }.
    .easy = Whoever leads begins a break. To ask for one, type: { word-pause }.
breaks-quiet-first = It is quiet now. To have a break, type: { word-carry-on }. Then type: { word-break }.
breaks-small-groups-first = Small groups are on, and they would not hear it. To end them now, type: { word-back-together }.
    .easy = Small groups are on. To end them now, type: { word-back-together }.
# $time: when the break is over
breaks-is-on = There is a break until { $time } already.
    .easy = There is a break until { $time }.
breaks-how-long = How many minutes is the break? It can be 1 to 60.
    .easy = How long is the break? It can be 1 to 60 minutes.
# $minutes: how many minutes
breaks-so-long = A break of { $minutes } minutes
breaks-none-yet = You have met for 45 minutes without a break. A short one may help. To begin it, type: { word-break }.
    .easy = You have met for 45 minutes. A short break may help. Type: { word-break }.
breaks-planned-now = You planned a break for now. To begin it, type: { word-break }.
    .easy = You planned a break for now. Type: { word-break }.

late-break = I was away. No break was begun. Please say it again.
