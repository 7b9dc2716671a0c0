"""When every source answered "Không" to a section, the superior's report was issued with a heading and no words."""

from flask import Flask

from tests.factories import stages
from workflow.actions.compose import content_of
from workflow.actions.weave import use_blocks
from workflow.cli.demo.world import World
from workflow.queries.consolidation import source_blocks
from workflow.queries.papers import blocks_by_section


def test_a_section_that_nobody_filled_says_so(app: Flask, world: World) -> None:
    document = stages.consolidation(app, world)
    blocks = [block.id for block in source_blocks(document.id, "ket-qua")]
    use_blocks(document.id, blocks, actor=world.actor("vanphong.so"))
    content = content_of(stages.reloaded(document))
    said = [shape["text"] for shape in content["blocks"] if shape["section"] == "kho-khan"]
    assert said == ["KHÓ KHĂN, VƯỚNG MẮC", "Không."]
    assert "kho-khan" not in blocks_by_section(content)
    assert all(shape["text"] != "Không." for shape in content["blocks"] if shape["section"] == "ket-qua")
