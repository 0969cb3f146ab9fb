#!/usr/bin/env bash
# A hostile user of a host on which presend is installed set-group-id: tries to read the spool, the password and others' mail, to
# plant links, to get at its own presend while that has the group's rights, to choose its surroundings, to say more than one thing
# in a word, to hide a second message in a first one, to keep the relay waiting, and to fill the disk. All of it is refused; what
# presend refuses itself, and not the operating system, is on record.
[ "$(id -u)" = 0 ] || { echo "  SKIPPED: other users need root"; exit 3; }
[ -n "${IN_NAMESPACE:-}" ] || IN_NAMESPACE=1 exec unshare --mount bash "$0" "$@"
. "$(dirname "$0")/../lib.sh"
. "$TESTS/host.sh"

need setpriv make gcc strace readelf
start_smarthost --auth "presend:right horse" --auth-without-tls
install_host < /dev/null
content=$TEST/../t-07-recipient-refused/content.eml
held=$ROOT/Fixtures/demo/signed-with-pixel.eml
mkdir -m 777 "$WORK/own"
call=(-i -f shop@beispiel.test anna@kunde.test)
n=0

# What lies in the spool: each name with its owner, rights and content.
inventory() {
  find "$SPOOL" "$WORK/consent" /etc/presend -printf '%p %u %g %m %l\n' | sort
  find "$SPOOL" "$WORK/consent" /etc/presend -type f -exec sha256sum {} + | sort
}

# refused COMMAND…: the attempts that it makes all fail for want of a right.
refused() {
  "$@" > "$WORK/attempts" 2>&1 || fail "ended early: $(tail -n 3 "$WORK/attempts")"
  [ "$(tail -n 1 "$WORK/attempts")" -ge 10 ] || fail "only $(tail -n 1 "$WORK/attempts") attempts"
  [ "$(wc -l < "$WORK/attempts")" = 1 ] || fail "$(head -n 5 "$WORK/attempts")"
}

# relay_to PORT: from now on the relay hands mail to this server, which wants no password.
relay_to() {
  stop_host_relay
  sed -i "s|smtp://127.0.0.1:[0-9]*|smtp://127.0.0.1:$1|; /user: presend/d; /password-file/d" /etc/presend/presend.yml
  start_host_relay
}

# --- Files -----------------------------------------------------------------------------------------------------------

