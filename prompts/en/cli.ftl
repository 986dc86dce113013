### audience: admin
### What the commands of the shell say.

cli-about = A chat companion for co-production groups. This version works on Matrix, and has a rehearsal room. Discord comes later.

cli-help-run = Start the bot with your settings, until it is told to stop.
cli-help-demo = Open the rehearsal room: a page on this computer, with no account.
cli-help-check = Say what is wrong with this installation, and what to do.
cli-help-backup = Write a checked copy of the database. It works while the bot runs.
cli-help-restore = Put a copy back. What is there now is kept beside it.
cli-help-help = Show these lines and stop.
cli-help-version = Show the version and stop.
cli-help-config = The settings file. Without this: config.toml in this folder.
cli-help-port = The port of the page. Without this: 8080.
cli-help-folder = Where the rehearsal is kept. Without this: .demo in this folder.
cli-help-target = Where to write the copy.
cli-help-source = The copy to put back. On a PostgreSQL server: none.
cli-help-force = Write over a copy that is there already.

# $words: what was typed
cli-not-understood = I do not understand: { $words }. Type alongside --help to see what I know.

# $address: of the page
cli-demo-ready = The rehearsal room is open. Go to { $address }
cli-demo-stop = To close it, press Ctrl and C.
# $port: the number
# $other: another number
cli-port-taken = Another program uses port { $port }. Choose another one, for example: alongside demo --port { $other }
# $port: the number
cli-port-not-a-number = The port must be a number from 0 to 65535, not { $port }.

# $path: the database
cli-already-running = Another Alongside is using { $path }. Only one can run at a time. Stop that one first.
# $why: the file and what SQLite says about it
cli-cannot-open = I could not open the database. The reason: { $why }. Run alongside check, or put a copy back.
# $path: the folder
cli-no-folder = I may not write to the folder { $path }. Check that it exists and that my user owns it.
cli-no-debug = I do not run in debug mode, as it writes down what people say. Unset PYTHONASYNCIODEBUG and leave out -X dev.
cli-no-platform = No chat platform is set up. Only the health page is there. The rehearsal room works: alongside demo.
cli-running = Alongside is running.
cli-stopped = Alongside has stopped. Nothing is lost.

control-not-understood = The running bot does not know this command. It may be an older version. Restart it and try again.
control-our-fault = The running bot could not do this, and it is my fault. Its log names the place.
# $path: the socket
control-not-yours = The bot runs as another user, so I may not ask it through { $path }. Try again as that user.
control-no-answer = The running bot did not answer. Wait a minute and try again.

# $path: the copy
# $size: in kilobytes
backup-done = The copy is in { $path }, with { $size } kB. I opened it again and checked it.
backup-private = It holds what people said. Keep it where only you can read it.
# $path: the copy
backup-exists = There is a file at { $path } already. Choose another name, or add --force to write over it.
# $path: the copy
backup-is-folder = { $path } is a folder. Please add a file name.
# $path: the folder
backup-no-folder = There is no folder { $path }. Make it first, or choose another place.
# $path: the copy
backup-same-file = { $path } is the database itself. Please choose another name for the copy.
# $path: the database
backup-no-database = There is no database at { $path } yet, so there is nothing to copy.
backup-on-server = Your database is on a PostgreSQL server, which makes its own copies. Run pg_dump there, as docs/admins.md says. It works while I run.
backup-copy-bad = The copy did not pass its check, so I removed it. The database may be damaged. Run alongside check.
# $path: the copy
backup-disk-full = There is not enough room to write { $path }. Nothing was changed. Make room, or choose another disk.
# $path: the copy
backup-read-only = I may not write { $path }. Nothing was changed. Choose a folder that my user may write to.
# $path: the copy
backup-failed = I could not write { $path }. Nothing was changed. Try another disk.

restore-on-server = Your database is on a PostgreSQL server. Stop me, and put the copy back there, as docs/admins.md says. Then run: alongside restore
restore-which = Please say which copy to put back, as in: alongside restore copy.db
restore-taken-up = I have taken up what was put back.
# $path: the copy
restore-done = The copy { $path } is in place.
# $path: where the earlier database is
restore-kept = What was there before is in { $path }. Delete it when you are sure you do not need it.
restore-doubt = Messages that waited when the copy was made are checked first, so that none is said twice.
# $path: the copy
restore-no-file = There is no file at { $path }. Check the name.
# $path: the copy
restore-same-file = { $path } is the database itself. Please name a copy.
# $path: the copy
restore-not-ours = { $path } is not a copy of Alongside's database. Nothing was changed.
# $path: the copy
# $version: its number
# $newest: the newest number this version knows
restore-newer = { $path } was made by a newer Alongside: step { $version }, and I know { $newest }. Update first. Nothing was changed.
# $path: the copy
restore-damaged = { $path } is damaged. Nothing was changed. Please try an older copy.
# $path: the copy
restore-unreadable = I could not read { $path }. Check that my user may read it. Nothing was changed.
# $path: the database
restore-failed = I could not put the copy in place of { $path }. What was there is still there.

check-well = All is well.
# $count: how many things are wrong
check-wrong =
    { $count ->
        [one] One thing is wrong. Please mend it, then run alongside check again.
       *[other] { $count } things are wrong. Please mend them, then run alongside check again.
    }
