"""The faults that must never pass unseen: in who may do what, in the machine, in the numbers, in the record."""

from typing import NamedTuple

RIGHTS = "tests/unit/domain/test_permissions.py"
MACHINE = "tests/unit/domain/test_document_machine.py"
GUARDS = "tests/unit/domain/test_guards.py"
CHAIN = "tests/unit/domain/test_chain.py"
EVIDENCE = "tests/unit/domain/test_evidence.py"
SERIES = "tests/unit/domain/test_series.py"


class Mutant(NamedTuple):
    """A fault: in `file` the words `before`, which stand there once, become `after`; one of `tests` must fail."""

    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


_PERMISSIONS = "workflow/domain/permissions.py"
_PREDICATES = "workflow/domain/predicates.py"
_MOVES = "workflow/domain/document_machine.py"
_GUARDS = "workflow/domain/guards.py"
_RECORD = "workflow/actions/record.py"
_NUMBERS = "workflow/actions/numbering.py"

MUTANTS = (
    Mutant(
        "the superior reads what was not sent",
        _PERMISSIONS,
        "        (p.serves_superior, p.left_the_house),\n        (p.serves_addressee",
        "        (p.serves_superior,),\n        (p.serves_addressee",
        (RIGHTS,),
    ),
    Mutant(
        "whoever serves there approves",
        _PERMISSIONS,
        "Permission.DOCUMENT_APPROVE: ((p.decides_for_owner,)",
        "Permission.DOCUMENT_APPROVE: ((p.serves_owner,)",
        (MACHINE,),
    ),
    Mutant(
        "a member signs",
        _PERMISSIONS,
        "Permission.DOCUMENT_SIGN: ((p.signs_for_owner,),)",
        "Permission.DOCUMENT_SIGN: ((p.decides_for_owner,),)",
        (MACHINE,),
    ),
    Mutant(
        "one condition of a line is enough",
        _PERMISSIONS,
        "any(all(holds(actor, subject) for holds in line)",
        "any(any(holds(actor, subject) for holds in line)",
        (RIGHTS,),
    ),
    Mutant(
        "an organisation that ended is still run",
        _PERMISSIONS,
        "ORGANISATION_MANAGE: ((p.administers_owner, p.still_stands)",
        "ORGANISATION_MANAGE: ((p.administers_owner,)",
        (RIGHTS,),
    ),
    Mutant(
        "anybody above reads the record",
        _PREDICATES,
        "any(actor.holds(above, Role.INSPECTOR) for above",
        "any(actor.holds(above) for above",
        (RIGHTS,),
    ),
    Mutant(
        "every paper counts as sent",
        _PREDICATES,
        "    return subject.state in LEFT_THE_HOUSE\n",
        "    return True\n",
        (RIGHTS,),
    ),
    Mutant(
        "a role of yesterday still acts",
        "workflow/domain/actor.py",
        "any(Grant(organisation_id, role) in self.grants for role",
        "any(Grant(organisation_id, role) in self.grants | self.past for role",
        (RIGHTS,),
    ),
    Mutant(
        "a closed account keeps its roles",
        "workflow/queries/accounts.py",
        "list(held) if user.active else []",
        "list(held)",
        (RIGHTS,),
    ),
    Mutant(
        "a substitute signs",
        "workflow/domain/delegations.py",
        "Role.SIGNER: Role.MEMBER,",
        "Role.SIGNER: Role.SIGNER,",
        (RIGHTS,),
    ),
    Mutant(
        "the author approves where half agreed",
        _GUARDS,
        "given.meeting.agreed * 2 <= given.meeting.present",
        "given.meeting.agreed * 2 < given.meeting.present",
        (GUARDS,),
    ),
    Mutant(
        "the author's substitute approves",
        _GUARDS,
        "away.absent_id not in case.author_ids",
        "away.absent_id in case.author_ids",
        (GUARDS,),
    ),
    Mutant(
        "somebody else's step is undone",
        _GUARDS,
        " and brought.user_id == actor.user_id",
        "",
        (MACHINE,),
    ),
    Mutant(
        "one person approves for a body",
        _MOVES,
        "(guards.is_not_the_author, guards.the_body_decided, guards.sources_current)",
        "(guards.is_not_the_author, guards.sources_current)",
        (MACHINE,),
    ),
    Mutant(
        "another text is signed than was approved",
        _MOVES,
        "_STILL = (guards.decision_holds, guards.replaces_what_stands_alone)",
        "_STILL = (guards.replaces_what_stands_alone,)",
        (MACHINE,),
    ),
    Mutant(
        "a clearing house is skipped",
        _MOVES,
        "Move(T.RECEIVE, S.SENT, S.RECEIVED, (guards.came_through,))",
        "Move(T.RECEIVE, S.SENT, S.RECEIVED)",
        (MACHINE,),
    ),
    Mutant(
        "what the machine refuses is done",
        "workflow/domain/advance.py",
        "    _refuse(why_closed(case, trigger, actor, given))\n",
        "    why_closed(case, trigger, actor, given)\n",
        (MACHINE,),
    ),
    Mutant(
        "just half is a majority",
        "workflow/domain/majority.py",
        "count.members)) + 1",
        "count.members))",
        ("tests/unit/domain/test_majority.py",),
    ),
    Mutant(
        "two terms share a day",
        "workflow/domain/series.py",
        "following - dt.timedelta(days=1)",
        "following",
        (SERIES,),
    ),
    Mutant(
        "a number below the last of outside is given again",
        _NUMBERS,
        "last=func.greatest(Series.last, number),",
        "last=Series.last,",
        (
            "tests/integration/actions/test_numbering.py::test_a_paper_registered_with_a_number_pushes_the_series_past_it",
        ),
    ),
    Mutant(
        "the record leaves out who acted",
        "workflow/domain/chain.py",
        '    "actor_id",\n',
        "",
        (EVIDENCE, CHAIN),
    ),
    Mutant(
        "an entry need not follow the one before",
        "workflow/domain/evidence.py",
        'entry["previous"] != self.head or ',
        "",
        (EVIDENCE,),
    ),
    Mutant(
        "a history without its subject is whole",
        "workflow/domain/evidence.py",
        "            return 1, Broken.SUBJECT\n",
        "            return None\n",
        (EVIDENCE,),
    ),
    Mutant(
        "an entry is chained to nothing",
        _RECORD,
        '"previous": subject.chain_head,',
        '"previous": "",',
        (
            "tests/integration/actions/test_audit_contract.py::test_a_whole_history_verifies_and_a_changed_word_is_found",
        ),
    ),
    Mutant(
        "a page that is old still acts",
        "workflow/queries/documents.py",
        "if version is not None and document.version != version:",
        "if version is None:",
        ("tests/integration/actions/test_conflicts.py::test_of_two_approvals_at_once_one_counts_and_one_is_told",),
    ),
)
