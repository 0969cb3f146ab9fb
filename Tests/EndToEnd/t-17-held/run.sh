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

digest=$("$PRESEND" held show "$ID" | sed -n 's/^digest //p')
expect_equal "${#digest}" 64 "digits of the digest"

# What was looked at is what is released, with a reason, once.
expect_exit 2 "$PRESEND" held release "$ID"
expect_exit 2 "$PRESEND" held release "$ID" --seen "$digest" --reason " "
expect_exit 2 "$PRESEND" held release "$ID" --seen "${digest/[0-9a-f]/x}" --reason "Newsletter is agreed"
expect_text "$WORK/err" "not the digest"
expect_exit 2 "$PRESEND" held release "$ID" --seen "$digest" --reason "x" --as proposed
expect_equal "$(held)" 1 "held messages"
expect_exit 0 "$PRESEND" held release "$ID" --seen "$digest" --reason "Newsletter is agreed"
expect_arrived 1
expect_equal "$(envelope 1)" "sabine.roth@beispiel.test: anna@kunde.test"
expect_message 1 "$content"
expect_equal "$(held)" 0 "held messages"
expect_exit 2 "$PRESEND" held release "$ID" --seen "$digest" --reason "again"
expect_exit 0 "$PRESEND" audit export --id "$ID"
expect_equal "$(grep -c '"event":"released"' "$WORK/out")" 1 "releases on record"
expect_text "$WORK/out" "\"digest\":\"$digest\",\"reason\":\"Newsletter is agreed\""

hold
expect_exit 0 "$PRESEND" held reject "$ID" --reason "not agreed"
expect_arrived 2
expect_equal "$(envelope 2)" "<>: sabine.roth@beispiel.test"
expect_text "$(message 2)" "tracking/pixel"
expect_equal "$(held)" 0 "held messages"

# What could be mended is shown, and may be chosen. The approver is told that something waits, and nothing else.
site <<< 'rules: { recipients/open-list: { action: hold, override: true } }
held: { approver: dsb@beispiel.test }'
expect_exit 77 "$SENDMAIL" -t -i -f news@beispiel.test < "$ROOT/Fixtures/demo/circular.eml"
expect_arrived 3
expect_equal "$(envelope 3)" "<>: dsb@beispiel.test"
"$PYTHON" - "$(message 3)" "$ROOT/Fixtures/demo/circular.eml" <<'EOF' || fail "the letter to the approver says other than it should"
import email, email.policy, sys
letter, held = (email.message_from_binary_file(open(name, "rb"), policy=email.policy.default) for name in sys.argv[1:])
assert letter.get_content_type() == "text/plain" and letter["Auto-Submitted"] == "auto-generated", letter
text = letter.get_content()
assert "recipients/open-list" in text and "presend held show" in text, text
for address in held["To"].addresses:
    assert address.addr_spec not in letter.as_string(), address
assert held["Subject"] not in letter.as_string()
EOF
ID=$("$PRESEND" held list --format json | "$PYTHON" -c 'import json, sys; print(json.load(sys.stdin)["entries"][-1]["id"])')
expect_exit 0 "$PRESEND" held show "$ID"
expect_text "$WORK/out" "Released as proposed, this is what changes"
expect_text "$WORK/out" "-To: "
digest=$(sed -n 's/^digest //p' "$WORK/out")
expect_exit 0 "$PRESEND" held release "$ID" --seen "$digest" --reason "the board agrees" --as proposed
wait_until 30 has_arrived 4
! sed '/^\r*$/q' "$(message 4)" | grep -E '^(To|Cc):.*,' || fail "the list is still open"

# Who sends may pass over a rule whose policy allows it, with a reason.
before=$(arrived)
expect_exit 77 "$PRESEND" send --from news@beispiel.test "$ROOT/Fixtures/demo/circular.eml"
expect_exit 0 "$PRESEND" send --from news@beispiel.test --override "they know each other" "$ROOT/Fixtures/demo/circular.eml"
wait_until 30 has_arrived "$((before + 1))"
expect_exit 0 "$PRESEND" audit export --rule recipients/open-list
expect_text "$WORK/out" '"overridden":["recipients/open-list"],"overrideReason":"they know each other"'
expect_exit 77 "$PRESEND" send --from sabine.roth@beispiel.test --to anna@kunde.test --override "please" "$content"
expect_text "$WORK/err" "tracking/pixel is not to be overridden"

# Without a decision it goes back.
stop_relays
site <<< 'held: { keep-for: 1s }'
expect_exit 77 "$SENDMAIL" -i -f sabine.roth@beispiel.test otto@kunde.test < "$content"
count=$(held)
sleep 2
relay_once || true
relay_once || true
expect_equal "$(held)" "$((count - 1))" "held messages"
expect_exit 0 "$PRESEND" audit list
expect_text "$WORK/out" "lapsed"

# An id is an id and never a path.
for id in ../queue/x / "" 0; do
  status=0
  "$PRESEND" held release "$id" --seen 0 --reason x >"$WORK/out" 2>"$WORK/err" || status=$?
  [ "$status" != 0 ] || fail "held release \"$id\" succeeded"
done

# A caller that would try again on anything but 0 is told that the message was taken.
site <<< 'submission: { held-exit: 0 }'
count=$(held)
expect_exit 0 "$SENDMAIL" -i -f sabine.roth@beispiel.test anna@kunde.test < "$content"
expect_equal "$(held)" "$((count + 1))" "held messages"
