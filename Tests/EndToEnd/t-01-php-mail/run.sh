#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# PHP's mail() writes the fields with CRLF and the body as it is, gives `-t -i` and what the script adds.

need php
start_smarthost
site

php_mail() { php -d "sendmail_path=$SENDMAIL -t -i" -d display_errors=stderr -f "$TEST/content/$1"; }

# A usual message: Bcc becomes an envelope recipient and no field; 8-bit text and the lone dot stay.
expect_exit 0 php_mail order.php
expect_text "$WORK/out" "mail() returned true"
expect_arrived 1
expect_equal "$(envelope 1)" "bounce@beispiel.test: anna@kunde.test archiv@beispiel.test"
expect_message 1 "$TEST/expected/order.eml"

# A newsletter without a way to unsubscribe: mail() returns false and the script's log shows why.
expect_exit 0 php_mail newsletter.php
expect_text "$WORK/out" "mail() returned false"
expect_text "$WORK/err" "unsubscribe/missing"
expect_arrived 1
