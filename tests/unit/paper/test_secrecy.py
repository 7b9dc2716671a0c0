"""A mark of secrecy is found wherever the head of a paper bears one, and nowhere else."""

import pytest

from tests.unit.paper.papers import report
from workflow.domain.errors import InvalidInput
from workflow.domain.secrecy import refuse_classified
from workflow.paper.parse import parse_text
from workflow.paper.parse.secrecy import degree_of_secrecy

HEAD = "ĐẢNG BỘ TỈNH SÔNG LAM\nĐẢNG UỶ XÃ SÔNG LAM\n*\nSố 12-BC/ĐU"
REST = "BÁO CÁO\nkết quả công tác năm 2026\n-----\nĐảng uỷ báo cáo như sau."


@pytest.mark.parametrize(
    ("marked", "degree"),
    [
        (f"{HEAD}\nMẬT\n{REST}", "MẬT"),
        (f"TỐI MẬT\n{HEAD}\n{REST}", "TỐI MẬT"),
        (f"{HEAD}\tTUYỆT MẬT\n{REST}", "TUYỆT MẬT"),
        (f"{HEAD}      Tối mật\n{REST}", "TỐI MẬT"),
        (f"{HEAD}\n**[ MẬT ]**\n{REST}", "MẬT"),
        (f"{HEAD}\n| MẬT | ĐẢNG CỘNG SẢN VIỆT NAM |\n{REST}", "MẬT"),
        (f"{HEAD}\nT U Y Ệ T  M Ậ T\n{REST}", "TUYỆT MẬT"),
        (f"{HEAD}\nMẬT - KHẨN\n{REST}", "MẬT"),
        (f"{HEAD}\nĐộ mật: Tối mật\n{REST}", "TỐI MẬT"),
        (f"{HEAD}\nTUYỆT\nMẬT\n{REST}", "MẬT"),
        (f"{HEAD}\n{REST}\nTỐI MẬT\nI. KẾT QUẢ\nĐã họp.", "TỐI MẬT"),
        (f"{HEAD}\nTÔI MẬT\n{REST}", None),
    ],
)
def test_a_mark_that_stands_by_itself_is_found(marked: str, degree: str | None) -> None:
    assert degree_of_secrecy(marked.split("\n")) == degree
    assert [one.code for one in parse_text(marked).warnings].count("classified") == (degree is not None)


def test_a_mark_in_the_margin_of_every_page_is_found() -> None:
    assert degree_of_secrecy(f"{HEAD}\n{REST}".split("\n"), ["MẬT"]) == "MẬT"


@pytest.mark.parametrize(
    "open_paper",
    [
        f"{HEAD}\n{REST}\nThực hiện nghiêm quy định về bảo vệ bí mật nhà nước, bảo mật thông tin.",
        "TỈNH UỶ SÔNG LAM\nBAN CHỈ ĐẠO BẢO VỆ BÍ\nMẬT NHÀ NƯỚC\nSố 02-KH/BCĐ\nKẾ HOẠCH\nvề bảo vệ bí\nmật nhà nước",
        f"ĐẢNG UỶ SỞ\nTỔ CÔNG TÁC BẢO\nMẬT\nSố 02-BC/TCT\n{REST}",
        f"{HEAD}\nĐÃ GIẢI MẬT\n{REST}",
        f"{HEAD}\nKế hoạch kiểm tra tài liệu mật\n{REST}",
        f"{HEAD}\n{REST}\nCác độ mật gồm:\nTUYỆT MẬT\nTỐI MẬT\nMẬT",
        f"{HEAD}\n{REST}\n| Văn bản | Độ mật |\n| 01-BC/ĐU | Mật |\n| 02-BC/ĐU | MẬT |",
        f"{HEAD}\n{REST}\n- mật ong\n- Mật",
        f"{HEAD}\n{REST}\nNơi nhận:\n- Lưu.\nBÍ THƯ\nNguyễn Văn Mật",
    ],
)
def test_the_words_of_a_name_a_sentence_or_a_list_are_no_mark(open_paper: str) -> None:
    assert degree_of_secrecy(open_paper.split("\n")) is None
    refuse_classified(parse_text(open_paper))


def test_a_marked_paper_is_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidInput, match="bảo vệ bí mật nhà nước"):
        refuse_classified(parse_text(f"MẬT\n{HEAD}\n{REST}"))
    refuse_classified(report())
