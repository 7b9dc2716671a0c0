"""Which passwords anybody would guess."""

from workflow.domain.folding import fold

SHORTEST = 8
# what is left of the passwords people choose most once figures and signs are taken away: qwerty123, MatKhau@2024
_STEMS = frozenset(
    {
        "",
        "a",
        "aa",
        "abc",
        "abcd",
        "abcdef",
        "abcdefgh",
        "admin",
        "administrator",
        "anhyeuem",
        "asdfgh",
        "asdfghjk",
        "baomat",
        "changeme",
        "chibo",
        "congsan",
        "dangcongsan",
        "danguy",
        "dangvien",
        "dangcongsanvietnam",
        "emyeuanh",
        "football",
        "hanoi",
        "hello",
        "hochiminh",
        "iloveyou",
        "khongbiet",
        "khongco",
        "letmein",
        "matkhau",
        "master",
        "monkey",
        "pass",
        "password",
        "passwd",
        "princess",
        "qazwsx",
        "qwer",
        "qwert",
        "qwerty",
        "qwertyui",
        "qwertyuiop",
        "root",
        "saigon",
        "sunshine",
        "tinhuy",
        "trinhky",
        "user",
        "vanphong",
        "vanthu",
        "vietnam",
        "welcome",
        "yeuanh",
        "yeuem",
        "zaq",
        "zxcvbn",
        "zxcvbnm",
    }
)


GUESSED = "Mật khẩu này ai cũng đoán được. Hãy ghép vài từ không liên quan với nhau."


def why_weak(password: str, *own: str) -> str | None:
    """Why a password is refused: under eight characters, one that anybody tries first, or what everybody knows of the
    person (`own`: the sign-in name, the name, those of the organisations); None for one that will do. Nothing is asked
    of its letters and signs (OWASP ASVS 5, 6.2)."""
    if len(password) < SHORTEST:
        return f"Mật khẩu cần ít nhất {SHORTEST} ký tự."
    stem = _stem(password)
    if stem in _STEMS or len(set(password)) <= 2 or stem in {_stem(one) for one in own}:
        return GUESSED
    return None


def _stem(text: str) -> str:
    """Plain small letters alone: Mật_Khẩu2024 is matkhau."""
    return "".join(sign for sign in fold(text) if "a" <= sign <= "z")
