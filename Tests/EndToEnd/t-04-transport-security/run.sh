#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# STARTTLS and TLS from the first octet against aiosmtpd; whatever is wrong with the security, nothing is sent and
# nothing is lost: the message waits.

need openssl
make_certificates
tls=(--certificate "$WORK/tls/server.pem" --key "$WORK/tls/server.key")

delivers() { # TITLE, RELAY-LINE
  site "$2"
  expect_exit 0 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$TEST/content.eml"
  expect_arrived 1
  expect_text "$SMARTHOST/0001.json" '"tls": true'
  expect_message 1 "$TEST/content.eml"
  say "$1: delivered"
}

waits() { # TITLE, RELAY-LINE
  site "$2"
  expect_exit 0 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$TEST/content.eml"
  attempts_end
  expect_equal "$(waiting)" 1 "$1: messages that wait"
  expect_equal "$(arrived)" 0 "$1: messages at the smarthost"
  say "$1: waits"
}

ca="ca-file: \"$WORK/tls/ca.pem\""
start_smarthost "${tls[@]}" --require-tls
delivers "STARTTLS" "url: \"smtp://localhost:$SMARTHOST_PORT\", $ca"
stop_last; empty_queue
start_smarthost "${tls[@]}" --implicit-tls
delivers "TLS from the first octet" "url: \"smtps://localhost:$SMARTHOST_PORT\", $ca"
stop_last; empty_queue

start_smarthost "${tls[@]}"
waits "certificate of another authority" \
  "url: \"smtp://localhost:$SMARTHOST_PORT\", ca-file: \"$WORK/tls/other.pem\""
stop_last; empty_queue
start_smarthost --certificate "$WORK/tls/elsewhere.pem" --key "$WORK/tls/elsewhere.key"
waits "certificate for another name" "url: \"smtp://localhost:$SMARTHOST_PORT\", $ca"
stop_last; empty_queue
start_smarthost
waits "smarthost without STARTTLS" "url: \"smtp://localhost:$SMARTHOST_PORT\", $ca"