attack_files() {
  # Mail of another user: one that waits, one that is held, and what the relay remembers of them.
  expect_exit 0 as www-data "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$content"
  expect_exit 77 as www-data "$SENDMAIL" -t -i -f x@beispiel.test < "$held"
  as presend "$HOST/bin/presend-relay" --config /etc/presend/presend.yml --once --queue-id 0000000000000000000 2> /dev/null || true
  as presend "$PRESEND" audit list > /dev/null
  as presend sh -c "umask 0; mkfifo $SPOOL/wake" # as the relay makes it
  chmod 660 "$SPOOL/wake"
  waiting=$(ls "$SPOOL/queue") kept=$(ls "$SPOOL/held")
  : > "$SPOOL/journal/$waiting"
  folders=() files=()
  while read -r path; do
    if [ -d "$path" ]; then folders+=("$path/"); else files+=("$path"); fi
  done < <(find "$SPOOL" "$WORK/consent" -mindepth 1)
  # By the path behind /etc, which is a mount: nothing may be refused only because it leads to another file system.
  files+=("$WORK/etc/presend/presend.yml?" "$WORK/etc/presend/relay.password?")
  [ "${#files[@]}" -ge 9 ] || fail "only ${#files[*]} files to attack"
  inventory > "$WORK/before"
  refused as nobody "$TEST/files.py" "$WORK/own" "$SPOOL/" "${folders[@]}" "${files[@]}"
  say "$(tail -n 1 "$WORK/attempts") attempts at ${#folders[*]} folders and ${#files[*]} files"

  # The same on files that the user may use: but for giving them to somebody, all of it succeeds, so that the test could fail.
  mkdir -m 777 "$WORK/open" "$WORK/open/folder"
  printf 'x\n' > "$WORK/open/file"
  chown -R nobody "$WORK/open"
  as nobody "$TEST/files.py" "$WORK/own" "$WORK/open/folder/" "$WORK/open/file" > "$WORK/attempts"
  [ "$(grep -c succeeded "$WORK/attempts")" -ge 25 ] || fail "the attempts do not succeed where they should: $(cat "$WORK/attempts")"

  # By presend's own options and commands, which read and write with the rights of who calls.
  for options in "-C $SPOOL/held/$kept" "-X $SPOOL/queue/x" "-oQ$WORK/own -q" "-OQueueDirectory=$WORK/own -q" "-d0-99.127 -v -bp" "-q$waiting" "-qI$waiting"; do
    # shellcheck disable=SC2086 # the words of the options
    as nobody "$SENDMAIL" $options > "$WORK/said" 2>&1 < /dev/null || true
    ! grep -qE "Ihre Frage|anna@kunde.test|right horse|signed" "$WORK/said" || fail "$options says: $(cat "$WORK/said")"
  done
  for command in "held list" "held show $kept" "held release $kept --seen $(printf %064d 0) --reason x" "held reject $kept --reason x" \
    "queue list" "queue show $waiting" "queue remove $waiting" "queue retry $waiting" "queue run" "audit list" "audit verify" "audit export" \
    "check $SPOOL/held/$kept" "check $SPOOL" "check --config /etc/presend/relay.password $content" "inspect $SPOOL/queue/$waiting" \
    "explain $SPOOL/held/$kept" "consent show anna@kunde.test" "consent export" "config show /etc/presend/presend.yml" "send $content" \
    "check --output-file $SPOOL/queue/x $content" "init --output $SPOOL/presend.yml"; do
    status=0
    # shellcheck disable=SC2086 # the words of the command
    as nobody "$PRESEND" $command > "$WORK/said" 2>&1 < /dev/null || status=$?
    [ "$status" != 0 ] || fail "$command succeeds"
    ! grep -qE "Ihre Frage|right horse|Message-ID" "$WORK/said" || fail "$command says: $(cat "$WORK/said")"
  done
  # presend-relay is no program with rights of its own.
  for options in "--once" "--once --flush" "--daemon" "--config $WORK/own/presend.yml --once"; do
    printf 'queue: { directory: "%s" }\nrelay: { url: "smtp://127.0.0.1:9", tls: none, user: x, password-file: /etc/presend/relay.password }\n' "$SPOOL" > "$WORK/own/presend.yml"
    # shellcheck disable=SC2086 # the words of the options
    expect_exit 78 as nobody "$HOST/bin/presend-relay" $options
  done
  inventory | grep -v "$SPOOL/users/" > "$WORK/after"
  grep -v "$SPOOL/users/" "$WORK/before" | diff - "$WORK/after" > "$WORK/difference" || fail "something has changed: $(cat "$WORK/difference")"
  rm "$SPOOL/journal/$waiting" "$SPOOL/wake"
  n=1 # what waits arrives when the relay is there
}

# --- Processes -------------------------------------------------------------------------------------------------------

attack_processes() {
  # A program with rights that its caller lacks shows nothing of itself: neither memory nor environment nor open files.
  refused as nobody "$TEST/process.py" "$SENDMAIL" -bs
  # The same on a program without such rights, so that the test could fail.
  as nobody "$TEST/process.py" sh -c 'echo; cat' > "$WORK/attempts"
  [ "$(grep -c succeeded "$WORK/attempts")" -ge 14 ] || fail "the attempts do not succeed where they should: $(cat "$WORK/attempts")"
  # Traced from its start, it never gets the rights.
  expect_exit 78 as nobody strace -f -o /dev/null "$SENDMAIL" -i anna@kunde.test < "$content"
  expect_exit 78 as nobody setpriv --no-new-privs "$SENDMAIL" -i anna@kunde.test < "$content"
  # Another name or link gives no other rights, and finds no other relay.
  ln -sf "$HANDING_IN" "$WORK/own/sendmail"
  cp /bin/true "$WORK/own/presend-relay"
  delivers "another name" "$WORK/own/sendmail" "${call[@]}"
}

