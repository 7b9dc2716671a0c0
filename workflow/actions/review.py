"""A paper on its way in as it stands now, and what was noticed about it: by the reader of its text, by the rules."""

from dataclasses import dataclass, replace

from workflow.domain.blocks import digest
from workflow.domain.paper import AsTyped, Paper, ParseWarning
from workflow.models import PaperImport
from workflow.paper.check import Fix, check
from workflow.paper.structure import paper_from_json


@dataclass(frozen=True, slots=True)
class Remark:
    """Something noticed about a paper: by the reader of its text, or by a rule of the format with its clause. `key`
    names it on this very text; `fix` is the repair where one is safe."""

    key: str
    place: str
    message: str
    clause: str
    is_error: bool
    fix: Fix | None = None


def paper_of_import(brought: PaperImport) -> Paper:
    """The paper as it stands now, with what was noticed while reading it."""
    shape, typed = brought.content["paper"], brought.content.get("typed")
    return replace(
        paper_from_json(shape),
        typed=AsTyped(**typed | {"recipients": tuple(typed["recipients"])}) if typed else None,
        warnings=tuple(ParseWarning(**warning) for warning in shape["warnings"]),
    )


def remarks_on(paper: Paper) -> list[Remark]:
    """Everything noticed: first by the reading, then by the rules of the format."""
    read = [Remark(_key(one), one.place, one.message, "", is_error=False) for one in paper.warnings]
    checked = [
        Remark(one.key, one.place, one.message, one.clause, one.is_error, one.fix)
        for one in check(replace(paper, warnings=()))
    ]
    return [*read, *checked]


def _key(warning: ParseWarning) -> str:
    return digest("\n".join((warning.code, warning.place, warning.message)))[:24]
