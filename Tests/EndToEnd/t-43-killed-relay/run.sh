#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# kill -9 of a relay that empties a long queue over several connections, again and again: every message arrives, more than once
# only what the spool itself called in doubt, and the log has each decision once.

start_smarthost
for connections in 1 3; do
  site "url: \"smtp://127.0.0.1:$SMARTHOST_PORT\", tls: none, connections: $connections" </dev/null
  # Alone in its folder it finds no presend-relay to start.
  mkdir -p "$WORK/alone"
  cp "$PRESEND_BIN/presend-sendmail" "$WORK/alone/sendmail"
  "$PYTHON" "$TEST/kill_relay.py" "$connections" || fail "a killed relay broke its promise"
  rm -rf "$WORK/spool"
done

# More connections than there are descriptors for: it opens fewer, and no entry fails.
site "url: \"smtp://127.0.0.1:$SMARTHOST_PORT\", tls: none, connections: 20" </dev/null
for number in $(seq 224); do
  echo "Subject: $number" | "$WORK/alone/sendmail" -i -f shop@beispiel.test anna@kunde.test || fail "message $number was not taken"
done
(ulimit -n 200 && exec "$PRESEND_BIN/presend-relay" --config "$PRESEND_CONFIG" --once) 2>"$WORK/err" \
  || fail "with 200 descriptors the relay ends with $?: $(grep -m 1 error "$WORK/err")"
[ -z "$(ls -A "$WORK/spool/queue")" ] || fail "with 200 descriptors messages are left in the queue"
