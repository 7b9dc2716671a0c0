"""Settings: everything an administrator may decide, read once from the environment (and `.env` for local runs)."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workflow.domain.errors import SetupIncomplete

PROJECT_ROOT = Path(__file__).resolve().parent.parent
PREFIX = "TRINHKY_"
WHO_GIVES_A_SECOND_FACTOR = ("own", "weighty", "everybody")
"""Whoever chose to; besides, whoever approves, signs, seals or gives rights; everybody."""
SECOND_FACTOR = {"local": "own", "production": "weighty"}

_Value = TypeVar("_Value")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One frozen set of decisions. `database_url` None means the embedded PostgreSQL under `var`, which keeps the
    database `database_name`; `storage` is a folder or an object store's address (s3://bucket/prefix); sizes are in
    bytes or characters, times in seconds; `difficulty_ages` are the days that part the ages of unanswered difficulties;
    `proxies`: how many proxies of our own stand before the server and say who asks; `old_name_days`: how many days
    after a renaming a certificate that bears the old name may be signed with, None without end."""

    environment: str = "local"
    database_url: str | None = field(default=None, repr=False)
    database_name: str = "trinhky"
    var: Path = PROJECT_ROOT / "var"
    storage: str = str(PROJECT_ROOT / "var" / "files")
    secret_key: str = field(default="", repr=False)
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    base_url: str = "http://127.0.0.1:8043"
    host: str = "127.0.0.1"
    port: int = 8043
    proxies: int = 0
    time_zone: str = "Asia/Ho_Chi_Minh"
    max_upload_bytes: int = 20 * 1024 * 1024
    max_section_chars: int = 200_000
    plans: Path | None = None
    web_processes: int = 2
    worker_processes: int = 1
    worker_concurrency: int = 1
    demo_signing: bool = True
    trust_roots: tuple[Path, ...] = ()
    seal_keys: Path | None = None
    pkcs11_module: Path | None = None
    pkcs11_token: str = ""
    tsa_url: str = ""
    tsa_user: str = ""
    tsa_password: str = field(default="", repr=False)
    old_name_days: int | None = None
    long_term: bool = False
    long_term_inside: bool = False
    login_attempts: int = 5
    login_window: int = 900
    second_factor: str = "own"
    session_idle: int = 8 * 3600
    session_lifetime: int = 24 * 3600
    confirm_within: int = 900
    entry_code_valid: int = 24 * 3600
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = "tài khoản của cơ quan"
    checks_per_hour: int = 120
    support_phone: str = ""
    proof_on_paper: bool = True
    difficulty_ages: tuple[int, int] = (15, 30)
    digest_at: str = "07:30"
    mail_host: str = ""
    mail_port: int = 587
    mail_security: str = "starttls"
    mail_user: str = ""
    mail_password: str = field(default="", repr=False)
    mail_from: str = "Trình Ký <trinhky@localhost>"

    @property
    def is_production(self) -> bool:
        """True when nothing may be made up: the secret and the addresses come from the administrator."""
        return self.environment == "production"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secret that locks, and those that only open what they locked before."""
        return self.secret_key, *self.old_secret_keys

    @property
    def demo_authority(self) -> Path:
        """Where the demo's authority keeps its root and the keys it issued."""
        return self.var / "demo-ca"

    @property
    def anchors(self) -> Path:
        """Where the newest anchors of this database are kept outside it."""
        return self.var / "anchors" / self.database_name

    @property
    def root_files(self) -> tuple[Path, ...]:
        """The roots trusted here: those the administrator named, and the demo's own while it signs, once it is made."""
        demo = self.demo_authority / "root.pem"
        return (*self.trust_roots, demo) if self.demo_signing and demo.is_file() else self.trust_roots

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which people read dates."""
        return ZoneInfo(self.time_zone)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Reads TRINHKY_* and DATABASE_URL; without a mapping the process environment over `.env`.

        Makes `var` and, for local runs, `var/secret_key` (mode 600). Refuses with SetupIncomplete a value
        that cannot be right, naming the variable and what it should hold.
        """
        source = read_env_file(PROJECT_ROOT / ".env") | dict(os.environ) if environ is None else environ
        reader = _Reader(source)
        environment = reader.take("ENV", cls.environment, _one_of("local", "production"))
        var = reader.take("VAR", cls.var, _path)
        port = reader.take("PORT", cls.port, _whole(1, 65_535))
        return cls(
            environment=environment,
            database_url=_postgres_url(source.get("DATABASE_URL", "")),
            database_name=reader.take("DATABASE_NAME", cls.database_name, _identifier),
            var=var,
            storage=reader.take("STORAGE", str(var / "files"), str),
            secret_key=_secret_key(source.get(f"{PREFIX}SECRET_KEY", ""), environment, var),
            base_url=reader.take("BASE_URL", f"http://127.0.0.1:{port}", _web_address),
            host=reader.take("HOST", cls.host, str),
            port=port,
            proxies=reader.take("PROXIES", cls.proxies, _whole(0, 9)),
            time_zone=reader.take("TIME_ZONE", cls.time_zone, _zone_name),
            max_upload_bytes=reader.take("MAX_UPLOAD_BYTES", cls.max_upload_bytes, _whole(1_000)),
            max_section_chars=reader.take("MAX_SECTION_CHARS", cls.max_section_chars, _whole(1_000)),
            plans=reader.take("PLANS", cls.plans, _existing_folder),
            web_processes=reader.take("WEB_PROCESSES", cls.web_processes, _whole(1, 64)),
            worker_processes=reader.take("WORKER_PROCESSES", cls.worker_processes, _whole(1, 64)),
            worker_concurrency=reader.take("WORKER_CONCURRENCY", cls.worker_concurrency, _whole(1, 64)),
            demo_signing=_demo_signing(reader, environment),
            trust_roots=reader.take("TRUST_ROOTS", cls.trust_roots, _files),
            seal_keys=reader.take("SEAL_KEYS", cls.seal_keys, _existing_folder),
            pkcs11_module=reader.take("PKCS11_MODULE", cls.pkcs11_module, _existing_file),
            pkcs11_token=reader.take("PKCS11_TOKEN", cls.pkcs11_token, str),
            tsa_url=reader.take("TSA_URL", cls.tsa_url, _web_address),
            tsa_user=reader.take("TSA_USER", cls.tsa_user, str),
            tsa_password=reader.take("TSA_PASSWORD", "", str),
            old_name_days=reader.take("OLD_NAME_DAYS", cls.old_name_days, _whole(0, 3_660)),
            long_term=reader.take("LONG_TERM", cls.long_term, _yes_or_no),
            long_term_inside=reader.take("LONG_TERM_INSIDE", cls.long_term_inside, _yes_or_no),
            checks_per_hour=reader.take("CHECKS_PER_HOUR", cls.checks_per_hour, _whole(1, 100_000)),
            support_phone=reader.take("SUPPORT_PHONE", cls.support_phone, str),
            difficulty_ages=reader.take("DIFFICULTY_AGES", cls.difficulty_ages, _two_days),
            proof_on_paper=reader.take("PROOF_ON_PAPER", "yes", _one_of("yes", "no")) == "yes",
            digest_at=reader.take("DIGEST_AT", cls.digest_at, _time_of_day),
            **_sign_in(reader, SECOND_FACTOR[environment]),
            **_oidc(reader),
            **_mail(reader),
        )


