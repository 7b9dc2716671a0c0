"""A second verifier of exported evidence, written anew from its description: it shares no line with the product.

`python -m tests.second_verifier FILE` reads the lines of `trinhky audit export` and says whether they are whole."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def complaints(lines: Iterable[Mapping[str, Row]]) -> list[str]:
    """Everything that does not fit; none when the evidence is whole."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        for name, row in line.items():
            tables[name].append(row)
    return [*_histories(tables), *_anchors(tables)]


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8")).hexdigest()


def _histories(tables: Mapping[str, list[Row]]) -> list[str]:
    wrong: list[str] = []
    chains: dict[tuple[str, int], dict[int, Row]] = defaultdict(dict)
    for entry in tables["entry"]:
        chain = chains[entry["subject_kind"], entry["subject_id"]]
        if entry["ordinal"] in chain:
            wrong.append(f"{entry['ordinal']} is there twice")
        chain[entry["ordinal"]] = entry
    for place, chain in chains.items():
        wrong += [f"{place}: {words}" for words in _links(chain)]
    claims = [(one["kind"], one["id"], one["length"], one["head"]) for one in tables["subject"]]
    ends = {(*place, max(chain), chain[max(chain)]["digest"]) for place, chain in chains.items()}
    if len(claims) != len(set(claims)) or set(claims) != ends:
        wrong.append(f"ends and subjects differ: {set(claims) ^ ends}")
    latest: dict[tuple[str, int], int] = {}
    for pin in tables["pin"]:
        place = pin["kind"], pin["subject_id"]
        latest[place] = max(latest.get(place, 0), pin["ordinal"])
        if chains.get(place, {}).get(pin["ordinal"], {}).get("digest") != pin["digest"]:
            wrong.append(f"{place}: entry {pin['ordinal']} is not the one that was anchored")
    wrong += [
        f"{place} is not anchored to its end" for place, chain in chains.items() if latest.get(place) != max(chain)
    ]
    return wrong


def _links(chain: Mapping[int, Row]) -> Iterable[str]:
    before = ""
    for ordinal in range(1, max(chain) + 1):
        entry = chain.get(ordinal)
        if entry is None:
            yield f"entry {ordinal} is missing"
            return
        words = {name: value for name, value in entry.items() if name != "digest"}
        if entry["previous"] != before or _digest(words) != entry["digest"]:
            yield f"entry {ordinal} does not fit"
        before = entry["digest"]
    if min(chain) < 1:
        yield "there is an entry before the first"


def _anchors(tables: Mapping[str, list[Row]]) -> list[str]:
    wrong: list[str] = []
    roots: dict[tuple[int, int], list[tuple[str, int, int, str]]] = defaultdict(list)
    for one in tables["head"]:
        head = one["kind"], one["subject_id"], one["length"], one["digest"]
        roots[one["organisation"], one["anchor"]].append(head)
    known = {(one["organisation_id"], one["ordinal"]): one for one in tables["anchor"]}
    if len(known) != len(tables["anchor"]):
        wrong.append("an anchor is there twice")
    for place, anchor in known.items():
        house, ordinal = place
        before = known.get((house, ordinal - 1))
        if (
            ordinal < 1
            or (ordinal > 1 and before is None)
            or anchor["previous"] != (before["digest"] if before else "")
        ):
            wrong.append(f"anchor {place} does not follow the one before")
        root = sha256("".join(f"{k} {i} {n} {d}\n" for k, i, n, d in sorted(roots.pop(place, []))).encode()).hexdigest()
        told = {
            "organisation": house,
            "ordinal": ordinal,
            "at": anchor["at"],
            "root": root,
            "previous": anchor["previous"],
        }
        if anchor["root"] != root or _digest(told) != anchor["digest"]:
            wrong.append(f"anchor {place} is not what it was")
    wrong += [f"anchor {place} is gone, its heads are not" for place in roots]
    for held in tables["held"]:
        if known.get((held["organisation_id"], held["ordinal"]), {}).get("digest") != held["digest"]:
            wrong.append(f"{held['where']} holds an anchor that is not there")
    return wrong


def main(path: str) -> int:
    """Exit 0 when the exported evidence is whole, 1 when it is not."""
    with Path(path).open(encoding="utf-8") as file:
        wrong = complaints(json.loads(line) for line in file)
    print("\n".join(wrong) or "whole")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
