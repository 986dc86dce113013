### What only the Matrix adapter says: about invitations, and about encrypted rooms.

# In the room or private chat, once.
matrix-unreadable = I could not read a message here. It was locked with a key I do not have. Please send it again. If that does not help, ask whoever looks after your group.
    .easy = I could not read a message here. Please send it again. Does it fail again? Then ask whoever looks after your group.
# In what was a private chat, once a day, when somebody writes there. Now others may read it: a third person was invited, or the room was opened.
matrix-not-private = This chat is not private any more. Other people may read it. To talk with me alone, please start a new chat with me.
    .easy = This chat is not private any more. Other people may read it. Do you want to talk with me alone? Then start a new chat with me.
# After the last words of a talk without a name, where others run the server.
matrix-taken-away = I now take away what we both said about this. This last line goes in ten minutes.
    .easy = I now take away what we both said about this. This line goes in ten minutes.
# The same, where the bot may only take away its own lines.
matrix-take-yours-away = I now take away my own lines about this. Yours I cannot take away. You can: hold each one, then choose Remove. This last line goes in ten minutes.
    .easy = I now take away my own lines. Yours I cannot take away. You can. Hold each one, then choose Remove. This line goes in ten minutes.
# The reason people see when the bot leaves an encrypted room, as it is set up without encryption.
matrix-cannot-read-here = This room is encrypted. I am set up without encryption, so I leave now. Please ask the people who run me.
    .easy = This room is encrypted. I cannot work in encrypted rooms. So I leave now. Please ask the people who run me.
# The reason people see when the bot turns an invitation down.
matrix-not-invited = Thank you for the invitation. Only some people may invite me. Please ask the people who run me.
