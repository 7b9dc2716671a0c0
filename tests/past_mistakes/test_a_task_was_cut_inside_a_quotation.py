"""A report named a long task by its first letters; where these ended inside a quotation, the check of the form found
"Số dấu “ và ” không bằng nhau" in words that nobody had typed and nobody could mend."""

from workflow.domain.tasks import LONGEST_NAME, brief

OPENED = f"Tiếp tục đổi mới hình thức tổ chức, {'mở rộng nội dung, ' * 5}“Ngày hội đại đoàn kết "
QUOTED = f"{OPENED}toàn dân tộc; nâng cao đời sống văn hoá ở khu dân cư” phù hợp với từng nơi; tăng cường đồng thuận."


def test_the_name_of_a_task_closes_what_it_opens() -> None:
    assert len(OPENED) < LONGEST_NAME < len(QUOTED)
    assert brief(QUOTED).endswith("…”")
    assert brief("Phong trào “Học tập; làm theo” sâu rộng; sơ kết.") == "Phong trào “Học tập; làm theo” sâu rộng"
