"""A seal's veil paled the signer's printed name; pages promised to keep passwords; an unknown token was welcomed."""

import io
import re
from dataclasses import replace

from flask import Flask
from pyhanko.pdf_utils.reader import PdfFileReader

from forms.draft import HeadingForm
from forms.sign import SignByKeyForm, SignedFileForm
from tests.factories.ready import ready_to_sign
from tests.signing_in import PersonClient, sign_in
from tests.unit.signing.conftest import ORGANISATION_PLACE, Bench, bench, request
from tests.unit.signing.test_picture import SEAL, png, seal
from workflow.cli.demo.world import World
from workflow.signing.picture import normalised, seal_place

__all__ = ["bench"]


def test_each_line_over_the_seal_has_a_veil_of_its_own_length(bench: Bench) -> None:
    stamp = normalised(png(seal()), SEAL)
    wanted = request(bench.paper, SEAL, "organisation", seal_place(ORGANISATION_PLACE, stamp))
    (signature,) = PdfFileReader(
        io.BytesIO(bench.organisation.sign(replace(wanted, picture=stamp)))
    ).embedded_signatures
    drawn = signature.sig_field["/AP"]["/N"].data.decode()
    veils = [tuple(map(float, one)) for one in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re", drawn)]
    lengths = [length for _, _, length, _ in veils]
    assert len(veils) == drawn.count(" Tj ") >= 2
    assert lengths[0] < max(lengths), "the time is shorter than the name above it, and stands beside the signer's"


def test_a_form_says_what_must_be_given_again(app: Flask) -> None:
    with app.test_request_context("/", method="POST"):
        assert SignByKeyForm().to_give_again == ["mật khẩu phải gõ lại"]
        assert SignedFileForm(max_bytes=1, version=1, digest="").to_give_again == ["tệp phải chọn lại"]
        assert HeadingForm().to_give_again == []


def test_a_token_is_made_known_before_a_file_is_fetched_for_it(app: Flask, world: World) -> None:
    document, signer = ready_to_sign(app, world), PersonClient(app)
    sign_in(signer, "bithu.so")
    page = signer.get(f"/van-ban/{document.id}/ky/thiet-bi").text
    assert "Đưa chứng thư của thiết bị vào…" in page
    assert "Tải bản cần ký" not in page
