"""The workbook to fill in with organisations, people and roles: its sheets, examples and guidance."""

from collections.abc import Sequence

from workflow.domain.labels import LEVELS, ROLES
from workflow.domain.tree_sheet import MOST_ROWS, PEOPLE, PEOPLE_HEADS, UNIT_HEADS, UNITS

GUIDANCE = "Hướng dẫn"
Sheet = tuple[Sequence[str], Sequence[Sequence[str]]]


def sheets() -> dict[str, Sheet]:
    """{title: (heads, rows)}; the two sheets to fill in hold their heads alone."""
    return {GUIDANCE: ((), _guidance()), UNITS: (UNIT_HEADS, ()), PEOPLE: (PEOPLE_HEADS, ())}


def _guidance() -> list[Sequence[str]]:
    levels, roles = "; ".join(LEVELS.values()), "; ".join(ROLES.values())
    told = {
        f"Trang “{UNITS}”": "Mỗi dòng một đơn vị. Không đổi dòng đầu.",
        "Mã": "Mã định danh, không trùng nhau, ví dụ A32.65. Lần sau đưa tệp vào, hệ thống nhận ra đơn vị theo mã này.",
        "Mã cấp trên": "Mã của cấp trên trực tiếp, trong tệp này hoặc đã có; để trống nếu trực thuộc đơn vị nhập tệp.",
        "Tên đầy đủ": "Như in trên đầu văn bản, ví dụ Chi bộ Thư viện tỉnh.",
        "Tên gọi ngắn": "Dùng trong danh sách, ví dụ Thư viện tỉnh; để trống thì dùng tên đầy đủ.",
        "Cấp": f"Một trong: {levels}.",
        "Ký hiệu": "Phần sau dấu gạch chéo của số văn bản, ví dụ CB, ĐU.",
        "Thẩm quyền ký": "Dòng đầu của phần ký, ví dụ T/M CHI BỘ.",
        "Tên đảng bộ": "In trên văn bản của cấp dưới, ví dụ Đảng bộ Sở Văn hoá; để trống nếu không có cấp dưới.",
        "Địa danh": "Ghi trước ngày, tháng trên văn bản.",
        "Nhiệm kỳ từ ngày": "Ngày/tháng/năm, ví dụ 01/07/2025. Số văn bản tính từ 01 kể từ ngày này.",
        f"Trang “{PEOPLE}”": "Mỗi dòng một vai trò của một người; người có hai vai trò thì ghi hai dòng.",
        "Mã đơn vị": "Mã ở trang Đơn vị, hoặc của đơn vị đã có.",
        "Họ và tên": "Không ghi học hàm, học vị.",
        "Tên đăng nhập": "Chữ thường không dấu, chữ số, dấu chấm, gạch nối; mỗi người một tên.",
        "Vai trò": f"Một trong: {roles}.",
        "Chức vụ": "In dưới chữ ký của người ký, ví dụ BÍ THƯ; người khác để trống.",
        "Số dòng": f"Mỗi trang nhiều nhất {MOST_ROWS} dòng.",
        "Đưa vào": "Hệ thống cho xem trước sẽ lập gì, đổi gì và chỗ nào sai; chỉ khi không còn chỗ sai mới thực hiện, "
        "tất cả hoặc không gì cả. Đổi tên và chuyển cấp trên làm ở trang Sắp xếp tổ chức, theo quyết định.",
    }
    return list(told.items())
