#!/usr/bin/env bash
# Every system call of the wrapper and the relay that touches the spool or the wire fails or is the last, and the smarthost does
# every wrong thing in every phase: what was taken is delivered or reported, once unless in doubt; what was refused is not.
# Root has small disks besides, in a mount namespace of the test's own.
[ "$(id -u)" != 0 ] || [ -n "${IN_NAMESPACE:-}" ] || IN_NAMESPACE=1 exec unshare --mount bash "$0"
. "$(dirname "$0")/../lib.sh"

need cc openssl
cc -std=gnu11 -O1 -Wall -Wextra -Werror -shared -fPIC -o "$WORK/fault.so" "$ROOT/Tests/Faults/fault.c"
make_certificates
# By itself, so that it starts no relay: each relay here is started by the test.
mkdir "$WORK/alone"
cp "$PRESEND_BIN/presend" "$PRESEND_BIN/presend-sendmail" "$WORK/alone"
ln -s presend-sendmail "$WORK/alone/sendmail"
export PRESEND_CONFIG=$WORK/presend.yml FAULT_LIBRARY=$WORK/fault.so TEST_ROOT=$ROOT
"$PYTHON" "$TEST/faults.py" || fail "a promise was broken"
