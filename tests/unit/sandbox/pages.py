"""Hostile pages, printed by our own engine as if nothing had been escaped."""

from workflow.paper import pdf


def warm() -> None:
    """As for papers."""
    pdf.warm()


def print_page(html: str) -> tuple[int, bytes]:
    """The PDF of any page, through the engine that papers are printed with."""
    from weasyprint import HTML  # with Pango, which only the child needs

    engine = pdf._engine()
    page = HTML(string=html, url_fetcher=engine.fetcher, base_url="file:///")
    return len(html), page.write_pdf(font_config=engine.fonts, stylesheets=list(engine.styles.values()))
