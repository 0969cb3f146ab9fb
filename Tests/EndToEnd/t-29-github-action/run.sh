#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# action.yml as a runner would run it: its steps with the environment that GitHub documents, without GitHub.

PRE_COMMIT_PYTHON=$ROOT/.build/test-tools/bin/python
[ -x "$PRE_COMMIT_PYTHON" ] || skip "the Python tools are not installed (scripts/setup test)"
export PATH=$PRESEND_BIN:$PATH NO_COLOR=1
mkdir -p "$WORK/repository/templates"
cd "$WORK/repository"
git init -q .
cp "$ROOT/Fixtures/demo/templates/newsletter.html" templates/

run_action() { "$PRE_COMMIT_PYTHON" "$TEST/runner.py" "$ROOT" "$@"; }

expect_exit 1 run_action "paths=templates" "class=newsletter" "reports=html=$WORK/report.html"
expect_text "$WORK/out" "::error "
expect_text "$WORK/out" "file=templates/newsletter.html"
expect_text "$WORK/out" "status=1"
test -s "$WORK/report.html" || fail "no further report was written"
sarif=$(sed -n 's/^output sarif=//p' "$WORK/out")
"$PYTHON" -c 'import json, sys; run = json.load(open(sys.argv[1]))["runs"][0]; sys.exit(not run["results"])' "$sarif" ||
  fail "the SARIF report has no results"

expect_exit 0 run_action "paths=templates" "fail-on=never"
expect_text "$WORK/out" "status=0"
expect_exit 2 run_action "paths=absent"
# What an input holds is data: it is neither split nor run.
expect_exit 2 run_action 'paths=$(touch '"$WORK"'/harmed); touch '"$WORK"'/harmed'
test ! -e "$WORK/harmed" || fail "an input was run as a command"
