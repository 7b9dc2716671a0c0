"""In whose name a person signs: T/M, T/L, K/T or directly, and who may not (HD36 1.7; 05-HD/VPTW)."""

from dataclasses import dataclass

from workflow.domain.errors import MayNotSign
from workflow.domain.states import DocumentKind, Level

ON_BEHALF, BY_ORDER, IN_PLACE = "T/M", "T/L", "K/T"
_SECRETARIES = ("BÍ THƯ", "PHÓ BÍ THƯ")
_CHAIRS = ("CHỦ NHIỆM", "PHÓ CHỦ NHIỆM")
_DEPUTY = "PHÓ "
# What the head of the office signs by order: invitations, opinions, copies, routine reports and notices.
_BY_ORDER_KINDS = frozenset({DocumentKind.LETTER, DocumentKind.NOTICE, DocumentKind.REPORT, DocumentKind.COPY})


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature to come: the house and the line it prints, what is signed, by whom with which post, and whether the
    body as a whole decided it."""

    level: Level
    authority: str
    kind: DocumentKind
    name: str
    position: str | None
    collective: bool = False


def authority_line(signing: Signing) -> str:
    """The line over the post ("T/M ĐẢNG UỶ"), empty where the head of an advisory body signs directly. Refuses with
    MayNotSign whoever may not sign this paper."""
    post = " ".join((signing.position or "").upper().split())
    if signing.level is Level.ADVISORY:
        return _of_body(signing, post)
    if signing.authority.upper().startswith(IN_PLACE):
        raise MayNotSign("Cấp uỷ làm việc tập thể nên không ký thay (K/T): Phó Bí thư cũng ký thay mặt (T/M).")
    if "VĂN PHÒNG" in post:
        return _by_order(signing)
    if post and not post.startswith(_SECRETARIES):
        raise MayNotSign(
            f"Đồng chí {signing.name} ({signing.position}) không ký thay mặt cấp uỷ được. "
            "Bí thư hoặc Phó Bí thư ký (T/M); Chánh Văn phòng ký thừa lệnh (T/L) công văn, thông báo, báo cáo."
        )
    return signing.authority


def _by_order(signing: Signing) -> str:
    """The head of the office signs by order, never what the body decided together and never for a chi bộ, which has no
    office."""
    if signing.level is Level.CELL:
        raise MayNotSign("Chi bộ không có Văn phòng ký thừa lệnh. Bí thư hoặc Phó Bí thư ký (T/M CHI BỘ).")
    if signing.collective:
        raise MayNotSign(
            "Văn bản này do tập thể cấp uỷ quyết định nên Bí thư hoặc Phó Bí thư ký thay mặt (T/M), "
            f"đồng chí {signing.name} không ký thừa lệnh (T/L) được."
        )
    if signing.kind not in _BY_ORDER_KINDS:
        raise MayNotSign("Loại văn bản này do Bí thư hoặc Phó Bí thư ký thay mặt (T/M), không ký thừa lệnh (T/L).")
    return signing.authority.replace(ON_BEHALF, BY_ORDER, 1)


def _of_body(signing: Signing, post: str) -> str:
    """Uỷ ban kiểm tra is a body that signs T/M; the head of another signs directly or, where its house is set so, by
    order; the deputy in the head's place."""
    if signing.authority.upper().startswith(ON_BEHALF):
        if post and not post.startswith(_CHAIRS):
            raise MayNotSign("Uỷ ban kiểm tra do Chủ nhiệm hoặc Phó Chủ nhiệm ký thay mặt (T/M).")
        return signing.authority
    if post.startswith(_DEPUTY):
        return f"{IN_PLACE} {post.removeprefix(_DEPUTY)}"
    return signing.authority if signing.authority.upper().startswith(BY_ORDER) else ""
