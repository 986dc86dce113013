"""E-mails to a real SMTP server: once, also over crashes; honest when they cannot be sent."""

from __future__ import annotations

import asyncio
import email
import email.policy
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from features.test_care import LINES, at, heard, wishes
from planned import alone
from stage import Stage, on_stage

from bot.care import Supporter
from bot.db import Tx
from bot.mail import Never, NotNow, Post
from bot.smtp import Smtp

RITA = Supporter("Rita", "advocate", "Ourtown Advocacy", outside=True, email="rita@example.org")
HERE = "127.0.0.1"


class Server:
    """A mail server that keeps what it takes."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.to: list[str] = []
        self.answers: list[str] = []
        """What it says to the next messages before it takes any."""
        self.signed_in: list[str] = []

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("nobody"):
            return "550 There is nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (the same)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        self.to += envelope.rcpt_tos
        return "250 OK"

    def let_in(
        self, server: SMTP, session: Session, envelope: Envelope, how: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        good = data == LoginPassword(b"bot", b"secret")
        self.signed_in.append(data.login.decode())
        return AuthResult(success=good, handled=False)


@contextmanager
def serving(server: Server, port: int = 0, **more: object) -> Iterator[int]:
    control = Controller(server, hostname=HERE, port=port or free_port(), **more)  # type: ignore[arg-type]
    control.start()
    try:
        yield control.port
    finally:
        control.stop()


def free_port() -> int:
    with socket.socket() as door:
        door.bind((HERE, 0))
        return int(door.getsockname()[1])


def post(port: int) -> Smtp:
    return Smtp(HERE, port, "none", "alongside@example.org")


def rows(tx: Tx) -> list[tuple[object, ...]]:
    return tx.all("SELECT cause, tried FROM mail")


async def until(done: Callable[[], object]) -> None:
    for _ in range(200):
        await asyncio.sleep(0.02)
        if done():
            return
    raise AssertionError("it never came")


async def asks(stage: Stage, port: int, rita: Supporter = RITA, *, way: Post | None = None) -> str:
    """Joe asks Rita, who has an e-mail address alone, at 12:20."""
    await stage.app.there_are(LINES, (rita,), way or post(port))
    await stage.group()
    await stage.jump(timedelta(hours=2, minutes=4))
    return await alone(stage, "Joe", "talk to a person", "1", "1", "01632 960011", "after 2", "1")


SEEN = (
    "Joe from “North Town group” would like to talk to you. Please ring.\n\nWhere: “01632 960011”."
    "\n\nWhen: “after 2”.\n\nOnly you get this e-mail. Please show it to nobody.\n\nI am Alongside,"
    " a program. Please do not answer this e-mail, as nobody reads that. Please get in touch with"
    " Joe yourself. At 15:00 on Tuesday 12 May I ask them if you did.\n"
)


async def test_one_e_mail_says_what_was_shown_and_its_subject_tells_nothing(stage: Stage) -> None:
    server = Server()
    with serving(server) as port:
        told = await asks(stage, port)
        await until(lambda: server.taken)
    assert told.startswith("I am sending Rita an e-mail now. I cannot see if it is read. By 15:00")
    (message,) = server.taken
    assert server.to == ["rita@example.org"]
    assert message["Subject"] == "Somebody would like to talk to you"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Joe" not in "".join(map(str, message.values()))
    assert message.get_content().replace("\r\n", "\n") == SEEN
    await settled(stage)
    await at(stage, 15)
    assert stage.to("Joe").startswith("A message from Alongside. Have you and Rita talked?")
    await alone(stage, "Joe", "1")
    assert await stage.app.db.read(wishes) == []
    assert len(server.taken) == 1


async def settled(stage: Stage) -> None:
    """Wait until no e-mail is to be sent."""
    for _ in range(200):
        if not await stage.app.db.read(rows):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it is never marked as sent")


async def test_what_the_server_refuses_for_good_is_told_at_once(stage: Stage) -> None:
    server = Server()
    with serving(server) as port:
        await asks(stage, port, replace(RITA, email="nobody@example.org"))
        await settled(stage)
    await stage.settle()
    assert stage.to("Joe").startswith(
        "A message from Alongside. The e-mail to Rita could not be sent. I am sorry. There now:"
    )
    assert server.taken == []
    assert await stage.app.db.read(wishes) == []


async def test_a_server_that_asks_to_try_later_is_tried_again(stage: Stage) -> None:
    server = Server()
    server.answers.append("451 Try again later")
    with serving(server) as port:
        await asks(stage, port)
        await settled(stage)
    assert len(server.taken) == 1
    assert stage.app.troubles.lately() == [], "what has passed is no trouble any more"


async def test_with_no_server_until_the_promised_time_that_is_said_then(stage: Stage) -> None:
    await asks(stage, free_port())
    await until(stage.app.troubles.lately)
    assert [key for key, _ in stage.app.troubles.lately()] == ["mail.unreachable"]
    await at(stage, 14, 59)
    assert stage.to("Joe").startswith("I am sending Rita an e-mail now.")
    await at(stage, 15)
    assert stage.to("Joe").startswith("A message from Alongside. The e-mail to Rita could not")
    assert await stage.app.db.read(rows) == []


async def test_taken_back_before_it_was_sent_it_is_never_sent(stage: Stage) -> None:
    port = free_port()
    await asks(stage, port)
    await until(stage.app.troubles.lately)
    await asyncio.sleep(0.1)
    assert await alone(stage, "Joe", "take back my wish") == (
        "It is taken back and deleted. The e-mail was not sent."
    )
    server = Server()
    with serving(server, port):
        await asyncio.sleep(2.5)
    assert server.taken == []
    assert heard(stage, "Rita") == []


async def test_taken_back_while_it_is_sent_it_is_not_called_unsent(stage: Stage) -> None:
    server = Server()
    with serving(server) as port:
        dies = Dies(post(port), after=True)
        await asks(stage, port, way=dies)
        await until(dies.reached.is_set)
        told = await alone(stage, "Joe", "take back my wish")
        dies.end.set()
    assert told.startswith(
        "It is taken back, and deleted here. The e-mail may be with Rita already."
    )


# Killed.


@dataclass
class Dies:
    """Sends, or not, and then nothing more happens in this process: kill -9."""

    real: Smtp
    after: bool
    reached: threading.Event = field(default_factory=threading.Event)
    end: threading.Event = field(default_factory=threading.Event)

    @property
    def sender(self) -> str:
        return self.real.sender

    def send(self, message: EmailMessage) -> None:
        if self.after:
            self.real.send(message)
        self.reached.set()
        self.end.wait(20)
        raise NotNow(key="mail.unreachable")


@pytest.mark.parametrize("after", [False, True])
async def test_killed_while_it_sends_the_next_life_sends_the_same_message(
    tmp_path: Path, after: bool
) -> None:
    """Before the server took it: once. After it, and before we knew: the very same once more."""
    server = Server()
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    with serving(server) as port:
        dies = Dies(post(port), after)
        async with on_stage(first) as stage:
            await asks(stage, port, way=dies)
            await until(dies.reached.is_set)
            await stage.app.db.outside(lambda _raw: shutil.copytree(first, second))
            now = stage.clock.now()
            dies.end.set()
        async with on_stage(second, now + timedelta(minutes=5)) as stage:
            await stage.app.there_are(LINES, (RITA,), post(port))
            await settled(stage)
            await at(stage, 15)
            assert stage.to("Joe").startswith("A message from Alongside. Have you and Rita talked?")
    assert len(server.taken) == 1 + after
    assert len({one["Message-ID"] for one in server.taken}) == 1
    assert len({one.as_bytes() for one in server.taken}) == 1


async def test_no_byte_of_it_is_left_once_it_is_sent_and_over(tmp_path: Path) -> None:
    server = Server()
    async with on_stage(tmp_path) as stage:
        with serving(server) as port:
            await asks(stage, port, replace(RITA, email="zebra@example.org"))
            await settled(stage)
        await alone(stage, "Joe", "we have talked")
        await stage.app.there_are((), ())
        await stage.settle()
        for file in tmp_path.iterdir():
            if file.is_file():
                found = file.read_bytes()
                assert b"zebra" not in found, file.name
                assert b"960011" not in found, file.name


# The server itself.


def a_message() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "alongside@example.org", "rita@example.org"
    message.set_content("Hello.")
    return message


def signs_in(port: int, password: str, security: str = "none") -> Smtp:
    return Smtp(HERE, port, security, "alongside@example.org", "bot", password)  # type: ignore[arg-type]


def test_a_wrong_password_is_told_apart() -> None:
    server = Server()
    with serving(server, authenticator=server.let_in, auth_require_tls=False) as port:
        signs_in(port, "secret").send(a_message())
        with pytest.raises(NotNow) as wrong:
            signs_in(port, "wrong").look()
    assert wrong.value.key == "mail.refused-sign-in"
    assert len(server.taken) == 1


def test_words_and_passwords_never_go_to_a_server_that_is_not_locked() -> None:
    server = Server()
    asked = serving(server, authenticator=server.let_in, auth_require_tls=False)
    with asked as port, pytest.raises(NotNow) as wrong:
        signs_in(port, "secret", "starttls").send(a_message())
    assert wrong.value.key == "mail.not-locked"
    assert server.signed_in == []
    assert server.taken == []


def test_only_a_server_that_proves_its_name_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server()
    key, proof = tmp_path / "key.pem", tmp_path / "proof.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x",
         "-addext", f"subjectAltName=IP:{HERE}", "-keyout", str(key), "-out", str(proof)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(proof, key)
    with serving(server, tls_context=context, require_starttls=True) as port:
        way = Smtp(HERE, port, "starttls", "alongside@example.org")
        with pytest.raises(NotNow):
            way.send(a_message())
        monkeypatch.setenv("SSL_CERT_FILE", str(proof))
        way.send(a_message())
        way.look()
    assert len(server.taken) == 1


def test_an_address_that_is_none_is_refused_for_good() -> None:
    message = a_message()
    del message["To"]
    message["To"] = "nobody@example.org"
    with serving(Server()) as port, pytest.raises(Never):
        post(port).send(message)
