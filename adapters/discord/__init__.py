"""Discord: slash words, buttons, forms, typed words by mention, and private answers.

Built on discord.py: its socket, its pace, its memory of guilds. No privileged intent is asked
for. Whatever is pressed or chosen is answered where only that person sees it; what is typed
must mention the bot, or stand in the direct messages that the person has begun.
"""

import warnings

with warnings.catch_warnings():
    # discord.py imports audioop, for sounds that we never play.
    warnings.simplefilter("ignore", DeprecationWarning)
    import discord  # noqa: F401
