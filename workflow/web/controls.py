"""How a form control is tied to its hint and its error, so that a screen reader says both."""

from wtforms import Field


def described(field: Field, hint: object = None, more: str = "", *, group: bool = False) -> dict[str, str]:
    """The ARIA attributes of a control: `aria-describedby` names the ids of its hint, its error and `more`, and
    `aria-invalid` stands where there is an error; a plain group (checkboxes) may not carry the latter."""
    ids = [f"{field.id}-hint"] if hint else []
    ids += [f"{field.id}-error"] if field.errors else []
    ids += more.split()
    attributes = {"aria-describedby": " ".join(ids)} if ids else {}
    return attributes | ({"aria-invalid": "true"} if field.errors and not group else {})
