#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# What is wrong with the input is said in one line on standard error, with the right status; nothing crashes.

start_smarthost
site
content=$TEST/content

says() { # TEXT: standard error has one line, and the text in it
  expect_equal "$(wc -l < "$WORK/err")" 1 "lines on standard error"
  expect_text "$WORK/err" "$1"
}

# --- check
expect_exit 2 "$PRESEND" check "$WORK/absent.eml"
expect_text "$WORK/err" "absent.eml"
if [ "$(id -u)" = 0 ]; then # root can read anything: a folder in the place of a file is what it cannot read
  mkfifo "$WORK/denied.eml"; chmod 000 "$WORK/denied.eml"
  say "unreadable file: as root, a file whose reading fails"
  expect_exit 2 timeout 20 "$PRESEND" check /proc/self/mem
else
  cp "$content/no-header.eml" "$WORK/denied.eml"; chmod 000 "$WORK/denied.eml"
  expect_exit 2 "$PRESEND" check "$WORK/denied.eml"
  expect_text "$WORK/err" "denied.eml"
fi
for file in nul.eml no-header.eml empty.eml; do
  status=0
  "$PRESEND" check --format json "$content/$file" >"$WORK/out" 2>"$WORK/err" || status=$?
  [ "$status" -le 1 ] || fail "check $file ended with $status: $(cat "$WORK/err")"
  "$PYTHON" -m json.tool "$WORK/out" >/dev/null || fail "check $file wrote no JSON"
done

# --- sendmail
expect_exit 65 "$SENDMAIL" -t -i < "$content/no-recipients.eml"
says "no recipients"
expect_exit 64 "$SENDMAIL" -i < "$content/no-recipients.eml"
says "no recipients"
expect_exit 64 "$SENDMAIL" -Z anna@kunde.test < "$content/no-recipients.eml"
says "-Z"
for address in $'anna@kunde.test\r\nRCPT TO:<dieb@anderswo.test>' $'an\x01na@kunde.test' $'anna@kunde.test\n'; do
  status=0
  "$SENDMAIL" -i -f shop@beispiel.test -- "$address" < "$content/no-header.eml" 2>"$WORK/err" || status=$?
  [ "$status" = 64 ] || [ "$status" = 65 ] || fail "an address with a control character ended with $status"
done

# No message may hold NUL (RFC 5322 §3.5): said at once, not by a notice later.
expect_exit 65 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$content/nul.eml"
says "NUL"
expect_equal "$(arrived)" 0 "messages at the smarthost"

# Odd, but mail: taken and delivered with what it has.
expect_exit 0 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$content/no-header.eml"
expect_exit 0 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$content/empty.eml"
expect_arrived 2
grep -q 'Hallo' "$SMARTHOST"/*.eml || fail "a body was lost"

# Larger than the limit: refused with the limit named, in bounded memory, all of it read first (no broken pipe).
big() { "$PYTHON" -c 'import sys
sys.stdout.write("From: shop@beispiel.test\nTo: anna@kunde.test\nSubject: big\n\n")
line = "x" * 75 + "\n"
for _ in range(100 * 1024 * 1024 // len(line * 1000) + 1): sys.stdout.write(line * 1000)'; }
set +e
big 2>"$WORK/pipe" | /usr/bin/env bash -c 'ulimit -v 2000000; exec "$SENDMAIL" -t -i' 2>"$WORK/err"
status=("${PIPESTATUS[@]}")
set -e
expect_equal "${status[*]}" "0 65" "exit statuses of the writer and of sendmail"
says "larger than the limit"
expect_arrived 2
