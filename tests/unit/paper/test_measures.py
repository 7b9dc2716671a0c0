"""Every component in its place, in millimetres and points of the profile, under both guides."""

from dataclasses import replace
from functools import cache

import pytest

from tests.unit.paper.papers import everything, paragraph, report
from tests.unit.paper.plans import Plan
from tests.unit.paper.sheet import Piece, lines, runs
from workflow.domain.blocks import Block, BlockType
from workflow.domain.paper import Annex, ProfileName, SignatureBlock
from workflow.paper.pdf import render_pdf
from workflow.paper.profiles import PROFILES, Profile

POINT = 25.4 / 72
CLOSE = 0.5  # millimetres


@pytest.fixture(params=list(ProfileName))
def profile(request: pytest.FixtureRequest) -> Profile:
    """One guide after the other."""
    return PROFILES[request.param]


@cache
def full(name: ProfileName) -> list[Piece]:
    """Everything drawn for the fullest paper."""
    return runs(render_pdf(everything(profile=name)).pdf)


def found(drawn: list[Piece], text: str, page: int | None = None) -> Piece:
    """The first piece that begins with the text; where a word ends no two readers of a PDF agree."""
    return next(p for p in drawn if glued(p.text).startswith(glued(text)) and page in (None, p.page))


def glued(text: str) -> str:
    """Without blanks."""
    return "".join(text.split())


def middle(piece: Piece) -> float:
    """Of its width, in millimetres from the left edge."""
    return (piece.left + piece.right) / 2


def test_the_header_has_two_columns_of_centred_lines(profile: Profile) -> None:
    drawn, left = full(profile.name), profile.margin_left + profile.header_left / 2
    right = (profile.margin_left + profile.header_left + profile.page_width - profile.margin_right) / 2
    for text in ("ĐẢNG BỘ SỞ", "CHI BỘ", "*", "Số 01", "THƯỢNG KHẨN"):
        assert middle(found(drawn, text)) == pytest.approx(left, abs=CLOSE), text
    for text in ("ĐẢNG CỘNG SẢN", "Sông Lam,", "TÀI LIỆU", "Dự thảo"):
        assert middle(found(drawn, text)) == pytest.approx(right, abs=CLOSE), text
    assert found(drawn, "ĐẢNG CỘNG SẢN").top == pytest.approx(profile.margin_top + 1, abs=1.5)
    assert found(drawn, "Số 01").bottom == pytest.approx(found(drawn, "Sông Lam,").bottom, abs=1.5)


def test_what_is_optional_stands_below_number_and_day(profile: Profile) -> None:
    drawn = full(profile.name)
    assert found(drawn, "THƯỢNG KHẨN").top > found(drawn, "Số 01").bottom
    assert found(drawn, "Sông Lam,").bottom < found(drawn, "TÀI LIỆU").top
    assert found(drawn, "TÀI LIỆU").bottom < found(drawn, "Dự thảo").top


def test_every_component_has_the_size_and_style_of_the_profile(profile: Profile) -> None:
    styles = {
        "ĐẢNG CỘNG SẢN VIỆT NAM": (profile.motto_size, "Bold"),
        "ĐẢNG BỘ SỞ": (profile.name_size, ""),
        "CHI BỘ VĂN PHÒNG": (profile.name_size, "Bold"),
        "Số 01": (profile.name_size, ""),
        "Sông Lam,": (profile.name_size, "Italic"),
        "THƯỢNG KHẨN": (profile.urgency_size, "Bold"),
        "TÀI LIỆU": (profile.circulation_size, "Bold"),
        "Dự thảo lần 2": (profile.draft_size, "Italic"),
        "BÁO CÁO": (profile.title_size, "Bold"),
        "kết quả thực hiện": (profile.abstract_size, "Bold"),
        "Kính gửi:": (profile.addressees_size, "Italic"),
        "Chi bộ đã họp": (profile.body_size, ""),
        "I. KẾT QUẢ": (profile.body_size, "Bold"),
        "Hội nghị học": (profile.table_size, ""),
        "Nơi nhận:": (profile.recipients_title_size, ""),
        "- Như trên": (profile.recipients_size, ""),
        "T/M CHI BỘ": (profile.signature_size, "Bold"),
        "BÍ THƯ": (profile.signature_size, ""),
        "Nguyễn Văn A": (profile.signature_size, "Bold"),
        "Địa chỉ:": (profile.contact_size, ""),
        "Phụ lục 1": (profile.annex_title_size, "Bold"),
        "SAO Y BẢN CHÍNH": (profile.copy_kind_size, "Bold"),
        "Xác thực": (profile.proof_size, ""),
        "2": (profile.page_number_size, ""),
    }
    drawn = full(profile.name)
    for text, (size, style) in styles.items():
        piece = next(p for p in drawn if p.text == text and p.top < 19) if text == "2" else found(drawn, text)
        assert (round(piece.size, 1), piece.font.partition("-")[2].replace("Regular", "")) == (size, style), text


