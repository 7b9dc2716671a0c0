"""Who is signed in where: one row a browser, looked up with each request."""

import datetime as dt

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import Mapped, mapped_column

from workflow.models.base import Base, identity


class BrowserSession(Base):
    """One sign-in of one person in one browser. The cookie holds a secret of which only the digest (hex SHA-256) stands
    here; when the row is gone, so is the sign-in, whoever copied the cookie. Times are by the database's clock, one for
    all web machines."""

    __tablename__ = "browser_session"

    id: Mapped[int] = identity()
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agent: Mapped[str] = mapped_column(String(300))
    address: Mapped[str] = mapped_column(String(64))
    began_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    seen_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    confirmed_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
