"""The record and the papers as they stand after each step, kept for the second program, which rebuilds every paper from
the record alone in a process of its own."""

import subprocess
import sys
from dataclasses import dataclass, field

from workflow.models import db
from workflow.settings import PROJECT_ROOT

_MOMENT = """SELECT json_build_object(
    'entries', (SELECT json_agg(entry) FROM audit_entry entry WHERE subject_kind = 'document'),
    'papers', (SELECT json_agg(paper) FROM (
        SELECT id, state, version, chain_length, chain_head, symbol, prepared_digest, issued_digest, submitter_id,
        assignee_id FROM document) paper))::text"""


@dataclass
class Moments:
    """Of one sequence."""

    lines: list[str] = field(default_factory=list)

    def keep(self) -> None:
        """How it stands now."""
        moment: str = db.session.connection().exec_driver_sql(_MOMENT).scalar_one()
        self.lines.append(moment.replace("\n", " "))

    def broken(self) -> list[str]:
        """What the second program says of them."""
        command = [sys.executable, "-m", "tests.second_history"]
        told = "".join(f"{line}\n" for line in self.lines)
        said = subprocess.run(command, input=told, capture_output=True, text=True, check=False, cwd=PROJECT_ROOT)
        *wrong, number = said.stdout.splitlines() or [said.stderr]
        is_whole = said.returncode == 0 and number == str(len(self.lines))
        return [] if is_whole else [*wrong, f"{number} of {len(self.lines)} moments, exit {said.returncode}"]
