"""The signature (component 7): who may sign what, and in which form (HD36 1.7; HD05 7.1)."""

import re
from collections.abc import Iterator

from workflow.paper.check.issuer import is_cell, issuer_of
from workflow.paper.check.reading import Reading
from workflow.paper.check.registry import ERROR, WARNING, Slip, rule
from workflow.paper.check.spots import Spot
from workflow.paper.check.tones import to_new

_SIGNING = "36-HD/VPTW 1.7; 05-HD/VPTW mục 7.1"
_STATE_FORM = re.compile(r"(TM|KT|TL)\.?\s+(?=\S)")
_COLLECTIVE = re.compile(
    r"(?:K/T|KT\.?)\s+(?:BAN THƯỜNG VỤ|BAN CHẤP HÀNH|ĐẢNG UỶ|CHI BỘ|CHI UỶ|TỈNH UỶ|THÀNH UỶ|HUYỆN UỶ|"
    r"UỶ BAN KIỂM TRA|BÍ THƯ|PHÓ BÍ THƯ|CHỦ NHIỆM)\b"
)
_MAY_SIGN_FOR = (  # issuer → what T/M may name
    ("ĐẢNG UỶ", ("ĐẢNG UỶ", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH")),
    ("TỈNH UỶ", ("TỈNH UỶ", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH")),
    ("THÀNH UỶ", ("THÀNH UỶ", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH")),
    ("HUYỆN UỶ", ("HUYỆN UỶ", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH")),
    ("UỶ BAN KIỂM TRA", ("UỶ BAN KIỂM TRA",)),
)
_SECRETARY = r"(?:Q\.\s*)?(?:PHÓ )?BÍ THƯ(?: THƯỜNG TRỰC)?"
_HEADS = re.compile(r"(?:Q\.\s*)?(?:PHÓ )?(?:CHÁNH VĂN PHÒNG|TRƯỞNG BAN|CHỦ NHIỆM)")
_POST_WITH_BODY = re.compile(rf"({_SECRETARY})\s+(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG|CHI)\s*(?:UỶ|BỘ).*")
_RANK = re.compile(
    r"(?:(?:đồng chí|đ/c|ông|bà|PGS|GS|TS|ThS|BS|KS|CN|LS|Nhà giáo (?:nhân dân|ưu tú)|NGƯT|NGND|Bác sĩ|Kỹ sư|Luật sư|"
    r"(?:Đại|Trung|Thượng|Thiếu) (?:tướng|tá|uý|úy)|Chuẩn đô đốc)\b\.?\s*(?:CKI{1,2}\.?\s*)?)+",
    re.IGNORECASE,
)


def _authority(reading: Reading) -> str:
    return to_new((reading.paper.signature.authority or "").strip().upper())


def _position(reading: Reading) -> str:
    return to_new((reading.paper.signature.position or "").strip().upper())


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)", of_issued=True)
def signature_missing(reading: Reading) -> Iterator[Slip]:
    """The right by which a person signs, or the post."""
    if not _authority(reading) and not _position(reading):
        yield Slip("signature", "Thiếu quyền hạn, chức vụ người ký; hãy ghi như “T/M ĐẢNG UỶ / BÍ THƯ”.")


@rule(ERROR, "399-QĐ/TW phần IV (66-QĐ/TW Điều 15)", of_issued=True)
def signer_missing(reading: Reading) -> Iterator[Slip]:
    """The signer's name."""
    if not (reading.paper.signature.name or "").strip():
        yield Slip("signature", "Thiếu họ tên người ký; hãy bổ sung dưới chức vụ.")


@rule(ERROR, _SIGNING, of_issued=True)
def authority_missing(reading: Reading) -> Iterator[Slip]:
    """A committee's paper is signed on its behalf; only who heads an advisory body signs directly. Minutes are signed
    by persons."""
    names = [name for name, _ in _MAY_SIGN_FOR if issuer_of(reading).startswith(name)]
    posts = re.match(_SECRETARY, _position(reading)) or _position(reading).endswith("CHỦ NHIỆM")
    if _authority(reading) or not posts or reading.paper.kind == "BB" or not (names or is_cell(reading)):
        return
    proper = "T/M CHI BỘ" if is_cell(reading) else f"T/M {names[0]}"
    fix = reading.rewrite(Spot("signature", "authority"), proper, f"Ghi “{proper}”.") if is_cell(reading) else None
    yield Slip(
        "signature", f"Thiếu quyền hạn ký trên “{reading.paper.signature.position}”; hãy ghi như “{proper}”.", fix
    )


@rule(ERROR, _SIGNING)
def signature_form(reading: Reading) -> Iterator[Slip]:
    """ "T/M", "K/T", "T/L" with a slash; "TM.", "KT.", "TL." are the state's."""
    typed = reading.paper.signature.authority or ""
    if found := _STATE_FORM.match(typed):
        proper = f"{found[1][0]}/{found[1][1]} {typed[found.end() :]}"
        fix = reading.rewrite(Spot("signature", "authority"), proper, f"Ghi “{proper}”.")
        yield Slip("signature", f"“{typed}” là cách ghi của văn bản hành chính; hãy ghi “{proper}”.", fix)


@rule(ERROR, _SIGNING)
def signature_by_order_tuq(reading: Reading) -> Iterator[Slip]:
    """TUQ (thừa uỷ quyền) is no form of the Party: authorised signing is T/L."""
    if re.match(r"T\.?/?U\.?/?Q", _authority(reading)):
        yield Slip("signature", "Văn bản của Đảng không ký “TUQ”; nếu được uỷ nhiệm, hãy ghi “T/L”.")


@rule(ERROR, _SIGNING)
def signature_deputy_for_committee(reading: Reading) -> Iterator[Slip]:
    """A committee is collective: its deputy secretary signs T/M, never K/T."""
    authority = reading.paper.signature.authority or ""
    if not _COLLECTIVE.match(_authority(reading)):
        return
    fix = None
    if is_cell(reading):
        fix = reading.rewrite(Spot("signature", "authority"), "T/M CHI BỘ", "Ghi “T/M CHI BỘ”.")
    yield Slip(
        "signature", f"Cấp uỷ làm việc tập thể nên không ký “{authority}”; hãy ghi “T/M …”, phó bí thư cũng vậy.", fix
    )


@rule(ERROR, "36-HD/VPTW 1.7; 05-HD/VPTW mục 7.1 (chi bộ)")
def signature_of_cell(reading: Reading) -> Iterator[Slip]:
    """A chi bộ signs T/M CHI BỘ, not CHI UỶ and not another body."""
    authority = _authority(reading)
    if not is_cell(reading) or not authority.startswith(("T/M", "TM", "T/L", "TL")):
        return
    if re.sub(r"^(?:T/M|TM\.?)\s+", "", authority) != "CHI BỘ":
        typed = reading.paper.signature.authority
        fix = reading.rewrite(Spot("signature", "authority"), "T/M CHI BỘ", "Ghi “T/M CHI BỘ”.")
        yield Slip("signature", f"Chi bộ không ký “{typed}”; hãy ghi “T/M CHI BỘ”.", fix)


@rule(ERROR, _SIGNING)
def signature_for_another_body(reading: Reading) -> Iterator[Slip]:
    """T/M names the issuing body, or its ban thường vụ."""
    issuer, signed = issuer_of(reading), re.sub(r"^(?:T/M|TM\.?)\s+", "", _authority(reading))
    if signed == _authority(reading):
        return
    for name, allowed in _MAY_SIGN_FOR:
        if issuer.startswith(name) and not signed.startswith(allowed):
            typed = reading.paper.signature.authority
            yield Slip(
                "signature",
                f"“{typed}” không khớp cơ quan ban hành {reading.paper.issuer}; hãy ghi “T/M {allowed[0]}”.",
            )


@rule(ERROR, _SIGNING)
def signature_authorised_head(reading: Reading) -> Iterator[Slip]:
    """T/L is for the heads of advisory bodies only."""
    typed, position = reading.paper.signature.position or "", _position(reading)
    if re.match(r"T/L|TL\.?\s", _authority(reading)) and position and not _HEADS.match(position):
        yield Slip(
            "signature", f"“T/L” chỉ dành cho người đứng đầu cơ quan tham mưu; hãy xem lại “{typed}”, ghi “T/M …”."
        )


@rule(ERROR, _SIGNING)
def signature_deputy_post(reading: Reading) -> Iterator[Slip]:
    """Under K/T and a head's post stands a deputy's."""
    authority, position = _authority(reading), _position(reading)
    if re.match(r"K/T|KT\.?\s", authority) and position and not position.startswith("PHÓ"):
        yield Slip("signature", f"Ký “K/T” thì chức vụ phải là cấp phó; hãy xem lại “{position}”.")


@rule(ERROR, "36-HD/VPTW 1.7; 05-HD/VPTW mục 7.1")
def post_with_body(reading: Reading) -> Iterator[Slip]:
    """ "PHÓ BÍ THƯ", not "PHÓ BÍ THƯ TỈNH UỶ": the body stands in the line above."""
    typed = reading.paper.signature.position or ""
    found = _POST_WITH_BODY.fullmatch(to_new(typed.upper()))
    if found and _authority(reading):
        fix = reading.rewrite(Spot("signature", "position"), found[1], f"Ghi “{found[1]}”.")
        yield Slip("signature", f"Chức vụ không ghi kèm tên tổ chức; hãy ghi “{found[1]}” thay cho “{typed}”.", fix)


@rule(ERROR, "36-HD/VPTW 1.7; 05-HD/VPTW mục 7.1 (chi bộ)")
def post_in_cell(reading: Reading) -> Iterator[Slip]:
    """A chi bộ's paper is signed by its BÍ THƯ or PHÓ BÍ THƯ."""
    typed = reading.paper.signature.position
    if typed and is_cell(reading) and re.match(_SECRETARY, _position(reading)) is None:
        yield Slip("signature", f"Văn bản của chi bộ do bí thư hoặc phó bí thư ký; hãy xem lại chức vụ “{typed}”.")


@rule(ERROR, "05-HD/VPTW 7.1.3; 36-HD/VPTW 1.7")
def signer_with_title(reading: Reading) -> Iterator[Slip]:
    """No academic title, rank or "đồng chí" before the signer's name."""
    name = reading.paper.signature.name or ""
    found = _RANK.match(name)
    if found and name[found.end() :].strip():
        bare = name[found.end() :].strip(" .,")
        fix = reading.rewrite(Spot("signature", "name"), bare, f"Chỉ ghi “{bare}”.")
        yield Slip("signature", f"Trước họ tên người ký không ghi “{found[0].strip()}”; hãy ghi “{bare}”.", fix)


@rule(ERROR, "36-HD/VPTW, 05-HD/VPTW Phụ lục 3, ô số 7")
def signature_capitals(reading: Reading) -> Iterator[Slip]:
    """Authority and post are in capitals."""
    for field in ("authority", "position"):
        typed = getattr(reading.paper.signature, field) or ""
        if typed != typed.upper():
            fix = reading.rewrite(Spot("signature", field), typed.upper(), f"Ghi “{typed.upper()}”.")
            yield Slip("signature", f"“{typed}” phải viết chữ in hoa; hãy ghi “{typed.upper()}”.", fix)


@rule(WARNING, "36-HD/VPTW, 05-HD/VPTW Phụ lục 3, ô số 7")
def signer_in_capitals(reading: Reading) -> Iterator[Slip]:
    """The signer's name is in ordinary letters: Nguyễn Văn A."""
    name = reading.paper.signature.name or ""
    if " " in name and name.isupper():
        proper = " ".join(word.capitalize() for word in name.split())
        fix = reading.rewrite(Spot("signature", "name"), proper, f"Ghi “{proper}”.")
        yield Slip("signature", f"Họ tên người ký viết chữ thường, chỉ hoa chữ đầu; hãy ghi “{proper}”.", fix)
