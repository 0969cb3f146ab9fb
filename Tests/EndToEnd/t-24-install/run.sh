#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# `make install` puts everything where it belongs, and `make uninstall` takes all of it away.

need make
stage=$WORK/stage
expect_exit 0 make -C "$ROOT" -s install DESTDIR="$stage" PREFIX=/usr/local BIN="$PRESEND_BIN"
for program in presend presend-sendmail presend-relay; do
  [ -x "$stage/usr/local/bin/$program" ] || fail "$program is not installed"
done
for link in sendmail mailq newaliases; do
  expect_equal "$(readlink "$stage/usr/local/lib/presend/$link")" "../../bin/presend-sendmail" "the link $link"
done
expect_exit 0 "$stage/usr/local/bin/presend" --version
expect_exit 0 make -C "$ROOT" -s uninstall DESTDIR="$stage" PREFIX=/usr/local
expect_equal "$(find "$stage" ! -type d)" "" "files left behind"
