"""A real Synapse for the tests: a process and a folder of its own, nothing leaves this computer.

with open_synapse(folder) as synapse:
    ann = await synapse.register("ann")
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import importlib.util
import itertools
import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from slow.elsewhere import free_port, own_environment

Limits = Literal["default", "lifted"]

INSTALLED = importlib.util.find_spec("synapse") is not None
HOW_TO_INSTALL = "needs Synapse: .venv/bin/python -m pip install matrix-synapse"

SERVER_NAME = "house.test"
PATIENCE = 60.0
"""Seconds a start may take. Usually it is 3 to 5."""

# Synapse reads its input until that ends, and it ends when the tests do, however they end.
STARTER = """
import os, sys, threading
threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
from synapse.app.homeserver import main
main()
"""

NO_LIMIT = {"per_second": 10_000, "burst_count": 100_000}
# Without these ten people cannot sign in and meet within a minute.
ARRIVING: dict[str, object] = {
    "rc_registration": NO_LIMIT,
    "rc_login": {"address": NO_LIMIT, "account": NO_LIMIT, "failed_attempts": NO_LIMIT},
    "rc_joins": {"local": NO_LIMIT, "remote": NO_LIMIT},
    "rc_joins_per_room": NO_LIMIT,
    "rc_invites": {"per_room": NO_LIMIT, "per_user": NO_LIMIT, "per_issuer": NO_LIMIT},
    "rc_room_creation": NO_LIMIT,
}
TALKING: dict[str, object] = {
    "rc_message": NO_LIMIT,
    "rc_admin_redaction": NO_LIMIT,
    "rc_media_create": NO_LIMIT,
    "rc_user_directory": NO_LIMIT,
}


class Refused(Exception):  # noqa: N818
    """The server answered, and said no."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.code = body.get("errcode")
        self.body = body


@dataclass(frozen=True)
class Account:
    """Somebody's account and one device of theirs."""

    user: str
    """`@ann:house.test`"""
    password: str
    token: str
    device: str


