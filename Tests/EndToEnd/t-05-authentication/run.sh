#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# AUTH: right, wrong, not offered, password missing. A smarthost that does not know us is our trouble, not the
# sender's: the message waits, and nothing is sent unauthenticated.

need openssl
make_certificates
tls=(--certificate "$WORK/tls/server.pem" --key "$WORK/tls/server.key")
echo 'right horse' > "$WORK/right" && echo 'wrong horse' > "$WORK/wrong"
chmod 600 "$WORK/right" "$WORK/wrong"

relay() { echo "url: \"smtp://localhost:$SMARTHOST_PORT\", ca-file: \"$WORK/tls/ca.pem\", user: presend, password-file: \"$1\""; }
submit() {
  expect_exit 0 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$TEST/../t-04-transport-security/content.eml"
}

start_smarthost "${tls[@]}" --auth "presend:right horse"
site "$(relay "$WORK/right")"
submit
expect_arrived 1
expect_text "$SMARTHOST/0001.json" '"user": "presend"'

site "$(relay "$WORK/wrong")"
submit
attempts_end
expect_equal "$(arrived)" 1 "messages at the smarthost after a wrong password"
expect_equal "$(waiting)" 1 "messages that wait after a wrong password"

# The password is mended: what waited is delivered.
site "$(relay "$WORK/right")"
retry_all
expect_arrived 2
expect_equal "$(waiting)" 0 "messages that wait"

# No password file: the message is taken, because it can be delivered later; who runs the relay is told what is missing.
site "$(relay "$WORK/absent")"
submit
expect_exit 78 "$PRESEND_BIN/presend-relay" --config "$PRESEND_CONFIG" --once
expect_text "$WORK/err" "$WORK/absent"
expect_equal "$(waiting)" 1 "messages that wait without a password"
empty_queue
stop_last

# A smarthost that offers no AUTH must not get the message unauthenticated.
start_smarthost "${tls[@]}"
site "$(relay "$WORK/right")"
submit
attempts_end
expect_equal "$(arrived)" 0 "messages at a smarthost that did not authenticate us"
expect_equal "$(waiting)" 1 "messages that wait"
