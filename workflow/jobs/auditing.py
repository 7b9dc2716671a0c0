"""The whole evidence examined: every history and anchor of the database, beside the anchors held outside it."""

import json
from collections.abc import Callable, Iterable, Iterator

from workflow.domain.anchors import AnchorName
from workflow.domain.evidence import Fault, Held
from workflow.jobs.anchor import shelf_of
from workflow.queries import evidence
from workflow.settings import Settings

_SHELF = "tệp neo để ngoài cơ sở dữ liệu"


def examined(settings: Settings, papers: Iterable[Held], seen: Callable[[str], None]) -> Iterator[Fault]:
    """Whatever is wrong, as of one moment, within an application context; `papers` are anchors that somebody brought,
    `seen` is told each kind of subject that was gone through."""
    outside = sorted([*papers, *(Held(name, _SHELF) for name in shelf_of(settings).all())])
    evidence.read_as_one()
    yield from evidence.every_fault(outside, seen)


def lines() -> Iterator[str]:
    """The whole evidence as lines of JSON, as of one moment, within an application context: subjects, entries and pins
    of each kind, then heads, anchors and who holds which."""
    evidence.read_as_one()
    for kind in evidence.kinds():
        for subject in evidence.subjects(kind):
            yield _line("subject", {"kind": kind, **subject._asdict()})
        for entry in evidence.entries(kind):
            yield _line("entry", dict(entry))
        for pin in evidence.pins(kind):
            yield _line("pin", {"kind": kind, **pin._asdict()})
    for one in evidence.heads():
        yield _line("head", {"organisation": one.organisation_id, "anchor": one.ordinal, **one.head._asdict()})
    for anchor in evidence.anchors():
        yield _line("anchor", anchor._asdict())
    for held in evidence.held():
        yield _line("held", {**AnchorName(*held.name)._asdict(), "where": held.where})


def _line(sort: str, shape: dict[str, object]) -> str:
    return json.dumps({sort: shape}, ensure_ascii=False)
