# 两条命令就够：make run 打开向导，make test 跑测试。   Two commands: make run, make test.
# On Windows without make: see README.md.

.DEFAULT_GOAL := help
.PHONY: help run test check bench fuzz mutants bundle deb screenshots walk clean fonts

# The first Python here that is new enough; PYTHON=... names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := .venv/bin

define require_python
	@test -n "$(PYTHON)" || { echo '需要 Python 3.11 或更新的版本，这台电脑上没有找到。 / Python 3.11 or newer is needed and was not found.' >&2; exit 1; }
endef

help: ## 列出这些命令 / list these commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | while IFS="$$(printf '\t')" read -r name text; do printf 'make %-11s %s\n' "$$name" "$$text"; done

run: ## 打开向导；没有屏幕时把示例做到 out/ / open the wizard, or make the example in out/
	$(require_python)
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) packaging/environment.py run
	@$(BIN)/python packaging/run.py

test: ## 跑全部测试 / run all tests
	$(require_python)
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) packaging/environment.py dev
	@LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n auto $(ARGS)

check: ## 风格、类型、分层 / style, types, layers
	$(require_python)
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) packaging/environment.py dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: ## 量一量有多快，写进 docs/benchmarks.md / measure, and write docs/benchmarks.md
	$(require_python)
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) packaging/environment.py dev
	@LC_ALL=C.UTF-8 $(BIN)/python tests/bench/report.py $(ARGS)

fuzz: ## 随机喂每个读文件的地方：ARGS="all --seconds 600" / feed every reader at random (Linux)
	$(require_python)
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) packaging/environment.py dev
	@$(BIN)/python -m pip install -q --no-build-isolation -e '.[fuzz]'
	@LC_ALL=C.UTF-8 $(BIN)/python tests/fuzz/fuzz.py $(or $(ARGS),all --seconds 60)

mutants: ## 改坏代码，看测试发不发现 / change the code, see whether a test notices
	$(require_python)
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) packaging/environment.py dev
	@$(BIN)/python -m pip install -q --no-build-isolation -e '.[mutation]'
	@LC_ALL=C.UTF-8 $(BIN)/python tests/mutation/sample.py $(ARGS)

bundle: ## 做出不用装 Python 就能运行的文件夹 / make a folder that runs without Python
	$(require_python)
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) packaging/environment.py run
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) packaging/environment.py bundle
	$(BIN)/python packaging/bundle.py

deb: bundle ## 做 Debian、Ubuntu 安装包 / make a package for Debian and Ubuntu
	$(BIN)/python packaging/deb.py

walk: ## 只用键盘走一遍“三周后回来”，每步拍照 / walk back from a kept PDF by keys, photographed
	@$(BIN)/python packaging/walk.py $(ARGS)

screenshots: ## 给每个画面拍照，放进 out/screenshots / photograph every screen
	$(require_python)
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) packaging/environment.py run
	@$(BIN)/python packaging/screenshots.py $(ARGS)

fonts: ## 重做字体：SOURCES=文件夹 / cut the fonts again: SOURCES=folder
	$(BIN)/python packaging/build_fonts.py --sources "$(SOURCES)"

clean: ## 删掉生成的东西，不碰你的方案 / remove what was made here, never your plans
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist mutants
	find wizard tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
