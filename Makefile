# Trình Ký. Gõ `make help` để xem các lệnh.

PYTHON ?= python3
BIN := .venv/bin
PLANS_OPTION = $(if $(PLANS),--plans "$(PLANS)")

.DEFAULT_GOAL := help
.PHONY: help setup setup-test need-out run worker demo test e2e pictures fuzz attacks payloads forms audit-code trees rights tamperings backups times upgrades chaos jobs soak disks faults sequences races mutants lint bench word-check lock

help: ## Hiện bảng này
	@sed -n 's/^\([a-z][a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## Chuẩn bị máy: môi trường Python, thư viện hệ thống, phông chữ
	@$(PYTHON) -m workflow setup

need-out:
	@test -n "$(OUT)" || { echo 'Thiếu thư mục ra: make demo OUT=thư_mục' >&2; exit 2; }

setup-test:
	@$(PYTHON) -m workflow setup --test

run: setup ## Chạy thử trọn bộ với dữ liệu mẫu (PLANS=thư mục kế hoạch thật)
	@$(BIN)/trinhky run $(PLANS_OPTION)

worker: setup ## Chạy riêng tiến trình nền
	@$(BIN)/trinhky worker

demo: need-out setup ## Chạy trọn chuỗi báo cáo, ghi PDF và chain.json vào OUT (PLANS=thư mục kế hoạch thật)
	@$(BIN)/trinhky demo --out "$(OUT)" $(PLANS_OPTION)

test: setup-test ## Chạy mọi kiểm thử, cả trên trình duyệt
	@$(BIN)/python -m pytest -n 2

e2e: setup-test ## Chỉ chạy kiểm thử trên trình duyệt
	@$(BIN)/python -m pytest tests/e2e

pictures: setup-test ## Chụp lại năm hình đầu README từ lượt đi thử trên trình duyệt
	@TRINHKY_PICTURES=static/img/readme $(BIN)/python -m pytest tests/e2e/test_walk.py

fuzz: setup-test ## Thử 5.000 tệp bị làm hỏng ngẫu nhiên qua cửa nhận tệp
	@$(BIN)/python -m tests.fuzz 5000

attacks: setup-test ## Chạy bộ tấn công chữ ký dạng dài: mọi tệp qua pdfsig, 10.000 byte bị lật
	@TRINHKY_ATTACKS=long $(BIN)/python -m pytest -n 2 --timeout 3600 tests/unit/signing/test_attack_set.py

payloads: setup-test ## 200 mẩu mã lệnh gõ vào mọi ô, mở mọi trang, bản in, thư trong trình duyệt: không mẩu nào chạy
	@TRINHKY_PAYLOADS=long $(BIN)/python -m pytest -s tests/integration/rights/test_payloads.py

forms: setup-test ## 200 biểu mẫu bất kỳ ở mỗi địa chỉ: không trang nào hỏng, không việc nào làm được khi không có quyền
	@TRINHKY_FORMS=200 $(BIN)/python -m pytest -s tests/integration/rights/test_hostile_forms.py

audit-code: setup-test ## bandit và semgrep trên mã nguồn, bảng kê thư viện (CycloneDX), lỗ hổng đã biết của thư viện (cần mạng)
	@$(BIN)/python -m tests.audit_code

trees: setup-test ## Cộng dồn số liệu trên 5.000 cây tổ chức ngẫu nhiên, có nộp muộn, trả lại, sáp nhập
	@TRINHKY_TREES=long $(BIN)/python -m pytest tests/integration/queries/test_rollup_trees.py

rights: setup-test ## Mọi vai trò × mọi quan hệ đơn vị ở mọi địa chỉ, từ bí mật không lọt; 5.000 cây ngẫu nhiên so với lời giải chậm
	@TRINHKY_RIGHTS=long $(BIN)/python -m pytest -s tests/integration/rights

