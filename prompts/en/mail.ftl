### audience: admin
### What is wrong with sending e-mails.

mail-unreachable = The mail server cannot be reached. Check host, port and security under [mail] in the settings.
mail-refused-sign-in = The mail server did not accept the name or the password. Check user and password under [mail].
mail-not-now = The mail server asks me to try later. I go on trying.
mail-not-locked = The mail server does not offer what [mail] asks for. Check security under [mail]: starttls or tls.
