"""An identity provider of our own: OpenID Connect over real HTTP, signed tokens, and every lie that a test asks for."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from werkzeug import Response as AnyResponse

CLIENT, SECRET, SUBJECT = "trinh-ky", "khoá thử của ứng dụng", "5f2c-0001"
Claims = dict[str, Any]


@dataclass
class Provider:
    """One provider. `lie` changes the claims before they are signed; `said` what it says of itself; `write` makes the
    token of its claims."""

    issuer: str = ""
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "1"}))
    lie: Callable[[Claims], Claims] = dict
    said: Claims = field(default_factory=dict)
    write: Callable[["Provider", Claims], str] = lambda provider, claims: signed(provider.key, claims)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    told: int = 0

    def app(self) -> Flask:
        """Its pages."""
        app = Flask("provider")
        app.get("/.well-known/openid-configuration")(self.about)
        app.get("/authorize")(self.authorize)
        app.post("/token")(self.token)
        app.get("/jwks")(lambda: jsonify(KeySet([self.key]).as_dict(private=False)))
        return app

    def about(self) -> Response:
        """What it says of itself."""
        self.told += 1
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        told = {name: f"{self.issuer}/{place}" for name, place in places.items()}
        return jsonify({"issuer": self.issuer} | told | self.said)

    def authorize(self) -> AnyResponse:
        """A person who is known here already and agrees at once."""
        asked = request.args.to_dict()
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.asked[code] = asked
        return redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    def token(self) -> tuple[Response, int]:
        """A code becomes a token once, for whom it was made, against the verifier of its question."""
        given = dict(parse_qsl(request.get_data(as_text=True)))
        asked = self.asked.pop(given["code"], None)
        who = request.authorization
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        known = who is not None and who.username == CLIENT
        if (
            asked is None
            or not known
            or (asked["code_challenge"], asked["redirect_uri"])
            != (
                challenge,
                given["redirect_uri"],
            )
        ):
            return jsonify(error="invalid_grant"), 400
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": SUBJECT, "aud": CLIENT, "iat": now, "exp": now + 300}
        told = self.lie(claims | {"nonce": asked["nonce"]})
        return jsonify(access_token="x", token_type="Bearer", id_token=self.write(self, told)), 200


def signed(key: ECKey, claims: Claims) -> str:
    """A token signed with a key."""
    return jwt.encode({"alg": "ES256", "kid": "1"}, claims, key)


def unsigned(_: Provider, claims: Claims) -> str:
    """A token that nobody signed."""
    parts = [json.dumps({"alg": "none"}), json.dumps(claims), ""]
    return ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)


def forged(_: Provider, claims: Claims) -> str:
    """A token signed with somebody else's key under the same name."""
    return signed(ECKey.generate_key("P-256", {"kid": "1"}), claims)
