#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# All captured calls of sendmail by real programs, each given to Postfix's sendmail and to presend's: the same
# recipients and reverse-path, no Bcc field, the same success.

need_shared data/captures
start_smarthost
start_postfix
site <<EOF
submission: { default-domain: smarthost.test }
EOF
export POSTFIX
"$PYTHON" "$TEST/compare.py" || fail "presend differs from Postfix"
