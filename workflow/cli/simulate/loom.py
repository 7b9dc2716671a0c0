"""How an office weaves: like blocks handled as a group, the others taken over, merged, rewritten or left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from workflow.actions import weave
from workflow.cli.simulate import words
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.actor import Actor
from workflow.domain.inputs.campaigns import SaveResult
from workflow.domain.likeness import groups
from workflow.domain.states import SourceState
from workflow.models import SourceBlock, db

LEFT_OUT, MERGED, REWRITTEN = 0.08, 0.15, 0.25


@dataclass(slots=True)
class Loom:
    """Handles whatever is open in a consolidation."""

    dice: Random
    ledger: Ledger

    def weave(self, document_id: int, office: Actor) -> None:
        """Leave no source block unhandled."""
        query = select(SourceBlock).where(SourceBlock.document_id == document_id, SourceBlock.state == SourceState.OPEN)
        blocks = db.session.scalars(query.order_by(SourceBlock.section_key, SourceBlock.position)).all()
        said = [(block.id, block.section_key, block.text) for block in blocks]
        for key in dict.fromkeys(key for _, key, _ in said):
            ids, texts = zip(*((one, text) for one, of, text in said if of == key), strict=True)
            self._section(document_id, [[ids[place] for place in group] for group in groups(texts)], office)
        self.ledger.did("blocks_handled", len(said))

    def _section(self, document_id: int, grouped: Sequence[Sequence[int]], office: Actor) -> None:
        single: list[int] = []
        for group in grouped:
            if self.dice.random() < LEFT_OUT:
                weave.leave_out(document_id, group, self.dice.choice(words.NOTES), actor=office)
            elif len(group) > 1:
                weave.merge_alike(document_id, group, actor=office)
            else:
                single += group
        self._singles(document_id, single, office)

    def _singles(self, document_id: int, single: list[int], office: Actor) -> None:
        merged = single[:2] if len(single) > 1 and self.dice.random() < MERGED else []
        if merged:
            made = weave.merge_blocks(document_id, merged, None, actor=office)
            self._rewrite(document_id, made.block, made.text, made.version, office)
        if rest := single[len(merged) :]:
            taken = [(one.block, one.text, one.version) for one in weave.use_blocks(document_id, rest, actor=office)]
            for block, text, version in taken:
                if self.dice.random() < REWRITTEN:
                    self._rewrite(document_id, block, text, version, office)

    def _rewrite(self, document_id: int, block: str, text: str, version: int, office: Actor) -> None:
        given = SaveResult(block, f"{text.rstrip('.')}, theo kế hoạch đã đề ra.", version)
        weave.save_result(document_id, given, actor=office)
