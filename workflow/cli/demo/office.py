"""How an office weaves its report: each source block kept, edited, merged or left out, as its script says."""

from collections import defaultdict
from collections.abc import Mapping

from workflow.actions import weave
from workflow.cli.demo.script import Move, Way, weaving
from workflow.cli.demo.world import World
from workflow.domain.actor import Actor
from workflow.domain.inputs.campaigns import SaveResult
from workflow.models import ResultBlock
from workflow.queries.consolidation import source_blocks

Places = Mapping[tuple[str, int], int]


def weave_report(unit: str, document_id: int, world: World) -> None:
    """Handle every source block of the unit's consolidation."""
    loom = _Loom(document_id, world.actor(f"vanphong.{unit}"))
    for section, moves in weaving(unit):
        places = _places(document_id, section, world)
        for move in moves:
            loom.do(section, move, [places[source] for source in move.sources])


def _places(document_id: int, section: str, world: World) -> Places:
    """Ids of the section's source blocks, by unit and place within the unit."""
    keys = {organisation.id: key for key, organisation in world.organisations.items()}
    counted: dict[str, int] = defaultdict(int)
    places: dict[tuple[str, int], int] = {}
    for block in source_blocks(document_id, section):
        unit = keys[block.organisation_id]
        counted[unit] += 1
        places[unit, counted[unit]] = block.id
    return places


class _Loom:
    """One office at its consolidation."""

    def __init__(self, document_id: int, office: Actor) -> None:
        self._document_id = document_id
        self._office = office

    def do(self, section: str, move: Move, blocks: list[int]) -> None:
        """Make one move with the source blocks that it names."""
        match move.way:
            case Way.ADD:
                weave.add_result(self._document_id, section, move.words, actor=self._office)
            case Way.LEAVE_OUT:
                weave.leave_out(self._document_id, blocks, move.words, actor=self._office)
            case Way.MERGE:
                merged = weave.merge_blocks(self._document_id, blocks, None, actor=self._office)
                self._rewrite(merged, move.words)
            case Way.KEEP | Way.EDIT:
                for taken in weave.use_blocks(self._document_id, blocks, actor=self._office):
                    self._rewrite(taken, move.words)

    def _rewrite(self, block: ResultBlock, words: str) -> None:
        if words:
            given = SaveResult(block.block, words, block.version)
            weave.save_result(self._document_id, given, actor=self._office)
