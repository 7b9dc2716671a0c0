"""A round of opinions: the office asks the members of the body, each gives a slip, the office ends it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from workflow.actions.decide import adopt_by_slips, refuse, settle
from workflow.actions.opinion_gates import NOT_ASKED, slip_of, why_not_asking, why_not_ending, why_not_giving
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.blocks import Block
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, NotPermitted, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.opinions import AskOpinions, CloseRound, GiveSlip, OpinionSaid
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, require
from workflow.domain.rounds import why_hopeless
from workflow.domain.states import Role, RoundEnd, Stance
from workflow.domain.text_changes import changes, fall, first_words, summary
from workflow.models import Document, Opinion, OpinionRound, Revision, Slip, db
from workflow.models.clock import now, today
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change
from workflow.queries.opinions import deciders_of, open_round, standing_of

WHOLE_TEXT = "Toàn văn bản"


@action
def ask_opinions(document_id: int, given: AskOpinions, *, actor: Actor) -> Document:
    """Open a round on the text that was handed in: every member of the body gets a slip. Refuses NotPermitted, a wrong
    moment, a second round, members too few to decide by slips (TransitionRefused) and a day that is over."""
    document = for_change(document_id, given.version)
    require(actor, Permission.OPINION_ASK, DocumentCase(document))
    refuse(why_not_asking(document, open_round(document.id)))
    if given.closes_on < today():
        raise InvalidInput("Hạn cho ý kiến đã qua.", fields={"closes_on": "Hạn cho ý kiến: ngày này đã qua."})
    at = now()
    asked = _opened(document, given, actor, at)
    _refuse_hopeless(document, asked)
    db.session.add(asked)
    people = [slip.user_id for slip in asked.slips if not slip.wrote]
    ordinal = document.revision.ordinal if document.revision else None
    details: dict[str, Any] = {"revision": ordinal, "until": asked.closes_on.isoformat(), "members": asked.members}
    details |= {"people": people, "note": given.note}
    record(document, Fact.OPINION_ASKED, actor, at, Said(None, details, (JobName.NOTIFY,), Role.OFFICE))
    return document


@action
def give_slip(document_id: int, given: GiveSlip, *, actor: Actor) -> Document:
    """Give or change one's slip until the round ends; the same slip again changes nothing. Others may vote at the same
    moment: what counts is the text that was read, not the version of the page. Refuses NotPermitted, a wrong moment
    (TransitionRefused), a text that truly changed since (ChangedMeanwhile), and a slip without the words that go with
    it (InvalidInput)."""
    document = for_change(document_id)
    require(actor, Permission.OPINION_GIVE, DocumentCase(document))
    asked = open_round(document.id)
    closed = why_not_giving(document, asked, actor)
    if closed == NOT_ASKED:
        raise NotPermitted(closed)
    refuse(closed)
    assert asked is not None  # noqa: S101 - else it is closed
    slip = slip_of(asked, actor)
    assert slip is not None  # noqa: S101 - else they were not asked
    revision = _as_read(document, given.revision_id)
    said = _said(given, revision)
    if (slip.counts, slip.stance, slip.revision_id) == (True, given.stance, revision.id) and not _differs(slip, said):
        return document
    at = now()
    _write(slip, given.stance, revision, at)
    _keep_opinions(slip, said, revision, at)
    told = [{"place": place, "text": one.text} for one, place in said]
    details: dict[str, Any] = {"stance": given.stance.value, "revision": revision.ordinal, "digest": revision.digest}
    role = actor.role_in(document.organisation_id, Role.MEMBER, Role.SIGNER)
    record(document, Fact.OPINION_GIVEN, actor, at, Said(None, details | {"opinions": told}, (), role))
    settle(document, asked, at)
    return document


@action
def close_round(document_id: int, given: CloseRound, *, actor: Actor) -> Document:
    """End the round: adopted when enough were heard and agreed, else not adopted, and the paper stays before the body.
    Refuses (TransitionRefused) while it may still come to a decision and while an opinion has no reply; InvalidInput
    without a reason when members who could still speak are cut off."""
    document = for_change(document_id, given.version)
    require(actor, Permission.OPINION_ASK, DocumentCase(document))
    asked = open_round(document.id)
    refuse(why_not_ending(document, asked))
    assert asked is not None  # noqa: S101 - else it is closed
    standing, at, reason = standing_of(asked, document), now(), given.reason.strip()
    if standing.needs_reason and not reason:
        message = "Hãy ghi lý do kết thúc trước hạn khi còn uỷ viên chưa cho ý kiến."
        raise InvalidInput(message, fields={"reason": message})
    if standing.short is None:
        adopt_by_slips(document, asked, actor, at, reason)
        return document
    asked.closed_at, asked.end, asked.reason = at, RoundEnd.NOT_ADOPTED, reason
    details = {"slips": standing.given, "agreed": standing.count.agreed, "because": standing.short, "reason": reason}
    record(document, Fact.OPINION_CLOSED, actor, at, Said(None, details, (JobName.NOTIFY,), Role.OFFICE))
    return document


def _opened(document: Document, given: AskOpinions, actor: Actor, at: dt.datetime) -> OpinionRound:
    members = deciders_of(document.organisation_id)
    asked = OpinionRound(
        document_id=document.id,
        revision_id=document.revision_id,
        members=len(members),
        closes_on=given.closes_on,
        note=given.note,
        opened_at=at,
        opened_by_id=actor.user_id,
    )
    asked.slips = [Slip(user_id=one.id, wrote=one.id in document.author_ids) for one in members]
    return asked


def _refuse_hopeless(document: Document, asked: OpinionRound) -> None:
    able = sum(not slip.wrote for slip in asked.slips)
    if hopeless := why_hopeless(document.organisation.rules, asked.members, able):
        raise TransitionRefused(f"{hopeless} Hãy quyết định tại hội nghị rồi ghi kết quả.")


def _as_read(document: Document, revision_id: int) -> Revision:
    """The text that the member read; what was only put in form since does not matter."""
    current, read = document.revision, db.session.get(Revision, revision_id)
    assert current is not None  # noqa: S101 - what is before the body was handed in
    if read is None or read.document_id != document.id:
        raise InvalidInput("Không rõ phiếu này về bản nào. Hãy mở lại văn bản.")
    found = changes(read.content, current.content) if read.id != current.id else []
    if fall(found):
        message = f"Nội dung vừa được sửa sau khi đồng chí mở trang: {summary(found)}. Hãy đọc bản {current.ordinal}."
        raise ChangedMeanwhile(f"{message} Phiếu đã chọn, chữ đã gõ vẫn còn nguyên.")
    return read


_Placed = tuple[OpinionSaid, str]


def _said(given: GiveSlip, revision: Revision) -> list[_Placed]:
    """The opinions with words, each with how its block begins. Refuses a place that is not in the text."""
    said = [one for one in given.opinions if one.text.strip()]
    if given.stance is not Stance.AGREED and not said:
        message = "Hãy ghi ý kiến: đồng ý có ý kiến thêm, hoặc không đồng ý, cần nói rõ vì sao."
        raise InvalidInput(message, fields={"whole": message})
    if given.stance is Stance.AGREED and said:
        message = "Đồng chí có ghi ý kiến: hãy chọn “Đồng ý, có ý kiến thêm”, hoặc xoá các ô ý kiến."
        raise InvalidInput(message, fields={"stance": message})
    places = places_in(revision.content)
    if any(one.block is not None and one.block not in places for one in said):
        raise InvalidInput("Có ý kiến về một đoạn không còn trong văn bản. Hãy chọn lại đoạn.")
    return [(one, places[one.block] if one.block else WHOLE_TEXT) for one in said]


def places_in(content: Mapping[str, Any]) -> dict[str, str]:
    """{block id: how it begins}, of everything that an opinion may be about, in printed order."""
    shapes = [*content["blocks"], *(shape for annex in content.get("annexes", ()) for shape in annex["blocks"])]
    blocks = [Block.from_json(shape) for shape in shapes]
    return {one.id: first_words(one.printed) or "Bảng số liệu" for one in blocks}


def _write(slip: Slip, stance: Stance, revision: Revision, at: dt.datetime) -> None:
    slip.stance, slip.revision_id, slip.given_at = stance, revision.id, at
    slip.fell_at, slip.fell_because = None, ""


def _open_opinions(slip: Slip) -> list[Opinion]:
    """What may still be changed: said, not withdrawn, not replied to."""
    return [one for one in slip.opinions if one.withdrawn_at is None and one.reply is None]


def _differs(slip: Slip, said: list[_Placed]) -> bool:
    """Whether it says anything else than the slip does."""
    standing = [(one.block, one.text) for one in slip.opinions if one.withdrawn_at is None]
    unreplied = {(one.block, one.text) for one in _open_opinions(slip)}
    now_said = {(one.block, one.text.strip()) for one, _ in said}
    return bool(now_said - set(standing)) or bool(unreplied - now_said)


def _keep_opinions(slip: Slip, said: list[_Placed], revision: Revision, at: dt.datetime) -> None:
    """New words are new opinions; those not said any more are withdrawn, unless they have their reply already."""
    wanted = {(one.block, one.text.strip()): place for one, place in said}
    for opinion in _open_opinions(slip):
        if (opinion.block, opinion.text) not in wanted:
            opinion.withdrawn_at = at
    standing = {(one.block, one.text) for one in slip.opinions if one.withdrawn_at is None}
    for (block, text), place in wanted.items():
        if (block, text) not in standing:
            slip.opinions.append(
                Opinion(revision_id=revision.id, block=block, place=place[:200], text=text, given_at=at)
            )
