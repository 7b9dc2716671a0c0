"""A committee that decides together, and papers before it, by real acts of the cast."""

from flask import Flask
from sqlalchemy import select

from tests.factories import received
from tests.factories.stages import reloaded
from tests.kept_stages import kept
from workflow.actions.account import open_account
from workflow.actions.appraise import appraise_document
from workflow.actions.opinions import ask_opinions, give_slip
from workflow.actions.organisation import set_rules
from workflow.cli.demo.world import PASSWORD, World
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.opinions import AskOpinions, GiveSlip, OpinionSaid
from workflow.domain.inputs.organisations import OpenAccount
from workflow.domain.majority import Rules
from workflow.domain.states import DecisionWay, Role, Stance
from workflow.models import AuditEntry, Document, OpinionRound, Revision, db
from workflow.models.clock import today
from workflow.queries.accounts import actor_of, by_username
from workflow.queries.opinions import open_round

KEY = "ket-qua"
WORDS = "Tổ chức 34 hoạt động văn hoá trước ngày 06/02/2026."
UNTIDY = WORDS.replace("văn hoá", '"văn hoá"')
"""The same, with what a press puts in form."""
MEMBERS = ("uyvien.so", "bithu.so", "uyvien2.so", "uyvien3.so")
NAMES = {"uyvien2.so": "Bùi Văn M", "uyvien3.so": "Cao Văn D"}


def committee(world: World, way: DecisionWay = DecisionWay.SLIPS) -> None:
    """The department's committee decides together: four members, two of them new."""
    house = world.organisations["so"].id
    set_rules(house, Rules(way), actor=world.actor("quantri"))
    for username, name in NAMES.items():
        account = OpenAccount(username, name, PASSWORD, house, Role.MEMBER)
        open_account(account, world.people["quantri"].password, actor=SYSTEM)  # the same password, hashed before


@kept
def before_committee(app: Flask, world: World, way: DecisionWay = DecisionWay.SLIPS, words: str = WORDS) -> Document:
    """The department's consolidation before its committee."""
    texts = {"vanhoa": {KEY: f"- {words}\n- Mở 3 lớp."}, "thuvien": {KEY: "- Mở lớp."}}
    document = received.in_appraisal(world, texts)
    committee(world, way)
    return appraise_document(document.id, Act(document.version), actor=world.actor("vanphong.so"))


@kept
def asked(app: Flask, world: World, words: str = WORDS) -> Document:
    """The same with a round of opinions going on."""
    document = before_committee(app, world, DecisionWay.SLIPS, words)
    given = AskOpinions(document.version, today(), "Xin ý kiến.")
    return ask_opinions(document.id, given, actor=world.actor("vanphong.so"))


def member(username: str) -> Actor:
    """One who decides, as today."""
    person = by_username(username)
    assert person is not None
    return actor_of(person)


def vote(document: Document, who: str, stance: Stance = Stance.AGREED, *said: tuple[str | None, str]) -> Document:
    """One member's slip on the text as it is now."""
    told = tuple(OpinionSaid(block, text) for block, text in said)
    return give_slip(document.id, GiveSlip(document.revision_id or 0, stance, told), actor=member(who))


def round_of(document: Document) -> OpinionRound:
    """The round that is going on."""
    found = open_round(document.id)
    assert found is not None
    return found


def of_fact(document: Document, fact: Fact) -> AuditEntry:
    """The one entry of the fact."""
    query = select(AuditEntry).where(AuditEntry.subject_kind == "document", AuditEntry.subject_id == document.id)
    return db.session.scalars(query.where(AuditEntry.fact == fact)).one()


def digest_of(document: Document) -> str:
    """The digest of the text as it is now."""
    return db.session.scalars(select(Revision.digest).where(Revision.id == reloaded(document).revision_id)).one()