def test_the_drafters_mark_follows_the_guide() -> None:
    assert found(full(ProfileName.HD36), "TOÀNKIÊN-12").size == pytest.approx(8, abs=0.1)
    assert found(full(ProfileName.HD05), "ToànKiên-12").size == pytest.approx(8, abs=0.1)


def test_a_submission_is_presented_or_sent_by_the_guide() -> None:
    for name, word in ((ProfileName.HD36, "Kính gửi:"), (ProfileName.HD05, "Kính trình:")):
        drawn = runs(render_pdf(report(kind="TTr", title="TỜ TRÌNH", addressees=("Đảng uỷ Sở",), profile=name)).pdf)
        assert found(drawn, f"{word} Đảng uỷ Sở").left > 60
        assert found(drawn, "-----").bottom < found(drawn, word).top
        assert found(drawn, "- Như trên").top > found(drawn, "Nơi nhận:").bottom


def test_a_letter_has_its_abstract_under_the_number_and_no_title(profile: Profile) -> None:
    letter = report(
        kind="CV",
        title="CÔNG VĂN",
        symbol="08-CV/CB",
        abstract="về việc báo cáo kết quả sinh hoạt chuyên đề quý III năm 2026",
        addressees=("Đảng uỷ Sở",),
        profile=profile.name,
    )
    drawn = runs(render_pdf(letter).pdf)
    assert not [p for p in drawn if p.text in {"CÔNG VĂN", "-----"}]
    abstract = found(drawn, "về việc")
    assert (round(abstract.size), abstract.font.partition("-")[2]) == (profile.letter_abstract_size, "Italic")
    assert found(drawn, "Số 08").bottom < abstract.top < found(drawn, "Kính gửi:").top
    assert middle(abstract) == pytest.approx(profile.margin_left + profile.header_left / 2, abs=CLOSE)


def test_title_abstract_and_hyphens_are_centred_under_one_another(profile: Profile) -> None:
    drawn = full(profile.name)
    for text in ("BÁO CÁO", "kết quả thực hiện", "-----"):
        assert middle(found(drawn, text)) == pytest.approx(profile.margin_left + profile.text_width / 2, abs=CLOSE)
    assert found(drawn, "BÁO CÁO").bottom < found(drawn, "kết quả").bottom < found(drawn, "-----").bottom


def test_lines_and_paragraphs_keep_their_distances(profile: Profile) -> None:
    paper = report(blocks=(paragraph(6), paragraph(6, "b2")), profile=profile.name)
    page = lines(render_pdf(paper).pdf)[0]
    body = page[next(i for i, line in enumerate(page) if line.text == "-----") + 1 :]
    starts = [i for i, line in enumerate(body) if line.left > profile.margin_left + profile.body_indent - CLOSE][:2]
    assert body[0].left == pytest.approx(profile.margin_left + profile.body_indent, abs=CLOSE)
    assert body[1].left == pytest.approx(profile.margin_left, abs=CLOSE)
    assert body[1].right == pytest.approx(profile.page_width - profile.margin_right, abs=CLOSE)
    assert (body[3].bottom - body[1].bottom) / 2 == pytest.approx(profile.body_line * POINT, abs=0.15)
    gap = body[starts[1]].bottom - body[starts[1] - 2].bottom
    assert gap == pytest.approx((2 * profile.body_line + profile.body_space) * POINT, abs=0.3)


