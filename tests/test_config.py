"""Settings: forgiving about how they were typed, exact about what they mean."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import toml
from bot.cli import Shell, _place
from bot.config import BadConfig, Config, Matrix, Problem, load, settings
from bot.db import Server
from bot.words import Words

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
MATRIX = """
[matrix]
homeserver = "https://matrix.example.org"
user_id = "@alongside:example.org"
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(path: Path | None, **environ: str) -> list[Problem]:
    with pytest.raises(BadConfig) as bad:
        load(path, environ)
    return list(bad.value.problems)


def test_the_example_loads_as_it_is() -> None:
    config = load(EXAMPLE, {})
    assert config.organisation.name == "Our organisation"
    assert config.matrix is None
    assert config.discord is None


def test_the_example_names_every_setting_and_no_other() -> None:
    everything = re.sub(r"(?m)^# (?=\[+\w+\]+$|\w+ = )", "", EXAMPLE.read_text("utf-8"))
    data = tomllib.loads(everything)
    named = {
        (section, name)
        for section, values in data.items()
        for each in (values if isinstance(values, list) else [values])
        for name in each
    }
    assert named == set(settings())


def test_every_setting_of_the_example_is_good(tmp_path: Path) -> None:
    everything = re.sub(r"(?m)^# (?=\[+\w+\]+$|\w+ = )", "", EXAMPLE.read_text("utf-8"))
    one_way_in = re.sub(r"(?m)^(access_token|device_id) = .*", "", everything)
    config = load(written(tmp_path, one_way_in), {})
    assert config.matrix is not None
    assert config.matrix.allow_invites_from == ("@ann:example.org", "example.org")
    assert config.discord is not None
    assert config.discord.guilds == (123456789012345678,)


def test_nothing_needs_to_be_set() -> None:
    assert load(None, {}).local.port == 8080


def test_paths_start_at_the_folder_of_the_settings(tmp_path: Path) -> None:
    path = written(tmp_path, MATRIX + 'password = "x"\n[database]\nurl = "sqlite:///data/a.db"')
    config = load(path, {})
    assert config.database.path == tmp_path / "data/a.db"
    assert config.matrix is not None
    assert config.matrix.store == tmp_path / "matrix-store"


def test_a_database_on_a_server_has_its_box_beside_the_settings(tmp_path: Path) -> None:
    url = "postgresql://alongside@db.example.org/alongside"
    path = written(tmp_path, f'[database]\nurl = "{url}"\npassword = "parsnip"')
    config = load(path, {}).database
    assert config.place == Server(url, "parsnip")
    assert config.box_folder == tmp_path / "alongside.box"
    assert "parsnip" not in repr(config) + repr(config.place)
    given = load(path, {"ALONGSIDE_DATABASE__PASSWORD": "turnip"}).database.server
    assert given == Server(url, "turnip")


# Who may invite the bot.


def may_invite(user_id: str, *allowed: str) -> bool:
    matrix = Matrix.model_validate(
        {
            "homeserver": "https://matrix.example.org",
            "user_id": "@alongside:Example.org",
            "password": "x",
            "allow_invites_from": list(allowed),
        }
    )
    return matrix.invited_by(user_id)


@pytest.mark.parametrize(
    ("allowed", "yes", "no"),
    [
        # Unless told otherwise: the bot's own server, whichever port it is asked on.
        ((), "@ann:example.org", "@ann:elsewhere.org"),
        ((), "@ann:EXAMPLE.org", "@ann:notexample.org"),
        ((), "@bob:example.org", "@ann:example.org.elsewhere.org"),
        # Servers and people; then the bot's own server is one of many.
        (("elsewhere.org",), "@ann:elsewhere.org", "@ann:example.org"),
        (("ELSEWHERE.org",), "@ann:elsewhere.ORG", "@ann:sub.elsewhere.org"),
        (("@ann:elsewhere.org",), "@ann:elsewhere.org", "@bob:elsewhere.org"),
        (("@ann:elsewhere.org",), "@ann:Elsewhere.org", "@Ann:elsewhere.org"),
        (("@ann:a.org", "b.org"), "@bob:b.org", "@bob:a.org"),
        # A port belongs to the server; only the first colon parts it from the person.
        (("a.org:8448",), "@ann:a.org:8448", "@ann:a.org"),
        (("@ann:a.org:8448",), "@ann:a.org:8448", "@ann:a.org:8449"),
        (("[::1]:8448",), "@ann:[::1]:8448", "@ann:[::1]"),
        (("a.org",), "@ann:a.org", "@ann:b.org:a.org"),
        # Anybody, but nobody whose name is none.
        (("*",), "@ann:elsewhere.org", "@ann"),
        (("*", "@ann:a.org"), "@bob:b.org", "@bob:"),
        (("*",), "@ann:a.org:8448", "ann:a.org"),
        # Letters that only look like others are other letters.
        (("kent.org",), "@ann:Kent.org", "@ann:\u212aent.org"),
        (("*",), "@ann:a.org", "@ann:a.org\n"),
    ],
)
def test_only_those_who_are_allowed_may_invite(allowed: tuple[str, ...], yes: str, no: str) -> None:
    assert may_invite(yes, *allowed)
    assert not may_invite(no, *allowed)