# --- Surroundings ----------------------------------------------------------------------------------------------------

# delivers WHAT COMMAND…: the user's message is taken and arrives as it was.
delivers() {
  local what=$1
  shift
  expect_exit 0 as nobody "$@" < "$content"
  n=$((n + 1))
  expect_arrived "$n"
  "$PYTHON" "$TESTS/mail_diff.py" "$content" "$(message "$n")" || fail "$what: another message arrived"
}

attack_surroundings() {
  local limit status name evil=$WORK/own/evil
  # Every variable that makes some library read or run a file of the caller's. Nothing of it is run, and nothing of it read.
  gcc -shared -fPIC -DLIBRARY "-DTRACE=\"$evil/trace\"" -o "$WORK/evil.so" "$TEST/evil.c"
  gcc "-DTRACE=\"$evil/trace\"" -o "$WORK/evil" "$TEST/evil.c"
  mkdir -m 777 "$evil"
  cp "$WORK/evil.so" "$evil/UTF-8.so"
  printf 'module UTF-8// INTERNAL ../UTF-8 1\nmodule INTERNAL UTF-8// ../UTF-8 1\nmodule ISO-8859-1// INTERNAL ../UTF-8 1\n' > "$evil/gconv-modules"
  for name in libc.so.6 libsqlite3.so.0 libz.so.1 libm.so.6; do ln -s "$WORK/evil.so" "$evil/$name"; done
  printf 'mode: shadow\nqueue: { directory: "%s" }\nrelay: { url: "smtp://127.0.0.1:9", tls: none }\n' "$evil" > "$evil/presend.yml"
  local environment=(
    "LD_PRELOAD=$WORK/evil.so" "LD_AUDIT=$WORK/evil.so" "LD_LIBRARY_PATH=$evil" "LD_DEBUG_OUTPUT=$evil/out" LD_DEBUG=all "LD_PROFILE_OUTPUT=$evil"
    "GCONV_PATH=$evil" "LOCPATH=$evil" "NLSPATH=$evil/%N" "LANGUAGE=$evil" "TZDIR=$evil" "TZ=$evil/presend.yml" "TMPDIR=$evil" "HOSTALIASES=$evil/presend.yml"
    "RESOLV_HOST_CONF=$evil/presend.yml" "GETCONF_DIR=$evil" "MALLOC_TRACE=$evil/out" MALLOC_PERTURB_=1 MALLOC_CHECK_=3 GLIBC_TUNABLES=glibc.malloc.check=3
    "SQLITE_TMPDIR=$evil" "SQLITE_HISTORY=$evil/out" "HOME=$evil" "XDG_CONFIG_HOME=$evil" "XDG_CACHE_HOME=$evil" "PRESEND_CONFIG=$evil/presend.yml"
    "MAIL_CONFIG=$evil" "SENDMAIL=$WORK/evil" "PATH=$evil" "SHELL=$WORK/evil" "PAGER=$WORK/evil" LANG=de_DE.UTF-8 LC_ALL=xx_XX
    "SWIFT_BACKTRACE=enable=yes,sanitize=no,interactive=no,cache=no,output-to=$evil/out,swift-backtrace=$WORK/evil" "SWIFT_ROOT=$evil"
    "SWIFT_DEBUG_CONCURRENCY_LIBRARY=$WORK/evil.so" SWIFT_DETERMINISTIC_HASHING=1 "CFLOG_FORCE_DISABLE_STDERR=1" "ICU_DATA=$evil" "NSZombieEnabled=YES"
    "OPENSSL_CONF=$evil/presend.yml" "SSL_CERT_FILE=$evil/presend.yml" "CREDENTIALS_DIRECTORY=$evil" "LLVM_PROFILE_FILE=$evil/out" "ASAN_OPTIONS=log_path=$evil/out"
  )
  # That it would be noticed: without foreign rights the library is loaded.
  as nobody env "LD_PRELOAD=$WORK/evil.so" true
  [ -s "$evil/trace" ] || fail "the preloaded library leaves no trace"
  rm "$evil/trace"
  find "$evil" | sort > "$WORK/before"
  delivers "all variables" env "${environment[@]}" "$SENDMAIL" "${call[@]}"
  for name in "${environment[@]}"; do
    status=0
    as nobody env "$name" "$SENDMAIL" -bv anna@kunde.test > "$WORK/said" 2>&1 || status=$?
    [ "$status" = 0 ] || fail "$name: $status, $(cat "$WORK/said")"
  done
  # Killed by a signal that is a crash for its runtime, it starts no helper of the caller's and leaves no image of its memory.
  for name in SEGV ILL ABRT BUS FPE TRAP; do
    # shellcheck disable=SC2016 # for the other shell
    as nobody bash -c 'signal=$1; shift; ulimit -c unlimited; cd "$1"; shift
      sleep 1 | env "$@" -bs > /dev/null 2>&1 &
      sleep 0.3; kill "-$signal" $!; wait $!' - "$name" "$evil" "${environment[@]}" "$SENDMAIL" 2> /dev/null && fail "killed by $name, it succeeds"
  done
  find "$evil" | sort | diff "$WORK/before" - > "$WORK/difference" || fail "presend did what its caller's surroundings say: $(cat "$WORK/difference" "$evil/trace" 2>/dev/null)"
}

