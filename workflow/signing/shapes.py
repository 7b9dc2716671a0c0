"""PDF objects as plain values that can be compared, and what a file says of itself but for its clock."""

import re
from collections.abc import Mapping
from typing import Any

from pyhanko.pdf_utils import generic

Shape = Any
"""A PDF object as plain values; references stay references."""

MAX_DEPTH = 40

CLOCK_KEYS = frozenset(("/ModDate", "/Producer"))
"""What a signing program may renew in the file's information."""

_CLOCKS = re.compile(
    rb"<(xmp:ModifyDate|xmp:MetadataDate|pdf:Producer|xmpMM:InstanceID)>[^<]*</\1>"
    rb"|(?:xmp:ModifyDate|xmp:MetadataDate|pdf:Producer|xmpMM:InstanceID)=\"[^\"<]*\""
)


def shape(found: Any, depth: int = 0) -> Shape:  # noqa: PLR0911  # one line for each kind of object
    """The object without what belongs to the library: two objects written alike have equal shapes."""
    if depth > MAX_DEPTH:
        raise ValueError("nested too deeply")
    match found:
        case generic.Reference() | generic.IndirectObject():
            return ("ref", found.idnum, found.generation)
        case generic.StreamObject():
            entries = {str(name): shape(found.raw_get(name), depth + 1) for name in found}
            return {"stream": found.encoded_data, "entries": entries}
        case generic.DictionaryObject():
            return {str(name): shape(found.raw_get(name), depth + 1) for name in found}
        case generic.ArrayObject():
            return [shape(found.raw_get(index), depth + 1) for index in range(len(found))]
        case generic.NameObject():
            return str(found)
        case None | generic.NullObject():
            return None
        case generic.TextStringObject() | generic.ByteStringObject():
            return ("text", bytes(found.original_bytes))
    return ("value", repr(found))


def entry(found: generic.DictionaryObject, name: str) -> Any:
    """The value of an entry, followed where it is a reference (`get` would not), None when it is not there."""
    return found[name] if name in found else None  # noqa: SIM401


def same_but(old: Mapping[str, Shape], new: Mapping[str, Shape], *names: str) -> bool:
    """Whether the two are alike but for entries of these names."""
    kept = (old.keys() | new.keys()) - set(names)
    return all(name in old and name in new and old[name] == new[name] for name in kept)


def same_information(old: generic.PdfObject | None, new: generic.PdfObject | None) -> bool:
    """Whether the file's information (title, author, …) is the same but for the signing program's clock and name."""
    return same_but(shape(old) or {}, shape(new) or {}, *CLOCK_KEYS)


def same_metadata(old: generic.PdfObject | None, new: generic.PdfObject | None) -> bool:
    """Whether the metadata are the same but for the signing program's clock and name."""
    if not isinstance(old, generic.StreamObject) or not isinstance(new, generic.StreamObject):
        return old is None and new is None
    return bool(_CLOCKS.sub(b"", old.data) == _CLOCKS.sub(b"", new.data))