@given(st.text(), st.sampled_from([(), ("*",), ("example.org", "@ann:a.org")]))
def test_no_name_whatever_breaks_the_answer(name: str, allowed: tuple[str, ...]) -> None:
    assert may_invite(name, *allowed) in (True, False)
    if not allowed:
        assert may_invite(name) <= name.lower().endswith(":example.org")


def test_every_wrong_inviter_is_told_at_once_by_its_place(tmp_path: Path) -> None:
    allowed = ["example.org", "ann@example.org", "*", "https://example.org", "", "@ann"]
    path = written(tmp_path, MATRIX + f'password = "x"\nallow_invites_from = {allowed}')
    (problem,) = problems(path)
    assert (problem.key, problem.line) == ("config.bad-inviter", 6)
    told = Shell(Words.load(), sys.stdout).render(problem.key, **problem.facts)
    assert "allow_invites_from: number 2, 4, 5, 6." in told


# Forgiven.


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff[organisation]\nname = “Our group”",
        "[organisation]\r\nname = ‘Our group’  # a comment\r\n",
        '[organisation]\nname = „Our group"',
        "[organisation]\nname = ”Our group”",
    ],
)
def test_curly_quotes_and_byte_order_marks_are_forgiven(tmp_path: Path, text: str) -> None:
    assert load(written(tmp_path, text), {}).organisation.name == "Our group"


def test_what_the_windows_editor_saves_is_forgiven(tmp_path: Path) -> None:
    path = written(tmp_path, '[organisation]\nname = "Our group"'.encode("utf-16"))
    assert load(path, {}).organisation.name == "Our group"


def test_curly_quotes_inside_a_value_stay(tmp_path: Path) -> None:
    text = '[organisation]\nname = “People’s voice”\n[admin]\nroom = "the “new” room"'
    config = load(written(tmp_path, text), {})
    assert config.organisation.name == "People’s voice"
    assert config.admin.room == "the “new” room"


def test_a_list_may_have_curly_quotes(tmp_path: Path) -> None:
    text = MATRIX + "password = ‘x’\nallow_invites_from = [“@ann:example.org”, ‘example.org’]"
    matrix = load(written(tmp_path, text), {}).matrix
    assert matrix is not None
    assert matrix.allow_invites_from == ("@ann:example.org", "example.org")


PLAIN = st.text(st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters='"\\“”„‟'))


@given(PLAIN)
def test_any_words_between_curly_quotes_are_read_as_they_are(words: str) -> None:
    assert toml.read(f"a = “{words}”\n".encode()).data == {"a": words}


@given(st.binary(max_size=200))
def test_no_file_whatever_breaks_the_reader(content: bytes) -> None:
    try:
        toml.read(content)
    except toml.Broken as broken:
        assert broken.key.startswith("config.")  # noqa: PT017 (either way is well)


# The environment, and files.


FILE_ONLY = ("supporters", "phone_lines", "routes")
"""Lists of parts: they are written in the file alone."""


