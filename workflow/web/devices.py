"""What a browser calls itself, in words a person recognises: Chrome trên Windows, Safari trên iPhone."""

# the first that is found counts: what copies another's name stands before it
_BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "điện thoại Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "máy Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_words(agent: str) -> str:
    """Browser and system of a User-Agent header; what is not known is said to be another."""
    browser = next((words for sign, words in _BROWSERS if sign in agent), "Trình duyệt khác")
    system = next((words for sign, words in _SYSTEMS if sign in agent), "")
    return f"{browser} trên {system}" if system else browser
