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

# A preloaded or set variable must not become another configuration where there is none to choose.
expect_exit 78 env -i "${call[@]}" < "$content"
