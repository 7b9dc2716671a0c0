"""In whose name a person signs, and who may not (domain: HD36 1.7)."""

import pytest

from workflow.domain.authority import Signing, authority_line
from workflow.domain.errors import MayNotSign
from workflow.domain.states import DocumentKind, Level

BEHALF = "T/M ĐẢNG UỶ"


def signing(position: str | None, kind: DocumentKind = DocumentKind.REPORT, **given: object) -> Signing:
    """A paper of a committee, about to be signed."""
    house = {"level": Level.GRASSROOTS, "authority": BEHALF} | given
    return Signing(kind=kind, name="Lê Văn C", position=position, **house)  # type: ignore[arg-type]


LINES = [
    (signing("BÍ THƯ"), BEHALF),
    (signing("Phó Bí thư Thường trực"), BEHALF),
    (signing(None), BEHALF),
    (signing("BÍ THƯ", collective=True), BEHALF),
    (signing("CHÁNH VĂN PHÒNG"), "T/L ĐẢNG UỶ"),
    (signing("PHÓ CHÁNH VĂN PHÒNG", DocumentKind.LETTER), "T/L ĐẢNG UỶ"),
    (signing("CHÁNH VĂN PHÒNG", DocumentKind.NOTICE), "T/L ĐẢNG UỶ"),
    (signing("CHÁNH VĂN PHÒNG", DocumentKind.COPY), "T/L ĐẢNG UỶ"),
    (signing("CHỦ NHIỆM", level=Level.ADVISORY, authority="T/M UỶ BAN KIỂM TRA"), "T/M UỶ BAN KIỂM TRA"),
    (signing("CHÁNH VĂN PHÒNG", level=Level.ADVISORY, authority=""), ""),
    (signing("PHÓ CHÁNH VĂN PHÒNG", level=Level.ADVISORY, authority=""), "K/T CHÁNH VĂN PHÒNG"),
    (signing("PHÓ TRƯỞNG BAN", level=Level.ADVISORY, authority="T/L BAN THƯỜNG VỤ"), "K/T TRƯỞNG BAN"),
    (signing("TRƯỞNG BAN", level=Level.ADVISORY, authority="T/L BAN THƯỜNG VỤ"), "T/L BAN THƯỜNG VỤ"),
    (signing("PHÓ CHỦ NHIỆM", level=Level.ADVISORY, authority="T/M UỶ BAN KIỂM TRA"), "T/M UỶ BAN KIỂM TRA"),
]
REFUSED = [
    (signing("UỶ VIÊN"), "không ký thay mặt cấp uỷ"),
    (signing("TRƯỞNG BAN"), "không ký thay mặt cấp uỷ"),
    (signing("PHÓ BÍ THƯ", authority="K/T BÍ THƯ"), "không ký thay"),
    (signing("CHÁNH VĂN PHÒNG", DocumentKind.RESOLUTION), "không ký thừa lệnh"),
    (signing("CHÁNH VĂN PHÒNG", collective=True), "tập thể cấp uỷ quyết định"),
    (signing("CHÁNH VĂN PHÒNG", level=Level.CELL, authority="T/M CHI BỘ"), "Chi bộ không có Văn phòng"),
    (signing("TRƯỞNG BAN", level=Level.ADVISORY, authority="T/M UỶ BAN KIỂM TRA"), "Chủ nhiệm"),
]


@pytest.mark.parametrize(("wanted", "line"), LINES)
def test_the_line_over_the_post(wanted: Signing, line: str) -> None:
    assert authority_line(wanted) == line


@pytest.mark.parametrize(("wanted", "sentence"), REFUSED)
def test_who_may_not_sign_is_told_who_may(wanted: Signing, sentence: str) -> None:
    with pytest.raises(MayNotSign, match=sentence):
        authority_line(wanted)
