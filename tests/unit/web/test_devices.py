"""What a browser calls itself, in words."""

import pytest

from workflow.web.devices import device_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/130.0.0.0 Safari/537.36", "Chrome trên Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0", "Edge trên Windows"),
        (f"Mozilla/5.0 (Windows NT 6.1) {WEBKIT} coc_coc_browser/120 Chrome/114 Safari/537.36", "Cốc Cốc trên Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox trên Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", "Safari trên máy Mac"),
        ("", "Trình duyệt khác"),
        ("<script>alert(1)</script>", "Trình duyệt khác"),
    ],
)
def test_says_browser_and_system(agent: str, words: str) -> None:
    assert device_words(agent) == words
