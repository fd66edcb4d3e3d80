#!/bin/sh
# Sets up what the tests need, then runs them all: style, types, import directions, every test.
# On Debian and Ubuntu it installs missing system packages; elsewhere it names them.
set -eu
cd "$(dirname "$0")/.."

needs=""
python3 -c 'import ensurepip, venv' 2>/dev/null || needs="$needs python3-venv"
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || needs="$needs chromium"
command -v java >/dev/null || needs="$needs default-jre-headless"  # the cluster tests run a real OpenSearch
command -v mvn >/dev/null || needs="$needs maven"
if [ -n "$needs" ]; then
    command -v apt-get >/dev/null || { echo "Please install:$needs" >&2; exit 2; }
    sudo=$(command -v sudo || true)
    $sudo apt-get update -qq
    # shellcheck disable=SC2086  # a list of packages
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $needs >/dev/null
fi

[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install -q --disable-pip-version-check -e '.[dev,documents,opensearch]'
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/lint-imports
exec .venv/bin/python -m pytest -q -m "" "$@"