# $path: the settings file
check-config-good = The settings in { $path } are good.
check-config-none = There is no settings file, so I use what I know without one.
# $path: the database
check-database-good = The database { $path } opens.
# $path: the database
check-database-new = There is no database at { $path } yet. The bot makes it when it starts.
# $path: the database
# $version: of the running bot
check-database-running = The bot is running and uses { $path }. Its version is { $version }.
# $path: the database
check-database-elsewhere = Another program uses { $path } and does not answer me. Stop that program, then start the bot.
check-database-newer = This database was made by a newer Alongside. Please update first. Nothing was changed.
# $name: of the database
# $version: of the server
check-postgres-good = The database { $name } opens. PostgreSQL is { $version }.
# $name: of the database
# $version: of the server
check-postgres-new = The database { $name } is empty, and is filled when I start. PostgreSQL is { $version }.
check-postgres-library = The parts for PostgreSQL are not installed. Run: pip install "alongside[postgres]"
check-postgres-address = I cannot use the address of the database. It looks like this: postgresql://alongside@localhost/alongside
check-postgres-unreachable = The PostgreSQL server does not answer. Check that it runs, and the address under [database].
check-postgres-password = The PostgreSQL server does not let me in. Check the user in the address, the password, and pg_hba.conf there.
check-postgres-full = The PostgreSQL server takes no more connections. Close some there, or raise max_connections. Then start me again.
check-postgres-closed = I may not connect to this database. Make my user its owner, as docs/admins.md says.
check-postgres-secure = I could not make a safe connection to the PostgreSQL server. Check sslmode and sslrootcert in the address.
check-postgres-read-only = This PostgreSQL server lets me read, and not write. It may be a copy. Please give me the address of the main one.
check-postgres-no-database = The PostgreSQL server has no database of this name. Make it there with: createdb --owner=alongside --encoding=UTF8 --template=template0 alongside
check-postgres-no-rights = I may not make tables in this database. Make my user its owner, as docs/admins.md says.
# $version: of the server
# $oldest: that can be used
check-postgres-old = The server has PostgreSQL { $version }. I need { $oldest } or newer.
check-postgres-encoding = This database cannot hold all letters. Make a new one with: createdb --owner=alongside --encoding=UTF8 --template=template0 alongside
check-postgres-not-ours = This database holds tables of another program. Please give me one of my own.
check-postgres-bad = The PostgreSQL server did not do what I asked. Its own log says why.
# $settings: names of settings of the server
check-postgres-log = The server's log can get what people say, by these settings: { $settings }. docs/admins.md says how to change them.
# $path: the folder
check-folder-missing = The folder { $path } does not exist. The database belongs there. Please make it.
# $path: the folder
check-folder-closed = I may not write to { $path }. The database belongs there. Let my user own this folder.
# $path: the folder
check-folder-open = Other users of this computer can write to { $path }. The database is there. Run: chmod go-w { $path }
# $path: the file
check-database-open = Other users of this computer can read { $path }. It holds what people said. Run: chmod go-rwx { $path }
# $path: the settings file
check-settings-open = Other users of this computer can read { $path }. It may hold passwords. Run: chmod go-rwx { $path }
# $path: the folder
# $free: megabytes
check-disk-low = Only { $free } MB are free in { $path }. The bot needs room to keep what people say. Please make room.
# $free: megabytes
check-disk-good = There is room on the disk: { $free } MB.
# $version: of SQLite
check-sqlite = SQLite is { $version }. Some versions have a fault with two connections. I use only one, so all is well.
# $extra: name of the extra
# $platform: Matrix or Discord
check-extra-missing = The parts for { $platform } are not installed. Run: pip install "alongside[{ $extra }]"
# $port: number
check-port-taken = Another program uses port { $port }. Choose another one under [local] in the settings.
# $port: number
check-port-good = Port { $port } is free.
# $port: number
check-port-ours = Port { $port } is used by the bot itself.

# $names: the names of the phone lines
# $day: the day
check-lines-old = These phone numbers were last checked long ago, the first on { $day }: { $names }. Please ring each one. Then write the new day after checked in the settings.
check-no-lines = The settings name no phone lines, so I tell people of Samaritans only. To add more, see [phone_lines] in config.example.toml.
check-nobody-outside = No Supporter works for neither the council nor the charity. Some people talk only to somebody from outside. Please ask one, and add them: see [supporters] in config.example.toml.
# $name: the name of the Supporter
# $platform: the name of a chat platform
check-supporter-platform = { $name } has an account on { $platform }, which is not set up here. So they are told nothing there. Add an email or a phone.
check-supporters-good = People can ask to talk to somebody from outside.
# $name: the name of the Supporter
check-supporter-mail = { $name } has an e-mail address, and no mail server is set up. So they are told nothing. Fill in [mail] in the settings.
# $path: the file
check-bank-holidays-unreadable = I cannot read bank holidays from { $path }. It must be a calendar file with whole days, such as holidays.ics. Until then only the days I read before count. docs/admins.md says where to get one.
# $path: the file
# $day: its last day
check-bank-holidays-end = The bank holidays in { $path } end on { $day }. After that only weekends count. Please fetch the newest file, put it there, and start the bot again.
check-bank-holidays-good = Bank holidays are known for the months to come.
check-mail-good = The mail server lets me in.
