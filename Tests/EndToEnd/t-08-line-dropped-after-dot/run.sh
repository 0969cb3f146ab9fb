#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# The connection breaks after the final dot and before its reply: nobody knows whether the smarthost has the message
# (RFC 1047). It is tried again later, with the same octets and the same Message-ID, and the log says "in doubt".

start_smarthost --drop-after-dot --times 1
site
expect_exit 0 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$TEST/../t-07-recipient-refused/content.eml"
attempts_end
wait_until 20 grep -q dropped "$SMARTHOST/log"
expect_equal "$(waiting)" 1 "messages that wait"
expect_equal "$(arrived)" 0 "messages at the smarthost"
expect_exit 0 "$PRESEND" queue list
grep -qi 'in.doubt' "$WORK/out" || fail "nothing says that the message is in doubt"

retry_all
expect_arrived 1
expect_message 1 "$TEST/../t-07-recipient-refused/content.eml"
expect_equal "$(waiting)" 0 "messages that wait"
