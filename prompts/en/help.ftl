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
help-menu = For things between us, type: menu.
# $words: the words that work now
help-room = You can type: { $words }. The room sees your name. More is in our private chat.
help-room-before = No meeting is on now. Whoever leads can begin one. They type: start. More is in our private chat.
    .easy = No meeting is on now. Whoever leads types: start. More is in our private chat.
menu-start = A message from Alongside. Type a number. You can type stop at any time.
