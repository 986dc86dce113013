### audience: admin

# $name: the bot's name there
discord-signed-in = I am signed in to Discord as { $name }.
discord-token-refused = Discord did not accept the token. On Discord’s page for developers, choose Reset Token under Bot. Put the new one into [discord] token, and start me again.
# $url: the address
# $reason: what the computer says
discord-unreachable = I cannot reach Discord at { $url }. The machine says: { $reason }. I go on trying. Please look at the network, and at Discord’s status page.
# $url: the address
discord-not-discord = Something answers at { $url }, and it is not Discord. Please look at [discord] api_base_url. Usually that line is not needed.
discord-banned = Something before Discord has sent me away for asking too often. I wait a minute. If it goes on, another program on this address may be the cause.

# $code: Discord's code
discord-sent-away = Discord ended the connection for good, with the code { $code }. I stay off, as trying again would end the same way. Please get a newer Alongside, or tell whoever makes it.

# $reason: Discord's code
discord-words-refused = Discord did not take my slash words: { $reason }. Buttons and typed words still work. Please tell whoever makes Alongside.

# $name: the bot's name there
discord-answers = Discord answers, and knows me as { $name }.
discord-elsewhere = Discord sends my slash words and buttons to another address. On Discord’s page for developers, under General Information, empty Interactions Endpoint URL.
discord-no-server = I am on no Discord server yet. How to invite me: docs/admins.md, “How do I invite it to our server?”
# $server: its number
discord-not-on-server = The settings name the server { $server }, and I am not on it. Correct [discord] guilds, or invite me there.
discord-no-room-yet = No group uses me on Discord yet. In your group’s channel, type: /help
# $channel: the channel
discord-channel-good = In { $channel } I may do all I need.
# $channel: the channel
discord-no-channel = The channel { $channel } is gone, or I am no longer on its server. If that was not meant, invite me again.
# $channel: the channel
discord-cannot-see = I cannot see the channel { $channel }. Nobody there can use me. On that channel, give my role the permission View Channel.
# $channel: the channel
discord-cannot-write = I may not write in the channel { $channel }. People get private answers, but the room hears nothing. Give my role the permission Send Messages there.
# $channel: the channel
discord-cannot-look-back = I may not look back in the channel { $channel }. What people type while I am away is lost. Give my role the permission Read Message History there.
# $channel: the channel
# $rights: the names of permissions on Discord
discord-cannot-open-places = I may not open rooms for small groups in { $channel }. All else works. If you would like them there, give my role these permissions: { $rights }.
# $server: its number
discord-cannot-make-events = I may not make events on the server { $server }, so its groups have none there. Give my role the permission Create Events, for the whole server. Everything else works.
# $server: its number
discord-too-many-events = The server { $server } has 100 events, and Discord takes no more. Meetings are planned all the same. Ask somebody there to remove some events.
# $channel: its number
discord-cannot-invite = I may not let people speak on the stage { $channel }. The list of hands works all the same. On that channel, give my role the permission Mute Members.
