#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# Cases in which delivering mail has gone wrong elsewhere, one by one, from the call to what the smarthost gets. Each is
# told by its name.

start_smarthost --refuse weg@kunde.test
site <<EOF
rules: { recipients/open-list: { action: rewrite, rewrite: individual } }
EOF
sent=0
last() { message "$sent"; }

deliver() { # COUNT OPTION… < message: taken, and so many messages arrive
  local count=$1
  shift
  expect_exit 0 "$SENDMAIL" -i "$@"
  sent=$((sent + count))
  expect_arrived "$sent"
}

say "bcc-in-data: every Bcc goes, folded, twice, with a space before the colon; its readers get the mail"
printf '%s\n' 'From: a@beispiel.test' 'To: anna@kunde.test' 'Bcc: carl@verein.test,' ' dora@amt.test' 'Subject: x' \
  'bCC : emil@firma.test' '' 'hallo' > "$WORK/mail"
deliver 1 -t < "$WORK/mail"
for name in carl dora emil; do
  expect_text <(envelope "$sent") "$name@"
  expect_no_text "$(last)" "$name@"
done

say "resent: who sends mail on sends it to Resent-* alone, and Resent-Bcc goes"
printf '%s\n' 'Resent-From: b@beispiel.test' 'Resent-To: anna@kunde.test' 'Resent-Bcc: dora@amt.test' 'From: x@fremd.test' \
  'To: b@beispiel.test' 'Subject: x' '' 'hallo' > "$WORK/mail"
deliver 1 -t -f b@beispiel.test < "$WORK/mail"
expect_equal "$(envelope "$sent")" "b@beispiel.test: anna@kunde.test dora@amt.test" "resent"
expect_no_text "$(last)" "dora@"

say "two-readings: a list written with semicolons is read both ways, and held"
printf '%s\n' 'From: a@beispiel.test' 'To: anna@kunde.test;bert@firma.test' 'Subject: x' '' 'hallo' > "$WORK/mail"
expect_exit 77 "$SENDMAIL" -i -f a@beispiel.test anna@kunde.test bert@firma.test < "$WORK/mail"
expect_text "$WORK/err" "recipients/"

say "same-octets: line ends are settled before judging, and what was judged is what is sent"
printf 'From: a@beispiel.test\nTo: anna@kunde.test\nSubject: x\n\none\rtwo\r\nthree\n.\nfour' > "$WORK/mail"
deliver 1 -f a@beispiel.test anna@kunde.test < "$WORK/mail"
tail -c 32 "$(last)" | od -An -c | tr -d ' \n' > "$WORK/tail"
expect_text "$WORK/tail" 'one\r\ntwo\r\nthree\r\n.\r\nfour\r\n'

say "loop: what has passed through fifty hosts is given back"
{ printf 'Received: from a by b; Sat, 21 Nov 2026 10:00:00 +0100\n%.0s' {1..60}; cat "$WORK/mail"; } > "$WORK/loop"
expect_exit 65 "$SENDMAIL" -i -f a@beispiel.test anna@kunde.test < "$WORK/loop"

say "too-large: read to its end and refused, in words, and nothing is kept"
site <<< 'submission: { maximum-message-octets: 1 MiB }'
head -c 3000000 /dev/zero | tr '\0' a | fold > "$WORK/body"
expect_exit 65 "$SENDMAIL" -i -f a@beispiel.test anna@kunde.test < <(cat "$WORK/mail" "$WORK/body")
expect_text "$WORK/err" "submission.maximum-message-octets"
expect_equal "$(waiting)" 0 "messages in the queue"
site <<< 'rules: { recipients/open-list: { action: rewrite, rewrite: individual } }'

say "split: of several copies each arrives once, whatever becomes of the others"
printf '%s\n' 'From: a@beispiel.test' 'To: anna@kunde.test, weg@kunde.test, bert@firma.test' 'Subject: Split' '' 'hallo' > "$WORK/mail"
expect_exit 0 "$SENDMAIL" -i -t -f a@beispiel.test < "$WORK/mail"
sent=$((sent + 3)) # two copies and the notice
expect_arrived "$sent"
for n in $((sent - 2)) $((sent - 1)) "$sent"; do envelope "$n"; done | sort > "$WORK/envelopes"
expect_equal "$(cat "$WORK/envelopes")" "<>: a@beispiel.test
a@beispiel.test: anna@kunde.test
a@beispiel.test: bert@firma.test" "envelopes"

say "own-notices: from nobody, marked, to the sender alone"
for n in $((sent - 2)) $((sent - 1)) "$sent"; do
  case $(envelope "$n") in '<>'*) notice=$(message "$n") ;; esac
done
expect_text "$notice" "Auto-Submitted: auto-"
expect_text "$notice" "To: "
expect_text "$notice" "weg@kunde.test"
expect_no_text "$notice" "bert@firma.test"

say "consent-race: what was decided before a withdrawal stays decided, and is on record as it was"
content=$ROOT/Fixtures/demo/newsletter-with-pixel.eml
expect_exit 0 "$PRESEND" consent grant --purpose tracking --basis double-opt-in anna@kunde.test
site 'url: "smtp://127.0.0.1:9", tls: none' # nothing listens there
expect_exit 0 "$SENDMAIL" -i -f news@beispiel.test anna@kunde.test < "$content"
id=$("$PRESEND" queue list --format json | "$PYTHON" -c 'import json, sys; print(json.load(sys.stdin)["entries"][0]["id"])')
expect_exit 0 "$PRESEND" consent withdraw --purpose tracking anna@kunde.test
site <<< 'rules: { recipients/open-list: { action: rewrite, rewrite: individual } }'
retry_all
sent=$((sent + 1))
expect_arrived "$sent"
expect_message "$sent" "$content"
expect_exit 0 "$PRESEND" audit export --id "$id"
expect_equal "$(grep -c '"verdict":"accept"' "$WORK/out")" 1 "decisions on record"
deliver 1 -f news@beispiel.test anna@kunde.test < "$content"
expect_no_text "$(last)" "open.gif"

say "store-down: without an answer nobody has agreed; mail that needs one waits with its caller"
mv "$WORK/consent.db" "$WORK/elsewhere.db"
mkdir "$WORK/consent.db"
expect_exit 75 "$SENDMAIL" -i -f news@beispiel.test anna@kunde.test < "$content"
expect_equal "$(waiting)" 0 "messages in the queue"
