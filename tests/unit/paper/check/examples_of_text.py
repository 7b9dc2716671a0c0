"""Examples of the rules on what the text says: citations, footnotes, marks, words."""

import datetime as dt
from dataclasses import replace

from tests.unit.paper.check.small import (
    CITED_43,
    CLEAN,
    SENTENCE,
    Example,
    footnoted,
    lines,
    text,
)
from tests.unit.paper.papers import report
from workflow.domain.paper import ProfileName

TEXTS: dict[str, Example] = {
    # what is cited
    "cited_symbol_spaces": Example(
        text("Thực hiện Kế hoạch số 113-KH/ĐUK, ngày 29/01/2024 của Đảng uỷ Khối."),
        (
            text("Thực hiện Kế hoạch số 113 - KH/ĐUK, ngày 29/01/2024 của Đảng uỷ Khối."),
            text("Thực hiện Kế hoạch số 113-KH / ĐUK, ngày 29/01/2024 của Đảng uỷ Khối."),
        ),
    ),
    "cited_number_zero": Example(
        text("Theo Kế hoạch số 06-KH/ĐU, ngày 22/8/2025."), (text("Theo Kế hoạch số 6-KH/ĐU, ngày 22/8/2025."),)
    ),
    "cited_number_colon": Example(
        text("Theo Kế hoạch số 16-KH/ĐU, ngày 22/8/2025."), (text("Theo Kế hoạch số: 16-KH/ĐU, ngày 22/8/2025."),)
    ),
    "symbol_of_no_body": Example(
        text("Kết luận số 445-KL/TW, ngày 12/5/2025 của Bộ Chính trị."),
        (
            text("Kết luận số 445-KL/TƯ, ngày 12/5/2025 của Bộ Chính trị."),
            text("Kết luận số 445-KL/TƯ, ngày 12/5/2025 của Ban Thường vụ Tỉnh uỷ."),
            text("Kết luận số 445-KL/TƯ, ngày 12/5/2025."),
            report(symbol="05-BC/TƯ", issuer="BAN DÂN VẬN"),
        ),
    ),
    "cited_kind": Example(
        text("Quy định số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương."),
        (text("Kết luận số 24-QĐ/TW, ngày 30/7/2021."), text("Kế hoạch số 24-BC/ĐU, ngày 30/7/2021.")),
    ),
    "text_date_zero": Example(
        text("Hoàn thành trước ngày 05/9/2026 và ngày 06/02/2027, chậm nhất ngày 12/10/2027."),
        (
            text("Hoàn thành trước ngày 5/9/2026."),
            text("Hoàn thành trước ngày 15/2/2026."),
            text("Trước ngày 15/04/2026."),
        ),
    ),
    "text_date_real": Example(
        text("Trước ngày 28/02/2026."), (text("Trước ngày 30/02/2026."), text("Trước ngày 12/13/2026."))
    ),
    "cited_without_day": Example(
        text("Kế hoạch số 12-KH/ĐU, ngày 05/9/2025 của Đảng uỷ Sở. Kế hoạch số 12-KH/ĐU đã rõ."),
        (
            text("Kế hoạch số 12-KH/ĐU của Đảng uỷ Sở đã rõ việc, rõ người."),
            text("Nghị quyết số 43-NQ/TW được quán triệt đầy đủ.", abstract="kết quả công tác"),
        ),
    ),
    "cited_with_two_days": Example(
        text("Kế hoạch số 12-KH/ĐU, ngày 05/9/2025.", "Kế hoạch số 12-KH/ĐU, ngày 05/9/2025."),
        (text("Kế hoạch số 12-KH/ĐU, ngày 05/9/2025.", "Kế hoạch số 12-KH/ĐU, ngày 06/9/2025."),),
    ),
    "basis_marks": Example(
        lines(("-", "Căn cứ Điều lệ Đảng;"), ("-", "Theo đề nghị của Văn phòng,"), ("", "Chi bộ quy định như sau.")),
        (
            text("Căn cứ Điều lệ Đảng.", "Căn cứ Quy chế làm việc của chi bộ,", SENTENCE),
            text("Căn cứ Điều lệ Đảng;", "Căn cứ Quy chế làm việc của chi bộ.", SENTENCE),
        ),
    ),
    "basis_italic": Example(text("Căn cứ Điều lệ Đảng,", SENTENCE), (text("*Căn cứ Điều lệ Đảng,*", SENTENCE),)),
    "cited_title_differs": Example(
        text(CITED_43),
        (
            text(CITED_43.replace("toàn dân tộc", "dân tộc")),
            text(CITED_43.replace("về tiếp tục", "tiếp tục").replace("toàn dân tộc", "dân tộc")),
            text(CITED_43.replace("sức mạnh đại", "và sức mạnh đại")),
            text(
                "Nghị quyết số 41-NQ/TW ngày 10/10/2023 của Bộ Chính trị về xây dựng và phát huy vai trò của đội ngũ"
                " danh nhân Việt Nam trong thời kỳ mới."
            ),
        ),
    ),
    "cited_title_marks": Example(
        text(CITED_43.replace("về tiếp tục", "“*Về tiếp tục").replace("hạnh phúc.", "hạnh phúc*”.")),
        (
            text(CITED_43.replace("truyền thống, sức", "truyền thống sức")),
            text(CITED_43.replace("dân tộc, xây", "dân tộc; xây")),
        ),
    ),
    "cited_day_differs": Example(
        text("Nghị quyết số 43-NQ/TW, ngày 09/4/2013 của Bộ Chính trị khoá XI về một việc khác hẳn."),
        (text(CITED_43.replace("24/11/2023", "24/10/2023")),),
    ),
    "cited_under_two_titles": Example(
        text(
            "Kế hoạch số 12-KH/ĐU, ngày 05/9/2025 về chuyển đổi số trong các cơ quan đảng.",
            "Kế hoạch số 12-KH/ĐU, ngày 05/9/2025 về chuyển đổi số.",
        ),
        (
            text(
                "Kế hoạch số 12-KH/ĐU, ngày 05/9/2025 về chuyển đổi số trong các cơ quan đảng.",
                "Kế hoạch số 12-KH/ĐU, ngày 05/9/2025 về công tác dân vận năm nay.",
            ),
        ),
    ),
    # footnotes
    "footnote_missing": Example(
        footnoted("Chi bộ có 12 đảng viên¹ chính thức.", "1"), (footnoted("Chi bộ có 12 đảng viên¹."),)
    ),
    "footnote_uncalled": Example(
        footnoted("Chi bộ có 12 đảng viên¹ chính thức.", "1"), (footnoted("Chi bộ có 12 đảng viên.", "1"),)
    ),
    "footnote_order": Example(
        footnoted("Chi bộ có 12 đảng viên¹, 3 tổ đảng² và phòng họp 40 m².", "1", "2"),
        (footnoted("Chi bộ có 12 đảng viên², 3 tổ đảng¹.", "1", "2"), footnoted("Chi bộ có 12 đảng viên².", "2")),
    ),
    # typing
    "spaces_double": Example(CLEAN, (text("Chi bộ  đã họp."), report(abstract="kết quả  công tác"))),
    "space_before_mark": Example(
        text("Chi bộ đã họp, thống nhất (100%) “một việc”./."),
        (
            text("Chi bộ đã họp , thống nhất ."),
            text("Chi bộ ( 12 đảng viên ) đã họp."),
            text("Việc “ tự soi ” được làm tốt."),
        ),
    ),
    "space_after_mark": Example(
        text("Tỷ lệ 92,28%; thu 1.200 đồng, v.v. tại TP.HCM theo T.Ư."),
        (text("Chi bộ họp,thống nhất."), text("Chi bộ đã họp.Đảng viên đồng ý.")),
    ),
    "quotes_straight": Example(
        text("Truyền thống “Bộ đội Cụ Hồ”."), (text('Truyền thống "Bộ đội Cụ Hồ".'), text('Cao 5" nữa.'))
    ),
    "brackets_open": Example(
        text("Việc (theo 1) và a) thì rõ; b) cũng rõ, “tự soi”."),
        (text("Chi bộ (12 đảng viên đã họp."), text("Việc “tự soi đã làm.")),
    ),
    "decimal_point": Example(text("Đạt 92,28%, thu 1.200 đồng."), (text("Đạt 92.28% kế hoạch."),)),
    "sentence_begins_small": Example(
        text("Sách, báo, v.v. được phát. Đảng viên đọc. Ưu tiên cơ sở."),
        (text("Đổi mới hình thức tuyên truyền. vận động nhân dân."),),
    ),
    "stop_missing": Example(
        text(SENTENCE, SENTENCE), (text("Chi bộ đã họp đúng kỳ", SENTENCE), text("**Chi bộ đã họp đủ**", SENTENCE))
    ),
    "ending_missing": Example(
        CLEAN, (text(SENTENCE, "Chi bộ kính báo cáo Đảng uỷ"), text("Chi bộ đã họp;"), text("Đảng viên *đồng ý cả*"))
    ),
    "ending_with_slash": Example(
        replace(text("Chi bộ đã họp./."), profile=ProfileName.HD36, date=dt.date(2024, 2, 6)),
        (text("Chi bộ đã họp./."),),
    ),
    # words
    "tones_mixed": Example(
        text("Đảng ủy, chi ủy chăm lo văn hóa; quý I có khoá học?".replace("khoá", "khóa")),
        (text("Đảng uỷ chăm lo văn hóa."),),
    ),
    "words_repeated": Example(
        text("Đảng viên luôn luôn gương mẫu, ngày ngày học tập, tổ chức đoàn thể tổ chức học."),
        (text("Tham gia xây dựng xây dựng Đảng."), text("Kết quả của của chi bộ.")),
    ),
    "misspelt": Example(CLEAN, (text("Vùng đông bào dân tộc thiểu số."), text("Bổ xung kế hoạch."))),
    "name_capitals": Example(
        text("Mặt trận Tổ quốc và Ủy ban nhân dân; ban thường vụ cấp uỷ.", "Ban thường vụ các cấp.", "Ban Thường vụ."),
        (
            text("Mặt trận Tổ quốc tỉnh.", "Phối hợp với Mặt trận tổ quốc."),
            text("Theo ý kiến của Bộ chính trị."),
            text("Ban Thường Vụ Đảng uỷ họp."),
        ),
    ),
    "abbreviation_unexplained": Example(
        text("Hội đồng nhân dân (HĐND) xã họp; HĐND xã quyết nghị trong quý II.", "HĐND xã giám sát."),
        (text("HĐND xã họp."), text("Các đồng chí BTV dự họp.")),
    ),
}
