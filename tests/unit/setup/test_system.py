"""System libraries: found when there, named with the command that brings them when not."""

from pathlib import Path

from workflow.setup.system import Need, explain, has_paper_font, library, missing_of, program

THERE = Need("thứ có sẵn", "goi-co-san", lambda: True)
GONE = Need("thứ còn thiếu", "goi-con-thieu", lambda: False)


def test_only_what_is_missing_is_reported() -> None:
    assert missing_of([THERE, GONE]) == [GONE]


def test_a_library_is_looked_for_by_loading_it() -> None:
    assert library("libpango-1.0", "libpango-1.0-0").is_there()
    assert not library("libkhong-co-that", "libkhong-co-that").is_there()


def test_a_program_may_go_by_any_of_its_names() -> None:
    assert program(("không-có-thật", "sh"), "dash").is_there()
    assert not program(("không-có-thật",), "gói").is_there()


def test_the_font_is_found_in_folders_within_folders_whatever_its_case(tmp_path: Path) -> None:
    deep = tmp_path / "truetype" / "croscore"
    deep.mkdir(parents=True)
    assert not has_paper_font([str(tmp_path), "/không/có"])
    (deep / "TINOS-Regular.TTF").touch()
    assert has_paper_font([str(tmp_path)])


def test_without_pdf_libraries_the_run_goes_on_and_says_what_to_install() -> None:
    sentence = explain([GONE], with_tests=False)
    assert "sudo apt-get install -y --no-install-recommends goi-con-thieu" in sentence
    assert "Ứng dụng vẫn chạy" in sentence


def test_without_its_programs_the_tests_do_not_run() -> None:
    assert "Chưa chạy kiểm thử được" in explain([GONE], with_tests=True)