def test_every_setting_can_come_from_the_environment(tmp_path: Path) -> None:
    values = {
        ("organisation", "name"): "Ours", ("organisation", "timezone"): "Europe/Dublin",
        ("organisation", "nation"): "wales", ("database", "url"): "sqlite:////x/a.db",
        ("database", "box"): "/x/box", ("database", "password"): "p",
        ("local", "host"): "::1", ("local", "port"): "81", ("admin", "room"): "matrix:!a",
        ("calendar", "feed"): "true", ("calendar", "address"): "https://a.example",
        ("calendar", "bank_holidays"): "/x/days.ics",
        ("logging", "level"): "debug", ("logging", "format"): "json",
        ("matrix", "homeserver"): "https://m.example", ("matrix", "user_id"): "@a:m.example",
        ("matrix", "access_token"): "t", ("matrix", "device_id"): "D", ("matrix", "store"): "/s",
        ("matrix", "encryption"): "false", ("matrix", "allow_invites_from"): "@a:b, c",
        ("matrix", "server_run_by"): "others", ("discord", "token"): "t",
        ("mail", "host"): "m.example", ("mail", "port"): "25", ("mail", "security"): "tls",
        ("mail", "sender"): "a@m.example", ("mail", "user"): "a", ("mail", "password"): "p",
            ("mail", "news_to"): "a@b.example, c@d.example",
        ("discord", "guilds"): "1, 2", ("discord", "api_base_url"): "http://127.0.0.1:1/api",
    }  # fmt: skip
    in_file_only = {place for place in settings() if place[0] in FILE_ONLY}
    assert set(values) == set(settings()) - {("matrix", "password")} - in_file_only
    environ = {f"ALONGSIDE_{s}__{n}".upper(): value for (s, n), value in values.items()}
    config = load(written(tmp_path, '[local]\nport = 80\nhost = "127.0.0.1"'), environ)
    assert (config.local.port, config.local.host) == (81, "::1")
    assert config.organisation.nation == "Wales"
    assert config.matrix is not None
    assert config.matrix.allow_invites_from == ("@a:b", "c")
    assert not config.matrix.encryption
    assert config.discord is not None
    assert config.discord.guilds == (1, 2)
    assert config.mail is not None
    assert config.mail.news_to == ("a@b.example", "c@d.example")


def test_a_password_in_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, MATRIX + 'password = "old"')
    matrix = load(path, {"ALONGSIDE_MATRIX__PASSWORD": "new"}).matrix
    assert matrix is not None
    assert matrix.password is not None
    assert matrix.password.get_secret_value() == "new"


def test_secrets_come_from_files(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hush\n")
    path = written(tmp_path, MATRIX)
    matrix = load(path, {"ALONGSIDE_MATRIX__PASSWORD_FILE": str(tmp_path / "x")}).matrix
    assert matrix is not None
    assert matrix.password is not None
    assert matrix.password.get_secret_value() == "hush"


def test_secrets_come_from_systemd(tmp_path: Path) -> None:
    (tmp_path / "discord.token").write_text("hush")
    discord = load(None, {"CREDENTIALS_DIRECTORY": str(tmp_path)}).discord
    assert discord is not None
    assert discord.token.get_secret_value() == "hush"


def test_a_secret_said_twice_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hush")
    file = {"ALONGSIDE_DISCORD__TOKEN_FILE": str(tmp_path / "x")}
    (problem,) = problems(None, ALONGSIDE_DISCORD__TOKEN="a", **file)
    assert problem.key == "config.secret-twice"


def test_a_secret_that_cannot_be_read_is_one_problem_and_no_more(tmp_path: Path) -> None:
    (problem,) = problems(None, ALONGSIDE_DISCORD__TOKEN_FILE=str(tmp_path / "none"))
    assert problem.key == "config.secret-unreadable"
    assert problem.variable == "ALONGSIDE_DISCORD__TOKEN_FILE"


def test_an_empty_secret_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(" \n")
    (problem,) = problems(None, ALONGSIDE_DISCORD__TOKEN_FILE=str(tmp_path / "x"))
    assert problem.key == "config.secret-empty"


def test_other_variables_of_ours_are_left_alone() -> None:
    assert load(None, {"ALONGSIDE_CONFIG": "x", "ALONGSIDE_NO_SKIPS": "1"}) == load(None, {})


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ALONGSIDE_MATRX__PASSWORD", "config.unknown-section-close"),
        ("ALONGSIDE_LOCAL__PRT", "config.unknown-key-close"),
        ("ALONGSIDE_LOCAL__PORT", "config.must-be-number"),
    ],
)
def test_a_wrong_variable_is_named(name: str, key: str) -> None:
    (problem,) = problems(None, **{name: "x"})
    assert (problem.key, problem.variable) == (key, name)


