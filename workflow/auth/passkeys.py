"""Passkeys (WebAuthn): the question put to a device, and the proof that its answer is right. A passkey asks for the
person's finger, face or unlocking code, so it stands for the password and the second factor together."""

import ipaddress
import json
import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from flask import session

from workflow.actions.passkey import FoundKey, use_passkey
from workflow.auth.current import current_actor, current_username
from workflow.auth.seat import settings_here
from workflow.domain.errors import NotPermitted
from workflow.models import User
from workflow.queries.door import Passkey, passkeys_of

_MAKING, _PROVING = "challenge_making", "challenge_proving"  # a proof on the way does not undo a key being made
_CHALLENGE = 32  # bytes; answered once, as a form's token is used once
_MOST = 600  # seconds from the question to the answer
NOT_PROVED = "Chưa nhận được khoá truy cập này. Hãy thử lại, hoặc dùng mật khẩu."


def offered() -> bool:
    """Whether browsers make passkeys for this address: over HTTPS or on the machine itself, and with a name."""
    site = urlsplit(settings_here().base_url)
    return (site.scheme == "https" or _host() == "localhost") and not _is_number(_host())


def held_here() -> bool:
    """Whether the signed-in person has a passkey to prove at this address."""
    return offered() and bool(passkeys_of(current_actor().user_id))


def question_for_new() -> dict[str, Any]:
    """What the browser is to make a passkey from, for the signed-in person; in the form of the WebAuthn options."""
    # a third of a second to import, for those who use passkeys
    import webauthn
    from webauthn.helpers import structs

    actor = current_actor()
    held = [structs.PublicKeyCredentialDescriptor(id=one.credential_id) for one in passkeys_of(actor.user_id)]
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name="Trình Ký",
        user_name=current_username(),
        user_id=f"person:{actor.user_id}".encode(),
        user_display_name=actor.name,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=held,
        challenge=secrets.token_bytes(_CHALLENGE),
    )
    return _asked(_MAKING, webauthn.options_to_json(options))


def found_in(answer: str) -> tuple[FoundKey, str]:
    """The new passkey in a browser's answer, and the challenge it answers. Refuses (NotPermitted) a wrong answer."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes

    challenge = _taken(_MAKING)
    try:
        proved = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except _wrong() as wrong:
        raise NotPermitted("Chưa thêm được khoá. Hãy thử lại từ đầu.") from wrong
    return FoundKey(proved.credential_id, proved.credential_public_key, proved.sign_count), challenge


def question_for_anybody() -> dict[str, Any]:
    """What the browser is to prove with any passkey it holds for this site."""
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement

    required = UserVerificationRequirement.REQUIRED
    options = webauthn.generate_authentication_options(
        rp_id=_host(), challenge=secrets.token_bytes(_CHALLENGE), user_verification=required
    )
    return _asked(_PROVING, webauthn.options_to_json(options))


def owner_of(answer: str) -> User:
    """The person whose passkey gave the answer. Refuses (NotPermitted) a wrong one, an old one, an unknown one."""
    from webauthn.helpers import base64url_to_bytes, parse_authentication_credential_json

    challenge = _taken(_PROVING)
    try:
        given = parse_authentication_credential_json(answer)
    except _wrong() as wrong:
        raise NotPermitted(NOT_PROVED) from wrong
    user = use_passkey(given.raw_id, challenge, lambda held: _counted(given, base64url_to_bytes(challenge), held))
    if user is None:
        raise NotPermitted(NOT_PROVED)
    return user


def _counted(given: Any, challenge: bytes, held: Passkey) -> int | None:
    """What the device counted, of a right answer; a device that counts must have counted on."""
    import webauthn

    try:
        proved = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=held.public_key,
            credential_current_sign_count=held.sign_count,
            require_user_verification=True,
        )
    except _wrong():
        return None
    return int(proved.new_sign_count)


def _wrong() -> tuple[type[Exception], ...]:
    """What is raised about an answer: by the library, and by what it reads base64, JSON and keys with."""
    from webauthn.helpers.exceptions import WebAuthnException

    return WebAuthnException, ValueError, LookupError


def _asked(kept: str, options: str) -> dict[str, Any]:
    """The options, their challenge kept in the cookie until it is answered."""
    read: dict[str, Any] = json.loads(options)
    session[kept] = {"challenge": read["challenge"], "since": int(time.time())}
    return read


def _taken(kept: str) -> str:
    asked: dict[str, Any] | None = session.pop(kept, None)
    if asked is None or asked["since"] < time.time() - _MOST:
        raise NotPermitted(NOT_PROVED)
    return str(asked["challenge"])


def _origin() -> str:
    site = urlsplit(settings_here().base_url)
    return f"{site.scheme}://{site.netloc}"


def _host() -> str:
    return urlsplit(settings_here().base_url).hostname or ""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
