#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# The 49 cases on which sendmail programs differ, against what Postfix did with them; what presend does otherwise is
# listed in compare.py with its reason.

need_shared data/mta-matrix
start_smarthost
# Shadow mode: the octets are to be those of Postfix, so nothing is mended here.
site <<EOF
mode: shadow
submission: { default-domain: vm.test }
EOF
"$PYTHON" "$TEST/compare.py" || fail "presend differs from Postfix where it should not"
