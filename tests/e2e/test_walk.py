"""The walk of the README in the browser, the offices of the department with JavaScript, everybody else without."""

import pytest

from tests.e2e.camera import Camera
from tests.e2e.meanwhile import Meanwhile
from tests.e2e.people import People
from tests.e2e.walk import walk


@pytest.mark.timeout(900)
def test_what_four_chi_bo_did_of_a_task_reaches_the_province_as_one_sentence(
    mixed_people: People, meanwhile: Meanwhile, camera: Camera
) -> None:
    walk(mixed_people, meanwhile, camera)
