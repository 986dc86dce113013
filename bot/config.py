"""The settings of one deployment: a TOML file, the environment, and files that hold secrets.

What is said later wins: file, then `$CREDENTIALS_DIRECTORY/matrix.password`, then
`ALONGSIDE_MATRIX__PASSWORD_FILE`, then `ALONGSIDE_MATRIX__PASSWORD`. Every problem is found
before anything starts, all at once, with its place. Values are never shown, only names:
one of them may be a password.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from bot import toml
from bot.anonymous.box import beside
from bot.care import Line, Supporter
from bot.db.engine import Server
from bot.model import PersonId, plain
from bot.routes import Route
from bot.smtp import Smtp

PREFIX = "ALONGSIDE_"
SQLITE = "sqlite:///"
POSTGRESQL = "postgresql://"

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a text key with its facts, and where it was found."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    variable: str | None = None


class BadConfig(Exception):  # noqa: N818 (it says what it is)
    """The settings cannot be used. `problems` has everything that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.key for problem in problems))
        self.problems = tuple(problems)


def _wrong(key: str, **facts: object) -> PydanticCustomError:
    return PydanticCustomError(key, "see prompts", facts or None)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        close = get_close_matches(name.title().replace(" ", "_"), available_timezones(), 1)
        raise _wrong(
            key="config.bad-timezone", guess=close[0] if close else "Europe/London"
        ) from None
    return name


def _nation(value: object) -> object:
    return value.strip().title() if isinstance(value, str) else value


def _absolute(path: Path, info: ValidationInfo) -> Path:
    """Relative paths start at the folder of the settings file, wherever the program is started."""
    folder = (info.context or {}).get("folder", Path())
    return Path(folder, path.expanduser()).absolute()


def _absolute_or_none(path: Path | None, info: ValidationInfo) -> Path | None:
    return None if path is None else _absolute(path, info)


def _database(url: str, info: ValidationInfo) -> str:
    if url.startswith(POSTGRESQL):
        return _on_server(url)
    if not url.startswith(SQLITE) or url in (SQLITE, SQLITE + ":memory:"):
        raise _wrong(key="config.bad-database")
    return SQLITE + str(_absolute(Path(url.removeprefix(SQLITE)), info))


def _on_server(url: str) -> str:
    try:
        parts = urlsplit(url)
        name, secret = parts.path.strip("/"), parts.password
    except ValueError:
        raise _wrong(key="config.bad-database") from None
    if secret is not None or "password=" in parts.query:  # the address is shown
        raise _wrong(key="config.database-secret")
    if not name:
        raise _wrong(key="config.bad-database")
    return url


def _host(name: str) -> str:
    if name != "localhost":
        try:
            ipaddress.ip_address(name)
        except ValueError:
            raise _wrong(key="config.bad-host") from None
    return name


def _web(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise _wrong(key="config.bad-web-address")
    if "@" in parts.netloc:  # it is shown in logs
        raise _wrong(key="config.secret-in-address")
    return url.rstrip("/")


def _outside(url: str | None) -> str | None:
    """An address for the whole world, with a secret behind it: so nobody on the way may read it."""
    if url is None:
        return None
    if urlsplit(url).scheme != "https" or urlsplit(url).query or urlsplit(url).fragment:
        raise _wrong(key="config.must-be-https")
    return _web(url)


_SERVER = r"(?:[0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
"""A server as it stands in the names of accounts: a name or an address, maybe with a port."""
_USER = re.compile(rf"@[^:\s]+:{_SERVER}")
_INVITER = re.compile(rf"\*|(?:@[^:\s]+:)?{_SERVER}")
ANYBODY = "*"


def _user(name: str) -> str:
    if not _USER.fullmatch(name):
        raise _wrong(key="config.bad-user-id")
    return name


def _inviters(allowed: tuple[str, ...]) -> tuple[str, ...]:
    """People and servers. All that cannot be used are told at once, by their place."""
    wrong = [str(n) for n, each in enumerate(allowed, 1) if not _INVITER.fullmatch(each)]
    if wrong:
        raise _wrong(key="config.bad-inviter", number=", ".join(wrong))
    return allowed


def _account(name: str) -> tuple[str, str]:
    """The person and the server a name stands for. No person: the whole server."""
    person, _, server = name.partition(":") if name.startswith("@") else ("", "", name)
    return person, server.casefold()  # capitals may tell people apart, but never servers


def _list(value: object) -> object:
    """The environment has only text: `1, 2` is a list there."""
    if isinstance(value, str):
        return [part.strip(" \"'") for part in value.strip(" []").split(",") if part.strip()]
    return value


class Section(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True
    )


class Organisation(Section):
    name: str = ""
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    nation: Annotated[
        Literal["England", "Scotland", "Wales", "Northern Ireland"] | None, BeforeValidator(_nation)
    ] = None


class Database(Section):
    url: Annotated[str, AfterValidator(_database)] = Field(
        SQLITE + "alongside.db", validate_default=True
    )

    password: SecretStr | None = None
    box: Annotated[Path | None, AfterValidator(_absolute_or_none)] = None
    _folder: Path = PrivateAttr(default=Path())

    def model_post_init(self, context: Any, /) -> None:
        self._folder = Path((context or {}).get("folder", Path())).absolute()

    @property
    def server(self) -> Server | None:
        """None: it is a file."""
        if not self.url.startswith(POSTGRESQL):
            return None
        password = None if self.password is None else self.password.get_secret_value()
        return Server(self.url, password)

    @property
    def path(self) -> Path:
        """The file. With a server: the name that a file would have, for all that stands beside it
        (the box, and the door for shell commands)."""
        if self.server is not None:
            return self._folder / "alongside.db"
        return Path(self.url.removeprefix(SQLITE))

    @property
    def place(self) -> Path | Server:
        """What is opened."""
        return self.server or self.path

    @property
    def box_folder(self) -> Path:
        """Where words without a name wait for their day."""
        return self.box or beside(self.path)


class Local(Section):
    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)


