"""A paper sent back after it was signed could not let go of its signatures and deliveries (their row may not be without
a document), so the superior's office met an error page."""

from flask import Flask

from tests.factories import stages
from workflow.actions.send import send_back
from workflow.cli.demo.world import World
from workflow.domain.inputs.deciding import ReturnDocument


def test_a_signed_and_sent_paper_can_be_sent_back_corrected_and_sent_again(app: Flask, world: World) -> None:
    document = stages.sent_alone(app, world)
    first = document.issued_digest
    given = ReturnDocument(document.version, {"kien-nghi": "Ghi rõ với ai."})
    send_back(document.id, given, actor=world.actor("vanphong.so"))
    assert (document.signatures, document.deliveries, document.issued_digest) == ([], [], None)
    again = stages.finish(app, world, document, "thuvien")
    assert (again.state, again.symbol, len(again.signatures)) == ("sent", "01-BC/CB", 1)
    assert again.issued_digest not in {None, first}
