"""A paper signed by somebody's own token: our bytes and one signature of the right person, or nothing (G26).

Two hundred files that are almost right are refused, each with a sentence, and leave the paper as it was.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from tests.factories import stages
from tests.factories.keys import Keyring, keyring
from tests.factories.ready import ready_to_sign
from tests.other_settings import settings_of
from workflow.actions.sign import Shown, take_file
from workflow.cli.demo.world import World
from workflow.domain.errors import WorkflowError
from workflow.domain.states import SignatureKind, SignWay
from workflow.jobs.keys import desk_of
from workflow.models import Document
from workflow.signing.api import SignaturePlace, Signer, SignRequest
from workflow.signing.demo_authority import DemoAuthority
from workflow.signing.pades import KeptKey, KeyHolder
from workflow.signing.pkcs12 import Pkcs12Signer

HOUSE = "Đảng uỷ Sở Văn hoá, Thể thao và Du lịch"


class Table:
    """The signer's desk: the paper as downloaded, the token, and the page that takes the file."""

    def __init__(self, app: Flask, world: World, keys: Keyring) -> None:
        self.app, self.world, self.keys = app, world, keys
        keys.bind(world, "bithu.so", "so")
        self.document = ready_to_sign(app, world)
        self.paper: bytes = app.extensions["trinhky-store"].get(self.document.prepared_digest)
        self.token = keys.signer(keys.person("Nguyễn Văn A", HOUSE))
        desk = desk_of(app.extensions["trinhky-store"], settings_of(app))
        self.desk = replace(desk, roots=[keys.authority.root])

    def sign(self, pdf: bytes | None = None, token: Signer | None = None, **how: object) -> bytes:
        """What the token's program makes of the file."""
        at = dt.datetime.now(dt.UTC)
        request = SignRequest(self.paper if pdf is None else pdf, SignatureKind.PERSON, "Chu ky", "Ký", "Đây", at=at)
        return (token or self.token).sign(replace(request, **how))  # type: ignore[arg-type]

    def hand_in(self, file: bytes, username: str = "bithu.so", digest: str | None = None) -> Document:
        """Press the button of the page with the file."""
        document = stages.reloaded(self.document)
        shown = Shown(document.version, digest or document.prepared_digest or "", SignWay.TOKEN)
        return take_file(document, shown, file, desk=self.desk, actor=self.world.actor(username))

    def is_untouched(self) -> bool:
        """Whether the paper waits for its signer as before."""
        document = stages.reloaded(self.document)
        return (document.state, document.step, document.signatures, document.sign_consent) == (
            "approved",
            "none",
            [],
            {},
        )


@pytest.fixture
def table(app: Flask, world: World, tmp_path: Path) -> Iterator[Table]:
    before = settings_of(app)
    yield Table(app, world, keyring(app, tmp_path))
    app.extensions["trinhky-settings"] = before


def test_our_bytes_and_one_signature_of_the_right_person_are_taken(table: Table) -> None:
    before = table.document.version
    assert table.hand_in(table.sign()).version == before + 1
    document = stages.reloaded(table.document)
    (kept,) = document.signatures
    assert (kept.way, kept.signer_name, kept.signed_digest) == ("token", "Nguyễn Văn A", document.prepared_digest)
    assert table.app.extensions["trinhky-store"].get(kept.result_digest).startswith(table.paper)


@pytest.mark.parametrize("where", [(330, 40, 520, 70), (0, 0, 0, 0)])
def test_a_stamp_may_stand_where_no_words_are(table: Table, where: tuple[int, int, int, int]) -> None:
    place = SignaturePlace(table.document.prepared["boxes"]["person"]["page"], *where)
    table.hand_in(table.sign(place=place))
    assert len(stages.reloaded(table.document).signatures) == 1


def test_two_hundred_files_that_are_almost_right_are_refused(table: Table) -> None:
    refused: list[str] = []
    for file, username, digest in almost_right(table):
        with pytest.raises(WorkflowError) as refusal:
            table.hand_in(file, username, digest)
        assert refusal.value.reason.endswith("."), refusal.value.reason
        refused.append(refusal.value.reason)
    assert len(refused) == 200
    assert len(set(refused)) >= 12
    assert table.is_untouched()
    table.hand_in(table.sign())
    assert len(stages.reloaded(table.document).signatures) == 1