class Calendar(Section):
    feed: bool = False
    address: Annotated[str | None, AfterValidator(_outside)] = None
    bank_holidays: Annotated[Path | None, AfterValidator(_absolute_or_none)] = None

    @model_validator(mode="after")
    def _reachable(self) -> Calendar:
        if self.feed and self.address is None:
            raise _wrong(key="config.feed-needs-address")
        return self

    @property
    def served_at(self) -> str | None:
        """Where calendars find it; None: there are no addresses."""
        return self.address if self.feed else None


def _phone(number: str | None) -> str | None:
    if number is not None and not re.fullmatch(r"[+0-9][0-9 ()-]{1,30}", number):
        raise _wrong(key="config.bad-phone")
    return number


def _one_line(text: str | None) -> str | None:
    """Words that are said in chats: one plain line, not too long to be read aloud."""
    if text is not None and (len(text) > MOST or text != plain(text, MOST)):
        raise _wrong(key="config.bad-line", most=MOST)
    return text


def _some(text: str) -> str:
    if not text:
        raise _wrong(key="config.empty")
    return text


_EMAIL = re.compile(r"[!-~]+@[A-Za-z0-9.-]+")


def _email(address: str | None) -> str | None:
    if address is not None and not _EMAIL.fullmatch(address):
        raise _wrong(key="config.bad-email")
    return address


def _chat_account(name: str | None) -> str | None:
    """An account as we name it: `matrix:@rita:example.org`, `discord:123456789012345678`."""
    if name is not None:
        platform, _, id = name.partition(":")
        good = (platform == "matrix" and _USER.fullmatch(id)) or (
            platform == "discord" and re.fullmatch(r"[0-9]{5,20}", id)
        )
        if not good:
            raise _wrong(key="config.bad-account")
    return name


MOST = 120
"""Characters of a line in the settings that people read."""

Words = Annotated[str, AfterValidator(_one_line), AfterValidator(_some)]
Note = Annotated[str | None, AfterValidator(_one_line)]
Phone = Annotated[str | None, AfterValidator(_phone)]
Email = Annotated[str | None, AfterValidator(_email)]
Nation = Literal["England", "Scotland", "Wales", "Northern Ireland"]


