#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# Consent decides who is tracked: imported, granted and withdrawn; recipients are parted into those who agreed (the
# original octets) and those who did not (without the pixel). A store that does not answer is no yes.

content=$ROOT/Fixtures/demo/newsletter-with-pixel.eml
start_smarthost
site
send() { expect_exit "$1" "$SENDMAIL" -i -f news@beispiel.test -- "${@:2}" < "$content"; }
has_pixel() { grep -q 'open\.gif' "$(message "$1")"; }
number_of() { # RECIPIENT among the last two messages
  local n
  for n in "$(arrived)" "$(($(arrived) - 1))"; do
    [ "$n" -gt 0 ] && envelope "$n" | grep -qF "$1" && { echo "$n"; return; }
  done
  fail "nothing was delivered to $1"
}

expect_exit 0 "$PRESEND" consent import "$TEST/consent.csv"
expect_text "$WORK/out" "2 added"
expect_exit 0 "$PRESEND" consent import "$TEST/consent.csv"
expect_text "$WORK/out" "2 known already"

# One agreed, one did not: two variants, each to its people.
send 0 anna@kunde.test bernd@anderswo.test
expect_arrived 2
yes=$(number_of anna@kunde.test) no=$(number_of bernd@anderswo.test)
expect_equal "$(envelope "$yes")" "news@beispiel.test: anna@kunde.test"
expect_equal "$(envelope "$no")" "news@beispiel.test: bernd@anderswo.test"
expect_message "$yes" "$content"
! has_pixel "$no" || fail "bernd@anderswo.test is tracked without consent"
# Only the picture is gone.
"$PYTHON" - "$content" "$(message "$no")" <<'EOF' || fail "more than the pixel was changed"
import email, email.policy, re, sys
before, after = (email.message_from_binary_file(open(path, "rb"), policy=email.policy.SMTP) for path in sys.argv[1:])
html = [m.get_body(("html",)).get_content() for m in (before, after)]
text = [m.get_body(("plain",)).get_content() for m in (before, after)]
assert text[0] == text[1], text
assert re.sub(r"<img[^>]*>", "", html[0]) == html[1], html
EOF

# Both agreed: one message, as it came.
expect_exit 0 "$PRESEND" consent grant --purpose tracking --basis double-opt-in bernd@anderswo.test
send 0 anna@kunde.test bernd@anderswo.test
expect_arrived 3
expect_message 3 "$content"

# Taken back: it counts from the next message.
expect_exit 0 "$PRESEND" consent withdraw --purpose tracking anna@kunde.test
send 0 anna@kunde.test
expect_arrived 4
! has_pixel 4 || fail "anna@kunde.test is tracked after taking her consent back"
expect_exit 0 "$PRESEND" consent show anna@kunde.test
expect_text "$WORK/out" "withdrawn"

# What is exported can be imported elsewhere, with the same answers.
"$PRESEND" consent export > "$WORK/export.csv"
expect_exit 0 "$PRESEND" consent import --store "$WORK/other.db" "$WORK/export.csv"
"$PRESEND" consent export --store "$WORK/other.db" | diff "$WORK/export.csv" - || fail "the export differs"

# A store that cannot be read: tracking is not guessed at. 75, nothing sent, nothing queued.
cp "$WORK/consent.db" "$WORK/kept.db"
rm -f "$WORK/consent.db"*
printf 'this is no database, whatever its name says\n%.0s' $(seq 200) > "$WORK/consent.db"
send 75 anna@kunde.test
expect_equal "$(wc -l < "$WORK/err")" 1 "lines on standard error"
expect_equal "$(waiting)" 0 "messages that wait"
expect_arrived 4
