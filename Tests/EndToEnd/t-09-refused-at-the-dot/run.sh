#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# Replies to the final dot: 451 is tried again, 552 is final and told to the sender.

content=$TEST/../t-07-recipient-refused/content.eml

start_smarthost --reply-at-dot "451 4.3.0 later" --times 1
site
expect_exit 0 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$content"
wait_until 20 grep -q 451 "$SMARTHOST/log"
attempts_end
expect_equal "$(waiting)" 1 "messages that wait after 451"
expect_equal "$(arrived)" 0 "messages at the smarthost"
expect_exit 0 "$SENDMAIL" -bp
expect_text "$WORK/out" "451 4.3.0 later"
retry_all
expect_arrived 1
expect_message 1 "$content"
expect_equal "$(waiting)" 0 "messages that wait"
stop_last; empty_queue

start_smarthost --reply-at-dot "552 5.3.4 too big for us" --times 1
site
expect_exit 0 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$content"
wait_until 20 grep -q 552 "$SMARTHOST/log"
attempts_end
expect_arrived 1
expect_equal "$(envelope 1)" "<>: shop@beispiel.test"
expect_text "$(message 1)" "552 5.3.4 too big for us"
expect_equal "$(waiting)" 0 "messages that wait"

# A message with the null reverse-path is nobody's: its failure is kept, and no notice about it is made (RFC 5321 §4.5.5).
stop_last; empty_queue
start_smarthost --refuse fehlt@kunde.test
site
expect_exit 0 "$SENDMAIL" -i -f '<>' fehlt@kunde.test < "$content"
wait_until 20 grep -q fehlt "$SMARTHOST/log"
attempts_end
sleep 0.5
expect_equal "$(arrived)" 0 "notices about a message without sender"
expect_equal "$(find "$WORK/spool/failed" -type f | wc -l)" 1 "messages kept as failed"

# With somebody configured for that, it goes there, and what fails there is kept.
empty_queue
QUEUE_OPTIONS='double-bounce: postmaster@beispiel.test' site
expect_exit 0 "$SENDMAIL" -i -f '<>' fehlt@kunde.test < "$content"
expect_arrived 1
expect_equal "$(envelope 1)" "<>: postmaster@beispiel.test"
expect_text "$(message 1)" "Final-Recipient: rfc822; fehlt@kunde.test"
expect_equal "$(find "$WORK/spool/failed" -type f | wc -l)" 0 "entries in failed/"
empty_queue
QUEUE_OPTIONS='double-bounce: fehlt@kunde.test' site
expect_exit 0 "$SENDMAIL" -i -f '<>' fehlt@kunde.test < "$content"
has_failed() { [ "$(find "$WORK/spool/failed" -type f | wc -l)" = 1 ]; }
wait_until 20 has_failed
expect_arrived 1
