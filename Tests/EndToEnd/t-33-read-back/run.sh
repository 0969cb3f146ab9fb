#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# Rewritten mail, read back by presend inspect, Python's email and GMime: no recipient is named to another in any field or
# calendar, and tree, parts and fields are those of the original but for the edits. PRESEND_READ_BACK says of how many messages.

"$PYTHON" -c 'import gi; gi.require_version("GMime", "3.0")' 2>/dev/null || skip "GMime for Python is not installed (scripts/setup test)"
count=${PRESEND_READ_BACK:-100}
export ROOT
start_smarthost
for policy in bcc individual; do
  site <<< "rules: { recipients/open-list: { action: rewrite, rewrite: $policy } }"
  "$PYTHON" "$TEST/read_back.py" "$((count / 2))" "$policy" || fail "rewritten mail does not read as it should"
done
