"""The square code of an address as a drawing of one path."""

from io import BytesIO

from markupsafe import Markup


def square_code(address: str) -> Markup:
    """An SVG that fills the box it is put into: black squares, no frame (the sheet around it is white)."""
    # segno is wanted by the printing worker alone
    import segno

    drawing = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True, nl=False
    )
    # the drawing is made of numbers; nothing of the address is in it
    return Markup(drawing.getvalue().decode())  # noqa: S704
