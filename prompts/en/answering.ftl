# Answering points: who does, and how an answer is written, shown and sent on.

word-answerer = answerer
    .help = Ask somebody to answer points, until a day.
word-i-will-answer-points = i will answer points
    .also = i will be an answerer
    .help = Say yes to answering points, after you were asked.
word-stop-answering-points = stop answering points
    .also = i answer no more points
    .help = Stop answering points here.
word-who-answers-points = who answers points
    .also = who are the answerers
    .help = See who answers points here, and until when.
word-answerer-by-email = answerer by email
    .also = answerer by post
    .help = Add somebody who answers points by e-mail.
word-forget-answerer = forget answerer
    .help = Delete the name and address of somebody outside.
needs-answerer = Who could answer points? Type: { -sign }{ word-answerer }, and a name.
needs-forget-answerer = Whose name and address shall I delete? Type: { word-forget-answerer }, and the name.
    .easy = Whose address shall I delete? Type: { word-forget-answerer }, and the name.

## Who answers

# $who: the person who is asked
# $by: the person who asks
# $day: until that day
answering-will-you = { $who }, will you answer points of this group, until { $day }? { $by } asks. You would get one list a week, and one note on the day. Both come to you alone. Only your own yes counts. Type: { -sign }{ word-i-will-answer-points }.
    .easy = { $who }, will you answer points of this group? { $by } asks. It is until { $day }. You would get one list a week. To say yes, type: { -sign }{ word-i-will-answer-points }.
# $name: the name as it was typed
answering-not-here = I know nobody called { $name } here. Who is in the chat has to say hello first. For somebody outside, type to me alone: { word-answerer-by-email }.
    .easy = I know nobody called { $name } here. For somebody outside, type to me alone: { word-answerer-by-email }.
# $who: the person
answering-no-phone = I only know { $who } by phone, so I cannot send them a list.
    .easy = I know { $who } by phone only. I cannot send them a list.
# $most: how many
answering-enough = { $most } people answer points here. That is enough. One of them can stop with: { word-stop-answering-points }.
    .easy = { $most } people answer points here. That is enough.
answering-nobody-asked-you = Nobody has asked you yet. Somebody who leads can ask you in the room.
    .easy = Nobody has asked you yet.
# $who: the person
# $day: until that day
answering-answers = { $who } answers points of this group, until { $day }. Thank you.
    .easy = { $who } answers points until { $day }. Thank you.
answering-how-you-hear = Thank you. Once a week I show you alone what waits for you. Please choose Private chat, so that it reaches you.
    .easy = Thank you. Once a week I show you what waits. Please choose Private chat.
answering-no-answerer = You do not answer points here now.
# $who: the person
answering-no-more = { $who } answered points until today. Thank you.
answering-nobody = Nobody has said yes to answering points yet. Whoever leads can ask somebody in the room with: { -sign }{ word-answerer }, and a name.
    .easy = Nobody answers points yet. Who leads can ask somebody: { -sign }{ word-answerer }, and a name.
# $who: the person
# $day: until that day
answering-line = { $who } answers points, until { $day }.
# $who: the person
# $day: until that day
answering-line-outside = { $who } answers points by e-mail, until { $day }.
    .easy = { $who } answers by e-mail, until { $day }.
# $who: the person
# $address: an e-mail address
answering-address = Only who leads sees this address: { $who }, { $address }.
# $who: the person
# $day: the day they are back
answering-is-away = { $who } is away until { $day }.

## Somebody who is not in the chat

answering-which-name = What is the name of who answers by e-mail? The room reads it.
    .easy = Who answers by e-mail? The room reads the name.
answering-name-is-a-member = That name is in the group already. In the room you can type: { -sign }{ word-answerer }, and the name.
    .easy = That name is in the group. In the room, type: { -sign }{ word-answerer }, and the name.
answering-which-address = What is their e-mail address? Only people who lead see it. It looks like: name@example.org.
    .easy = What is their e-mail address? Only people who lead see it.
answering-until-when = Until which day do they answer? Then I delete the address. For example: 1 March.
    .easy = Until which day do they answer? For example: 1 March.
# $group: the name of the group, or our text
# $post: our text, the whole post
answering-outside-post = This goes to { $group }. It says: “{ $post }”
answering-your-group = your group
answering-post-it = Post it
answering-change-it = Change it
answering-leave-it = Leave it
# $who: the name of somebody outside
# $by: the name of who wrote down the address
# $day: until that day
answering-outside = { $who } answers points by e-mail, until { $day }. { $who } is not in this chat. { $by } wrote down the address. Only people who lead can see it.
    .easy = { $who } answers points by e-mail, until { $day }. { $by } wrote down the address. Only people who lead can see it.
# $who: the name of somebody outside
answering-outside-kept = It is posted. Please tell { $who } that I keep the address until then. To delete it sooner, type: { word-forget-answerer } { $who }.
    .easy = It is posted. Please tell { $who } that I keep the address. To delete it, type: { word-forget-answerer } { $who }.
# $name: the name as it was typed
answering-nobody-outside = I keep no address for { $name }.
# $who: the name of somebody outside
answering-forgotten = The name and the address of { $who } are deleted.
    .easy = The address of { $who } is deleted.

## What is kept

# $day: until that day
answering-kept = I keep that you answer points until { $day }. It ends then, or with: { word-stop-answering-points }.
    .easy = I keep that you answer points until { $day }.
# $day: the day they are back
answering-kept-away = I keep that you are away until { $day }.
    .easy = I keep: you are away until { $day }.
