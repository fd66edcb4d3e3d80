#!/bin/sh
# Sets up what the tests need, then runs them all: style, types, import directions, every test, side by side and in
# random order (-p no:randomly, -n 0 or any other argument goes to pytest). What cannot be had is told, and its
# tests are skipped; with CI=true that fails the run in the end.
set -eu
cd "$(dirname "$0")/.."

has() { command -v "$1" >/dev/null; }
needs=""
python3 -c 'import ensurepip, venv' 2>/dev/null || needs="$needs python3-venv"
has chromium || has chromium-browser || needs="$needs chromium"
has strace || needs="$needs strace"  # tests of disks that fail
has java || needs="$needs default-jre-headless"  # the cluster tests run a real OpenSearch
has mvn || needs="$needs maven"

cat <<END
Installs where missing: Debian packages (now:${needs:- none}), Python packages into .venv (700 MB),
OpenSearch into ~/.cache/fihris-tests (60 MB). Then it checks everything. On two cores the first run takes
about 15 minutes, later ones about 10.
END

install() {
    has apt-get || return 1
    sudo=$(command -v sudo || true)
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null
}

lost=""
for package in $needs; do
    install "$package" || lost="$lost
  $package: please install it"
done
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install -q --disable-pip-version-check -e '.[dev,documents,mcp,opensearch]'
reason=$(PYTHONPATH=tests/engines/opensearch .venv/bin/python -c 'import opensearch_server as it; it.fetch()' 2>&1) ||
    lost="$lost
  OpenSearch: $(echo "$reason" | tail -n 1)"

.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/lint-imports
.venv/bin/python -m pytest -m "" -n auto --dist loadgroup -rfE "$@"

echo "Ran: style (ruff), types (mypy), import directions (lint-imports), tests (listed above)."
[ -z "$lost" ] || echo "NOT RUN are the tests of what could not be had:$lost"
[ -z "$lost" ] || [ "${CI:-}" != true ]