tamperings: setup-test ## Thử 2.000 lần sửa nhật ký đủ mười kiểu và 10.000 nhật ký nguyên vẹn, qua hai bộ kiểm tra
	@TRINHKY_TAMPERINGS=long $(BIN)/python -m pytest -n 2 tests/unit/domain/test_evidence.py

backups: setup-test ## Mười lần sao lưu giữa lúc có 100 lượt ghi mỗi giây, khôi phục từng bản rồi đối chiếu
	@$(BIN)/python -m tests.backups

times: setup-test ## Hỏi ở mọi nửa đêm của mười năm, trong ba múi giờ: số nào, trễ chưa, kỳ nào, ai thay ai
	@TRINHKY_TIMES=long $(BIN)/python -m pytest tests/integration/actions/test_time.py

upgrades: setup-test ## Nâng cấp dữ liệu của mọi bản đã phát hành qua từng bước; giết 20 lần nâng cấp giữa chừng
	@TRINHKY_UPGRADES=long $(BIN)/python -m pytest tests/integration/test_upgrades.py

chaos: setup-test ## Giết 200 lần (kill -9) trang web, tiến trình nền, PostgreSQL giữa lúc mọi người làm việc (SEED=hạt giống)
	@$(BIN)/python -m tests.chaos 200 $(SEED)

jobs: setup-test ## 1.000 việc đã hứa, bốn tiến trình nền, 200 lần giết; 50 tiến trình bị giữ quá hạn; việc không làm nổi; giao dịch bỏ dở
	@TRINHKY_JOBS=long $(BIN)/python -m pytest tests/integration/jobs/test_claims.py
	@$(BIN)/python -m tests.chaos.jobs 200 $(SEED)

soak: setup-test ## Hai mươi người làm việc một giờ (MINUTES=phút): bộ nhớ, tệp mở không tăng dần, trang vẫn nhanh, không trang nào hỏng
	@$(BIN)/python -m tests.soak $(MINUTES)

disks: setup-test ## Đĩa đầy, chỉ đọc, hỏng ở từng lệnh ghi: không báo nhầm là đã lưu, chữ còn nguyên; 100 lần bấm đều chờ đĩa rồi mới báo
	@TRINHKY_DISKS=long $(BIN)/python -m pytest tests/integration/web/test_full_disks.py tests/integration/web/test_saved_means_on_the_disk.py

faults: setup-test ## Mỗi lệnh gọi cơ sở dữ liệu của mỗi việc hỏng một lần theo từng kiểu: việc trọn vẹn hoặc như chưa làm, bấm lại thì một lần
	@$(BIN)/python -m tests.faults

sequences: setup-test ## 10.000 chuỗi việc ngẫu nhiên cạnh một mô hình, rồi 20 lượt × 10.000 việc của tám người cùng lúc
	@$(BIN)/python -m tests.sequences

races: setup-test ## Một nút bấm nhiều lần (1.000 lượt), hai người cùng lưu một mục (2.000), tám tiến trình cùng ghi cạnh bốn tiến trình đọc, cùng lấy số lúc giao thừa
	@$(BIN)/python -m tests.races

mutants: setup-test ## 25 lỗi cố ý ở quyền hạn, các bước, số văn bản, nhật ký: mỗi lỗi phải có kiểm thử phát hiện; rồi mọi lỗi nhỏ máy nghĩ ra
	@$(BIN)/python -m tests.mutants
	@$(BIN)/python -m tests.mutants.every

lint: setup-test ## Kiểm tra cách viết và kiểu
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: setup-test ## Đo tốc độ, ghi var/bench.json
	@$(BIN)/python -m tests.bench

word-check: setup-test ## So bản Word (LibreOffice dàn trang) với bản PDF; cần LibreOffice Writer
	@$(if $(PLANS),TRINHKY_PLANS="$(PLANS)") $(BIN)/python -m tests.word_check

lock: ## Tạo lại requirements.lock từ pyproject.toml
	@$(PYTHON) -m workflow.setup.lock
