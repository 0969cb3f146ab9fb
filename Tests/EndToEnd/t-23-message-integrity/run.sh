#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# What arrives is what was sent, whatever its size and its dots: sizes around the buffers of 64 KiB, lines that begin
# with dots, no final line end, CRLF, LF; by argument and by -bs.

start_smarthost
site
"$PYTHON" "$TEST/send.py" || fail "a message was changed on its way"
