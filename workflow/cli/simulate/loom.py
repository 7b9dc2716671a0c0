"""How an office weaves: two clerks share the sections; like blocks are handled as a group, the others taken over,
merged, rewritten or left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from workflow.actions import weave
from workflow.cli.simulate import words
from workflow.cli.simulate.ledger import Ledger
from workflow.cli.simulate.temper import Temper
from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.likeness import groups
from workflow.domain.states import SourceState
from workflow.models import Contribution, ResultBlock, SourceBlock, db


@dataclass(slots=True)
class Loom:
    """Handles whatever is open in a consolidation."""

    dice: Random
    ledger: Ledger
    temper: Temper

    def weave(self, document_id: int, clerks: Sequence[Actor]) -> None:
        """Leave no source block unhandled; the clerks take the sections in turn."""
        query = select(SourceBlock).where(SourceBlock.document_id == document_id, SourceBlock.state == SourceState.OPEN)
        blocks = db.session.scalars(query.order_by(SourceBlock.section_key, SourceBlock.position)).all()
        said = [(block.id, block.section_key, block.text) for block in blocks]
        for order, key in enumerate(dict.fromkeys(key for _, key, _ in said)):
            ids, texts = zip(*((one, text) for one, of, text in said if of == key), strict=True)
            grouped = [[ids[place] for place in group] for group in groups(texts)]
            mine, other = clerks[order % len(clerks)], clerks[(order + 1) % len(clerks)]
            self._section(document_id, grouped, mine, other)
        self.ledger.did("blocks_handled", len(said))

    def take_away_unsourced(self, document_id: int, office: Actor) -> None:
        """Whose paper was replaced has no words in the report: they come with the new paper, or not at all."""
        behind = select(Contribution.block).where(Contribution.document_id == document_id)
        query = select(ResultBlock.block).where(ResultBlock.document_id == document_id)
        for block in db.session.scalars(query.where(ResultBlock.block.not_in(behind)).order_by(ResultBlock.id)).all():
            weave.remove_result(document_id, block, actor=office)
            self.ledger.did("unsourced_removed")

    def _section(self, document_id: int, grouped: Sequence[Sequence[int]], mine: Actor, other: Actor) -> None:
        single: list[int] = []
        for group in grouped:
            if self.dice.random() < self.temper.left_out:
                weave.leave_out(document_id, group, self.dice.choice(words.NOTES), actor=mine)
            elif len(group) > 1:
                weave.merge_alike(document_id, group, actor=mine)
            else:
                single += group
        self._singles(document_id, single, mine, other)

    def _singles(self, document_id: int, single: list[int], mine: Actor, other: Actor) -> None:
        merged = single[:2] if len(single) > 1 and self.dice.random() < self.temper.merged else []
        if merged:
            made = weave.merge_blocks(document_id, merged, None, actor=mine)
            self._rewrite(document_id, made.block, made.text, made.version, (mine, other))
        if rest := single[len(merged) :]:
            taken = [(one.block, one.text, one.version) for one in weave.use_blocks(document_id, rest, actor=mine)]
            for block, text, version in taken:
                if self.dice.random() < self.temper.rewritten:
                    self._rewrite(document_id, block, text, version, (mine, other))

    def _rewrite(self, document_id: int, block: str, text: str, version: int, clerks: tuple[Actor, Actor]) -> None:
        """One clerk rewrites; now and then the other had the same block open, and is refused."""
        if text.startswith("|"):
            return
        given = SaveResult(block, f"{text.rstrip('.')}, theo kế hoạch đã đề ra.", version)
        weave.save_result(document_id, given, actor=clerks[0])
        if self.dice.random() < self.temper.met:
            self._meet(document_id, SaveResult(block, f"{text} Đề nghị biểu dương.", version), clerks[1])

    def _meet(self, document_id: int, stale: SaveResult, other: Actor) -> None:
        try:
            weave.save_result(document_id, stale, actor=other)
        except ChangedMeanwhile:
            self.ledger.did("conflicts_refused")
        else:
            self.ledger.did("conflicts_overwritten")
