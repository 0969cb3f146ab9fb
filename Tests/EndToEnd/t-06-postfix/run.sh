#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# A real Postfix as smarthost: plain on loopback, STARTTLS, TLS from the first octet; each passes the message on
# unchanged, with what `sendmail -N -R -V -B` asked for.

need openssl
start_smarthost
make_certificates
ca="ca-file: \"$WORK/tls/ca.pem\""
count=0

delivers() { # TITLE, RELAY-LINE
  site "$2"
  expect_exit 0 "$SENDMAIL" -i -N failure,delay -R hdrs -V order-4711 -B8BITMIME -f shop@beispiel.test \
    anna@kunde.test "größe@kunde.test" bernd@anderswo.test < "$TEST/content.eml"
  count=$((count + 1))
  expect_arrived "$count"
  expect_equal "$(envelope "$count")" \
    "shop@beispiel.test: anna@kunde.test bernd@anderswo.test größe@kunde.test" "$1: envelope"
  expect_message "$count" "$TEST/content.eml"
  say "$1: delivered"
}

start_postfix
delivers "plain" "url: \"smtp://127.0.0.1:$POSTFIX_PORT\", tls: none"
delivers "STARTTLS" "url: \"smtp://localhost:$POSTFIX_PORT\", $ca"
expect_text "$POSTFIX/log" "Anonymous TLS connection established"
stop_last
start_postfix smtps
delivers "TLS from the first octet" "url: \"smtps://localhost:$POSTFIX_PORT\", $ca"
expect_text "$POSTFIX/log" "Anonymous TLS connection established"
