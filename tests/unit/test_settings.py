"""Settings: read from the environment, refused with a sentence when wrong, and told truly by .env.example."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from workflow.domain.errors import SetupIncomplete
from workflow.settings import PROJECT_ROOT, Settings, read_env_file

SECRET = "x" * 40


class Recording(Mapping[str, str]):
    """An environment that remembers which variables it was asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values_given = dict(values)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self.values_given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_given)

    def __len__(self) -> int:
        return len(self.values_given)


def example(tmp_path: Path) -> dict[str, str]:
    """What .env.example says when every comment sign before a variable is taken away."""
    lines = (PROJECT_ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    bare = tmp_path / "bare.env"
    bare.write_text("\n".join(line.removeprefix("# ") for line in lines if line.startswith(("# TRI", "# DATA"))))
    return read_env_file(bare)


def test_an_empty_environment_gives_a_local_run_with_the_embedded_database(tmp_path: Path) -> None:
    settings = Settings.from_environment({"TRINHKY_VAR": str(tmp_path)})
    assert settings.database_url is None
    assert not settings.is_production
    assert (settings.port, settings.base_url, settings.zone.key) == (8043, "http://127.0.0.1:8043", "Asia/Ho_Chi_Minh")
    assert settings.storage == str(tmp_path / "files")


def test_the_example_file_names_every_variable_and_no_other(tmp_path: Path) -> None:
    environment = Recording({"TRINHKY_VAR": str(tmp_path)})
    Settings.from_environment(environment)
    assert set(example(tmp_path)) == environment.asked


def test_the_example_file_shows_the_default_values(tmp_path: Path) -> None:
    place = {"TRINHKY_VAR": str(tmp_path)}
    assert Settings.from_environment(example(tmp_path) | place) == Settings.from_environment(place)


def test_the_base_address_follows_the_port(tmp_path: Path) -> None:
    settings = Settings.from_environment({"TRINHKY_VAR": str(tmp_path), "TRINHKY_PORT": "9000"})
    assert settings.base_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_spelling_of_a_postgresql_address_becomes_the_psycopg_one(tmp_path: Path, scheme: str) -> None:
    environment = {"TRINHKY_VAR": str(tmp_path), "DATABASE_URL": f"{scheme}://an:mat@db:5432/trinhky"}
    assert Settings.from_environment(environment).database_url == "postgresql+psycopg://an:mat@db:5432/trinhky"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRINHKY_ENV", "prod"),
        ("TRINHKY_DIFFICULTY_AGES", "30,15"),
        ("TRINHKY_DIFFICULTY_AGES", "15"),
        ("TRINHKY_PORT", "0"),
        ("TRINHKY_PORT", "65536"),
        ("TRINHKY_PORT", "tám nghìn"),
        ("TRINHKY_PORT", "٨٠٤٣"),
        ("TRINHKY_DATABASE_NAME", "Trình Ký"),
        ("TRINHKY_BASE_URL", "trinhky.example"),
        ("TRINHKY_TIME_ZONE", "Hà Nội"),
        ("TRINHKY_MAX_UPLOAD_BYTES", "-1"),
        ("TRINHKY_PLANS", "/không/có/ở/đâu"),
        ("TRINHKY_SECRET_KEY", "ngắn"),
        ("TRINHKY_DIGEST_AT", "7 giờ"),
        ("TRINHKY_DIGEST_AT", "24:00"),
        ("TRINHKY_MAIL_FROM", "Trình Ký"),
        ("TRINHKY_MAIL_SECURITY", "tls"),
        ("TRINHKY_OIDC_ISSUER", "http://danh-tinh.example"),
        ("TRINHKY_OIDC_ISSUER", "https://danh-tinh.example"),  # and nothing of who we are there
        ("TRINHKY_PROXIES", "10"),
        ("DATABASE_URL", "mysql://an@db/trinhky"),
    ],
)
def test_refuses_a_wrong_value_and_names_the_variable(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SetupIncomplete, match=name):
        Settings.from_environment({"TRINHKY_VAR": str(tmp_path), name: value})


def test_a_refused_database_address_keeps_its_password_to_itself(tmp_path: Path) -> None:
    with pytest.raises(SetupIncomplete) as refusal:
        Settings.from_environment({"TRINHKY_VAR": str(tmp_path), "DATABASE_URL": "mysql://an:bi-mat@db/trinhky"})
    assert "bi-mat" not in refusal.value.reason


def test_secrets_do_not_show_when_the_settings_are_printed(tmp_path: Path) -> None:
    environment = {
        "TRINHKY_VAR": str(tmp_path),
        "TRINHKY_SECRET_KEY": SECRET,
        "DATABASE_URL": "postgresql://a:bi-mat@b/c",
    }
    printed = repr(Settings.from_environment(environment))
    assert SECRET not in printed
    assert "bi-mat" not in printed


def test_a_local_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = Settings.from_environment({"TRINHKY_VAR": str(tmp_path)})
    second = Settings.from_environment({"TRINHKY_VAR": str(tmp_path)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_production_refuses_to_start_without_a_secret_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(SetupIncomplete, match="TRINHKY_SECRET_KEY"):
        Settings.from_environment({"TRINHKY_VAR": str(tmp_path), "TRINHKY_ENV": "production"})
    assert not list(tmp_path.iterdir())


def test_production_takes_the_secret_it_is_given(tmp_path: Path) -> None:
    environment = {"TRINHKY_VAR": str(tmp_path), "TRINHKY_ENV": "production", "TRINHKY_SECRET_KEY": SECRET}
    settings = Settings.from_environment(environment)
    assert settings.is_production
    assert settings.secret_key == SECRET


def test_refuses_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    in_the_way = tmp_path / "var"
    in_the_way.write_text("một tệp, không phải thư mục")
    with pytest.raises(SetupIncomplete, match="quyền ghi"):
        Settings.from_environment({"TRINHKY_VAR": str(in_the_way)})


def test_the_env_file_knows_comments_quotes_and_export(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# lời ghi\n\nexport A = 'một hai'\nB=\"x=y\"\nC=\nkhông phải biến\n", encoding="utf-8")
    assert read_env_file(file) == {"A": "một hai", "B": "x=y", "C": ""}


def test_a_missing_env_file_says_nothing(tmp_path: Path) -> None:
    assert read_env_file(tmp_path / ".env") == {}
