"""The history of one document gathered for a file, as far as its reader may be told."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from workflow.domain import history as told
from workflow.domain.actor import Actor
from workflow.domain.anchors import AnchorName
from workflow.domain.errors import InvalidInput
from workflow.domain.history import History, Reading
from workflow.domain.labels import FACTS
from workflow.domain.permissions import Permission, permits
from workflow.models import Anchor, AnchoredHead, AnchorOutbox, Decision, Document, OpinionRound, Slip, db
from workflow.queries.act_words import details_of, part_of
from workflow.queries.audit import Entry, entries_of
from workflow.queries.case import DocumentCase
from workflow.queries.chains import chain_of
from workflow.queries.documents import opinion_on, revisions
from workflow.queries.opinions import decisions_on, opinions_of, rounds_of
from workflow.queries.papers import issuer_of
from workflow.queries.timeline import WRITING, passage

MOST_ENTRIES = 50_000
"""So many acts a file holds; the whole evidence of a longer history is there by `trinhky audit export`."""


def reading_of(document: Document, actor: Actor) -> Reading:
    """What the page of the document would tell this person."""
    case = DocumentCase(document)
    return Reading(
        whole=permits(actor, Permission.DOCUMENT_AUDIT, case),
        opinions=permits(actor, Permission.OPINION_READ, case),
        texts=permits(actor, Permission.HOUSE_READ, case),
        handed_on=opinion_on(document, actor) is not None,
    )


def history_of(document: Document, reading: Reading) -> History:
    """The history as of this moment, by as many statements however long it is. Refuses (InvalidInput) one that no file
    holds."""
    if document.chain_length > MOST_ENTRIES:
        raise InvalidInput("Lịch sử của văn bản này quá dài cho một tệp. Hãy nhờ người quản trị hệ thống lấy nhật ký.")
    acts = entries_of(document.id)
    return History(
        reading=reading,
        document=_subject(document),
        acts=tuple(_acts(document, acts if reading.whole else passage(acts), whole=reading.whole)),
        rounds=tuple(map(_round, reversed(rounds_of(document.id)))) if reading.opinions else (),
        decisions=tuple(map(_decision, reversed(decisions_on(document.id)))) if reading.opinions else (),
        texts=tuple(_texts(document)) if reading.texts else (),
        signatures=tuple(_signatures(document)),
        deliveries=tuple(_deliveries(document, reading)),
        chain=told.Chain(document.chain_length, document.chain_head) if reading.whole else None,
        anchors=tuple(_anchors(document)) if reading.whole else (),
        record=tuple(record_of(document)) if reading.whole else (),
    )


def record_of(document: Document) -> Iterator[told.Line]:
    """The document's own lines of the whole evidence: its end, its entries, and what anchors say of them."""
    kind, whose = document.subject_kind, document.id
    yield {"subject": {"kind": kind, "id": whose, "length": document.chain_length, "head": document.chain_head}}
    for entry in chain_of(document):
        yield {"entry": dict(entry)}
    of_anchors = select(AnchoredHead.length, AnchoredHead.digest).where(
        AnchoredHead.subject_kind == kind, AnchoredHead.subject_id == whose
    )
    promised = select(AnchorOutbox.ordinal, AnchorOutbox.digest).where(
        AnchorOutbox.subject_kind == kind, AnchorOutbox.subject_id == whose
    )
    for ordinal, digest in db.session.execute(of_anchors.union_all(promised).order_by("length")):
        yield {"pin": {"kind": kind, "subject_id": whose, "ordinal": ordinal, "digest": digest}}


def _subject(document: Document) -> told.Subject:
    issuer = issuer_of(document)
    return told.Subject(
        id=document.id,
        kind=document.kind.value,
        symbol=document.symbol if document.number is not None else None,
        abstract=document.abstract,
        organisation=issuer.name,
        heading=issuer.heading,
        superior=issuer.superior,
        state=document.state.value,
        file=document.issued_digest,
    )