# --- Stopped and killed ----------------------------------------------------------------------------------------------

# stop_at CALL NUMBER: the user's presend stops at this system call, as if the user had the luck to stop it just there; sets STOPPED.
stop_at() {
  rm -f "$WORK/trace"
  # shellcheck disable=SC2016 # for the other shell; what is started in the background has no standard input of its own
  start bash -c 'input=$1; shift; exec "$@" < "$input"' - "$content" strace -u nobody -f -o "$WORK/trace" -e "trace=$1,execve" -e "inject=$1:signal=SIGSTOP:when=$2" "$SENDMAIL" "${call[@]}" 2> /dev/null
  wait_until 20 grep -q 'stopped by SIGSTOP' "$WORK/trace"
  STOPPED=$(awk '{ print $1; exit }' "$WORK/trace")
  expect_equal "$(awk '/^Gid:/ { print $3 }' "/proc/$STOPPED/status")" 61042 "the group of the stopped presend"
}

# Whoever is stopped in the middle, with whatever locks, keeps nobody waiting; whoever is killed there leaves all or nothing.
attack_by_stopping() {
  local moment call_name number whole
  for moment in "flock 1" "fsync 1" "linkat 1" "fsync 2" "statfs 1" "fcntl 2" "fcntl 4" "mmap 10"; do
    read -r call_name number <<< "$moment"
    stop_at "$call_name" "$number"
    expect_exit 0 timeout 20 setpriv --reuid www-data --regid www-data --clear-groups -- "$SENDMAIL" "${call[@]}" < "$content"
    n=$((n + 1))
    expect_arrived "$n"
    expect_exit 0 timeout 20 setpriv --reuid www-data --regid www-data --clear-groups -- "$MAILQ"
    expect_exit 0 timeout 20 setpriv --reuid presend --regid presend --clear-groups -- "$PRESEND" consent grant anna@kunde.test --purpose mail --basis "order 1"
    expect_exit 0 timeout 20 setpriv --reuid presend --regid presend --clear-groups -- "$PRESEND" audit verify
    kill -KILL "$STOPPED"
    kill -KILL "${PIDS[-1]}" 2>/dev/null || true # it may have ended with what it traced
    wait "${PIDS[-1]}" 2>/dev/null || true
    unset 'PIDS[-1]'
    "$SENDMAIL" -q
    wait_until 30 nothing_waits
    sleep 0.3
    n=$(arrived)
  done
  for whole in "$SMARTHOST"/*.eml; do
    "$PYTHON" "$TESTS/mail_diff.py" "$content" "$whole" || fail "half a message arrived"
  done
  expect_equal "$(find "$SPOOL/tmp" "$SPOOL/queue" "$SPOOL/decided" -type f)" "" "files left in the spool"
}

# --- Limits and the disk ---------------------------------------------------------------------------------------------

# The limits that a user may set, and file descriptors that are closed or taken: taken whole or not at all, never half.
attack_limits() {
  local limit status taken=0 before
  before=$(arrived)
  for limit in "ulimit -f 0" "ulimit -f 1" "ulimit -f 3" "ulimit -n 3" "ulimit -n 6" "ulimit -n 9" "ulimit -n 12" "ulimit -v 40000" "ulimit -v 200000" \
    "ulimit -s 64" "ulimit -s 256" "ulimit -t 0" "ulimit -l 0" "ulimit -u 1" "ulimit -d 1000" "umask 0777" "umask 0" "exec >&-" "exec 2>&-" "exec >&- 2>&-" \
    "exec 1<&0" "exec 3</ 4</ 5</ 6</ 7</" "trap '' PIPE HUP TERM INT CHLD XFSZ XCPU ALRM" "cd /proc/self/fd" "cd $WORK/own; mkdir -p gone; cd gone; rmdir ../gone"; do
    status=0
    as nobody bash -c "$limit"$'\nexec "$@"' - "$SENDMAIL" "${call[@]}" < "$content" > "$WORK/out" 2>&1 || status=$?
    case "$status" in
      0) taken=$((taken + 1)) ;;
      *) ! grep -qE 'Fatal error|Stack dump|Illegal' "$WORK/out" || fail "$limit: $(head -n 3 "$WORK/out")" ;;
    esac
  done
  [ "$taken" -ge 8 ] || fail "only $taken messages were taken under limits"
  expect_arrived "$((before + taken))"
  n=$((before + taken))
  expect_equal "$(find "$SPOOL" -perm /007 ! -type p)" "" "files that others have rights on"
}

# fill USER COMMAND…: hands in messages until one is refused; sets taken. The command writes a message, given its number.
fill() {
  local user=$1 status=0
  shift
  taken=0
  while [ "$taken" -lt 300 ]; do
    "$@" "$taken" | as "$user" "$SENDMAIL" "${call[@]}" > "$WORK/out" 2> "$WORK/err" || status=$?
    [ "$status" = 0 ] || break
    taken=$((taken + 1))
  done
  expect_equal "$status" 75 "exit status when there is too much"
  expect_equal "$(wc -l < "$WORK/err")" 1 "lines on standard error"
}

small() { printf 'From: shop@beispiel.test\nTo: anna@kunde.test\nSubject: small %s\n\nx\n' "$1"; }
huge() { printf 'From: shop@beispiel.test\nTo: anna@kunde.test\nSubject: huge %s\n\n' "$1"; head -c 500000 /dev/zero | tr '\0' x | fold -w 76; echo; }
with_nul() { printf 'From: shop@beispiel.test\nTo: anna@kunde.test\nSubject: nul %s\n\n\0\n' "$1"; }

# One user fills what one user may, and leaves room for the others.
attack_disk() {
  local taken status user
  stop_host_relay # what is taken stays
  mount -t tmpfs -o size=24m tmpfs "$SPOOL"
  make_spool
  # Without the reserve for the journals, so that a small disk will do.
  sed -i 's|^queue: .*|queue: { directory: "'"$SPOOL"'", minimum-free-octets: 0 }|' /etc/presend/presend.yml
  fill nobody huge
  # An entry holds a message as it came and as it goes.
  { [ "$taken" -ge 8 ] && [ "$taken" -le 13 ]; } || fail "$taken messages of 0.5 MB were taken on a disk of 24 MB"
  expect_text "$WORK/err" "too much of your mail waits already"
  say "24 MB: $taken messages of 0.5 MB, then: $(cat "$WORK/err")"
  # Again and again, it is refused, and recorded once.
  for _ in {1..20}; do small 0 | as nobody "$SENDMAIL" "${call[@]}" 2> /dev/null && fail "more is taken"; done
  # Others are not concerned; the next one may take half of the rest.
  fill www-data huge
  [ "$taken" -ge 4 ] || fail "another user could hand in only $taken messages"
  for user in root daemon; do expect_exit 0 as "$user" "$SENDMAIL" "${call[@]}" < "$content"; done
  # Nor can the decisions about refused mail fill the disk while no relay takes them into the log.
  for _ in {1..30}; do
    status=0
    with_nul 1 | as nobody "$SENDMAIL" "${call[@]}" 2> "$WORK/err" || status=$?
    expect_equal "$status" 75 "exit status of refused mail beyond the limit"
  done
  expect_equal "$(find "$SPOOL/decided" -type f -user nobody | wc -l)" 1 "decisions that wait"
  as presend "$PRESEND" audit export | grep -c '"reason":"quota"' > "$WORK/out" || true
  expect_equal "$(cat "$WORK/out")" 2 "refusals on record: one for each user"
  expect_exit 0 as presend "$PRESEND" audit verify
  # Numbers say how many, if the policy has one; when some have left, more are taken.
  rm "$SPOOL"/queue/* "$SPOOL"/users/*
  printf 'submission: { per-user: { messages: 25 } }\n' >> /etc/presend/presend.yml
  fill nobody small
  expect_equal "$taken" 25 "messages taken of one user"
  printf 'EHLO x\r\nMAIL FROM:<shop@beispiel.test>\r\nRCPT TO:<anna@kunde.test>\r\nDATA\r\nSubject: x\r\n\r\nx\r\n.\r\nQUIT\r\n' |
    as nobody "$SENDMAIL" -bs > "$WORK/out"
  expect_text "$WORK/out" "451 4.3.0 presend: too much of your mail waits already"
  start_host_relay
  n=$((n + 25))
  expect_arrived "$n"
  rm "$SPOOL/users/$(id -u nobody)" # or a minute later
  expect_exit 0 as nobody "$SENDMAIL" "${call[@]}" < "$content"
  n=$((n + 1))
  expect_arrived "$n"
  stop_host_relay
  umount "$SPOOL"
  start_host_relay
}

# --- The programs ----------------------------------------------------------------------------------------------------

attack_programs() {
  local program
  # What runs with rights is small: none of the libraries that presend's commands need is in it.
  ! grep -qE '(10Foundation|14ArgumentParser|4GRDB)[0-9]' <(strings -a "$PRESEND_BIN/presend-sendmail") || fail "presend-sendmail holds libraries of the commands"
  grep -qE '14ArgumentParser[0-9]' <(strings -a "$PRESEND_BIN/presend") || fail "such libraries are not found where they are"
  for program in presend presend-sendmail presend-relay; do
    expect_text <(readelf -hW "$HOST/bin/$program") "DYN (Position-Independent Executable file)"
    expect_text <(readelf -lW "$HOST/bin/$program") "GNU_RELRO"
    ! readelf -lW "$HOST/bin/$program" | grep -E '^ +(GNU_STACK|LOAD).* (RWE|W.?E) ' || fail "$program has memory that is written and executed"
    # Linked by `make build`.
    case $PRESEND_BIN in */release) expect_text <(readelf -dW "$HOST/bin/$program") "BIND_NOW" ;; esac
    ! readelf -dW "$HOST/bin/$program" | grep -E 'R(UN)?PATH' | grep -E '\[[^/]|::|:\]|/tmp|/home' || fail "$program looks for libraries where users may write"
  done
}

