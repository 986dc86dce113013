"""The rehearsal room: a chat platform on one page, for trying the bot and for practising.

One person opens the page and plays several people, with no account and no token. It serves
this computer only. Its messages, who left, and how far its clock was moved are kept in one
file (`rehearsal.db`) until somebody presses "Start again". A private card and its answer are
in no file: they live in memory until the program ends.
"""
