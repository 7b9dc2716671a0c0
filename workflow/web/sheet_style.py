"""The numbers of the guides as CSS custom properties: the sheet on screen has the measures of the printed one."""

from dataclasses import fields

from workflow.paper.profiles import PROFILES, Profile

NAME = "sheet.css"
_POINTS_A_MILLIMETRE = 72 / 25.4
_IN_MILLIMETRES = {"body_indent", "header_left", "page_number_top", "proof_side"}


def sheet_style() -> str:
    """One rule a guide: `.sheet-hd05 { --p-title-size: … }`. Lengths are multiples of `--pt`, which the theme makes one
    point of the paper at the size that the screen has room for."""
    return "\n".join(
        f".sheet-{name.lower()} {{ {'; '.join(_properties(profile))} }}" for name, profile in PROFILES.items()
    )


def _properties(profile: Profile) -> list[str]:
    numbers = {field.name: getattr(profile, field.name) for field in fields(profile)}
    return [
        f"--p-{name.replace('_', '-')}: calc({_points(name, value):g} * var(--pt))"
        for name, value in numbers.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]


def _points(name: str, value: float) -> float:
    is_length = name in _IN_MILLIMETRES or name.startswith(("page_width", "page_height", "margin_"))
    return round(value * _POINTS_A_MILLIMETRE, 2) if is_length else value
