"""What each paper must be by its record alone, told by a second program that shares no line with the product.

`python -m tests.second_history` reads a line of JSON for each moment, {"entries": [rows of the record], "papers": [rows
of the papers]}, rebuilds every paper from the entries and says where the papers are otherwise."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

Row = dict[str, Any]
BESIDE = (
    "comment:made",
    "comment:replied",
    "comment:closed",
    "comment:reopened",
    "suggestion:rejected",
    "document:slow",
)
"""Said beside a paper: its version stays."""


def rebuilt(entries: Sequence[Row]) -> Row:
    """The paper that the entries of its history tell of, in their order."""
    paper: Row = dict.fromkeys(("state", "symbol", "prepared_digest", "issued_digest", "submitter_id", "assignee_id"))
    paper |= {"version": 1, "chain_length": 0, "chain_head": ""}
    for entry in entries:
        paper["version"] += entry["fact"] not in BESIDE
        paper["chain_length"] += 1
        paper["chain_head"] = _digest(entry, paper["chain_head"])
        if entry["from_state"] not in {None, entry["to_state"]}:
            paper["assignee_id"] = None
        paper["state"] = entry["to_state"]
        paper |= _TELLS.get(entry["fact"], lambda _: {})(entry)
    return paper


_TELLS: Mapping[str, Callable[[Row], Row]] = {
    "document:submitted": lambda entry: {"submitter_id": entry["actor_id"]},
    "document:handed_on": lambda entry: {"assignee_id": entry["details"]["people"][0]},
    "document:numbered": lambda entry: {"symbol": entry["details"]["symbol"]},
    "document:prepared": lambda entry: {"prepared_digest": entry["details"]["digest"]},
    "document:issued": lambda entry: {"issued_digest": entry["details"]["digest"]},
    "document:sent_back": lambda entry: {"prepared_digest": None, "issued_digest": None},
}


def _digest(entry: Row, before: str) -> str:
    told = {name: value for name, value in entry.items() if name not in {"id", "digest"}}
    told |= {"at": datetime.fromisoformat(entry["at"]).astimezone(UTC).isoformat(), "previous": before}
    words = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(words.encode("utf-8")).hexdigest()


def complaints(moments: Iterable[Mapping[str, list[Row]]]) -> Iterator[str]:
    """Each paper that at some moment was not what its record says; each moment that says nothing at all."""
    for number, moment in enumerate(moments, start=1):
        histories: dict[int, list[Row]] = defaultdict(list)
        for entry in moment["entries"] or ():
            histories[entry["subject_id"]].append(entry)
        papers = {row["id"]: row for row in moment["papers"] or ()}
        if not papers or set(papers) != set(histories):
            yield f"moment {number}: papers {sorted(papers)}, histories {sorted(histories)}"
        for document_id, history in histories.items():
            told = rebuilt(sorted(history, key=lambda one: int(one["ordinal"])))
            for name, value in told.items():
                stands = papers.get(document_id, {}).get(name)
                if stands != value:
                    yield f"moment {number}: {name} of {document_id} is {stands!r}, by its record {value!r}"


def main() -> int:
    """Exit 0 when every paper was what its record says at every moment; the last line says how many moments."""
    moments = [json.loads(line) for line in sys.stdin]
    wrong = list(complaints(moments))
    print("\n".join([*wrong, str(len(moments))]))  # noqa: T201
    return 1 if wrong or not moments else 0


if __name__ == "__main__":
    sys.exit(main())
