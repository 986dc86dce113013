### audience: admin
### What is wrong with the settings: what happened, why, and what to do.

# $file: name of the settings file
# $line: number of the line
config-at-line = { $file }, line { $line }:

# $file: name of the settings file
config-at-file = { $file }:

# $variable: name of an environment variable, or a file that systemd gave
config-at-variable = { $variable }:

# $count: how many problems there are
config-problems =
    { $count ->
        [one] One setting needs your help.
       *[other] { $count } settings need your help.
    }

# $path: where the settings file was looked for
config-no-file = There is no settings file at { $path }. Copy config.example.toml to that place, and fill it in.

# $path: the settings file
# $reason: what the machine says
config-unreadable = I could not read { $path }. The machine says: { $reason }. Check that my user may read it.

config-not-utf8 = The file is not plain text in UTF-8. Open it in a text editor. Save it again as UTF-8.

config-twice = Something here or just above is set twice. Keep one of them and remove the other.

config-needs-quotes = The value on this line has no quotation marks. Write it like this: name = "value".

config-broken-line = I cannot read this line. A setting looks like this: name = "value". Check quotation marks and brackets.

# $section: the part in square brackets
# $name: the unknown name
# $guess: the nearest name we know
config-unknown-key-close = [{ $section }] { $name } is not a setting. Did you mean { $guess }?

# $section: the part in square brackets
# $name: the name
# $other: the part where it belongs
config-unknown-key-elsewhere = { $name } is not a setting of [{ $section }]. It belongs under [{ $other }]. Please move it there.

# $section: the part in square brackets
# $name: the unknown name
# $names: all names of this part
config-unknown-key = [{ $section }] { $name } is not a setting. This part has: { $names }. Correct the name, or remove the line.

# $section: the unknown part
# $guess: the nearest part we know
config-unknown-section-close = [{ $section }] is not a part of the settings. Did you mean [{ $guess }]?

# $section: the unknown part
# $sections: all parts
config-unknown-section = [{ $section }] is not a part of the settings. The parts are: { $sections }. Correct it, or remove it.

# $section: the part in square brackets
# $name: the setting
config-missing = [{ $section }] { $name } is missing. I cannot use [{ $section }] without it. Please add the line.

# $section: the part in square brackets
# $name: the setting
config-must-be-text = [{ $section }] { $name } must be text. Put it in quotation marks.

# $section: the part in square brackets
# $name: the setting
config-must-be-number = [{ $section }] { $name } must be a whole number, without quotation marks.

# $section: the part in square brackets
# $name: the setting
config-must-be-yes-or-no = [{ $section }] { $name } must be true or false, without quotation marks.

# $section: the part in square brackets
# $name: the setting
config-must-be-list = [{ $section }] { $name } must be a list. Write it like this: ["one", "two"].

# $section: the part in square brackets
# $name: the setting
# $choices: the words it may be
config-must-be-one-of = [{ $section }] { $name } must be one of: { $choices }.

# $section: the name used
config-must-be-section = { $section } is a part of the settings. Write [{ $section }] on a line of its own, and its settings below.

# $section: the part in square brackets
# $name: the setting
config-wrong = [{ $section }] { $name } has a value I cannot use. See config.example.toml for how it looks.

# $guess: a timezone that exists
config-bad-timezone = I do not know this timezone. A timezone looks like { $guess }.

config-bad-database = The database must be a file, or be on a PostgreSQL server. Write a file like this: url = "sqlite:///alongside.db". Write a server like this: url = "postgresql://alongside@localhost/alongside".

config-database-secret = [database] url holds a password. I show this address when something is wrong. Please write it on a line of its own: password = "...".

config-bad-host = The host must be an address such as 127.0.0.1, or the word localhost.

config-bad-port = The port must be a number from 0 to 65535. Most people use 8080.

# $section: the part in square brackets
# $name: the setting
config-bad-web-address = [{ $section }] { $name } must be a web address. It starts with https:// and has a name after it.

# $section: the part in square brackets
# $name: the setting
config-secret-in-address = [{ $section }] { $name } holds a name or a password before the @. I show this address in my log. Please take that part out.

config-must-be-https = [calendar] address must begin with https://. Calendars get secret addresses below it, and nobody on the way may read them.

config-feed-needs-address = [calendar] feed is on, but address is missing. Write where calendars can reach this computer, like: address = "https://alongside.example.org". Or set feed = false.

config-bad-user-id = [matrix] user_id must look like @alongside:example.org. It starts with @ and has a colon.

# $number: which entry, or which ones
config-bad-inviter = I cannot use this entry of [matrix] allow_invites_from: number { $number }. Write a person like @ann:example.org, or a server like example.org. For anybody, write ["*"].

config-matrix-two-ways-in = [matrix] has both a password and an access_token. I need only one. Please remove the other.

config-matrix-no-way-in = [matrix] has no password and no access_token. I cannot sign in without one. Please add one.

config-matrix-no-device = [matrix] has an access_token but no device_id. The two belong together. Please add the device_id.

# $variable: name of a variable
# $other: name of the other one
config-secret-twice = Both { $variable } and { $other } are set. I cannot tell which one you mean. Please remove one.

# $path: a file that should hold a secret
# $reason: what the machine says
config-secret-unreadable = I could not read { $path }. The machine says: { $reason }. Check the path, and that my user may read it.

# $path: a file that should hold a secret
config-secret-empty = The file { $path } is empty. Put the secret in it, on one line.

# $section: the part in square brackets
# $name: the setting
config-must-be-day = [{ $section }] { $name } must be a day, without quotation marks. Write it like this: 2026-05-01.

config-bad-phone = A phone number has only figures and spaces. Write it like this: phone = "01632 960002".

config-bad-email = This is no e-mail address. Write it like this: email = "rita@example.org".

# $number: which ones, by their place in the list
config-bad-news-to = In news_to, number { $number } is no e-mail address. Write it like this: news_to = ["news@example.org"].

config-bad-account = This is no account that I know. Write it like "matrix:@rita:example.org", or like "discord:" and the number of the account.

# $most: how many letters
config-bad-line = This must be one line of text, with { $most } letters at most. People read it in the chat.

config-empty = This must not be empty, because people read it in the chat.

config-supporter-not-reachable = This person cannot be reached. Give an account, an email or a phone.

config-mail-half-a-sign-in = [mail] has only one of user and password. Give both, or none.

config-mail-not-locked = [mail] security is none, so others could read what is sent. That works only with a server on this computer. Write starttls or tls.
