#!/usr/bin/env bash
# A host with many users: presend is installed set-group-id as docs/install.md says, presend-relay runs as a user of its own.
# Any user's message is taken and delivered; no user can read the spool, choose another configuration, or read the
# password. /etc is a copy in a mount namespace of the test's own.
[ "$(id -u)" = 0 ] || { echo "  SKIPPED: other users need root"; exit 3; }
[ -n "${IN_NAMESPACE:-}" ] || IN_NAMESPACE=1 exec unshare --mount bash "$0"
. "$(dirname "$0")/../lib.sh"
. "$TESTS/host.sh"

need setpriv make openssl
start_smarthost --auth "presend:right horse" --auth-without-tls
install_host < /dev/null
content=$TEST/../t-07-recipient-refused/content.eml
start_host_relay

n=0
for user in www-data nobody root; do
  expect_exit 0 as "$user" "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$content"
  n=$((n + 1))
  expect_arrived "$n"
  expect_message "$n" "$content"
  expect_text "$(message "$n" | sed 's/eml$/json/')" '"user": "presend"'
done

# A held message of one user is nobody else's to read.
expect_exit 77 as www-data "$SENDMAIL" -t -i -f x@beispiel.test < "$ROOT/Fixtures/demo/signed-with-pixel.eml"
for user in www-data nobody; do
  for command in "held list" "queue list" "audit list"; do
    status=0
    # shellcheck disable=SC2086 # the words of the command
    as "$user" "$PRESEND" $command --config /etc/presend/presend.yml >"$WORK/out" 2>"$WORK/err" || status=$?
    [ "$status" != 0 ] || fail "$user may use presend $command"
  done
  ! as "$user" ls "$SPOOL/held" >/dev/null 2>&1 || fail "$user may list the spool"
  ! as "$user" cat /etc/presend/relay.password >/dev/null 2>&1 || fail "$user may read the password"
done
expect_exit 0 as presend "$PRESEND" held list
expect_text "$WORK/out" "tracking/pixel"

# mailq shows everybody their own mail and counts all; sendmail -q asks the relay and touches nothing itself.
expect_exit 0 as www-data "$MAILQ"
expect_text "$WORK/out" "(held: tracking/pixel)"
expect_exit 0 as nobody "$MAILQ"
expect_no_text "$WORK/out" "@"
expect_text "$WORK/out" "(1 Request of other users not shown)"
expect_exit 0 as nobody "$MAILQ" --json
expect_equal "$(wc -c < "$WORK/out")" 0 "octets of JSON about other users' mail"
expect_exit 0 as nobody "$SENDMAIL" -q
! find "$SPOOL" -perm /007 ! -type p | grep . || fail "others have rights in the spool"

# The caller's environment chooses nothing: another configuration would be another policy and another spool.
mkdir -m 777 "$WORK/mine"
printf 'mode: shadow\nqueue: { directory: "%s" }\nrelay: { url: "smtp://127.0.0.1:9", tls: none }\n' "$WORK/mine" > "$WORK/mine/presend.yml"
expect_exit 77 as nobody env PRESEND_CONFIG="$WORK/mine/presend.yml" HOME="$WORK/mine" \
  "$SENDMAIL" -t -i -f x@beispiel.test < "$ROOT/Fixtures/demo/signed-with-pixel.eml"
expect_equal "$(find "$WORK/mine" -type f | wc -l)" 1 "files in a folder that the caller chose"
expect_arrived "$n"
stop_host_relay
leave_host
