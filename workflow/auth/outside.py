"""Coming in by the identity provider of one's authority (OpenID Connect, code flow with PKCE): the question it is
asked, and the proof that its answer is right. Authlib is imported only where the administrator named a provider."""

import hmac
import json
import secrets
import time
from base64 import b64encode
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, cast
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from flask import session

from workflow.actions.outside_identity import use_bound
from workflow.auth.seat import settings_here
from workflow.domain.errors import NotPermitted, SetupIncomplete
from workflow.models import User
from workflow.settings import Settings

RETURN = "/dang-nhap/danh-tinh/ve"
NOT_PROVED = "Chưa đăng nhập được bằng tài khoản này. Hãy thử lại, hoặc dùng tên đăng nhập và mật khẩu."
NOT_BOUND = "Tài khoản này chưa được gắn với ai ở đây. Hãy hỏi người quản trị đơn vị."
NOT_REACHED = "Chưa hỏi được nhà cung cấp danh tính. Hãy thử lại sau ít phút, hoặc dùng tên đăng nhập và mật khẩu."
ALGORITHMS = ["RS256", "ES256"]
_KEY = "outside"
_MOST = 600  # seconds from the question to the answer
_PATIENCE, _LONGEST, _LEEWAY = 10, 1_000_000, 60  # seconds, bytes, seconds between two clocks
_KEPT = 600  # seconds that what a provider says of itself is believed without asking again
_known: dict[str, tuple[float, dict[str, Any]]] = {}


class _NoDetour(HTTPRedirectHandler):
    """What the provider says of itself stands where the administrator said, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nothing."""


def question(going_to: str) -> str:
    """The provider's address to send the browser to; what must come back unchanged stays in the cookie. Refuses
    (NotPermitted) while the provider cannot be reached."""
    # wanted by this one way in, and an extra
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    settings, verifier = settings_here(), secrets.token_urlsafe(48)
    asked = {"state": secrets.token_urlsafe(32), "nonce": secrets.token_urlsafe(32)}
    session[_KEY] = asked | {"verifier": verifier, "since": int(time.time()), "going_to": going_to}
    words = asked | {
        "response_type": "code",
        "scope": "openid",
        "client_id": settings.oidc_client_id,
        "redirect_uri": settings.base_url + RETURN,
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
    }
    return f"{_of_provider(settings)['authorization_endpoint']}?{urlencode(words)}"


def owner_of(answer: Mapping[str, str]) -> tuple[User, str]:
    """The person whom the answer proves, and where they were going. Refuses (NotPermitted) an answer to no question of
    this browser, an old or used one, one that another provider could have given, and a name bound to nobody."""
    asked: dict[str, Any] | None = session.pop(_KEY, None)
    if asked is None or asked["since"] < time.time() - _MOST or not _same(asked["state"], answer.get("state", "")):
        raise NotPermitted(NOT_PROVED)
    settings = settings_here()
    if answer.get("iss", settings.oidc_issuer) != settings.oidc_issuer or not answer.get("code"):
        raise NotPermitted(NOT_PROVED)
    subject = _subject(settings, answer["code"], asked)
    user = use_bound(settings.oidc_issuer, subject, asked["state"])
    if user is None:
        raise NotPermitted(NOT_BOUND)
    return user, str(asked["going_to"])


def looked_at(settings: Settings) -> str:
    """What `trinhky doctor` says of the provider. Refuses (SetupIncomplete) a missing extra and one out of reach."""
    try:
        import authlib  # an extra
    except ImportError as missing:
        raise SetupIncomplete("Hãy cài phần đăng nhập qua danh tính: pip install 'trinhky[oidc]'") from missing
    _known.clear()
    try:
        _of_provider(settings)
    except NotPermitted as refusal:
        raise SetupIncomplete(f"{refusal.reason} ({settings.oidc_issuer})") from refusal
    return f"{settings.oidc_issuer}, Authlib {authlib.__version__}"


def _subject(settings: Settings, code: str, asked: Mapping[str, Any]) -> str:
    """The provider's name of the person, of a token signed by the provider for us and for this very question."""
    from authlib.common.errors import AuthlibBaseError
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet, KeySetSerialization

    provider = _of_provider(settings)
    try:
        given = _fetched(provider["token_endpoint"], _exchange(settings, code, asked["verifier"]), _us(settings))
        keys = KeySet.import_key_set(cast("KeySetSerialization", _fetched(provider["jwks_uri"])))
        token = jwt.decode(given["id_token"], keys, algorithms=ALGORITHMS)
        options = {"iss": {"value": settings.oidc_issuer}, "aud": {"value": settings.oidc_client_id}}
        params = {"nonce": asked["nonce"], "client_id": settings.oidc_client_id}
        claims = CodeIDToken(token.claims, token.header, options=options, params=params)
        claims.validate(leeway=_LEEWAY)
    except (JoseError, AuthlibBaseError, ValueError, KeyError, TypeError) as wrong:
        raise NotPermitted(NOT_PROVED) from wrong
    return str(claims["sub"])


def _exchange(settings: Settings, code: str, verifier: str) -> bytes:
    return urlencode(
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": settings.base_url + RETURN,
            "code_verifier": verifier,
        }
    ).encode()


def _us(settings: Settings) -> dict[str, str]:
    """Who we are to the provider (RFC 6749 2.3.1)."""
    pair = f"{quote(settings.oidc_client_id, safe='')}:{quote(settings.oidc_client_secret, safe='')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _of_provider(settings: Settings) -> dict[str, Any]:
    """What the provider says of itself, asked for once in ten minutes and not at every press."""
    until, said = _known.get(settings.oidc_issuer, (0.0, {}))
    if until < time.time():
        said = _said_now(settings)
        _known[settings.oidc_issuer] = time.time() + _KEPT, said
    return said


def _said_now(settings: Settings) -> dict[str, Any]:
    """The same from the provider; refuses one that calls itself otherwise, or leads from https to http."""
    said = _fetched(f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration")
    scheme = urlsplit(settings.oidc_issuer).scheme
    places = [str(said.get(name, "")) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if said.get("issuer") != settings.oidc_issuer or {urlsplit(place).scheme for place in places} != {scheme}:
        raise NotPermitted(NOT_PROVED)
    return said


def _fetched(url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A JSON object from the provider, asked within ten seconds."""
    request = Request(url, body, {"Accept": "application/json", **(headers or {})})  # noqa: S310 - of the settings
    try:
        with build_opener(_NoDetour).open(request, timeout=_PATIENCE) as answer:
            read = json.loads(answer.read(_LONGEST))
    except (OSError, HTTPException, ValueError) as failure:
        raise NotPermitted(NOT_REACHED) from failure
    if not isinstance(read, dict):
        raise NotPermitted(NOT_REACHED)
    return read


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
