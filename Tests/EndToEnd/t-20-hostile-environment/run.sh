#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# Callers' environments are wrong in every way: no PATH, a HOME of another user or none, closed standard files, a
# broken locale, no environment at all. The message is taken and delivered all the same.

start_smarthost
site
content=$TEST/../t-07-recipient-refused/content.eml
n=0
delivers() { # TITLE, then a command that reads the message
  local title=$1
  shift
  expect_exit 0 "$@" < "$content"
  n=$((n + 1))
  expect_arrived "$n"
  expect_message "$n" "$content"
}
call=("$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test)

delivers "no PATH" env -u PATH "${call[@]}"
delivers "PATH without programs" env PATH=/nonexistent "${call[@]}"
delivers "HOME of another user" env HOME=/root/absent "${call[@]}"
delivers "no HOME" env -u HOME "${call[@]}"
delivers "broken locale" env LC_ALL=xx_XX.nonsense LANG=C "${call[@]}"
delivers "nothing but the configuration" env -i PRESEND_CONFIG="$PRESEND_CONFIG" "${call[@]}"
delivers "another working folder" env -C / "${call[@]}"
delivers "closed standard output and error" bash -c '"$@" >&- 2>&-' - "${call[@]}"
delivers "SIGPIPE and SIGCHLD ignored" bash -c 'trap "" PIPE CHLD HUP TERM; exec "$@"' - "${call[@]}"
delivers "few descriptors" bash -c 'ulimit -n 32; exec "$@"' - "${call[@]}"
delivers "inherited descriptors" bash -c 'exec 7</dev/null 8>/dev/null 9</dev/zero; exec "$@"' - "${call[@]}"
delivers "umask 0" bash -c 'umask 0; exec "$@"' - "${call[@]}"
open_files=$(find "$WORK/spool" -perm /007 ! -type p | head -3)
expect_equal "$open_files" "" "files of the spool that others may read"

# Standard input that is closed is no empty message.
status=0
"${call[@]}" <&- 2>"$WORK/err" || status=$?
expect_equal "$status" 74 "exit status with standard input closed"
expect_text "$WORK/err" "standard input cannot be read"

# A relay whose standard files are closed writes its log into no file of the queue: three attempts, each a line of the log
# and a record of the journal.
stop_last
start_smarthost --reply-at-dot "451 4.3.0 later"
site
expect_exit 0 "${call[@]}" -odq < "$content"
wait_until 20 is_waiting 1
attempts_end
stop_relays
for _ in 1 2 3; do
  "$PRESEND_BIN/presend-relay" --config "$PRESEND_CONFIG" --once --flush <&- >&- 2>&- || true
done
"$PRESEND" queue list --format json > "$WORK/out"
expect_text "$WORK/out" "451 4.3.0 later"
journal=$(find "$WORK/spool/journal" -type f)
expect_equal "$(grep -c ' id : \|delivery' "$journal" || true)" 0 "lines of the log in the journal"
# All of it is records: four attempts, three demands for one.
expect_equal "$("$PYTHON" -c 'import re, sys
octets, kinds = open(sys.argv[1], "rb").read(), b""
while octets:
    head = re.match(rb"(.)(\d+):", octets)
    kinds, octets = kinds + head[1], octets[head.end() + int(head[2]) + 1:]
print(kinds.decode())' "$journal")" ".du.du.du.d" "records of the journal"

# A preloaded or set variable must not become another configuration where there is none to choose.
expect_exit 78 env -i "${call[@]}" < "$content"
