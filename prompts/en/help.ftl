# Help and the private menu. Help is always the last line.

word-help = help
    .also = what can i type | words
    .help = See the words that work now.
word-thank-you = thank you
    .also = thanks | thank you very much | many thanks | thanks a lot
    .help = It is nice to hear.
help-thanked = You are welcome.
word-menu = menu
    .help = See what you can do in private, by number.

# $words: the words that work now
help-words = You can type: { $words }.
# $words: the words that work now
help-lead = You lead, so also: { $words }.
# $words: the words that work now
help-answerer = You answer points, so also: { $words }.
help-menu = For things between us, type: { word-menu }.
    .slash = For things between us, type: { word-menu }. In the room you can also write: @Alongside hand up.
# $words: the words that work now
help-room = You can type: { $words }. The room sees your name. More is in our private chat.
    .slash = You can type: { $words }. Only you see what you type with a slash. The room sees whose hand is up. For more, type: { word-menu }.
help-room-before = No meeting is on now. Whoever leads can begin one. They type: { word-start }. More is in our private chat.
    .easy = No meeting is on now. Whoever leads types: { word-start }. More is in our private chat.
    .slash = No meeting is on now. Whoever leads can begin one. They type: { word-start }. For more, type: { word-menu }.
menu-start = A message from Alongside. Type a number. You can type { word-stop } at any time.
    .slash = A message from Alongside. Only you see it. Choose one.
