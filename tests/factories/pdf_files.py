"""PDF files for tests, honest and otherwise."""

import io
from functools import cache

import pikepdf
from pikepdf import Dictionary, Name

MORE_THAN_ALLOWED = 501


@cache
def pdf(pages: int = 1) -> bytes:
    """Blank pages."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        return _saved(document)


def pdf_with(what: str, *, packed: bool = False) -> bytes:
    """A page, and something that has no business in a paper; `packed` hides it in a compressed object stream."""
    if what == "pages":
        return pdf(MORE_THAN_ALLOWED)
    with pikepdf.open(io.BytesIO(pdf())) as document:
        if what == "script":
            action = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
            document.Root.OpenAction = document.make_indirect(action)
        elif what == "launch":
            document.Root.OpenAction = Dictionary(S=Name.Launch, F="calc.exe")
        elif what in {"program", "note"}:
            name, content = ("setup.exe", b"MZ") if what == "program" else ("van-ban.json", b"{}")
            document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)  # type: ignore[call-arg]
        elif what == "password":
            return _saved(document, encryption=pikepdf.Encryption(user="x", owner="y"))
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        return _saved(document, object_stream_mode=mode)


def _saved(document: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()
