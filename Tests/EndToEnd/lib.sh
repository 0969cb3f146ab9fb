# shellcheck shell=bash
# What every end-to-end test stands on; sourced by each run.sh as its first line.
#
# A test gets a folder of its own ($WORK), a site (configuration, spool, consent store and a `sendmail` link) and
# what servers it asks for on free ports of 127.0.0.1. All it starts ends with it. Nothing waits without a bound.

set -euo pipefail

TESTS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
TEST=$(cd "$(dirname "${BASH_SOURCE[1]:-$0}")" && pwd -P)
ROOT=$(cd "$TESTS/../.." && pwd -P)
PRESEND_BIN=${PRESEND_BIN:-$ROOT/.build/release}
PRESEND_SHARED=${PRESEND_SHARED:-$ROOT/../shared}
PYTHON=/usr/bin/python3 # Debian's own, which has Debian's aiosmtpd
TOOLS=$ROOT/.build/test-tools # what scripts/setup installs from PyPI
WORK=$(mktemp -d "${TMPDIR:-/tmp}/presend-test.XXXXXX")
chmod 755 "$WORK" # Postfix's own users have to reach their folders below
PIDS=()
export PRESEND_BIN PRESEND_SHARED WORK PYTHON TOOLS
# Reports in the tests' language, and no file of the user who runs them.
export LC_ALL=C.UTF-8 HOME=$WORK/home
unset PRESEND_CONFIG XDG_CONFIG_HOME
mkdir "$HOME"

say() { printf '  %s\n' "$*"; }

fail() {
  printf '  FAILED: %s\n' "$*"
  exit 1
}

# Ends the test as skipped, with a reason. The runner counts it as a failure in CI.
skip() {
  printf '  SKIPPED: %s\n' "$*"
  exit 3
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || skip "$program is not installed (scripts/setup test)"
  done
}

need_tools() { [ -x "$TOOLS/bin/python" ] || skip "$TOOLS is not there (scripts/setup test)"; }

need_root() { [ "$(id -u)" = 0 ] || skip "$1 needs root"; }

need_shared() { [ -e "$PRESEND_SHARED/$1" ] || skip "$PRESEND_SHARED/$1 is not there"; }

# Replaced by machine.sh.
leave_machine() { :; }

cleanup() {
  local status=$? pid
  trap - EXIT
  for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
  stop_relays
  if [ "$status" != 0 ] && [ "$status" != 3 ] && [ -n "${KEEP_WORK:-}" ]; then
    say "kept: $WORK"
  else
    leave_machine
    # Never into another file system: a test may have mounted one below.
    rm -rf --one-file-system "$WORK"
  fi
  exit "$status"
}
trap cleanup EXIT
trap 'exit 1' INT TERM HUP

# Runs a command in the background until the test ends.
start() {
  "$@" &
  PIDS+=("$!")
}

# wait_until SECONDS COMMAND…: tries the command until it succeeds; fails the test after SECONDS.
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || fail "waited in vain for: $*"
    sleep 0.05
  done
}

free_port() {
  "$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

listens() { "$PYTHON" -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1).close()' "$1"; }

# --- Servers ---------------------------------------------------------------------------------------------------------

# start_smarthost [OPTION…]: aiosmtpd, see smarthost.py. Sets SMARTHOST (its records) and SMARTHOST_PORT.
start_smarthost() {
  SMARTHOST=$(mktemp -d "$WORK/smarthost.XXXX")
  start "$PYTHON" -W ignore "$TESTS/smarthost.py" --directory "$SMARTHOST" "$@" 2>"$SMARTHOST/stderr"
  wait_until 20 test -s "$SMARTHOST/port"
  SMARTHOST_PORT=$(cat "$SMARTHOST/port")
  export SMARTHOST SMARTHOST_PORT
}

# Ends the last server started, and waits until it is gone.
stop_last() {
  local pid=${PIDS[-1]}
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  unset 'PIDS[-1]'
}

# make_certificates: a test authority ($WORK/tls/ca.pem), certificates by it for localhost and 127.0.0.1 (server.pem,
# server.key) and for another name (elsewhere.pem, elsewhere.key), and an authority that signed nothing (other.pem).
make_certificates() {
  local tls=$WORK/tls
  mkdir -p "$tls"
  make_authority ca
  make_authority other
  make_certificate server 'DNS:localhost, IP:127.0.0.1'
  make_certificate elsewhere 'DNS:elsewhere.test'
}

make_authority() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=presend test authority $1" \
    -keyout "$WORK/tls/$1.key" -out "$WORK/tls/$1.pem" 2>/dev/null
}

