"""Everything that is sealed with the secret of this installation, sealed anew when that is another."""

from collections.abc import Callable

from sqlalchemy import select

from workflow.actions.transaction import action
from workflow.actions.tree_import import vault_name
from workflow.models import Certificate, KeyFile, SecondFactor, TreeImport, db
from workflow.signing.vault import Vault


@action
def reseal(vault: Vault, resealed: Callable[[SecondFactor], str]) -> int:
    """Key files, sheets of first passwords and the keys of telephones, all or none; how many. `resealed` seals a
    telephone's key anew. Refuses (SetupIncomplete) when something opens with none of the secrets."""
    files = db.session.execute(select(KeyFile, Certificate.fingerprint).join(Certificate)).all()
    for file, fingerprint in files:
        file.sealed = vault.seal(vault.open(file.sealed, fingerprint), fingerprint)
    sheets = db.session.scalars(select(TreeImport).where(TreeImport.sealed.is_not(None))).all()
    for sheet in sheets:
        name = vault_name(sheet.id)
        sheet.sealed = vault.seal(vault.open(sheet.sealed or b"", name), name)
    factors = db.session.scalars(select(SecondFactor)).all()
    for factor in factors:
        factor.sealed = resealed(factor)
    return len(files) + len(sheets) + len(factors)