class Synapse:
    """One homeserver. It may be killed and started again on the same data and the same port."""

    def __init__(self, folder: Path, *, limits: Limits = "lifted") -> None:
        self.folder = folder
        self.name = SERVER_NAME
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.starts: list[float] = []
        """Seconds each start took until it answered."""
        self._secret = secrets.token_urlsafe()
        self._landlord: Account | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._count = itertools.count(1)
        self._write_settings(limits)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it, and come back at once."""
        assert not self.running
        self._began = time.monotonic()
        with (self.folder / "said.txt").open("ab") as out:
            self._process = subprocess.Popen(
                (sys.executable, "-c", STARTER, "--config-path", "homeserver.json"),
                cwd=self.folder,
                env=own_environment(),
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    async def wait_ready(self) -> None:
        """Wait, without holding up others, until it answers."""
        await asyncio.to_thread(self.wait)

    def wait(self) -> None:
        """Wait until it answers; holds up everything else in this thread."""
        while not self._answers():
            assert self.running, self.said
            assert time.monotonic() - self._began < PATIENCE, self.said
            time.sleep(0.05)
        self.starts.append(time.monotonic() - self._began)

    def kill(self) -> None:
        """SIGKILL, to it and all it started: no warning, no tidying up."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process.stdin.close()
        self._process = None

    def revive(self) -> None:
        """After a test that failed while it was down: the next one finds it running."""
        if not self.running:
            self.kill()
            self.start()
            self.wait()

    @property
    def said(self) -> str:
        """What it printed and logged so far, in all its lives."""
        files = (self.folder / "said.txt", self.folder / "log.txt")
        return "\n".join(file.read_text("utf-8") for file in files if file.exists())

    def new_name(self, name: str) -> str:
        """A user name that nobody has here yet: `ann-7`."""
        return f"{name.lower()}-{next(self._count)}"

    async def register(
        self,
        name: str,
        password: str | None = None,
        *,
        admin: bool = False,
        displayname: str | None = None,
    ) -> Account:
        """An account with exactly this user name, and a device signed in to it."""
        password = password or secrets.token_urlsafe(12)
        where = "/_synapse/admin/v1/register"
        nonce = (await self.ask("GET", where))["nonce"]
        role = "admin" if admin else "notadmin"
        proof = f"{nonce}\0{name}\0{password}\0{role}".encode()
        made = await self.ask(
            "POST",
            where,
            {
                "nonce": nonce,
                "username": name,
                "displayname": displayname or name,
                "password": password,
                "admin": admin,
                "mac": hmac.new(self._secret.encode(), proof, hashlib.sha1).hexdigest(),
            },
        )
        return Account(made["user_id"], password, made["access_token"], made["device_id"])

    async def login(self, user: str, password: str, device: str | None = None) -> Account:
        """One more device for an account: a new one, or again on the one that is named."""
        body = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": user},
            "password": password,
        }
        if device is not None:
            body["device_id"] = device
        made = await self.ask("POST", "/_matrix/client/v3/login", body)
        return Account(made["user_id"], password, made["access_token"], made["device_id"])

    async def lift_limit(self, user: str) -> None:
        """As the server's admin does for a bot: this account may send as fast as it likes."""
        where = f"/_synapse/admin/v1/users/{quote(user, safe='')}/override_ratelimit"
        body = {"messages_per_second": 0, "burst_count": 0}
        await self.ask("POST", where, body, token=(await self.landlord()).token)

    async def landlord(self) -> Account:
        """The admin of this server, for the admin API."""
        if self._landlord is None:
            self._landlord = await self.register("landlord", admin=True)
        return self._landlord

    async def ask(
        self, method: str, path: str, body: object | None = None, *, token: str | None = None
    ) -> dict[str, Any]:
        """One request, as any program could make it. Raises Refused."""
        return await asyncio.to_thread(self._ask, method, path, body, token)

    async def patiently(
        self, method: str, path: str, body: object | None = None, *, token: str | None = None
    ) -> dict[str, Any]:
        """The same, again and again while it is too fast or the server is away, as clients do."""
        limit = time.monotonic() + PATIENCE
        while True:
            try:
                return await self.ask(method, path, body, token=token)
            except (Refused, OSError) as problem:
                wait = _worth_waiting(problem)
                if wait is None or time.monotonic() + wait > limit:
                    raise
            await asyncio.sleep(wait)

    def _ask(self, method: str, path: str, body: object | None, token: str | None) -> Any:
        headers = {"Content-Type": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with _straight.open(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as problem:
            with problem:
                raise Refused(problem.code, json.load(problem)) from None

    def _answers(self) -> bool:
        try:
            self._ask("GET", "/_matrix/client/versions", None, None)
        except (OSError, Refused):
            return False
        return True

    def _write_settings(self, limits: Limits) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        (self.folder / "signing.key").write_text(f"ed25519 a_test {seed}\n", "ascii")
        settings: dict[str, object] = {
            "server_name": self.name,
            "public_baseurl": f"{self.url}/",
            "listeners": [
                {
                    "port": self.port,
                    "type": "http",
                    "bind_addresses": ["127.0.0.1"],
                    "resources": [{"names": ["client"]}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": "homeserver.db"}},
            "signing_key_path": "signing.key",
            "media_store_path": "media",
            "pid_file": "homeserver.pid",
            "log_config": "logging.json",
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": secrets.token_urlsafe(),
            "form_secret": secrets.token_urlsafe(),
            # Nothing leaves this computer.
            "report_stats": False,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "federation_domain_whitelist": [],
            # Less to do for two cores: cheap password hashes, no presence.
            "bcrypt_rounds": 4,
            "presence": {"enabled": False},
        }
        settings |= ARRIVING | (TALKING if limits == "lifted" else {})
        logging = {
            "version": 1,
            "formatters": {"plain": {"format": "%(asctime)s %(name)s %(levelname)s %(message)s"}},
            "handlers": {
                "file": {
                    "class": "logging.FileHandler",
                    "filename": "log.txt",
                    "formatter": "plain",
                }
            },
            "root": {"level": "WARNING", "handlers": ["file"]},
        }
        # JSON is YAML as well.
        (self.folder / "homeserver.json").write_text(json.dumps(settings, indent=1), "utf-8")
        (self.folder / "logging.json").write_text(json.dumps(logging, indent=1), "utf-8")


def _worth_waiting(problem: Refused | OSError) -> float | None:
    """Seconds after which the same request may do better."""
    if isinstance(problem, OSError):
        return 0.2
    return problem.body.get("retry_after_ms", 1000) / 1000 if problem.status == 429 else None


# Never by way of a proxy that this computer may have for the rest of the world.
_straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def open_synapse(folder: Path, *, limits: Limits = "lifted") -> Iterator[Synapse]:
    """A Synapse that answers; gone for certain afterwards."""
    one = Synapse(folder, limits=limits)
    one.start()
    try:
        one.wait()
        yield one
    finally:
        one.kill()