def test_the_ending_has_addressees_at_the_left_and_the_signature_at_the_right(profile: Profile) -> None:
    drawn = full(profile.name)
    title, first, second = (found(drawn, text, 0) for text in ("Nơi nhận:", "- Như trên", "- Đảng uỷ Sở"))
    for piece in (title, first, second):
        assert piece.left == pytest.approx(profile.margin_left, abs=CLOSE)
    # tops and feet of letters differ, distances of base lines do not
    assert second.bottom - first.bottom == pytest.approx(profile.recipients_line * POINT, abs=1)
    column = profile.margin_left + profile.text_width * 3 / 4
    authority, position, name = (found(drawn, text, 0) for text in ("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn A"))
    for piece in (authority, position, name):
        assert middle(piece) == pytest.approx(column, abs=CLOSE)
    assert title.bottom == pytest.approx(authority.bottom, abs=1)
    hand = (profile.signature_lines + 1) * profile.body_line * POINT
    assert name.bottom - position.bottom == pytest.approx(hand, abs=1.2)


def test_the_title_of_the_addressees_is_underlined(profile: Profile) -> None:
    drawn = [p for p in full(profile.name) if p.page == 0]
    title = found(drawn, "Nơi nhận:")
    rules = [p for p in drawn if not p.font and abs(p.left - title.left) < 1 and abs(p.right - title.right) < 1]
    assert any(abs(rule.bottom - title.bottom) < 1.5 for rule in rules)


def test_the_contact_line_stands_at_the_foot_of_the_first_page_below_the_notes(profile: Profile) -> None:
    drawn = full(profile.name)
    contact, foot = found(drawn, "Địa chỉ:"), profile.page_height - profile.margin_bottom
    assert contact.page == 0
    assert foot - 3 < contact.bottom <= foot
    assert found(drawn, "¹ Theo").bottom < contact.top
    assert not [p for p in drawn if p.page and p.text.startswith("Địa chỉ:")]


def test_the_square_code_stands_on_the_last_page_under_the_addressees(profile: Profile) -> None:
    rendered = render_pdf(replace(everything(profile=profile.name), copy=None, annexes=()))
    drawn = runs(rendered.pdf)
    code = next(p for p in drawn if not p.font and abs(p.bottom - p.top - profile.proof_side) < 0.7)
    assert code.page == rendered.pages - 1
    assert code.bottom - code.top == pytest.approx(profile.proof_side, abs=0.7)
    assert code.left == pytest.approx(profile.margin_left, abs=0.7)
    assert code.top > found(drawn, "- Lưu Chi bộ").bottom
    for words in ("trinhky.example/xac-thuc", "7K3M-Q9TD-2XHV"):
        assert any(glued(words) in glued(piece.text) for piece in drawn)
    assert not [p for p in runs(render_pdf(everything(proof=None)).pdf) if "Xác thực" in p.text]


def test_annexes_begin_pages_lie_where_wide_and_go_on_with_the_numbers(profile: Profile) -> None:
    drawn = full(profile.name)
    upright, lying = found(drawn, "Phụ lục 1"), found(drawn, "Phụ lục 2")
    assert (upright.page, lying.page) == (1, 2)
    for piece, width in ((upright, profile.page_width), (lying, profile.page_height)):
        centre = (profile.margin_left + width - profile.margin_right) / 2
        assert middle(piece) == pytest.approx(centre, abs=CLOSE)
        assert piece.top == pytest.approx(profile.margin_top + 1, abs=1.5)
        number = next(p for p in drawn if p.page == piece.page and p.text == str(piece.page + 1) and p.top < 19)
        assert middle(number) == pytest.approx(centre, abs=CLOSE)
        assert number.top == pytest.approx(profile.page_number_top + 1, abs=1.5)


def test_the_copy_is_parted_by_a_rule_over_the_whole_text(profile: Profile) -> None:
    drawn = [p for p in full(profile.name) if p.page == 3]
    rule = max((p for p in drawn if not p.font), key=lambda p: p.right - p.left)
    assert rule.right - rule.left == pytest.approx(profile.text_width, abs=1)
    for text in ("VĂN PHÒNG ĐẢNG UỶ", "Số 24-BS/VPĐU", "SAO Y BẢN CHÍNH", "Sông Lam,", "CHÁNH VĂN PHÒNG", "- Lưu VP"):
        assert found(drawn, text).top > rule.top, text
    boxes = render_pdf(everything(profile=profile.name)).boxes
    assert boxes["person"].page == 3