def read_env_file(path: Path) -> dict[str, str]:
    """`NAME=value` lines of a file that need not exist; `#` opens a comment line, quotes around a value fall."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.removeprefix("export ").strip(): value.strip().strip("\"'") for name, _, value in pairs}


class _Reader:
    """Takes one prefixed variable after the other; an empty one counts as not given."""

    def __init__(self, source: Mapping[str, str]) -> None:
        self._source = source

    def take(self, name: str, default: _Value, parse: Callable[[str], _Value]) -> _Value:
        text = self._source.get(PREFIX + name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as wrong:
            raise SetupIncomplete(f"Biến {PREFIX}{name} không dùng được giá trị “{text}”: {wrong}.") from wrong


def _sign_in(reader: _Reader, who: str) -> dict[str, Any]:
    """How often one may try, how long a sign-in holds (seconds), of whom a second factor is demanded; old secrets."""
    return {
        "old_secret_keys": reader.take("OLD_SECRET_KEYS", Settings.old_secret_keys, _listed),
        "second_factor": reader.take("SECOND_FACTOR", who, _one_of(*WHO_GIVES_A_SECOND_FACTOR)),
        "login_attempts": reader.take("LOGIN_ATTEMPTS", Settings.login_attempts, _whole(1, 1_000)),
        "login_window": reader.take("LOGIN_WINDOW", Settings.login_window, _whole(1, 86_400)),
        "session_idle": reader.take("SESSION_IDLE", Settings.session_idle, _whole(60, 2_592_000)),
        "confirm_within": reader.take("CONFIRM_WITHIN", Settings.confirm_within, _whole(60, 86_400)),
        "entry_code_valid": reader.take("ENTRY_CODE_VALID", Settings.entry_code_valid, _whole(60, 604_800)),
        "session_lifetime": reader.take("SESSION_LIFETIME", Settings.session_lifetime, _whole(60, 2_592_000)),
    }


def _oidc(reader: _Reader) -> dict[str, Any]:
    """The identity provider, who we are there, and what the button calls it; all of it or nothing."""
    issuer = reader.take("OIDC_ISSUER", Settings.oidc_issuer, _issuer)
    us = reader.take("OIDC_CLIENT_ID", "", str), reader.take("OIDC_CLIENT_SECRET", "", str)
    if issuer and not all(us):
        raise SetupIncomplete(
            f"Đã đặt {PREFIX}OIDC_ISSUER thì đặt cả {PREFIX}OIDC_CLIENT_ID và {PREFIX}OIDC_CLIENT_SECRET."
        )
    name = reader.take("OIDC_NAME", Settings.oidc_name, str)
    return {"oidc_issuer": issuer, "oidc_client_id": us[0], "oidc_client_secret": us[1], "oidc_name": name}


def _mail(reader: _Reader) -> dict[str, Any]:
    """The mail server and who writes."""
    return {
        "mail_host": reader.take("MAIL_HOST", Settings.mail_host, str),
        "mail_port": reader.take("MAIL_PORT", Settings.mail_port, _whole(1, 65_535)),
        "mail_security": reader.take("MAIL_SECURITY", Settings.mail_security, _one_of("starttls", "ssl", "none")),
        "mail_user": reader.take("MAIL_USER", Settings.mail_user, str),
        "mail_password": reader.take("MAIL_PASSWORD", "", str),
        "mail_from": reader.take("MAIL_FROM", Settings.mail_from, _sender),
    }


def _demo_signing(reader: _Reader, environment: str) -> bool:
    """Whoever signs for real must never find a demo key in the ink pot."""
    is_real = environment == "production"
    wanted = reader.take("DEMO_SIGNING", not is_real, _yes_or_no)
    if wanted and is_real:
        raise SetupIncomplete(f"Khi chạy thật không dùng được chứng thư mẫu: hãy bỏ biến {PREFIX}DEMO_SIGNING.")
    return wanted


def _yes_or_no(text: str) -> bool:
    return {"1": True, "0": False}[_one_of("0", "1")(text)]


def _files(text: str) -> tuple[Path, ...]:
    """Files parted as in PATH: by a colon, on Windows by a semicolon."""
    paths = tuple(_path(name) for name in text.split(os.pathsep) if name.strip())
    for path in paths:
        if not path.is_file():
            raise ValueError(f"không có tệp {path}")
    return paths


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"hãy ghi một trong các giá trị {', '.join(choices)}")
        return text

    return parse


def _whole(least: int, most: int | None = None) -> Callable[[str], int]:
    bounds = f"từ {least} trở lên" if most is None else f"từ {least} đến {most}"

    def parse(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or int(text) < least or (most is not None and int(text) > most):
            raise ValueError(f"hãy ghi một số nguyên {bounds}")
        return int(text)

    return parse


def _two_days(text: str) -> tuple[int, int]:
    """ "15,30": under 15 days, up to 30, over 30."""
    first, _, second = (part.strip() for part in text.partition(","))
    if not (first.isascii() and first.isdecimal() and second.isascii() and second.isdecimal()):
        raise ValueError("hãy ghi hai số ngày cách nhau bằng dấu phẩy, ví dụ 15,30")
    young, old = int(first), int(second)
    if not 0 < young <= old <= 3_650:
        raise ValueError("số ngày thứ nhất phải từ 1 và không quá số thứ hai")
    return young, old


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _existing_file(text: str) -> Path:
    if not _path(text).is_file():
        raise ValueError("hãy ghi đường dẫn của một tệp đang có")
    return _path(text)


def _existing_folder(text: str) -> Path:
    if not _path(text).is_dir():
        raise ValueError("hãy ghi đường dẫn của một thư mục đang có")
    return _path(text)


def _identifier(text: str) -> str:
    if not (text.isascii() and text.isidentifier() and text == text.lower() and len(text) <= 63):
        raise ValueError("hãy dùng chữ thường không dấu, chữ số và dấu gạch dưới, tối đa 63 ký tự")
    return text


def _time_of_day(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError("hãy ghi giờ và phút, ví dụ 07:30")
    return text


def _sender(text: str) -> str:
    if "@" not in parseaddr(text)[1] or not text.isprintable():
        raise ValueError("hãy ghi địa chỉ thư, ví dụ Trình Ký <trinhky@don-vi.vn>")
    return text


def _web_address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("hãy ghi địa chỉ bắt đầu bằng http:// hoặc https://")
    return text.rstrip("/")


def _issuer(text: str) -> str:
    """Kept letter by letter: what the provider says of itself must be the same."""
    at = urlsplit(text)
    if at.scheme != "https" and at.hostname not in {"127.0.0.1", "localhost"}:
        raise ValueError("hãy ghi địa chỉ bắt đầu bằng https://")
    return text


def _zone_name(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, OSError) as unknown:
        raise ValueError("hãy ghi tên múi giờ, ví dụ Asia/Ho_Chi_Minh") from unknown


def _postgres_url(text: str) -> str | None:
    """The text stays out of the message: it usually carries a password."""
    if not text.strip():
        return None
    scheme, separator, rest = text.strip().partition("://")
    if not separator or not rest or scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise SetupIncomplete(
            "Biến DATABASE_URL phải có dạng postgresql://người_dùng:mật_khẩu@máy:5432/tên_cơ_sở_dữ_liệu."
        )
    return f"postgresql+psycopg://{rest}"


def _secret_key(given: str, environment: str, var: Path) -> str:
    if given:
        if len(given) < 32:
            raise SetupIncomplete(f"Biến {PREFIX}SECRET_KEY quá ngắn: hãy dùng ít nhất 32 ký tự ngẫu nhiên.")
        return given
    if environment == "production":
        raise SetupIncomplete(f"Khi chạy thật phải đặt biến {PREFIX}SECRET_KEY, ít nhất 32 ký tự ngẫu nhiên.")
    return _kept_secret(var / "secret_key")


def _kept_secret(path: Path) -> str:
    """The secret of this folder. It appears whole or not at all, so two processes starting together share one."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
            _publish(draft, path)
        return path.read_text(encoding="ascii").strip()
    except OSError as refused:
        raise SetupIncomplete(
            f"Không đọc hoặc ghi được {path}: hãy cấp quyền ghi cho thư mục {path.parent}."
        ) from refused


def _publish(draft: Path, path: Path) -> None:
    """A hard link, unlike a rename, never replaces the secret another process has just made."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()
