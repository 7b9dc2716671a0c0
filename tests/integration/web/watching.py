"""What every answer must carry, and whether anything was written."""

from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.integration.web.test_headers import EXPECTED
from workflow.models import Base, db

# when somebody was last seen; how often strangers asked; which pages are to be printed for whoever looks at them
NOTED = frozenset({"browser_session", "public_check", "preview"})


def everything() -> dict[str, str]:
    """A digest of each table but those where looking itself is noted."""
    query = "SELECT md5(coalesce(string_agg(one::text, ' ' ORDER BY one::text), '')) FROM {} AS one"
    tables = sorted(Base.metadata.tables.keys() - NOTED)
    with db.engine.connect() as connection:
        return {name: connection.scalar(text(query.format(name))) for name in tables}


def lacking(answer: TestResponse) -> set[str]:
    """The headers that every answer carries and this one does not; what never changes may be kept by a browser."""
    lacks = {name for name, value in EXPECTED.items() if answer.headers.get(name) != value}
    kept = answer.headers.get("Cache-Control", "")
    return lacks - {"Cache-Control"} if "no-store" in kept or "immutable" in kept else lacks
