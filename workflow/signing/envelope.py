"""The bytes around and inside a signature that no digest covers: each must be exactly what a signer writes.

A signature's digest leaves out the hexadecimal string that holds the signature itself. What stands there is checked
here, so that not one byte of a file can change unnoticed.
"""

from collections.abc import Iterable, Sequence, Set

from asn1crypto import cms, core, parser, x509

ALLOWED = frozenset(("signature_time_stamp_token",))
"""What may stand beside a signature without being signed by it: a time stamp, which is signed by its service."""

NULL = b"\x05\x00"


def range_fault(pdf: bytes, byte_range: Sequence[int], contents: bytes) -> str | None:
    """Says why the byte range does not leave out exactly the signature's own string, None when it does."""
    if len(byte_range) != 4 or not all(isinstance(number, int) for number in byte_range):
        return "Phạm vi ký không đúng dạng."
    start, first, second, rest = byte_range
    if start != 0 or not 0 < first < second or rest < 0 or second + rest > len(pdf):
        return "Phạm vi ký không phủ liền tệp từ đầu."
    hole = pdf[first:second]
    if hole[:1] + hole[-1:] != b"<>" or hole[1:-1] not in (contents.hex().encode(), contents.hex().upper().encode()):
        return "Phần bỏ ngoài phạm vi ký không phải chính chữ ký."
    return None


def end(byte_range: Sequence[int]) -> int:
    """Where in the file the signed part ends, in bytes from its start."""
    return byte_range[2] + byte_range[3]


def covers_whole_file(pdf: bytes, byte_range: Sequence[int], contents: bytes) -> bool:
    """Whether every byte is either signed or part of the signature itself."""
    return range_fault(pdf, byte_range, contents) is None and end(byte_range) == len(pdf)


def contents_fault(contents: bytes) -> str | None:
    """Says why the signature's own bytes are not canonical CMS by one signer, None when they are."""
    try:
        return _cms_fault(contents)
    except (ValueError, TypeError):
        return "Chữ ký bị hỏng."


def _cms_fault(contents: bytes) -> str | None:
    length = sum(map(len, parser.parse(contents)[3:]))
    der, filling = contents[:length], contents[length:]
    if filling.strip(b"\0") or not _canonical(der):
        return "Chữ ký không được mã hoá đúng chuẩn."
    message = cms.ContentInfo.load(der, strict=True)
    if message["content_type"].native != "signed_data":
        return "Ô chữ ký không chứa chữ ký."
    return _signed_data_fault(message["content"])


def certificates_fault(data: cms.SignedData, signer: x509.Certificate, path: Iterable[x509.Certificate]) -> str | None:
    """Says why the certificates sent along are not just those that lead from the signer to the trusted root."""
    named = data["signer_infos"][0]["sid"].chosen
    if isinstance(named, cms.IssuerAndSerialNumber) and named["issuer"].dump() != signer.issuer.dump():
        return "Chữ ký nêu sai nơi cấp chứng thư."
    sent = [certificate.dump() for certificate in data["certificates"]]
    if len(sent) != len(set(sent)) or not set(sent) <= {certificate.dump() for certificate in path}:
        return "Chữ ký kèm chứng thư không liên quan."
    return None


def time_stamp_fault(stamp: cms.SignedData, path: Iterable[x509.Certificate]) -> str | None:
    """Says why a time stamp is not just one service's word with the certificates that lead to its root."""
    if fault := _signed_data_fault(stamp, version="v3", extra=set()):
        return fault
    chain = list(path)
    return certificates_fault(stamp, chain[-1], chain) if chain else "Dấu thời gian không rõ nơi cấp."


def _signed_data_fault(data: cms.SignedData, version: str | None = None, extra: Set[str] = ALLOWED) -> str | None:
    if len(data["signer_infos"]) != 1:
        return "Ô chữ ký không có đúng một người ký."
    signer = data["signer_infos"][0]
    own = "v3" if signer["sid"].name == "subject_key_identifier" else "v1"
    if (data["version"].native, signer["version"].native) != (version or own, own) or len(data["crls"]):
        return "Chữ ký không đúng phiên bản của chuẩn."
    digest = signer["digest_algorithm"]
    if [item.dump() for item in data["digest_algorithms"]] != [digest.dump()] or not _plain(digest):
        return "Chữ ký nêu thuật toán băm không rõ ràng."
    found = [item["type"].native for item in signer["unsigned_attrs"] for _ in item["values"]]
    return "Chữ ký kèm dữ liệu không được ký." if set(found) - extra or len(found) > 1 else None


def _plain(algorithm: core.Sequence) -> bool:
    """An algorithm without parameters, written in either of the two ways the standards allow."""
    return algorithm["parameters"].dump() in (b"", NULL)


def _canonical(der: bytes) -> bool:
    """Whether every element is written in its one shortest form and filled by its parts to the last byte (DER)."""
    while der:
        class_, method, tag, header, content, trailer = parser.parse(der)
        whole = header + content + trailer
        if not (class_ or tag) or parser.emit(class_, method, tag, content) != whole:
            return False
        if method and not _canonical(content):
            return False
        der = der[len(whole) :]
    return True