make_certificate() { # NAME, SUBJECT-ALTERNATIVE-NAMES
  local file=$WORK/tls/$1
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$file.key" -out "$file.csr" 2>/dev/null
  openssl x509 -req -in "$file.csr" -CA "$WORK/tls/ca.pem" -CAkey "$WORK/tls/ca.key" -CAcreateserial -days 2 \
    -extfile <(echo "subjectAltName = $2") -out "$file.pem" 2>/dev/null
}

# start_postfix [smtps]: a real Postfix with its own configuration, listening on POSTFIX_PORT. It passes what it
# accepts to the recording smarthost, which must have been started. With certificates made, it offers STARTTLS;
# "smtps" gives TLS from the first octet. POSTFIX_OPTIONS is more of main.cf.
start_postfix() {
  local dir implicit=no
  need_root "a Postfix"
  [ -x /usr/lib/postfix/sbin/master ] || skip "Postfix is not installed (scripts/setup test)"
  [ "${1:-}" != smtps ] || implicit=yes
  dir=$(mktemp -d "$WORK/postfix.XXXX")
  chmod 755 "$dir"
  mkdir -p "$dir/spool" "$dir/data"
  chown postfix "$dir/data"
  POSTFIX_PORT=$(free_port)
  cp "$TESTS/postfix/"*.cf "$dir"
  [ ! -e "$WORK/tls/server.pem" ] || cat "$dir/tls.cf" >> "$dir/main.cf"
  sed -i "s|@DIR@|$dir|; s|@NEXT_PORT@|$SMARTHOST_PORT|; s|@TLS@|$WORK/tls|; s|@PORT@|$POSTFIX_PORT|
    s|@IMPLICIT_TLS@|$implicit|" "$dir/main.cf" "$dir/master.cf"
  printf '%s\n' "${POSTFIX_OPTIONS:-}" >> "$dir/main.cf"
  postfix -c "$dir" check 2>"$dir/check" || fail "Postfix refuses its configuration: $(cat "$dir/check")"
  start /usr/lib/postfix/sbin/master -c "$dir" -d
  wait_until 20 listens "$POSTFIX_PORT"
  POSTFIX=$dir
}

# --- The site --------------------------------------------------------------------------------------------------------

# site [RELAY-LINE] [< more YAML]: writes the configuration, makes the `sendmail` link. RELAY-LINE is the inside of
# `relay: { … }`; by default the smarthost in the clear. More top-level keys come from standard input, unless that is a
# terminal. QUEUE_OPTIONS adds to `queue:`.
site() {
  local relay=${1:-"url: \"smtp://127.0.0.1:${SMARTHOST_PORT:-9}\", tls: none"}
  stop_relays # they have read the configuration that was
  mkdir -p "$WORK/bin"
  ln -sf "$PRESEND_BIN/presend-sendmail" "$WORK/bin/sendmail"
  ln -sf "$PRESEND_BIN/presend-sendmail" "$WORK/bin/mailq"
  ln -sf "$PRESEND_BIN/presend-sendmail" "$WORK/bin/newaliases"
  {
    echo "organisation:"
    echo "  name: Beispiel GmbH"
    echo "  domains: [beispiel.test, \"*.beispiel.test\"]"
    echo "consent: { store: \"sqlite:$WORK/consent.db\" }"
    echo "queue: { directory: \"$WORK/spool\"${QUEUE_OPTIONS:+, $QUEUE_OPTIONS} }"
    echo "relay: { $relay }"
    [ -t 0 ] || cat
  } > "$WORK/presend.yml"
  export PRESEND_CONFIG=$WORK/presend.yml
  SENDMAIL=$WORK/bin/sendmail
  PRESEND=$PRESEND_BIN/presend
  export SENDMAIL PRESEND
  # A store that is configured must be there: this makes an empty one.
  echo address,purpose,state,at,basis | "$PRESEND" consent import - >/dev/null || fail "no consent store could be made"
}

