"""The claim of a form's token counted affected rows, which the driver answers with -1 for this INSERT: every first
press was refused as a second one."""

import pytest
from flask import Flask

from tests.factories import stages
from workflow.actions.campaign import open_campaign
from workflow.actions.transaction import AlreadyDone
from workflow.cli.demo.world import World
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.outline import RESOLUTION_REPORT
from workflow.models.clock import today


def test_the_first_press_counts_and_the_second_does_not(app: Flask, world: World) -> None:
    unit, office = world.organisations["so"].id, world.actor("vanphong.so")
    given = OpenCampaign(None, stages.TITLE, today(), (world.organisations["thuvien"].id,), RESOLUTION_REPORT)
    assert open_campaign(unit, given, actor=office, token="mot-lan").id
    with pytest.raises(AlreadyDone):
        open_campaign(unit, given, actor=office, token="mot-lan")


def test_a_refused_press_leaves_its_token_for_the_corrected_one(app: Flask, world: World) -> None:
    unit, office = world.organisations["so"].id, world.actor("vanphong.so")
    wrong = OpenCampaign(None, "", today(), (world.organisations["thuvien"].id,), RESOLUTION_REPORT)
    right = OpenCampaign(None, stages.TITLE, today(), (world.organisations["thuvien"].id,), RESOLUTION_REPORT)
    with pytest.raises(Exception, match="tên"):
        open_campaign(unit, wrong, actor=office, token="mot-lan")
    assert open_campaign(unit, right, actor=office, token="mot-lan").id
