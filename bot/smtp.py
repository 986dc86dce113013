"""Sending by SMTP, with the standard library. Nothing here logs, and nothing is ever read."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Literal

from bot.mail import Never, NotNow

PATIENCE = 30.0
"""Seconds the server has for each step."""


@dataclass(frozen=True, slots=True)
class Smtp:
    """One mail server, and how to sign in there. A Post of `bot.mail`."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    sender: str
    user: str | None = None
    password: str | None = None

    def send(self, message: EmailMessage) -> None:
        """Returns once the server has taken it. Raises Never or NotNow."""
        with self._signed_in() as server:
            server.send_message(message, from_addr=self.sender)

    def look(self) -> None:
        """Can it be reached, and does it let us in? Raises NotNow."""
        with self._signed_in() as server:
            server.noop()

    @contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        """What goes wrong in it comes out as Never or NotNow; how it says goodbye is all one."""
        begun = False
        try:
            server = self._connected()
            begun = True
            try:
                yield server
            except BaseException:
                server.close()
                raise
        except smtplib.SMTPAuthenticationError:
            raise NotNow("mail.refused-sign-in") from None
        except smtplib.SMTPNotSupportedError:
            raise NotNow("mail.not-locked") from None
        except smtplib.SMTPRecipientsRefused as refused:
            raise _by(max(code for code, _ in refused.recipients.values())) from None
        except smtplib.SMTPResponseException as refused:
            raise _by(refused.smtp_code) from None
        except (smtplib.SMTPException, OSError):  # ssl.SSLError is one
            raise NotNow("mail.unreachable", sure=not begun) from None
        with suppress(smtplib.SMTPException, OSError):
            server.quit()

    def _connected(self) -> smtplib.SMTP:
        locked = ssl.create_default_context()
        server: smtplib.SMTP
        if self.security == "tls":
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE, context=locked)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        try:
            if self.security == "starttls":
                server.starttls(context=locked)
            if self.user is not None:
                server.login(self.user, self.password or "")
        except BaseException:
            server.close()
            raise
        return server


def _by(code: int) -> Exception:
    """A server says with 5.. that it never will, with 4.. that it may later (RFC 5321, 4.2.1)."""
    return Never() if code >= 500 else NotNow("mail.not-now")
