#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# What each recipient's NOTIFY asks for is what its sender is told, by a smarthost that knows no DSN: nothing of who says NEVER,
# whatever the others say; of success where it is asked for. And `sendmail -bs` says so in SMTP when it can take nothing.

start_smarthost --refuse bert@kunde.test --refuse cora@kunde.test
site <<< 'submission: { default-domain: beispiel.test, language: en }'
dialogue() { # COMMANDS…; the message is always the same
  { printf 'EHLO [127.0.0.1]\r\n'; printf '%s\r\n' "$@" DATA "Subject: DSN" "From: a@beispiel.test" "" "Guten Tag" . QUIT; } \
    | "$SENDMAIL" -bs > "$WORK/dialogue"
}
dialogue "MAIL FROM:<shop@beispiel.test> ENVID=order+2B4711" "RCPT TO:<anna@kunde.test> NOTIFY=SUCCESS ORCPT=rfc822;Anna+2Bx@kunde.test" \
  "RCPT TO:<bert@kunde.test> NOTIFY=FAILURE" "RCPT TO:<cora@kunde.test> NOTIFY=NEVER"
expect_text "$WORK/dialogue" "Ok: queued as"
expect_arrived 3 # the message and two notices
cat "$(message 2)" "$(message 3)" > "$WORK/notices"
expect_equal "$(envelope 2)" "<>: shop@beispiel.test"
expect_text "$WORK/notices" "Action: relayed"
expect_text "$WORK/notices" "Original-Recipient: rfc822; Anna+x@kunde.test"
expect_text "$WORK/notices" "Original-Envelope-Id: order+4711"
expect_text "$WORK/notices" "Final-Recipient: rfc822; bert@kunde.test"
expect_no_text "$WORK/notices" "cora"
# In the language of the configuration; the German subjects, which are plain ASCII, both begin so.
expect_no_text "$WORK/notices" "Subject: Ihre Nachricht"

# The caller of -V gives its text as it is.
expect_exit 0 "$SENDMAIL" -i -N failure -V "a=b +1" -f shop@beispiel.test bert@kunde.test < "$TEST/../t-07-recipient-refused/content.eml"
expect_arrived 4
expect_text "$(message 4)" "Original-Envelope-Id: a=b +1"

# Bad values are refused, and change nothing.
dialogue "MAIL FROM:<a@beispiel.test> SIZE=99999999999999999999" "MAIL FROM:<root> BODY=X" "MAIL FROM:<root> RET=HDRS" \
  "RCPT TO:<anna@kunde.test> NOTIFY=GARBAGE" "RCPT TO:<postmaster>"
expect_text "$WORK/dialogue" "552 5.3.4"
expect_equal "$(grep -c '^501 5.5.4' "$WORK/dialogue")" 2 "refused commands"
expect_arrived 5
expect_equal "$(envelope 5)" "root@beispiel.test: postmaster@beispiel.test"

# Nobody waits for a greeting that never comes.
echo 'nonsense: true' >> "$PRESEND_CONFIG"
status=0
printf 'QUIT\r\n' | "$SENDMAIL" -bs > "$WORK/dialogue" 2>/dev/null || status=$?
expect_equal "$status" 78 "exit status"
expect_text "$WORK/dialogue" "421 4.3.0 presend: "
