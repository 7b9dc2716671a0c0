"""Two hundred texts that would run a script where a page lets them, written wherever words of people are kept."""

import json
from collections import Counter
from itertools import product
from typing import Any

from sqlalchemy import JSON, Column, Connection, String, Table, text

from workflow.models import Base, db

RAN = "zqrun"
"""What a text that runs calls, and what no part of a page but its words may hold."""

_BREAKS = ("", '">', "'>", "</textarea>", "</title>", "</script>", "-->", "]]>", "</option></select>", "</svg></math>")
_SCRIPTS = (
    "<script>zqrun()</script>",
    "<ScRiPt>zqrun()</sCrIpT >",
    "<img src=x onerror=zqrun()>",
    "<img/src=x/onerror=zqrun()>",
    "<svg onload=zqrun()>",
    "<svg><script>zqrun()</script>",
    "<math><mtext><style><img src=x onerror=zqrun()>",
    "<iframe src=javascript:zqrun()>",
    '<iframe srcdoc="<script>zqrun()</script>">',
    "<input autofocus onfocus=zqrun()>",
    "<details open ontoggle=zqrun()>",
    "<a href=javascript:zqrun()>x</a>",
    '<a href="java&#x73;cript:zqrun()">x</a>',
    "<form action=javascript:zqrun()><button>",
    "<base href=//zqrun>",
    "<b hx-on::load=zqrun() hx-get=/zqrun hx-trigger=load>",
    "<style>@import'//zqrun';</style>",
    '" autofocus onfocus=zqrun() x="',
    "[x](javascript:zqrun())**{{zqrun()}}*${zqrun()}",
    "| <script>zqrun()</script> | ¹ <img src=x onerror=zqrun()>",
)
PAYLOADS = [before + script for script, before in product(_SCRIPTS, _BREAKS)]

_PLACE = 12  # signs for the place of a row, which makes its words its own
_LONGEST, _CELL = 2_000, 240
# names, digests and states that pages are found by, not words of people
_STRUCTURE = """
access_entry.way anchor.digest anchor.previous anchor.root anchor_outbox.digest anchor_outbox.subject_kind
anchored_head.digest anchored_head.subject_kind attachment.digest audit_entry.digest audit_entry.from_state
audit_entry.previous audit_entry.role audit_entry.subject_kind audit_entry.to_state browser_session.address
browser_session.digest certificate.fingerprint certificate.pem citation_entry.folded comment.block
comment.section contribution.block contribution.source_block decision.digest delivery.anchor
difficulty_place.block difficulty_place.section_key document.issued_digest document.prepared_digest
document.profile document.proof_code draft_section.key entry_code.hashed export.digest export.form figure.key
form_token.outcome form_token.token incoming_entry.kind opinion.block organisation.code organisation.majority
organisation.quorum outgoing_entry.kind outside_identity.issuer outside_identity.subject paper_import.digest
person.fs_uniquifier person.password person.username preview.shown preview.subject_kind preview.wanted
public_check.key recovery_code.hashed result_block.block result_block.gathered result_block.section_key
revision.digest second_factor.sealed series.kind sign_in_failure.key signature.fingerprint signature.kind
signature.result_digest signature.signed_digest source_block.block source_block.section_key
tallied_target.period_kind tally.period_kind task.block tree_import.digest waiver.key waiver.rule
waiver.text_digest
"""
_NUMBERED = frozenset({"ancestor_ids", "unit_ids", "author_ids", "organisation_ids", "search_words", "pages", "wanted"})


class Planter:
    """Writes the texts into every column that holds words of people, as many as fit into each place, and goes on the
    next time where it stopped: `held` says how many of them stood in each field so far."""

    def __init__(self) -> None:
        self.held: Counter[str] = Counter()

    def plant(self) -> None:
        """Write over what stands there now."""
        structure = frozenset(_STRUCTURE.split())
        with db.engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # the record refuses every change
            for table in Base.metadata.sorted_tables:
                for column in table.columns:
                    name = f"{table.name}.{column.name}"
                    if name not in structure and column.name != "chain_head" and column.name not in _NUMBERED:
                        self._fill(connection, table, column, name)

    def _fill(self, connection: Connection, table: Table, column: Column[Any], name: str) -> None:
        if isinstance(column.type, String) and not hasattr(column.type, "enums"):
            room = min(getattr(column.type, "length", None) or _LONGEST, _LONGEST) - _PLACE
            for place, old in _rows(connection, table, column):
                if old and (words := self._next(name, room)):
                    _write(connection, table, column, place, words + place)
        elif isinstance(column.type, JSON):
            for place, shape in _rows(connection, table, column):
                if (new := self._reworded(shape, name)) != shape:
                    _write(connection, table, column, place, json.dumps(new))

    def _reworded(self, shape: Any, name: str) -> Any:
        """The shape with words in the place of every text of several words, and of those that stand there already."""
        if isinstance(shape, dict):
            return {key: self._reworded(value, name) for key, value in shape.items()}
        if isinstance(shape, list):
            return [self._reworded(value, name) for value in shape]
        is_text = isinstance(shape, str) and (" " in shape or RAN in shape)
        return self._next(name, _CELL) or shape if is_text else shape

    def _next(self, name: str, room: int) -> str:
        taken = fitting(self.held[name], room)
        self.held[name] += len(taken)
        return " ".join(taken)


def fitting(start: int, room: int) -> list[str]:
    """The texts that fit, one after the other, from the `start`th on; where that is too long for the place, the next
    that is not; none where all are."""
    taken: list[str] = []
    for step in range(len(PAYLOADS)):
        one = PAYLOADS[(start + step) % len(PAYLOADS)]
        if room >= len(one) + 1:
            room -= len(one) + 1
            taken.append(one)
        elif taken:
            break
    return taken


def _rows(connection: Connection, table: Table, column: Column[Any]) -> list[tuple[str, Any]]:
    asked = f"SELECT ctid::text, {column.name} FROM {table.name} WHERE {column.name} IS NOT NULL"
    return [(place, value) for place, value in connection.execute(text(asked))]


def _write(connection: Connection, table: Table, column: Column[Any], place: str, value: str) -> None:
    kind = "jsonb" if isinstance(column.type, JSON) else "text"
    done = f"UPDATE {table.name} SET {column.name} = CAST(:value AS {kind}) WHERE ctid = CAST(:place AS tid)"
    connection.execute(text(done), {"value": value, "place": place})
