"""Words as they are compared when somebody searches: without accents, tone marks, đ and capitals.

Both ways of placing a tone mark (hoà, hòa) and both Unicode forms fold to the same letters."""

import unicodedata

_DOTLESS = str.maketrans({"đ": "d", "Đ": "d", "ı": "i"})
MOST_WORDS = 400
MOST_SEARCHED = 12


def fold(text: str) -> str:
    """ "Hoà Bình, 32-KH/ĐU" → "hoa binh 32 kh du"."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    lower = bare.translate(_DOTLESS).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in lower).split())


def tagged_words(**texts: str) -> list[str]:
    """Every word of every text once, marked with the first letter of the text's name, sorted, for one index:
    `title="Báo cáo", signer="An"` → ["s:an", "t:bao", "t:cao"]."""
    found = {f"{name[0]}:{word}" for name, text in texts.items() for word in fold(text).split()[:MOST_WORDS]}
    return sorted(found)


def searched_words(**texts: str) -> list[str]:
    """The same for what somebody typed into the fields of a search; further words than a dozen a field fall."""
    return sorted({f"{name[0]}:{word}" for name, text in texts.items() for word in fold(text).split()[:MOST_SEARCHED]})