def _emails(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """All that cannot be one are told at once, by their place."""
    wrong = [str(n) for n, each in enumerate(addresses, 1) if not _EMAIL.fullmatch(each)]
    if wrong:
        raise _wrong(key="config.bad-news-to", number=", ".join(wrong))
    return addresses


class SupporterPerson(Section):
    """Somebody whom people can ask to talk to."""

    name: Words
    role: Words
    works_for: Words
    outside: bool = False
    account: Annotated[str | None, AfterValidator(_chat_account)] = None
    email: Email = None
    phone: Phone = None
    hours: Note = None

    @model_validator(mode="after")
    def _reachable(self) -> SupporterPerson:
        if self.account is None and self.email is None and self.phone is None:
            raise _wrong(key="config.supporter-not-reachable")
        return self


class PhoneLine(Section):
    """A phone line with people who listen or help."""

    name: Words
    phone: Annotated[str, AfterValidator(_phone)]
    hours: Note = None
    about: Note = None
    nation: Annotated[Nation | None, BeforeValidator(_nation)] = None
    checked: date


class OtherWay(Section):
    """Where else something can be taken that a group cannot decide: complaints, advocacy."""

    name: Words
    how: Words
    about: Note = None


class Mail(Section):
    """How e-mails are sent, to Supporters who have an address. Nothing is ever read."""

    host: Annotated[str, AfterValidator(_some)]
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: Annotated[str, AfterValidator(_email)]
    user: str | None = None
    password: SecretStr | None = None
    news_to: Annotated[tuple[str, ...], BeforeValidator(_list), AfterValidator(_emails)] = ()

    @model_validator(mode="after")
    def _signs_in(self) -> Mail:
        if (self.user is None) != (self.password is None):
            raise _wrong(key="config.mail-half-a-sign-in")
        if self.security == "none" and self.host not in ("localhost", "127.0.0.1", "::1"):
            raise _wrong(key="config.mail-not-locked")
        return self

    def post(self) -> Smtp:
        password = None if self.password is None else self.password.get_secret_value()
        return Smtp(self.host, self.port, self.security, self.sender, self.user, password)


class Admin(Section):
    room: str | None = None


class Logging(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Matrix(Section):
    homeserver: Annotated[str, AfterValidator(_web)]
    user_id: Annotated[str, AfterValidator(_user)]
    password: SecretStr | None = None
    access_token: SecretStr | None = None
    device_id: str | None = None
    store: Annotated[Path, AfterValidator(_absolute)] = Field(
        Path("matrix-store"), validate_default=True
    )
    encryption: bool = True
    allow_invites_from: Annotated[
        tuple[str, ...], BeforeValidator(_list), AfterValidator(_inviters)
    ] = ()
    server_run_by: Literal["organisation", "others"] = "organisation"

    @model_validator(mode="after")
    def _signs_in(self) -> Matrix:
        if self.password is not None and self.access_token is not None:
            raise _wrong(key="config.matrix-two-ways-in")
        if self.password is None and self.access_token is None:
            raise _wrong(key="config.matrix-no-way-in")
        if self.access_token is not None and self.device_id is None:
            raise _wrong(key="config.matrix-no-device")
        return self

    @property
    def server_name(self) -> str:
        """The bot's own server, as it stands in the names of accounts."""
        return _account(self.user_id)[1]

    def invited_by(self, user_id: str) -> bool:
        """May this account invite the bot? Unless told otherwise: all of the bot's own server."""
        if not _USER.fullmatch(user_id):
            return False
        person, server = _account(user_id)
        allowed = self.allow_invites_from or (self.server_name,)
        named = {_account(each) for each in allowed}
        return ANYBODY in allowed or not named.isdisjoint({("", server), (person, server)})


class Discord(Section):
    token: SecretStr
    guilds: Annotated[tuple[int, ...], BeforeValidator(_list)] = ()
    api_base_url: Annotated[str, AfterValidator(_web)] = "https://discord.com/api/v10"


class Config(Section):
    """Everything that can be set. A platform that is not there is not used."""

    organisation: Organisation = Organisation()
    database: Database = Field(default_factory=Database)
    local: Local = Local()
    calendar: Calendar = Calendar()
    admin: Admin = Admin()
    logging: Logging = Logging()
    supporters: tuple[SupporterPerson, ...] = ()
    phone_lines: tuple[PhoneLine, ...] = ()
    routes: tuple[OtherWay, ...] = ()
    mail: Mail | None = None
    matrix: Matrix | None = None
    discord: Discord | None = None

    def lines(self) -> list[Line]:
        """The phone lines for the nation of the organisation."""
        return [
            Line(one.name, one.phone, one.hours, one.about)
            for one in self.phone_lines
            if None in (one.nation, self.organisation.nation)
            or one.nation == self.organisation.nation
        ]

    def ways(self) -> list[Route]:
        """Where else something can be taken."""
        return [Route(one.name, one.how, one.about) for one in self.routes]

    def people(self) -> list[Supporter]:
        """Who can be asked to talk."""
        return [
            Supporter(
                one.name,
                one.role,
                one.works_for,
                one.outside,
                None if one.account is None else PersonId(one.account),
                one.email,
                one.phone,
                one.hours,
            )
            for one in self.supporters
        ]


SECTIONS: Mapping[str, type[Section]] = {
    "organisation": Organisation,
    "database": Database,
    "local": Local,
    "calendar": Calendar,
    "admin": Admin,
    "supporters": SupporterPerson,
    "phone_lines": PhoneLine,
    "routes": OtherWay,
    "mail": Mail,
    "logging": Logging,
    "matrix": Matrix,
    "discord": Discord,
}


def settings() -> Iterator[tuple[str, str]]:
    """Every setting there is, as section and name."""
    for section, model in SECTIONS.items():
        for name in model.model_fields:
            yield section, name


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The settings from this file and this environment. Raises BadConfig.

    `path` None: no file, so only the defaults and the environment count.
    """
    found = toml.Document({}, {}) if path is None else _read(path)
    origins: dict[tuple[str, ...], Problem] = {
        place: Problem("", file=str(path), line=line) for place, line in found.lines.items()
    }
    data: Data = {name: _copy(value) for name, value in found.data.items()}
    data.setdefault("database", {})  # its default path starts at the folder, too
    problems: list[Problem] = []
    given, names = _secrets(environ, problems)
    for section, values in _environment(given).items():
        _merge(data, section, values)
    for name in given:
        place = tuple(name.removeprefix(PREFIX).lower().split("__"))
        origins[place] = Problem("", variable=names.get(name, name))
        if place[0] not in SECTIONS:  # the library leaves these out
            data.setdefault(place[0], {})
            origins.setdefault(place[:1], origins[place])
    # Without a file, paths start where the program was started.
    folder = path.parent if path else Path()
    try:
        config = Config.model_validate(data, context={"folder": folder})
    except ValidationError as wrong:
        found_out = [_problem(detail, origins, path) for detail in wrong.errors(include_url=False)]
        problems += _without_echoes(found_out)
    if problems:
        raise BadConfig(problems)
    return config


def _copy(value: object) -> object:
    return dict(value) if isinstance(value, dict) else value


def _merge(data: Data, section: str, values: object) -> None:
    """Lay the environment over the file, setting by setting."""
    if isinstance(values, dict) and isinstance(there := data.setdefault(section, {}), dict):
        there.update(values)
    else:
        data[section] = values


def _read(path: Path) -> toml.Document:
    try:
        return toml.read(path.read_bytes())
    except toml.Broken as broken:
        raise BadConfig([Problem(broken.key, file=str(path), line=broken.line)]) from None
    except FileNotFoundError:
        raise BadConfig([Problem(key="config.no-file", facts={"path": str(path)})]) from None
    except OSError as problem:
        facts = {"path": str(path), "reason": problem.strerror or type(problem).__name__}
        raise BadConfig([Problem(key="config.unreadable", facts=facts)]) from None


def _secrets(
    environ: Mapping[str, str], problems: list[Problem]
) -> tuple[dict[str, str], dict[str, str]]:
    """The environment with secrets from files put in; and which variable or file each is from."""
    given: dict[str, str] = {}
    names: dict[str, str] = {}
    secret = [
        (section, name)
        for section, name in settings()
        if "SecretStr" in str(SECTIONS[section].model_fields[name].annotation)
    ]
    if folder := environ.get("CREDENTIALS_DIRECTORY"):
        for section, name in secret:
            file = Path(folder, f"{section}.{name}")
            if file.exists():
                variable = _variable(section, name)
                _take(given, names, variable, str(file), file, problems)
    files = {f"{_variable(*place)}_FILE": _variable(*place) for place in secret}
    ours = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    for name, value in ours.items():
        if target := files.get(name):
            if target in ours:
                facts = {"variable": target, "other": name}
                problems.append(Problem(key="config.secret-twice", facts=facts))
            _take(given, names, target, name, Path(value), problems)
    # Only names of settings: ALONGSIDE_CONFIG and the like have no two underscores.
    plain = {name: value for name, value in ours.items() if "__" in name and name not in files}
    for name in plain:
        names.pop(name, None)
    return given | plain, names


def _variable(section: str, name: str) -> str:
    return f"{PREFIX}{section}__{name}".upper()


def _take(
    given: dict[str, str],
    names: dict[str, str],
    variable: str,
    said_by: str,
    file: Path,
    problems: list[Problem],
) -> None:
    names[variable] = said_by
    try:
        given[variable] = file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "not plain text"
        facts = {"path": str(file), "reason": reason}
        problems.append(Problem(key="config.secret-unreadable", facts=facts, variable=said_by))
        given[variable] = "unreadable"  # so that it is not called missing as well
        return
    if not given[variable]:
        problems.append(
            Problem(key="config.secret-empty", facts={"path": str(file)}, variable=said_by)
        )


def _environment(given: Mapping[str, str]) -> Data:
    """The variables, sorted into sections."""
    if not given:
        return {}  # the library costs 40 ms and 1 MB: only for those who set a variable
    from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

    class Everything(BaseSettings, Config):
        model_config = SettingsConfigDict(
            env_prefix=PREFIX, env_nested_delimiter="__", enable_decoding=False
        )

    class Given(EnvSettingsSource):
        def _load_env_vars(self) -> Mapping[str, str | None]:
            return {name.lower(): value for name, value in given.items()}

    return Given(Everything)()


KEYS = {
    "string_type": "config.must-be-text",
    "string_sub_type": "config.must-be-text",
    "path_type": "config.must-be-text",
    "int_type": "config.must-be-number",
    "int_parsing": "config.must-be-number",
    "int_from_float": "config.must-be-number",
    "bool_type": "config.must-be-yes-or-no",
    "bool_parsing": "config.must-be-yes-or-no",
    "tuple_type": "config.must-be-list",
    "date_type": "config.must-be-day",
    "date_parsing": "config.must-be-day",
    "date_from_datetime_parsing": "config.must-be-day",
    "date_from_datetime_inexact": "config.must-be-day",
    "model_type": "config.must-be-section",
    "model_attributes_type": "config.must-be-section",
    "greater_than_equal": "config.bad-port",
    "less_than_equal": "config.bad-port",
    "missing": "config.missing",
}


def _problem(
    detail: ErrorDetails, origins: Mapping[tuple[str, ...], Problem], path: Path | None
) -> Problem:
    """What the library found, as one of our texts with its place."""
    # Which of several it is, as [[supporters]], is told by its line.
    at = tuple(str(part) for part in detail["loc"][:3])
    place = tuple(part for part in at if not part.isdecimal())[:2]
    found_at = (
        origins.get(at)
        or origins.get(at[:2])
        or origins.get(place)
        or origins.get(place[:1])
        or Problem("", file=str(path) if path else None)
    )
    section, name = place[0], place[1] if len(place) > 1 else ""
    kind, facts = detail["type"], {"section": section, "name": name, **detail.get("ctx", {})}
    facts.pop("error", None)
    if kind == "extra_forbidden":
        problem = _unknown_name(section, name) if name else _unknown_section(section)
    elif kind == "literal_error":
        choices = ", ".join(re.findall(r"'([^']+)'", str(facts.pop("expected"))))
        problem = Problem(key="config.must-be-one-of", facts={"choices": choices})
    elif kind in KEYS or kind.startswith("config."):
        problem = Problem(KEYS.get(kind, kind))
    else:
        problem = Problem(key="config.wrong")
    return replace(found_at, key=problem.key, facts={**facts, **problem.facts})


def _unknown_section(section: str) -> Problem:
    if close := get_close_matches(section.lower(), SECTIONS, 1):
        return Problem(key="config.unknown-section-close", facts={"guess": close[0]})
    return Problem(key="config.unknown-section", facts={"sections": ", ".join(SECTIONS)})


def _unknown_name(section: str, name: str) -> Problem:
    """A name that nobody knows, with the nearest that somebody does."""
    for other, known in settings():
        if known == name.lower() and other != section:
            return Problem(key="config.unknown-key-elsewhere", facts={"other": other})
    here = list(SECTIONS[section].model_fields)
    if close := get_close_matches(name.lower(), here, 1):
        return Problem(key="config.unknown-key-close", facts={"guess": close[0]})
    return Problem(key="config.unknown-key", facts={"names": ", ".join(here)})


def _without_echoes(problems: Sequence[Problem]) -> list[Problem]:
    """A misspelt name is one problem, not two: what it was meant to be is not missing."""
    meant = {(p.facts["section"], p.facts.get("guess")) for p in problems}
    return [
        p
        for p in problems
        if p.key != "config.missing" or (p.facts["section"], p.facts["name"]) not in meant
    ]
