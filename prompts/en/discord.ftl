# What Alongside says only on Discord.

discord-not-here = I am not at work in this channel. Somebody who may manage it can bring me in.
    .easy = I am not at work in this channel yet. Somebody who may manage it can bring me in.
discord-bring = Bring Alongside in
discord-brought = Thank you. I am here now. My hello stands in the channel.
discord-only-managers = Only somebody who may manage this channel can do that. You can ask them.
    .easy = Only somebody who may manage this channel can.
discord-unheard = I may not write in this channel, so the others hear nothing from me. Whoever manages it can change that.
    .easy = I may not write here. The others hear nothing from me. Whoever manages it can change that.
discord-other-server = I am not set up for this server. Whoever runs me can change that.
discord-in-a-thread = I work only in the channel itself. Please ask me there.