# What is wrong.

WRONG = [
    ('[organisation]\ntimezone = "London"', "config.bad-timezone", 2),
    ('[organisation]\ntimezone = "../etc/passwd"', "config.bad-timezone", 2),
    ('[organisation]\nnation = "France"', "config.must-be-one-of", 2),
    ("[organisation]\nname = 5", "config.must-be-text", 2),
    ("[organisation]\nname = Ours", "config.needs-quotes", 2),
    ('[organisation]\nname = "a"\nname = "b"', "config.twice", 3),
    ('[organisation]\nname "a"', "config.broken-line", 2),
    ('[organisation\nname = "a"', "config.broken-line", 1),
    ('[organisation]\nname = "a', "config.broken-line", 2),
    ('[database]\nurl = "postgresql://x"', "config.bad-database", 2),
    ('[database]\nurl = "postgresql://x/"', "config.bad-database", 2),
    ('[database]\nurl = "postgresql://[x/y"', "config.bad-database", 2),
    ('[database]\nurl = "postgresql://a:b@x/y"', "config.database-secret", 2),
    ('[database]\nurl = "postgresql://x/y?password=b"', "config.database-secret", 2),
    ('[database]\nurl = "mysql://x/y"', "config.bad-database", 2),
    ('[database]\nurl = "sqlite://"', "config.bad-database", 2),
    ('[local]\nhost = "my computer"', "config.bad-host", 2),
    ("[local]\nport = 99999", "config.bad-port", 2),
    ('[local]\nport = "many"', "config.must-be-number", 2),
    ('[logging]\nlevel = "loud"', "config.must-be-one-of", 2),
    ("logging = 5", "config.must-be-section", 1),
    ("\n[locl]\nport = 1", "config.unknown-section-close", 2),
    ("[weather]\nport = 1", "config.unknown-section", 1),
    ("[local]\nxyzzy = 1", "config.unknown-key", 2),
    ('[local]\ntoken = "x"', "config.unknown-key-elsewhere", 2),
    ("[discord]\nguilds = [1]", "config.missing", 1),
    ('[discord]\ntoken = "x"\nguilds = 1', "config.must-be-list", 3),
    ('[discord]\ntoken = "x"\napi_base_url = "x"', "config.bad-web-address", 3),
    (
        '[discord]\ntoken = "x"\napi_base_url = "https://me:secret@x.org"',
        "config.secret-in-address",
        3,
    ),
    ("[calendar]\nfeed = true", "config.feed-needs-address", 1),
    ('[calendar]\naddress = "http://a.example"', "config.must-be-https", 2),
    ('[calendar]\naddress = "https://a.example/?a"', "config.must-be-https", 2),
    ('[calendar]\naddress = "https://"', "config.bad-web-address", 2),
    (MATRIX, "config.matrix-no-way-in", 2),
    (MATRIX + 'password = "x"\naccess_token = "y"', "config.matrix-two-ways-in", 2),
    (MATRIX + 'access_token = "y"', "config.matrix-no-device", 2),
    (MATRIX.replace("@alongside", "alongside") + 'password = "x"', "config.bad-user-id", 4),
    (MATRIX.replace("@alongside:", "@alongside:https://") + 'password = "x"',
     "config.bad-user-id", 4),
    (MATRIX + 'password = "x"\nallow_invites_from = ["#room:example.org"]',
     "config.bad-inviter", 6),
    (MATRIX + 'password = "x"\nallow_invites_from = ["*.example.org"]', "config.bad-inviter", 6),
    (MATRIX + 'password = "x"\nallow_invites_from = ["@:"]', "config.bad-inviter", 6),
    ('[mail]\nhost = "m"\nsender = "a@m"\nnews_to = ["a@m", "no"]', "config.bad-news-to", 4),
    (MATRIX + 'password = "x"\nallow_invites_from = [1]', "config.must-be-text", 6),
    (MATRIX + 'password = "x"\nencryption = "maybe"', "config.must-be-yes-or-no", 6),
    ("[organisation]\nname = \"caf\xe9\"".encode("latin-1"), "config.not-utf8", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "line"), WRONG)
