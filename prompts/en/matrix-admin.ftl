### audience: admin
### What the admin is told about Matrix at the start, by check, and while the bot runs: what happened, why, and what to do.
### docs/admins.md lists each that needs something done. A test sees to it that none is missing there.

## Signing in

# $user: name of the account
# $url: address of the server
matrix-signed-in = I am signed in to Matrix as { $user }, on { $url }. People can write to me now.
# $user: name of the account
matrix-not-tried = I have not signed in to { $user } yet, so I do not know whether its password is right. I find out at the first start.
# $user: name of the account
matrix-wrong-password = The Matrix server did not take the password of { $user }. Correct user_id or password in [matrix], then start me again.
# $user: name of the account
matrix-signed-out = The Matrix server no longer knows my sign-in to { $user }. If [matrix] has an access_token, put password in place of it and device_id. Then start me again.
# $user: name of the account
matrix-no-password-here = The Matrix server does not let me sign in to { $user } with a password. In [matrix], put access_token and device_id in its place.
# $user: name of the account
matrix-deactivated = The Matrix account { $user } is closed. Ask whoever runs the server. If it stays closed, make a new account, and put it in [matrix].
# $user: name of the account or device it is
# $wanted: name of the account or device it should be
matrix-another-account = My sign-in belongs to { $user }, but [matrix] says { $wanted }. Correct [matrix]. If you changed the account on purpose, move my store folder away first.

## The server

# $url: address of the server
# $reason: what the machine says
matrix-unreachable = I cannot reach the Matrix server at { $url }. The machine says: { $reason }. Check homeserver in [matrix], and that the server runs. While I run, I keep trying.
# $url: address of the server
matrix-not-matrix = Something answers at { $url }, but it is not a Matrix server. Correct homeserver in [matrix]. Whoever runs the server knows the address.
# $url: address of the server
matrix-answers = The Matrix server { $url } answers.
# $minutes: how many minutes
matrix-clocks =
    { $minutes ->
        [one] The clocks of this computer and of the Matrix server differ by { $minutes } minute. One of them is wrong, so meetings may start at a wrong time. To set this one, run: timedatectl set-ntp true
       *[other] The clocks of this computer and of the Matrix server differ by { $minutes } minutes. One of them is wrong, so meetings may start at a wrong time. To set this one, run: timedatectl set-ntp true
    }
matrix-slowed = The Matrix server slows me down, so answers come late. Ask whoever runs it to lift the limit for my account. How: docs/admins.md, “Why is the bot slow?”

## Keys and encryption

# $path: the folder
matrix-store-in-use = Another program uses my keys in { $path }. Two at once would lose messages. Stop the other one, then start me again.
# $path: the folder
matrix-store-closed = I may not read and write the folder { $path }, where my keys are. Let my user own it, then start me again.
# $path: the folder
matrix-store-open = Other users of this computer can read { $path }. My keys are there. Run: chmod -R go-rwx { $path }
# $path: the file
matrix-store-damaged = My keys are damaged, or not those of my device: { $path }. Move its whole folder away. If [matrix] has an access_token, put password in place of it and device_id. Then start me again.
# $path: the folder
# $user: name of the account
matrix-store-lost = My keys are not in { $path }, so I must sign in to { $user } anew. In [matrix], put password in place of access_token and device_id.
# $user: name of the account
matrix-needs-password = I must make new keys for { $user }, and need its password for that, once. In [matrix], put password in place of access_token and device_id.
# $user: name of the account
matrix-needs-person = The Matrix server wants a person to allow new keys for { $user }. How: docs/admins.md, “What if a person must allow the keys?”
# $user: name of the account
matrix-signed = My device on { $user } is signed, so people’s apps trust it.
# $user: name of the account
matrix-not-signed = My device on { $user } is not signed, so some people may not see what I write. Check that [matrix] has the password. Then start me again.

## Rooms

# $room: the room
matrix-may-not-write = I may not write in the Matrix room { $room }. Its settings do not let me. Ask somebody who manages the room to allow it.
# $room: the room
matrix-left-encrypted = I left the Matrix room { $room }, because it is encrypted and I am set up without encryption. Set encryption to true in [matrix], start me again, and invite me again.
# $room: the room
matrix-not-encrypted = I say nothing in the Matrix room { $room }, because it is encrypted and I am set up without encryption. Set encryption to true in [matrix], then start me again.
