"""A signing program wrote the metadata anew, as XML allows, and the paper's own words were no longer recognised."""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

from tests.unit.paper.papers import report
from workflow.paper.embedded import Embedded, embedded
from workflow.paper.pdf import render_pdf
from workflow.paper.structure import structure_digest


def test_the_words_are_found_whatever_prefix_the_metadata_use() -> None:
    out, writer = BytesIO(), IncrementalPdfFileWriter(BytesIO(render_pdf(report()).pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec("chu-ky", box=(10, 10, 100, 50)))
    writer.write(out)
    assert b"<trinhky:structure>" not in out.getvalue().rpartition(b"<?xpacket begin")[2]
    found = embedded(out.getvalue())
    assert isinstance(found, Embedded)
    assert found.digest == structure_digest(report())