# expect_exit STATUS COMMAND…: runs the command, its output in $WORK/out and $WORK/err; fails on another status.
expect_exit() {
  local wanted=$1 status=0
  shift
  "$@" >"$WORK/out" 2>"$WORK/err" || status=$?
  [ "$status" = "$wanted" ] && return
  sed 's/^/    | /' "$WORK/out" "$WORK/err" | head -n 20
  fail "exit status $status instead of $wanted from: $*"
}

# expect_text FILE TEXT: the text stands in the file.
expect_text() {
  grep -qF -- "$2" "$1" && return
  sed 's/^/    | /' "$1" | head -n 20
  fail "\"$2\" does not stand in ${1##*/}"
}

# expect_no_text FILE TEXT: the file is there, and the text does not stand in it.
expect_no_text() {
  local status=0
  grep -qF -- "$2" "$1" || status=$?
  [ "$status" != 0 ] || fail "\"$2\" stands in ${1##*/}"
  [ "$status" = 1 ] || fail "${1##*/} cannot be read"
}

expect_equal() { [ "$1" = "$2" ] || fail "${3:-value}: \"$1\" instead of \"$2\""; }

# --- The queue -------------------------------------------------------------------------------------------------------

# How many messages wait to be delivered.
waiting() { find "$WORK/spool/queue" -type f 2>/dev/null | wc -l; }
is_waiting() { [ "$(waiting)" = "$1" ]; }
held() { find "$WORK/spool/held" -type f 2>/dev/null | wc -l; }

# The presend-relay programs that this test's messages started: those with this test's folder in their environment.
relays() {
  local environment pid
  for environment in $(grep -lzF "$WORK" /proc/[0-9]*/environ 2>/dev/null); do
    pid=${environment//[^0-9]/}
    [ "$(readlink "/proc/$pid/exe" 2>/dev/null)" != "$(readlink -f "$PRESEND_BIN")/presend-relay" ] || echo "$pid"
  done
}

no_relay_runs() { [ -z "$(relays)" ]; }

# Whether each message in the queue has been tried and waits for a later attempt (none in the queue: yes).
all_were_tried() {
  "$PRESEND" queue list --format json | "$PYTHON" -c 'import json, sys, time
entries = [entry for entry in json.load(sys.stdin)["entries"] if entry["state"] == "queue"]
sys.exit(any((entry["nextAttempt"] or 0) <= time.time() for entry in entries))'
}

# Waits until the attempts that are due are over.
attempts_end() { wait_until 60 all_were_tried; }

# Tries all that waits now, whatever its next attempt; comes back when the attempts are over.
retry_all() {
  "$PRESEND" queue run
  attempts_end
}

# One pass of presend-relay in the foreground, its log in $WORK/relay.log.
relay_once() { "$PRESEND_BIN/presend-relay" --config "$PRESEND_CONFIG" --once "$@" >>"$WORK/relay.log" 2>&1; }

# Forgets all mail of the site.
empty_queue() {
  stop_relays
  rm -rf "$WORK/spool"
}

stop_relays() {
  local pid
  for pid in $(relays); do kill "$pid" 2>/dev/null || true; done
  wait_until 20 no_relay_runs
}

# --- What arrived ----------------------------------------------------------------------------------------------------

arrived() { find "$SMARTHOST" -name '[0-9]*.json' | wc -l; }
has_arrived() { [ "$(arrived)" -ge "$1" ]; }

# expect_arrived N: exactly N messages reach the smarthost (waits for them, then looks whether more come).
expect_arrived() {
  wait_until 30 has_arrived "$1"
  sleep 0.3
  expect_equal "$(arrived)" "$1" "messages at the smarthost"
}

# envelope N: "reverse-path: recipient recipient …" of the Nth message, recipients sorted.
envelope() {
  "$PYTHON" -c 'import json, sys
record = json.load(open(sys.argv[1]))
print(record["mail"] + ":", *sorted(record["recipients"]))' "$SMARTHOST/$(printf %04d "$1").json"
}

message() { echo "$SMARTHOST/$(printf %04d "$1").eml"; }

# expect_message N FILE: the Nth message equals the file, but for line ends and the trace and mandatory fields added.
expect_message() {
  "$PYTHON" "$TESTS/mail_diff.py" "$2" "$(message "$1")" || fail "message $1 differs from ${2##*/}"
}