def almost_right(table: Table) -> Iterator[tuple[bytes, str, str | None]]:
    """(file, who hands it in, the digest their page showed) two hundred times."""
    good = table.sign()
    for file in wrong_files(table):
        yield file, "bithu.so", None
    for username in ("vanthu.so", "vanphong.so", "uyvien.so", "bithu.khoi", "bithu.thuvien", "quantri"):
        yield good, username, None
    for turn in range(30):
        yield good, "bithu.so", f"{turn:064x}"
    rest = 200 - 36 - len(list(wrong_files(table)))
    for turn in range(rest):
        yield flipped(good, turn, rest), "bithu.so", None


def wrong_files(table: Table) -> Iterator[bytes]:
    """Files that are not our bytes with one right signature."""
    good = table.sign()
    yield table.paper
    yield table.sign(good, field="Chu ky 2")
    yield good + b"\n%%EOF\n"
    yield good[:-40]
    yield b"%PDF-1.7\n" + good
    yield resaved(good)
    yield table.sign(resaved(table.paper))
    yield table.sign(flipped(table.paper, 1, 2))
    for change in CHANGES:
        yield table.sign(change(table.paper))
        yield change(good)
    yield certified(table)
    yield from (table.sign(token=token) for token in wrong_tokens(table))
    for hours in (-24 * 400, -24, -2, 2, 24 * 400):
        yield table.sign(at=dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours))
    for place in covering(table):
        yield table.sign(place=place)


def wrong_tokens(table: Table) -> Iterator[Signer]:
    """Somebody else's key, or the right person's for another unit, from another authority, or run out."""
    keys = table.keys
    yield keys.signer(keys.person("Nguyễn Văn B", HOUSE))
    yield keys.signer(keys.person("Nguyễn Văn A", "Đảng uỷ Sở Tài chính"))
    yield keys.signer(keys.seal(HOUSE))
    folder = keys.authority.folder.parent
    for name, day in (("other", dt.datetime.now(dt.UTC)),):
        authority = DemoAuthority.ensure(folder / name, day)
        yield Pkcs12Signer.open(authority.issue_person("Nguyễn Văn A", HOUSE), authority.passphrase)


def covering(table: Table) -> Iterator[SignaturePlace]:
    """Stamps over the words: the head, the title, the body, the signer's name."""
    for bottom in (780, 700, 640, 600, 500):
        yield SignaturePlace(0, 90, bottom, 540, bottom + 60)


def flipped(pdf: bytes, turn: int, turns: int) -> bytes:
    """The file with one bit changed, somewhere else every time."""
    at = (len(pdf) - 1) * turn // turns
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def resaved(pdf: bytes) -> bytes:
    """What a program makes that opens the file and saves it anew."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        file.save(out)
    return out.getvalue()


def _edited(pdf: bytes, edit: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    edit(writer)
    writer.write(out)
    return out.getvalue()


def noted(pdf: bytes) -> bytes:
    """A note laid over the page."""

    def edit(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Rect"): generic.ArrayObject(
                    [generic.FloatObject(one) for one in (90, 600, 300, 700)]
                ),
                generic.pdf_name("/Contents"): generic.pdf_string("khác"),
            }
        )
        page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
        writer.update_container(page)

    return _edited(pdf, edit)


def overwritten(pdf: bytes) -> bytes:
    """Other words drawn over the page."""

    def edit(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        more = writer.add_object(generic.StreamObject(stream_data=b"q 1 1 1 rg 90 500 400 100 re f Q"))
        old = page.raw_get("/Contents")
        page["/Contents"] = generic.ArrayObject([*(old if isinstance(old, generic.ArrayObject) else [old]), more])
        writer.update_container(page)

    return _edited(pdf, edit)


def shorter(pdf: bytes) -> bytes:
    """The last page taken out of the tree."""

    def edit(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        pages["/Kids"] = generic.ArrayObject(list(pages["/Kids"])[:-1])
        pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
        writer.update_container(pages)

    return _edited(pdf, edit)


def opening_elsewhere(pdf: bytes) -> bytes:
    """An action that runs when the file is opened."""

    def edit(writer: IncrementalPdfFileWriter) -> None:
        action = {"/S": generic.pdf_name("/URI"), "/URI": generic.pdf_string("http://example.vn")}
        pairs = {generic.pdf_name(key): value for key, value in action.items()}
        writer.root["/OpenAction"] = generic.DictionaryObject(pairs)
        writer.update_root()

    return _edited(pdf, edit)


CHANGES = (noted, overwritten, shorter, opening_elsewhere)


def certified(table: Table) -> bytes:
    """A signature that locks the file against the organisation's."""
    holder = KeyHolder(table.token.key, table.token.certificate, ())
    meta = signers.PdfSignatureMetadata(
        field_name="Chu ky",
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    signed = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(table.paper)), meta, signer=KeptKey(holder))
    return bytes(signed.getbuffer())