# --- Words -----------------------------------------------------------------------------------------------------------

nothing_waits() { [ -z "$(find "$SPOOL/queue" -type f)" ]; }

# What arrived so far is put away: what comes is counted from nothing.
put_away() {
  mkdir -p "$WORK/earlier"
  find "$SMARTHOST" -name '[0-9]*' -exec mv -t "$WORK/earlier" {} +
  n=0
}

# An argument, a field or a parameter is one word, whatever it holds.
attack_words() {
  local seed=${PRESEND_TEST_SEED:-$RANDOM}
  put_away
  as nobody "$TEST/words.py" send "$SENDMAIL" "$WORK/own/words" "${PRESEND_WORDS:-400}" "$seed"
  wait_until 120 nothing_waits
  # Where one field hides another, it is the rules that refuse it, and the record says whose it was.
  expect_exit 77 as nobody "$SENDMAIL" -i anna@kunde.test <<< $'From: shop@beispiel.test\nSubject: x\rBcc: dieb@anderswo.test\n\nx'
  expect_exit 0 as presend "$PRESEND" audit export
  expect_text <(tail -n 1 "$WORK/out") "\"rule\":\"message/smuggling\""
  expect_text <(tail -n 1 "$WORK/out") "\"uid\":$(id -u nobody),"
  "$TEST/words.py" check "$WORK/own/words" "$SMARTHOST" > "$WORK/out" || fail "seed $seed: $(tail -n 12 "$WORK/out")"
  say "seed $seed: $(cat "$WORK/out")"
}

