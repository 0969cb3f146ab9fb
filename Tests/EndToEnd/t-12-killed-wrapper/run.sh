#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# kill -9 at any moment: exit status 0 was given only to messages that are delivered later, each once; a killed call
# leaves nothing that is sent twice or half.

start_smarthost
site
"$PYTHON" "$TEST/kill.py" || fail "a killed sendmail broke its promise"
