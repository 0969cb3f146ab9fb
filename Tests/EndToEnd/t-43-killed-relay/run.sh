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
