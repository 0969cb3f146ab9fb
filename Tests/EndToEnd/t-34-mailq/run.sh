#!/usr/bin/env bash
# mailq is read by tools made for Postfix: the same mail waits in a Postfix and in presend, neither of which reaches its
# next host, and one reader finds the same in both listings, as text and as JSON.
. "$(dirname "$0")/../lib.sh"

SMARTHOST_PORT=9 # nobody listens at "discard"
start_postfix
site "url: \"smtp://127.0.0.1:9\", tls: none" <<< 'host-name: post.beispiel.test'

message() { printf 'From: shop@beispiel.test\nTo: %s\nSubject: Ihre Bestellung\n\n%s\n' "$1" "$2"; }
long=$(head -c 60000 /dev/zero | tr '\0' 'x' | fold -w 70)
submit() { # SENDER RECIPIENT… ; the text from standard input
  local sender=$1 port=$POSTFIX_PORT
  shift
  cat > "$WORK/message"
  expect_exit 0 "$SENDMAIL" -i -f "$sender" "$@" < "$WORK/message"
  "$PYTHON" - "$port" "$sender" "$WORK/message" "$@" <<'PYTHON'
import smtplib, sys
port, sender, path, *recipients = sys.argv[1:]
with smtplib.SMTP("127.0.0.1", int(port), timeout=20) as server:
    server.sendmail(sender.strip("<>"), recipients, open(path, "rb").read())
PYTHON
}
message anna@kunde.test "$long" | submit shop@beispiel.test anna@kunde.test
message "anna@kunde.test" "Kurz." | submit "<>" bert@kunde.test cora@kunde.test

have_tried() {
  [ "$("$WORK/bin/mailq" --json | grep -c delay_reason)" = 2 ] && [ "$(postqueue -c "$POSTFIX" -j | grep -c delay_reason)" = 2 ]
}
wait_until 20 have_tried
"$WORK/bin/mailq" > "$WORK/ours"
"$SENDMAIL" -bp > "$WORK/ours-bp"
cmp "$WORK/ours" "$WORK/ours-bp" || fail "sendmail -bp and mailq differ"
"$WORK/bin/mailq" --json > "$WORK/ours.json"
postqueue -c "$POSTFIX" -p > "$WORK/theirs"
postqueue -c "$POSTFIX" -j > "$WORK/theirs.json"
"$PYTHON" "$TEST/compare.py" "$WORK/ours" "$WORK/theirs" || fail "the listings say different things"
"$PYTHON" "$TEST/compare.py" --json "$WORK/ours.json" "$WORK/theirs.json" || fail "the JSON says different things"

# What waits is tried again when told, and the configured name is the one that is said.
expect_exit 0 "$SENDMAIL" -q
expect_text <("$PRESEND" queue show "$("$WORK/bin/mailq" --json | sed -n '1s/.*"queue_id":"\([^"]*\)".*/\1/p')") "@post.beispiel.test>"

# An empty queue has Postfix' words.
for id in $("$WORK/bin/mailq" --json | sed 's/.*"queue_id":"\([^"]*\)".*/\1/'); do remove_soon() { "$PRESEND" queue remove "$id"; }; wait_until 20 remove_soon; done
expect_exit 0 "$WORK/bin/mailq"
expect_text "$WORK/out" "Mail queue is empty"
