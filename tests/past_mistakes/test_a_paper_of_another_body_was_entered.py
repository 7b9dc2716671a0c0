"""A plan of another organisation could be entered as one's own: its number took a place in the wrong register."""

import pytest
from flask import Flask

from workflow.actions.plan import register_paper
from workflow.cli.demo.seed import read_seed
from workflow.cli.demo.world import World
from workflow.domain.errors import InvalidInput


def test_a_text_with_another_bodys_symbol_is_refused(app: Flask, world: World) -> None:
    bloc = world.organisations["khoi"].id
    with pytest.raises(InvalidInput, match="32-KH/ĐU, không phải văn bản của Đảng uỷ Khối"):
        register_paper(bloc, read_seed().department, actor=world.actor("vanthu.khoi"))