def _acts(document: Document, acts: Sequence[Entry], *, whole: bool) -> Iterator[told.Act]:
    titles = {section.key: section.title for section in document.sections}
    for act in acts:
        reasons = act.details.get("reasons") or {}
        revision = act.details.get("revision")
        away = act.details.get("in_place_of")
        yield told.Act(
            ordinal=act.ordinal if whole else None,
            at=_moment(act.at),
            actor=act.actor,
            role=act.role,
            organisation=act.unit,
            in_place_of=away["name"] if away else None,
            fact=act.fact,
            act=FACTS[act.fact],
            is_saving=act.fact in WRITING,
            from_state=act.from_state,
            to_state=act.to_state,
            details=details_of(act, titles, apart=True),
            reasons=tuple(told.Reason(part_of(key, titles), reason) for key, reason in reasons.items()),
            revision=revision if isinstance(revision, int) else None,
            text=act.details.get("digest") if isinstance(revision, int) else None,
            digest=act.digest,
        )


def _round(asked: OpinionRound) -> told.Round:
    return told.Round(
        opened_at=_moment(asked.opened_at),
        closes_on=asked.closes_on.isoformat(),
        closed_at=_moment_or_none(asked.closed_at),
        end=asked.end,
        note=asked.note,
        reason=asked.reason,
        members=asked.members,
        slips=tuple(map(_slip, asked.slips)),
        opinions=tuple(
            told.Opinion(
                member=one.slip.user.name,
                place=one.place,
                text=one.text,
                given_at=_moment(one.given_at),
                reply=one.reply,
                answer=one.answer,
                answered_by=one.answered_by,
                answered_at=_moment_or_none(one.answered_at),
            )
            for one in opinions_of(asked)
        ),
    )


def _slip(slip: Slip) -> told.Slip:
    return told.Slip(
        member=slip.user.name,
        wrote=slip.wrote,
        stance=slip.stance,
        revision=slip.revision.ordinal if slip.revision else None,
        given_at=_moment_or_none(slip.given_at),
        fell_at=_moment_or_none(slip.fell_at),
        fell_because=slip.fell_because,
    )


def _decision(one: Decision) -> told.Decision:
    return told.Decision(
        way=one.way.value,
        day=one.day.isoformat(),
        members=one.members,
        present=one.present,
        agreed=one.agreed,
        opposed=one.opposed,
        conclusion=one.conclusion,
        revision=one.revision.ordinal,
        text=one.digest,
        recorded_by=one.recorded_by,
        decided_at=_moment(one.decided_at),
        fell_at=_moment_or_none(one.fell_at),
        fell_because=one.fell_because,
    )


def _texts(document: Document) -> Iterator[told.Text]:
    for one in reversed(revisions(document.id)):
        by = one.created_by.name if one.created_by else None
        yield told.Text(one.ordinal, _moment(one.created_at), by, one.digest)


def _signatures(document: Document) -> Iterator[told.Signature]:
    for one in document.signatures:
        at = _moment(one.signed_at)
        yield told.Signature(one.kind, one.signer_name, one.position, at, one.way.value, one.result_digest)


def _deliveries(document: Document, reading: Reading) -> Iterator[told.Delivery]:
    for one in document.deliveries:
        if one.organisation_id is None:  # a line of the paper that is nobody's desk
            continue
        yield told.Delivery(
            to=one.label,
            by_way_of=one.is_passage,
            sent_at=_moment(one.sent_at),
            received_at=_moment_or_none(one.received_at),
            received_by=one.received_by,
            opinion=one.opinion if reading.handed_on else "",
            anchor=one.anchor,
        )


def _anchors(document: Document) -> Iterator[told.AnchorHolding]:
    query = (
        select(Anchor, AnchoredHead.length)
        .join(
            AnchoredHead,
            (AnchoredHead.organisation_id == Anchor.organisation_id) & (AnchoredHead.ordinal == Anchor.ordinal),
        )
        .where(AnchoredHead.subject_kind == document.subject_kind, AnchoredHead.subject_id == document.id)
        .order_by(AnchoredHead.length, Anchor.organisation_id)
    )
    for anchor, length in db.session.execute(query):
        name = AnchorName(anchor.organisation_id, anchor.ordinal, anchor.digest)
        yield told.AnchorHolding(str(name), _moment(anchor.at), length)


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat()


def _moment_or_none(at: dt.datetime | None) -> str | None:
    return None if at is None else _moment(at)
