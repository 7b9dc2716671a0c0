"""The page of a paper broke (500) where its record has nothing but savings, or nothing at all, to tell of."""

from flask import Flask

from tests.factories import stages
from workflow.cli.demo.world import World
from workflow.web.history import told_acts


def test_nothing_to_tell_is_an_empty_list(app: Flask, world: World) -> None:
    document = stages.draft_of(world, stages.campaign_of(world))
    assert told_acts(document, [], inside=True) == told_acts(document, [], inside=False) == []
