"""Notes typed in sections are the paper's own footnotes, counted through."""

from flask import Flask

from tests.factories import stages
from workflow.actions.compose import content_of
from workflow.actions.draft import save_section
from workflow.cli.demo.world import World
from workflow.domain.inputs.writing import SaveSection
from workflow.queries.papers import paper_of


def test_notes_of_several_sections_are_counted_through(app: Flask, world: World) -> None:
    document, writer = stages.draft_of(world, stages.campaign_of(world)), world.actor("soan.thuvien")
    wanted = {"quan-triet": "Một¹.\n\n¹ Chú thích một.", "ket-qua": "Hai¹.\n\n¹ Chú thích hai."}
    for section in list(document.sections):
        if section.key in wanted:
            save_section(
                document.id, SaveSection(section.key, wanted[section.key], section.version, done=True), actor=writer
            )
    document = stages.reloaded(document)
    paper = paper_of(document, content_of(document))
    assert [(note.marker, note.text) for note in paper.footnotes] == [("1", "Chú thích một."), ("2", "Chú thích hai.")]
    assert [block.text for block in paper.blocks if block.footnotes] == ["Một¹.", "Hai²."]
