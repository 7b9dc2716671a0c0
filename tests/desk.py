"""The consolidation workspace in the hands of one person: opening its pages and pressing its buttons."""

from collections.abc import Sequence

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.signing_in import PersonClient, csrf_token
from workflow.models import Contribution, Document, ResultBlock, db
from workflow.queries.consolidation import source_blocks

KEY = "ket-qua"
TEXTS = {
    "vanhoa": {KEY: "- Tổ chức 9 lễ hội theo Kế hoạch số 32-KH/ĐU.\n- Mở 2 lớp học.", "kien-nghi": "- Tăng kinh phí."},
    "thuvien": {KEY: "- Tổ chức 12 hoạt động đọc sách."},
}


class Desk:
    """The workspace of one document in the hands of one person."""

    def __init__(self, client: PersonClient, document: Document) -> None:
        self.client, self.document_id = client, document.id
        self.token = csrf_token(client)

    def address(self, key: str = KEY) -> str:
        return f"/van-ban/{self.document_id}/tong-hop/{key}"

    def get(self, query: str = "", key: str = KEY) -> str:
        answer = self.client.get(self.address(key) + query)
        assert answer.status_code == 200, answer.text
        return answer.text

    def press(self, act: str, query: str = "", key: str = KEY, **typed: object) -> TestResponse:
        data = {"act": act, "csrf_token": self.token, **typed}
        answer = self.client.post(self.address(key) + query, data=data)
        db.session.expire_all()
        return answer


def result_blocks(document_id: int, section_key: str) -> Sequence[ResultBlock]:
    """The result's blocks of a section, in printed order."""
    query = select(ResultBlock).where(ResultBlock.document_id == document_id, ResultBlock.section_key == section_key)
    return db.session.scalars(query.order_by(ResultBlock.position, ResultBlock.id)).all()


def contributions_of(document_id: int) -> Sequence[Contribution]:
    """Every contribution of a consolidation, in one statement."""
    query = select(Contribution).where(Contribution.document_id == document_id)
    return db.session.scalars(query.order_by(Contribution.block, Contribution.id)).all()


def ids(document: Document, key: str = KEY) -> list[int]:
    """The section's source blocks in their own order."""
    blocks = source_blocks(document.id, key)
    return [block.id for block in sorted(blocks, key=lambda block: block.position)]


def texts(document: Document, key: str = KEY) -> list[str]:
    """The words of the section's result blocks, in printed order."""
    return [block.text for block in result_blocks(document.id, key)]
