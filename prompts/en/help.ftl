# Help and the private menu. Help is always the last line.

word-help = help
    .also = what can i type | words
word-menu = menu

# $words: the words that work now
help-words = You can type: { $words }.
# $words: the words that work now
help-lead = You lead, so also: { $words }.
help-menu = For things between us, type: menu.
# $words: the words that work now
help-room = You can type: { $words }. The room sees your name. More is in our private chat.
help-sign = Before a meeting, put ! before the word.
menu-start = A message from Alongside. Type a number. You can type stop at any time.
