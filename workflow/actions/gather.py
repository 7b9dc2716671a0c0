"""The tables of the units become one table of the result, with each of them behind it."""

from sqlalchemy import delete

from workflow.actions.consolidate import for_consolidating
from workflow.actions.contributions import link, settle_sources, sources_behind
from workflow.actions.placing import Spot, append
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.blocks import digest
from workflow.domain.errors import ChangedMeanwhile, InvalidInput
from workflow.domain.facts import Fact
from workflow.domain.figures import number
from workflow.domain.states import Role
from workflow.models import Contribution, ResultBlock, db
from workflow.models.clock import now
from workflow.queries.gathering import Gathering, gathering

MOST_ROWS = 5_000
"""What a paper can carry as one table."""


@action
def gather_table(document_id: int, key: str, version: int, *, actor: Actor) -> ResultBlock:
    """Make one table of those of the units (`domain.gathering`), or make it anew over the version seen (0: there was
    none); words that a person changed in it give way and stay with the record. The same again changes nothing. Refuses
    as `for_consolidating`, a section without tables to gather (InvalidInput), a table that somebody changed meanwhile
    (ChangedMeanwhile)."""
    document = for_consolidating(document_id, actor)
    found = gathering(document, key)
    if found is None or not found.tables:
        raise InvalidInput("Mục này chưa có bảng nào của đơn vị để gộp.")
    if len(found.again.rows) > MOST_ROWS:
        raise InvalidInput(
            f"Bảng gộp có hơn {number(MOST_ROWS)} dòng, quá nhiều cho một văn bản. Hãy gộp thành tệp gửi kèm."
        )
    result = found.result
    if result is not None and result.text == found.text and not found.differs and not found.waiting:
        return result
    if result is not None and result.version != version:
        raise ChangedMeanwhile(f"Bảng này đã được {result.saved_by} sửa sau khi đồng chí mở. Hãy xem lại rồi gộp.")
    result = result or append(document, Spot(key, None), "", actor)
    aside = {"set_aside": result.text} if found.is_rewritten else {}
    _write(result, found, actor)
    details = {"section": key, "block": result.block, "tables": len(found.tables)} | aside
    record(document, Fact.TABLE_GATHERED, actor, now(), Said(details=details, role=Role.OFFICE))
    return result


def _write(result: ResultBlock, found: Gathering, actor: Actor) -> None:
    """The text, and behind it the units' tables alone."""
    before = sources_behind(result)
    mine = (Contribution.document_id == result.document_id, Contribution.block == result.block)
    db.session.execute(delete(Contribution).where(*mine))
    result.text, result.gathered = found.text, digest(found.text)
    result.version += 1
    result.saved_at, result.saved_by = now(), actor.name
    blocks = [one.block for one in found.tables]
    link(result, blocks)
    settle_sources(result.document_id, list({*before, *blocks}))
    for one in blocks:
        one.handled_by = one.handled_by or actor.name
