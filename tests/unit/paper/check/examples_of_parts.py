"""Examples of the rules on the parts of a paper: head, title, headings, signature, Nơi nhận."""

import datetime as dt
from dataclasses import replace

from tests.unit.paper.check.small import (
    CLEAN,
    LETTER,
    PLAN,
    PROPOSAL,
    SENTENCE,
    Example,
    committee,
    lines,
    received_by,
    signed,
    signed_by_committee,
    text,
    typed,
)
from tests.unit.paper.papers import report
from workflow.domain.paper import ProfileName, SignatureBlock

PARTS: dict[str, Example] = {
    # the head
    "motto_missing": Example(typed(), (typed(motto=False),)),
    "number_missing": Example(CLEAN, (report(number=None, symbol=None), report(number=None, symbol="BC/CB"))),
    "number_form": Example(
        typed("Số 01-BC/CB"), (typed("Số: 01-BC/CB"), typed("Số 01 - BC/CB"), typed("Số 1-BC/CB"), typed("Số 01/BC-CB"))
    ),
    "place_missing": Example(CLEAN, (report(place=None),)),
    "date_missing": Example(CLEAN, (report(date=None),)),
    "date_leading_zero": Example(
        typed(date="Sông Lam, ngày 06 tháng 02 năm 2026"),
        (typed(date="Sông Lam, ngày 6 tháng 12 năm 2026"), typed(date="Sông Lam, ngày 16 tháng 2 năm 2026")),
    ),
    "date_extra_zero": Example(
        typed(date="Sông Lam, ngày 27 tháng 5 năm 2026"), (typed(date="Sông Lam, ngày 27 tháng 05 năm 2026"),)
    ),
    "profile_of_another_day": Example(
        report(date=dt.date(2026, 5, 27)),
        (report(date=dt.date(2026, 5, 26)), report(profile=ProfileName.HD36, date=dt.date(2026, 6, 1))),
    ),
    "issuer_missing": Example(CLEAN, (report(issuer=""),)),
    "superior_missing": Example(CLEAN, (report(superior=None), committee(superior=None))),
    "issuer_capitals": Example(CLEAN, (report(issuer="Chi bộ VĂN PHÒNG"), report(superior="Đảng bộ Sở Văn hoá"))),
    "state_heading": Example(
        CLEAN,
        (
            report(superior="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            text("Độc lập - Tự do - Hạnh phúc", SENTENCE),
        ),
    ),
    "symbol_kind": Example(
        report(kind="QĐ", title="QUY ĐỊNH", symbol="01-QĐ/ĐU", issuer="ĐẢNG UỶ SỞ"),
        (report(symbol="01-KH/CB"), report(symbol="01-QĐ/CB")),
    ),
    "symbol_body": Example(
        report(symbol="01-BC/CB3"),
        (
            report(symbol="01-BC/ĐU"),
            committee(symbol="05-BC/CB"),
            report(issuer="TỈNH ỦY SÔNG LAM", symbol="07-BC/TW"),
            committee(issuer="VĂN PHÒNG", symbol="05-BC/ĐU"),
        ),
    ),
    "cell_may_not_issue": Example(
        report(title="NGHỊ QUYẾT", symbol="01-NQ/CB"),
        (report(title="HƯỚNG DẪN", symbol="01-HD/CB"), report(title="QUY ĐỊNH", symbol="01-QĐ/CB")),
    ),
    "committee_may_not_issue": Example(
        committee(title="CHỈ THỊ", superior="ĐẢNG BỘ TỈNH SÔNG LAM"),
        (
            committee(title="CHỈ THỊ"),
            committee(title="HƯỚNG DẪN"),
            committee(title="QUY CHẾ", signature=SignatureBlock("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn A")),
        ),
    ),
    "advisory_name": Example(
        committee(superior="ĐẢNG UỶ XÃ THANH SƠN", issuer="VĂN PHÒNG"),
        (committee(superior="ĐẢNG UỶ XÃ THANH SƠN", issuer="VĂN PHÒNG ĐẢNG UỶ"),),
    ),
    # kind and abstract
    "title_missing": Example(report(kind="CV", title=""), (report(title=""),)),
    "title_capitals": Example(CLEAN, (report(title="Báo cáo"), typed(title="Báo cáo"))),
    "abstract_missing": Example(CLEAN, (report(abstract=" "),)),
    "abstract_small_letter": Example(
        report(abstract="Đại hội chi bộ lần thứ hai".replace("Đại hội", "Đảng viên")),
        (report(abstract="Kết quả thực hiện nghị quyết"), report(abstract="**Về công tác dân vận**")),
    ),
    "abstract_full_stop": Example(
        CLEAN, (report(abstract="kết quả công tác năm."), report(abstract="**về dân vận;**"))
    ),
    # headings
    "body_missing": Example(CLEAN, (report(blocks=()),)),
    "heading_order": Example(
        lines(
            ("I.", "KẾT QUẢ"),
            ("1.", SENTENCE),
            ("2.", SENTENCE),
            ("II.", "NHIỆM VỤ"),
            ("1.", SENTENCE),
            ("2.", SENTENCE),
        ),
        (
            lines(("I.", "KẾT QUẢ"), ("", SENTENCE), ("III.", "NHIỆM VỤ"), ("", SENTENCE)),
            lines(("1.", SENTENCE), ("3.", SENTENCE)),
            lines(("1.", SENTENCE), ("2.", SENTENCE), ("2.", SENTENCE)),
            lines(("a)", SENTENCE), ("b)", SENTENCE), ("d)", SENTENCE)),
            lines(("II.", "KẾT QUẢ"), ("", SENTENCE), ("III.", "NHIỆM VỤ"), ("", SENTENCE)),
            lines(("Chương I", "CHUNG"), ("Điều 1.", SENTENCE), ("Chương III", "THI HÀNH"), ("Điều 2.", SENTENCE)),
            lines(("Chương I", "CHUNG"), ("Điều 1.", SENTENCE), ("Chương II", "THI HÀNH"), ("Điều 3.", SENTENCE)),
            lines(("Phần thứ nhất", "KẾT QUẢ"), ("", SENTENCE), ("Phần thứ ba", "NHIỆM VỤ"), ("", SENTENCE)),
        ),
    ),
    "heading_parent": Example(
        lines(("1.", "Kết quả"), ("1.1.", SENTENCE), ("1.2.", SENTENCE), ("2.", "Hạn chế"), ("2.1.", SENTENCE)),
        (
            lines(("1.", "Kết quả"), ("2.1.", SENTENCE)),
            lines(("1.1.", SENTENCE), ("1.2.", SENTENCE)),
        ),
    ),
    "heading_styles_mixed": Example(
        lines(("I-", "KẾT QUẢ"), ("", SENTENCE), ("II-", "NHIỆM VỤ"), ("", SENTENCE)),
        (
            lines(("I-", "KẾT QUẢ"), ("", SENTENCE), ("II.", "NHIỆM VỤ"), ("", SENTENCE)),
            lines(("1.", "Kết quả"), ("1.1.", SENTENCE), ("1.2", SENTENCE)),
        ),
    ),
    "heading_single": Example(
        lines(("I.", "KẾT QUẢ"), ("1.", SENTENCE), ("2.", SENTENCE), ("II.", "NHIỆM VỤ"), ("", SENTENCE)),
        (lines(("I.", "KẾT QUẢ"), ("1.", SENTENCE), ("II.", "NHIỆM VỤ"), ("", SENTENCE)),),
    ),
    "heading_empty": Example(
        lines(("I.", "KẾT QUẢ"), ("1.", "Công tác tư tưởng"), ("", SENTENCE)),
        (
            lines(("I.", "KẾT QUẢ"), ("II.", "NHIỆM VỤ"), ("", SENTENCE)),
            lines(("", SENTENCE), ("I.", "NHIỆM VỤ")),
            lines(("I.", ""), ("", SENTENCE)),
        ),
    ),
    "heading_full_stop": Example(
        lines(("I.", "KẾT QUẢ"), ("", SENTENCE)), (lines(("I.", "KẾT QUẢ:"), ("", SENTENCE)),)
    ),
    "chapter_capitals": Example(lines(("I.", "KẾT QUẢ"), ("", SENTENCE)), (lines(("I.", "Kết quả"), ("", SENTENCE)),)),
    # the signature
    "signature_missing": Example(CLEAN, (signed(None, None),)),
    "authority_missing": Example(
        signed(None, "BÍ THƯ", kind="BB", title="BIÊN BẢN"),
        (signed(None, "BÍ THƯ"), committee(signature=SignatureBlock(None, "PHÓ BÍ THƯ", "Nguyễn Văn A"))),
    ),
    "signer_missing": Example(CLEAN, (signed("T/M CHI BỘ", "BÍ THƯ", None),)),
    "signature_form": Example(CLEAN, (signed("TM. CHI BỘ", "BÍ THƯ"), signed("TM CHI BỘ", "BÍ THƯ"))),
    "signature_by_order_tuq": Example(CLEAN, (signed_by_committee("TUQ. BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"),)),
    "signature_deputy_for_committee": Example(
        signed_by_committee("T/M ĐẢNG ỦY", "PHÓ BÍ THƯ"),
        (signed_by_committee("K/T ĐẢNG ỦY", "PHÓ BÍ THƯ"), signed("K/T BÍ THƯ", "PHÓ BÍ THƯ")),
    ),
    "signature_of_cell": Example(CLEAN, (signed("T/M CHI ỦY", "BÍ THƯ"), signed("T/M ĐẢNG UỶ", "BÍ THƯ"))),
    "signature_for_another_body": Example(
        signed_by_committee("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
        (signed_by_committee("T/M TỈNH UỶ", "BÍ THƯ"), signed_by_committee("T/M CHI BỘ", "BÍ THƯ")),
    ),
    "signature_authorised_head": Example(
        signed_by_committee("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"),
        (signed_by_committee("T/L BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),),
    ),
    "signature_deputy_post": Example(
        signed_by_committee("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        (signed_by_committee("K/T CHÁNH VĂN PHÒNG", "CHÁNH VĂN PHÒNG"),),
    ),
    "post_with_body": Example(
        signed_by_committee("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC"),
        (signed_by_committee("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ ĐẢNG ỦY"), signed("T/M CHI BỘ", "BÍ THƯ CHI BỘ")),
    ),
    "post_in_cell": Example(signed("T/M CHI BỘ", "PHÓ BÍ THƯ"), (signed("T/M CHI BỘ", "TRƯỞNG PHÒNG"),)),
    "signer_with_title": Example(
        signed("T/M CHI BỘ", "BÍ THƯ", "Thạch Văn Sĩ"),
        (
            signed("T/M CHI BỘ", "BÍ THƯ", "Đồng chí Nguyễn Văn A"),
            signed("T/M CHI BỘ", "BÍ THƯ", "PGS.TS. Trần Thị B"),
            signed("T/M CHI BỘ", "BÍ THƯ", "Đại tá Lê Văn C"),
        ),
    ),
    "signature_capitals": Example(CLEAN, (signed("T/M Chi bộ", "Bí thư"),)),
    "signer_in_capitals": Example(CLEAN, (signed("T/M CHI BỘ", "BÍ THƯ", "NGUYỄN VĂN A"),)),
    # who receives it
    "recipients_missing": Example(CLEAN, (report(recipients=()),)),
    "recipients_separator": Example(
        typed(recipients=("Đảng uỷ Sở (b/c);", "Lưu Chi bộ.")),
        (
            typed(recipients=("Đảng uỷ Sở (b/c),", "Lưu Chi bộ.")),
            replace(typed(recipients=("Đảng uỷ Sở (b/c);", "Lưu Chi bộ.")), profile=ProfileName.HD36),
            typed(recipients=("Đảng uỷ Sở (b/c)", "Lưu Chi bộ.")),
        ),
    ),
    "recipients_full_stop": Example(
        typed(recipients=("Đảng uỷ Sở (b/c);", "Lưu Chi bộ.")),
        (typed(recipients=("Đảng uỷ Sở (b/c);", "Lưu Chi bộ")), typed(recipients=("Đảng uỷ Sở (b/c);", "Lưu Chi bộ;"))),
    ),
    "file_copy_missing": Example(
        CLEAN, (received_by("Đảng uỷ Sở (b/c)"), committee(recipients=("Đảng uỷ Khối (b/c)",)))
    ),
    "file_copy_last": Example(
        CLEAN,
        (
            received_by("Lưu Chi bộ", "Đảng uỷ Sở (b/c)"),
            typed(recipients=("Lưu Chi bộ;", "Đảng uỷ Sở (b/c).")),
        ),
    ),
    "file_copy_colon": Example(CLEAN, (received_by("Đảng uỷ Sở (b/c)", "Lưu: Chi bộ"),)),
    "file_copy_state_form": Example(
        CLEAN, (received_by("Đảng uỷ Sở (b/c)", "Lưu VT"), committee(recipients=("Lưu: VT",)))
    ),
    "file_copy_of_another": Example(
        committee(recipients=("Đảng uỷ Khối (b/c)", "Lưu VPĐU")),
        (
            committee(recipients=("Đảng uỷ Khối (b/c)", "Lưu VPHU")),
            committee(recipients=("Đảng uỷ Khối (b/c)", "Lưu Chi bộ")),
            received_by("Đảng uỷ Sở (b/c)", "Lưu VPĐU"),
        ),
    ),
    "recipient_twice": Example(
        CLEAN,
        (
            received_by("Đảng uỷ Sở (b/c)", "Các đảng viên", "Đảng ủy Sở (b/c)", "Lưu Chi bộ"),
            typed(recipients=("Đảng uỷ Sở (b/c);", "Đảng uỷ Sở (b/c);", "Lưu Chi bộ.")),
        ),
    ),
    "reported_to_superior": Example(
        received_by("Đảng uỷ Sở (để báo cáo)", "Lưu Chi bộ"), (received_by("Đảng uỷ Sở", "Lưu Chi bộ"),)
    ),
    "as_above": Example(
        received_by("Như trên", "Lưu Chi bộ", **LETTER, addressees=("Đảng uỷ Sở",)),
        (
            received_by("Như trên", "Đảng uỷ Sở (b/c)", "Lưu Chi bộ"),
            received_by("Lưu Chi bộ", **LETTER, addressees=("Đảng uỷ Sở",)),
        ),
    ),
    "addressed_though_not": Example(
        report(**LETTER, addressees=("Đảng uỷ Sở",)),
        (report(addressees=("Đảng uỷ Sở",)), text("*Kính gửi:* Đảng uỷ Sở", SENTENCE, **PLAN)),
    ),
    "addressee_missing": Example(
        report(**PROPOSAL, addressees=("Ban Thường vụ Đảng uỷ",)), (report(**PROPOSAL), report(**LETTER))
    ),
}
