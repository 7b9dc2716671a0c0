"""The inside of a block as HTML."""

import pytest

from workflow.paper.inline import calls, inline_html, joined


def test_escapes_everything_that_is_typed() -> None:
    assert inline_html('<b onclick="x">&') == "&lt;b onclick=&#34;x&#34;&gt;&amp;"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*nghiêng* và **đậm**", "<i>nghiêng</i> và <b>đậm</b>"),
        ("**đậm có *nghiêng* trong**", "<b>đậm có <i>nghiêng</i> trong</b>"),
        ("“*tốt đời, đẹp đạo*”", "“<i>tốt đời, đẹp đạo</i>”"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("** một mình", "** một mình"),
        ("*", "*"),
    ],
)
def test_knows_bold_and_italic_and_leaves_other_stars(text: str, html: str) -> None:
    assert inline_html(text) == html


@pytest.mark.parametrize("unbroken", ["43-NQ/TW,", "(b/c)", "kinh - tế", "2020 - 2025", "uỷ./.", "UBKT/ĐUK", "-KH/ĐU"])
def test_keeps_on_one_line_what_must_not_break(unbroken: str) -> None:
    assert inline_html(f"trước {unbroken}") == f'trước <span class="nowrap">{unbroken}</span>'


@pytest.mark.parametrize(
    ("piece", "held"),
    [
        ("43-NQ/TW,", "43-\u2060NQ/\u2060TW,"),
        ("tế - xã", "tế \u2060-\u2060 \u2060xã"),
        ("A&B/C", "A&amp;B/\u2060C"),
        ("uỷ./.", "uỷ./\u2060."),
    ],
)
def test_holds_running_text_together_without_a_box(piece: str, held: str) -> None:
    assert joined(piece) == held
    assert inline_html(f"trước **{piece}**", hold=joined) == f"trước <b>{held}</b>"


@pytest.mark.parametrize("plain", ["24/11/2023", "24/11/2023,", "trong sạch, vững mạnh", "x" * 30 + "/" + "y" * 30])
def test_leaves_free_what_is_never_broken_or_too_long_for_a_line(plain: str) -> None:
    assert inline_html(plain) == plain


def test_sets_a_note_at_its_first_call_and_prints_later_calls() -> None:
    html = inline_html("một¹ hai¹ *ba*² bốn³", {"1": "chú *thích*", "2": "<hai>"})
    assert html == (
        'một<span id="call-1"></span><span class="footnote" id="note-1" data-call="¹">chú <i>thích</i></span> hai¹ '
        '<i>ba</i><span id="call-2"></span><span class="footnote" id="note-2" data-call="²">&lt;hai&gt;</span> bốn³'
    )


def test_sets_a_note_called_inside_emphasis_once() -> None:
    html = inline_html("**một¹** và hai¹", {"1": "chú thích"})
    assert html.count("chú thích") == 1


def test_takes_squares_and_cubes_for_units_not_calls() -> None:
    assert calls("rộng 50 m² sâu 3 km², cao 2 dm³, theo quy định¹² và¹") == ("12", "1")


def test_prints_nfc_whatever_was_typed() -> None:
    assert inline_html("uy\u0309") == "uỷ"