def test_what_is_wrong_is_told_with_file_and_line(
    tmp_path: Path, text: str | bytes, key: str, line: int
) -> None:
    path = written(tmp_path, text)
    (problem,) = problems(path)
    assert (problem.key, problem.file, problem.line) == (key, str(path), line)
    shell = Shell(Words.load(), sys.stdout)
    assert f"{path}, line {line}:" in _place(shell, problem)
    assert shell.render(problem.key, **problem.facts)


def test_a_misspelt_name_gets_a_suggestion(tmp_path: Path) -> None:
    text = MATRIX.replace("homeserver", "homserver") + 'password = "x"'
    (problem,) = problems(written(tmp_path, text))
    told = Shell(Words.load(), sys.stdout).render(problem.key, **problem.facts)
    assert told == "[matrix] homserver is not a setting. Did you mean homeserver?"


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = '[local]\nport = "x"\n[organisation]\nnation = "x"\nzzz = 1'
    assert len(problems(written(tmp_path, text), ALONGSIDE_LOGGING__LEVEL="loud")) == 4


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "none.toml")
    assert problem.key == "config.no-file"


def test_a_folder_instead_of_a_file_is_said(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert problem.key == "config.unreadable"


SECRET = "hush-hush-hush"


@pytest.mark.parametrize(
    "text",
    [
        f'[discord]\ntoken = ["{SECRET}"]',
        f'[discord]\ntoken = "{SECRET}',
        f"[discord]\ntoken = {SECRET}",
        f'[discord]\ntokn = "{SECRET}"',
        MATRIX + f'password = "{SECRET}"\naccess_token = "{SECRET}"',
    ],
)
def test_no_error_shows_a_value(tmp_path: Path, text: str) -> None:
    shell = Shell(Words.load(), sys.stdout)
    for problem in problems(written(tmp_path, text)):
        assert SECRET not in repr(problem)
        assert SECRET not in shell.render(problem.key, **problem.facts)


def test_settings_do_not_show_their_secrets() -> None:
    config: Config = load(None, {"ALONGSIDE_DISCORD__TOKEN": SECRET})
    assert SECRET not in repr(config)
    assert SECRET not in str(config.model_dump())


# Who is there for people.

RITA = """
[[supporters]]
name = "Rita"
role = "advocate"
works_for = "Ourtown Advocacy"
outside = true
"""
LINE = """
[[phone_lines]]
name = "Samaritans"
phone = "116 123"
checked = 2026-05-01
"""


def test_supporters_and_phone_lines_are_read_in_their_order(tmp_path: Path) -> None:
    uma = RITA.replace("Rita", "Uma").replace("outside = true", "")
    text = RITA + 'phone = "01632 960002"\n' + uma + 'account = "discord:123456789012345678"\n'
    config = load(written(tmp_path, text + LINE), {})
    rita, second = config.people()
    assert (rita.name, rita.outside, rita.can_be_told) == ("Rita", True, False)
    assert (second.name, second.outside, second.account) == (
        "Uma",
        False,
        "discord:123456789012345678",
    )
    assert [line.phone for line in config.lines()] == ["116 123"]


def test_lines_of_another_nation_are_left_out(tmp_path: Path) -> None:
    text = LINE + LINE.replace("Samaritans", "Other").replace(
        "checked", 'nation = "wales"\nchecked'
    )
    config = load(written(tmp_path, '[organisation]\nnation = "England"' + text), {})
    assert [line.name for line in config.lines()] == ["Samaritans"]


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        (RITA, "config.supporter-not-reachable", 2),
        (RITA + 'phone = "ring me"', "config.bad-phone", 7),
        (RITA + 'email = "rita"', "config.bad-email", 7),
        (RITA + 'account = "@rita:example.org"', "config.bad-account", 7),
        (RITA.replace("Rita", ""), "config.empty", 3),
        (RITA.replace("advocate", "a" * 121), "config.bad-line", 4),
        (LINE.replace("2026-05-01", '"in May"'), "config.must-be-day", 5),
        (LINE + LINE.replace("116", "hey"), "config.bad-phone", 9),
        (LINE + 'fone = "1"', "config.unknown-key-close", 6),
    ],
)
def test_what_is_wrong_with_one_of_them_is_found_on_its_line(
    text: str, key: str, line: int, tmp_path: Path
) -> None:
    found = problems(written(tmp_path, text))
    assert [(one.key, one.line) for one in found] == [(key, line)]