# --- Asking ----------------------------------------------------------------------------------------------------------

journal_size() { stat -c %s "$SPOOL"/journal/* 2> /dev/null || echo 0; }
was_tried() { [ "$(journal_size)" -gt 0 ]; }

# A loop of `sendmail -q` asks the smarthost once, and writes once.
attack_by_asking() {
  local once
  relay_to 9 # where nobody listens
  expect_exit 0 as www-data "$SENDMAIL" "${call[@]}" < "$content"
  wait_until 20 was_tried
  once=$(journal_size)
  for _ in {1..30}; do expect_exit 0 as nobody "$SENDMAIL" -q; done
  sleep 1
  [ "$(journal_size)" -gt "$once" ] || fail "sendmail -q has no effect"
  [ "$(journal_size)" -le "$((3 * once))" ] || fail "30 times sendmail -q wrote $(journal_size) octets behind $once"
  as presend "$PRESEND" queue remove "$(ls "$SPOOL/queue")" > "$WORK/out"
}

# --- Smuggling -------------------------------------------------------------------------------------------------------

# One message stays one, also at a server that takes any line end for one (Postfix as it was before it was warned).
attack_smuggling() {
  local server
  for server in aiosmtpd Postfix; do
    start_smarthost
    if [ "$server" = aiosmtpd ]; then relay_to "$SMARTHOST_PORT"; else
      # shellcheck disable=SC2119 # without TLS
      POSTFIX_OPTIONS=$'smtpd_forbid_bare_newline = no\nsmtpd_forbid_unauth_pipelining = no' start_postfix
      # It can be done there: a client that hands over what it got, line ends and all, smuggles.
      "$TEST/smuggling.py" direct "$POSTFIX_PORT"
      expect_arrived 2
      rm "$SMARTHOST"/[0-9]*
      relay_to "$POSTFIX_PORT"
    fi
    as nobody "$TEST/smuggling.py" send "$SENDMAIL" "$WORK/own/smuggling"
    wait_until 120 nothing_waits
    [ "$server" = aiosmtpd ] || wait_until 120 postfix_is_empty
    "$TEST/smuggling.py" check "$WORK/own/smuggling" "$SMARTHOST" > "$WORK/out" || fail "$server: $(tail -n 12 "$WORK/out")"
    say "$server: $(cat "$WORK/out")"
  done
}

postfix_is_empty() { [ -z "$(find "$POSTFIX/spool/incoming" "$POSTFIX/spool/active" "$POSTFIX/spool/maildrop" "$POSTFIX/spool/deferred" -type f)" ]; }

# All of it, or the parts that are named.
if [ "$#" = 0 ]; then set -- files programs processes surroundings limits by_stopping disk words by_asking smuggling; fi
[ "$1" != files ] || { attack_files; shift; }
start_host_relay
expect_arrived "$n"
for part in "$@"; do
  say "$part"
  "attack_$part"
done
stop_host_relay
leave_host
