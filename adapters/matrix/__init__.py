"""Matrix: rooms, private chats and encryption, on any homeserver.

`wire` speaks HTTP, `events` and `rooms` check what strangers may have written, `crypto` keeps
the keys, `listening` follows the server, `ears` and `doors` take up what happens, `voice` says
things, `adapter` is what the bot sees. Nothing that comes over the wire is believed before it
was looked at.
"""
