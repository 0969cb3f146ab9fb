#!/usr/bin/env bash
# The disk is full: 75, one line that says so, and nothing of the message is ever sent; what was acknowledged before
# is delivered. The spool is a small tmpfs in a mount namespace of the test's own.
[ "$(id -u)" = 0 ] || { echo "  SKIPPED: a mount namespace needs root"; exit 3; }
[ -n "${IN_NAMESPACE:-}" ] || IN_NAMESPACE=1 exec unshare --mount bash "$0"
. "$(dirname "$0")/../lib.sh"

mkdir "$WORK/spool"
message() {
  printf 'From: shop@beispiel.test\nTo: anna@kunde.test\nSubject: full %s\n\n' "$1"
  head -c 40000 /dev/zero | tr '\0' x | fold -w 76
  echo
}

fill() { # SIZE, QUEUE-OPTIONS: sends until the disk is full; sets acknowledged
  local status
  mount -t tmpfs -o "size=$1" presend-test "$WORK/spool"
  # Nobody listens yet: what is taken stays.
  QUEUE_OPTIONS=$2 site "url: \"smtp://127.0.0.1:9\", tls: none"
  acknowledged=0
  while [ "$acknowledged" -lt 200 ]; do
    status=0
    message "$acknowledged" | "$SENDMAIL" -t -i -odq >"$WORK/out" 2>"$WORK/err" || status=$?
    [ "$status" = 0 ] || break
    acknowledged=$((acknowledged + 1))
  done
  expect_equal "$status" 75 "exit status on a full disk"
  expect_equal "$(wc -l < "$WORK/err")" 1 "lines on standard error"
  say "$1: $acknowledged taken, then: $(cat "$WORK/err")"
}

# A full disk is told before the message is read: else this one would be too large (65).
expect_told_first() {
  local status=0
  { message large; head -c 60000000 /dev/zero | tr '\0' x | fold -w 76; } | "$SENDMAIL" -t -i 2>"$WORK/err" || status=$?
  expect_equal "$status" 75 "exit status for a message above the limit on a full disk"
  printf 'EHLO a\r\nMAIL FROM:<shop@beispiel.test>\r\nRCPT TO:<anna@kunde.test>\r\nDATA\r\nQUIT\r\n' |
    "$SENDMAIL" -bs >"$WORK/out"
  expect_text "$WORK/out" "451 4.3.0 presend: too little room"
  expect_no_text "$WORK/out" "354"
  message send > "$WORK/message"
  expect_exit 75 "$PRESEND" send --from shop@beispiel.test "$WORK/message"
}

# 64 KiB, and 3 MiB: less than the reserve that the queue keeps free, so nothing is taken at all.
for size in 64k 3m; do
  fill "$size" ""
  expect_equal "$acknowledged" 0 "messages taken on $size"
  expect_told_first
  umount "$WORK/spool"
done

# Without the reserve, the room itself runs out.
fill 1m "minimum-free-octets: 0"
[ "$acknowledged" -gt 0 ] || fail "nothing was taken before the disk was full"
expect_equal "$(waiting)" "$acknowledged" "messages in the queue"
start_smarthost
mount -o remount,size=64m "$WORK/spool"
site
retry_all
wait_until 30 is_waiting 0
expect_arrived "$acknowledged"
expect_equal "$(cat "$SMARTHOST"/*.eml | grep -c '^Subject: full')" "$acknowledged" "subjects delivered"
stop_last
stop_relays
umount "$WORK/spool"

# Room that no question about free octets foresees: the file system has no place for another file.
fill 64m,nr_inodes=24 "minimum-free-octets: 0"
[ "$acknowledged" -gt 0 ] || fail "nothing was taken before the file system was full"
expect_equal "$(waiting)" "$acknowledged" "messages in the queue"
stop_relays
umount "$WORK/spool"