def test_minutes_are_signed_at_both_sides(profile: Profile) -> None:
    minutes = report(
        kind="BB",
        title="BIÊN BẢN",
        signature=SignatureBlock("CHỦ TRÌ HỘI NGHỊ", None, "Nguyễn Văn A"),
        left_signature=SignatureBlock("NGƯỜI GHI BIÊN BẢN", None, "Trần Thị B"),
        profile=profile.name,
    )
    drawn = runs(render_pdf(minutes).pdf)
    left, right = found(drawn, "NGƯỜI GHI"), found(drawn, "CHỦ TRÌ")
    assert middle(left) == pytest.approx(profile.margin_left + profile.text_width / 4, abs=CLOSE)
    assert middle(right) == pytest.approx(profile.margin_left + profile.text_width * 3 / 4, abs=CLOSE)
    assert left.bottom == pytest.approx(right.bottom, abs=1.2)
    assert found(drawn, "Nơi nhận:").top > found(drawn, "Trần Thị B").bottom


def test_divisions_are_centred_with_their_names_in_capitals_and_articles_indented(profile: Profile) -> None:
    words = {"Chương I": "Quy định chung", "Mục 1": "Giải thích từ ngữ", "Điều 1.": "Phạm vi điều chỉnh"}
    blocks = tuple(
        Block(f"b{level}", BlockType.HEADING, level, marker, name)
        for level, (marker, name) in enumerate(words.items(), 1)
    )
    drawn = runs(render_pdf(report(blocks=(*blocks, paragraph(3, "p")), profile=profile.name)).pdf)
    centre = profile.margin_left + profile.text_width / 2
    for text in ("Chương I", "QUY ĐỊNH CHUNG", "Mục 1", "GIẢI THÍCH TỪ NGỮ"):
        piece = found(drawn, text)
        assert middle(piece) == pytest.approx(centre, abs=CLOSE), text
        assert piece.font.endswith("-Bold")
    article = found(drawn, "Điều 1. Phạm vi điều chỉnh")
    assert article.left == pytest.approx(profile.margin_left + profile.body_indent, abs=CLOSE)
    assert article.font.endswith("-Bold")


def test_figures_stand_at_the_right_ordinals_in_the_middle(profile: Profile) -> None:
    rows = (("TT", "Nội dung", "Kinh phí"), ("1", "Tuyên truyền", "1.200.000"), ("2", "Tập huấn", "850.000"))
    drawn = runs(render_pdf(report(blocks=(Block("t", BlockType.TABLE, 0, "", "", rows=rows),))).pdf)
    assert found(drawn, "1.200.000").right == pytest.approx(found(drawn, "850.000").right, abs=0.2)
    assert found(drawn, "850.000").right == pytest.approx(profile.page_width - profile.margin_right - 2, abs=0.5)
    assert found(drawn, "Tuyên").left == pytest.approx(found(drawn, "Tập").left, abs=0.3)
    assert middle(found(drawn, "TT")) == pytest.approx(middle(found(drawn, "2")), abs=0.3)


def test_the_head_of_a_table_stands_again_on_every_page_and_rows_stay_whole(profile: Profile) -> None:
    rows = (("TT", "Nội dung"), *((str(i), f"Việc{i} " + "làm xong trong quý " * 12) for i in range(1, 40)))
    annex = Annex("Phụ lục", "Các việc", (Block("t", BlockType.TABLE, 0, "", "", rows=rows),))
    drawn = runs(render_pdf(report(annexes=(annex,), profile=profile.name)).pdf)
    pages = {p.page for p in drawn if p.page}
    assert len(pages) > 2
    assert {p.page for p in drawn if p.text == "Nội dung"} == pages
    for page in pages:
        first = min((p for p in drawn if p.page == page and "quý" in p.text), key=lambda p: p.bottom)
        assert first.text.startswith("Việc")


def test_both_plans_keep_the_same_places_under_both_guides(plan: Plan, profile: Profile) -> None:
    drawn = runs(render_pdf(replace(plan.paper, profile=profile.name)).pdf)
    motto = found(drawn, "ĐẢNG CỘNG SẢN VIỆT NAM")
    rule = next(piece for piece in drawn if not piece.font)
    assert rule.right - rule.left == pytest.approx(motto.right - motto.left, abs=1)
    for number in {p.page for p in drawn} - {0}:
        printed = next(p for p in drawn if p.page == number and p.text == str(number + 1))
        assert middle(printed) == pytest.approx(profile.margin_left + profile.text_width / 2, abs=CLOSE)
        assert (round(printed.size), printed.top >= profile.page_number_top) == (profile.page_number_size, True)
