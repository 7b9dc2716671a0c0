"""Designing an outline: what a press on its page makes of it. Each change gives a new outline that holds together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from workflow.domain.errors import InvalidInput, NotFound
from workflow.domain.outline import Check, Formula, Indicator, IndicatorKind, Outline, Section, SectionKind, with_keys

MOST_SECTIONS = 60
MOST_INDICATORS = 60
MOST_CHECKS = 40
_FROM_ABOVE = "Phần này là của đề cương cấp trên nên giữ nguyên, để cấp dưới báo cáo cùng một mẫu."
_MISSING = "Đề cương vừa được sửa, phần này không còn. Hãy tải lại trang."
Part = TypeVar("Part", Section, Indicator)


def put_section(outline: Outline, section: Section) -> Outline:
    """With the section in the place of that of its key, or as a new last one (key ""). Refuses (InvalidInput) a table
    without two columns, one part too many, and a change of what is the superior's."""
    if section.kind is SectionKind.TABLE and (section.table is None or len(section.table.columns) < 2):
        raise InvalidInput(
            "Bảng cần ít nhất hai cột.", fields={"columns": "Hãy ghi ít nhất hai cột, mỗi dòng một cột."}
        )
    return with_keys(replace(outline, sections=_put(outline.sections, section, MOST_SECTIONS)))


def put_indicator(outline: Outline, indicator: Indicator) -> Outline:
    """As `put_section`. Refuses bounds the wrong way round and a ratio without two other figures to divide."""
    if indicator.low is not None and indicator.high is not None and indicator.low > indicator.high:
        message = "Mức cao nhất phải từ mức thấp nhất trở lên."
        raise InvalidInput(message, fields={"high": message})
    if indicator.formula is Formula.RATIO:
        _refuse_bad_ratio(outline, indicator)
    return with_keys(replace(outline, indicators=_put(outline.indicators, indicator, MOST_INDICATORS)))


def put_check(outline: Outline, check: Check) -> Outline:
    """With one more comparison; the same one takes the place of that before. Refuses one of a figure with itself."""
    if check.left in check.right:
        message = "Hãy so với chỉ tiêu khác."
        raise InvalidInput(message, fields={"right": message})
    if len(outline.checks) >= MOST_CHECKS:
        raise InvalidInput(f"Đề cương có nhiều nhất {MOST_CHECKS} phép so.")
    others = tuple(one for one in outline.checks if replace(one, binding=check.binding) != check)
    return replace(outline, checks=(*others, check))


def without(outline: Outline, kind: str, key: str) -> Outline:
    """Without a section ("muc"), an indicator ("chi-tieu") or a comparison ("phep-so", by its place). Refuses what is
    the superior's, and a figure that another one is made of; its comparisons go with it."""
    if kind == "phep-so":
        place = int(key) if key.isdecimal() and len(key) < 4 else len(outline.checks)
        return replace(outline, checks=(*outline.checks[:place], *outline.checks[place + 1 :]))
    if kind == "muc":
        return replace(outline, sections=_left(outline.sections, key))
    users = [one.title for one in outline.indicators if one.of and key in one.of]
    if users:
        raise InvalidInput(f"Chỉ tiêu “{users[0]}” được tính từ chỉ tiêu này. Hãy bỏ hoặc sửa chỉ tiêu đó trước.")
    checks = tuple(one for one in outline.checks if key not in {one.left, *one.right})
    return replace(outline, indicators=_left(outline.indicators, key), checks=checks)


def lifted(outline: Outline, kind: str, key: str) -> Outline:
    """With a section ("muc") or an indicator ("chi-tieu") before the one above it; the first stays."""
    if kind == "muc":
        return replace(outline, sections=_lifted(outline.sections, key))
    return replace(outline, indicators=_lifted(outline.indicators, key))


def changes(old: Outline, new: Outline) -> Iterator[str]:
    """What a newer version has otherwise than an older one, each in one sentence."""
    yield from _changes("mục", old.sections, new.sections)
    yield from _changes("chỉ tiêu", old.indicators, new.indicators)
    if old.checks != new.checks:
        yield f"Đổi các phép so giữa chỉ tiêu: trước có {len(old.checks)}, nay có {len(new.checks)}."
    if old.attachments != new.attachments:
        yield f"Đổi tệp yêu cầu gửi kèm: nay là {'; '.join(new.attachments) or 'không có'}."


def _put(parts: tuple[Part, ...], part: Part, most: int) -> tuple[Part, ...]:
    if not part.key:
        if len(parts) >= most:
            raise InvalidInput(f"Nhiều nhất {most} phần. Hãy bỏ bớt trước khi thêm.")
        more = list(parts)
        more.append(part)
        return tuple(more)
    _own(parts, part.key)
    return tuple(part if one.key == part.key else one for one in parts)


def _own(parts: Sequence[Part], key: str) -> Part:
    found = next((one for one in parts if one.key == key), None)
    if found is None:
        raise NotFound(_MISSING)
    if found.from_above:
        raise InvalidInput(_FROM_ABOVE)
    return found


def _left(parts: tuple[Part, ...], key: str) -> tuple[Part, ...]:
    _own(parts, key)
    return tuple(one for one in parts if one.key != key)


def _lifted(parts: tuple[Part, ...], key: str) -> tuple[Part, ...]:
    keys = [one.key for one in parts]
    if key not in keys:
        raise NotFound(_MISSING)
    place, order = keys.index(key), list(parts)
    above = max(place - 1, 0)
    order[place], order[above] = order[above], order[place]
    return tuple(order)


def _refuse_bad_ratio(outline: Outline, indicator: Indicator) -> None:
    known = {one.key for one in outline.indicators if one.formula is not Formula.RATIO} - {indicator.key}
    if indicator.of is None or not set(indicator.of) <= known or indicator.of[0] == indicator.of[1]:
        message = "Hãy chọn hai chỉ tiêu khác nhau: số bị chia và số chia."
        raise InvalidInput(message, fields={"numerator": message})
    if indicator.kind not in {IndicatorKind.PERCENT, IndicatorKind.DECIMAL}:
        message = "Tỷ lệ là số thập phân hoặc phần trăm."
        raise InvalidInput(message, fields={"kind": message})


def _changes(name: str, old: Sequence[Part], new: Sequence[Part]) -> Iterator[str]:
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    yield from (f"Thêm {name} “{one.title}”." for key, one in after.items() if key not in before)
    yield from (f"Bỏ {name} “{one.title}”." for key, one in before.items() if key not in after)
    for key, one in after.items():
        was = before.get(key, one)
        if was.title != one.title:
            yield f"Đổi tên {name} “{was.title}” thành “{one.title}”."
        if replace(was, title=one.title) != one:
            yield f"Sửa {name} “{one.title}”."
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield f"Đổi thứ tự các {name}."
