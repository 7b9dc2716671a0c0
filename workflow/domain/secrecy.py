"""State secrets stay outside: what is said of a paper that bears a degree of secrecy."""

from workflow.domain.errors import InvalidInput
from workflow.domain.paper import Paper

CLASSIFIED = "classified"
"""The code of the warning with which reading a paper tells of its mark."""
REFUSED = (
    "Văn bản có dấu chỉ độ mật nên không được nhận vào hệ thống này, vì văn bản mật không được soạn thảo, lưu giữ trên "
    "mạng này. Hãy xoá tệp khỏi máy đang dùng và xử lý văn bản theo quy định về bảo vệ bí mật nhà nước."
)


def refuse_classified(paper: Paper) -> None:
    """Refuse (InvalidInput) a paper in whose head a degree of secrecy was read."""
    if any(warning.code == CLASSIFIED for warning in paper.warnings):
        raise InvalidInput(REFUSED, fields={"text": REFUSED})
