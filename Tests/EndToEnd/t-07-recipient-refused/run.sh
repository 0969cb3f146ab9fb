#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# The smarthost refuses the second of three recipients: the other two get the message once, the sender is told about
# the one in a notice of delivery status (RFC 3464).

start_smarthost --refuse-nth 2
site
expect_exit 0 "$SENDMAIL" -i -f shop@beispiel.test \
  anna@kunde.test fehlt@anderswo.test carla@dritte.test < "$TEST/content.eml"
wait_until 30 has_arrived 1
expect_equal "$(envelope 1)" "shop@beispiel.test: anna@kunde.test carla@dritte.test"
expect_message 1 "$TEST/content.eml"

attempts_end
retry_all # the notice, if it is not on its way
expect_arrived 2
expect_equal "$(envelope 2)" "<>: shop@beispiel.test"
notice=$(message 2)
expect_text "$notice" "multipart/report"
expect_text "$notice" "message/delivery-status"
expect_text "$notice" "fehlt@anderswo.test"
expect_text "$notice" "550 5.1.1 no such mailbox"
grep -qi '^Action: failed' "$notice" || fail "the notice says no Action"
grep -qi '^Status: 5\.1\.1' "$notice" || fail "the notice says no Status"
grep -qi '^Auto-Submitted: auto-' "$notice" || fail "the notice is not marked as automatic (RFC 3834)"
expect_no_text "$notice" "Final-Recipient: rfc822; anna@kunde.test"
expect_equal "$(waiting)" 0 "messages that wait"
