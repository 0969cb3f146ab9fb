#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# A message that cannot be mended waits for a person: 77 and why; it is listed, shown, released as it was, or given
# back with a notice.

content=$ROOT/Fixtures/demo/signed-with-pixel.eml
start_smarthost
site

hold() {
  expect_exit 77 "$SENDMAIL" -i -f sabine.roth@beispiel.test anna@kunde.test < "$content"
  expect_equal "$(wc -l < "$WORK/err")" 1 "lines on standard error"
  expect_text "$WORK/err" "tracking/pixel"
  ID=$("$PRESEND" held list --format json | "$PYTHON" -c 'import json, sys; print(json.load(sys.stdin)["entries"][-1]["id"])')
  expect_text "$WORK/err" "$ID"
}

hold
expect_equal "$(arrived)" 0 "messages at the smarthost"
expect_exit 0 "$PRESEND" held list
expect_text "$WORK/out" "$ID"
expect_text "$WORK/out" "tracking/pixel"
expect_exit 0 "$PRESEND" held show "$ID"
expect_text "$WORK/out" "anna@kunde.test"
expect_text "$WORK/out" "tracking/pixel"
expect_exit 0 "$PRESEND" held show --raw "$ID"
"$PYTHON" "$TESTS/mail_diff.py" --all "$content" "$WORK/out" || fail "held show --raw shows another message"

expect_exit 0 "$PRESEND" held release "$ID"
expect_arrived 1
expect_equal "$(envelope 1)" "sabine.roth@beispiel.test: anna@kunde.test"
expect_message 1 "$content"
expect_equal "$(held)" 0 "held messages"
status=0
"$PRESEND" held release "$ID" >"$WORK/out" 2>"$WORK/err" || status=$?
[ "$status" != 0 ] || fail "a message was released twice"

hold
expect_exit 0 "$PRESEND" held reject "$ID"
expect_arrived 2
expect_equal "$(envelope 2)" "<>: sabine.roth@beispiel.test"
expect_text "$(message 2)" "tracking/pixel"
expect_equal "$(held)" 0 "held messages"

# An id is an id and never a path.
for id in ../queue/x / "" 0; do
  status=0
  "$PRESEND" held release "$id" >"$WORK/out" 2>"$WORK/err" || status=$?
  [ "$status" != 0 ] || fail "held release \"$id\" succeeded"
done

# A caller that would try again on anything but 0 is told that the message was taken.
site <<< 'submission: { held-exit: 0 }'
expect_exit 0 "$SENDMAIL" -i -f sabine.roth@beispiel.test anna@kunde.test < "$content"
expect_equal "$(held)" 1 "held messages"
