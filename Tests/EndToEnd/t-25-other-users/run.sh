#!/usr/bin/env bash
# A host with many users: presend is installed set-group-id as docs/install.md says, presend-relay runs as a user of its own.
# Any user's message is taken and delivered; no user can read the spool, choose another configuration, or read the
# password. /etc is a copy in a mount namespace of the test's own.
[ "$(id -u)" = 0 ] || { echo "  SKIPPED: other users need root"; exit 3; }
[ -n "${IN_NAMESPACE:-}" ] || IN_NAMESPACE=1 exec unshare --mount bash "$0"
. "$(dirname "$0")/../lib.sh"

need setpriv make openssl
start_smarthost --auth "presend:right horse" --auth-without-tls
cp -a /etc "$WORK/etc"
mount --bind "$WORK/etc" /etc
# The account that docs/install.md makes with adduser.
echo 'presend:x:61042:61042::/nonexistent:/usr/sbin/nologin' >> /etc/passwd
echo 'presend:x:61042:' >> /etc/group

# The commands of docs/install.md, in a place of the test's own.
expect_exit 0 make -C "$ROOT" -s install PREFIX="$WORK/usr" BIN="$PRESEND_BIN"
chgrp presend "$WORK/usr/bin/presend" && chmod 2755 "$WORK/usr/bin/presend"
spool=$WORK/spool
install -d -o presend -g presend -m 3770 "$spool" "$spool"/{tmp,queue,held,failed,decided,journal}
install -d -o presend -g presend -m 700 "$spool/audit"
install -d -o presend -g presend -m 2770 "$WORK/consent"
install -d -m 755 /etc/presend
cat > /etc/presend/presend.yml <<EOF
organisation: { domains: [beispiel.test] }
consent: { store: "sqlite:$WORK/consent/consent.db" }
queue: { directory: "$spool" }
relay:
  url: "smtp://127.0.0.1:$SMARTHOST_PORT"
  tls: none
  user: presend
  password-file: /etc/presend/relay.password
EOF
chown root:presend /etc/presend/presend.yml && chmod 640 /etc/presend/presend.yml
echo 'right horse' > /etc/presend/relay.password
chown presend:presend /etc/presend/relay.password && chmod 600 /etc/presend/relay.password

as() { # USER COMMAND…
  local user=$1
  shift
  setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups --inh-caps=-all -- "$@"
}
sendmail=$WORK/usr/lib/presend/sendmail
echo address,purpose,state,at,basis | as presend "$WORK/usr/bin/presend" consent import - > "$WORK/out"
content=$TEST/../t-07-recipient-refused/content.eml

start setpriv --reuid presend --regid presend --clear-groups -- "$WORK/usr/bin/presend-relay" --config /etc/presend/presend.yml --daemon 2>"$WORK/relay.log"
wait_until 20 test -p "$spool/wake"

n=0
for user in www-data nobody root; do
  expect_exit 0 as "$user" "$sendmail" -i -f shop@beispiel.test anna@kunde.test < "$content"
  n=$((n + 1))
  expect_arrived "$n"
  expect_message "$n" "$content"
  expect_text "$(message "$n" | sed 's/eml$/json/')" '"user": "presend"'
done

# A held message of one user is nobody else's to read.
expect_exit 77 as www-data "$sendmail" -t -i -f x@beispiel.test < "$ROOT/Fixtures/demo/signed-with-pixel.eml"
for user in www-data nobody; do
  for command in "held list" "queue list" "audit list"; do
    status=0
    # shellcheck disable=SC2086 # the words of the command
    as "$user" "$WORK/usr/bin/presend" $command --config /etc/presend/presend.yml >"$WORK/out" 2>"$WORK/err" || status=$?
    [ "$status" != 0 ] || fail "$user may use presend $command"
  done
  ! as "$user" ls "$spool/held" >/dev/null 2>&1 || fail "$user may list the spool"
  ! as "$user" cat /etc/presend/relay.password >/dev/null 2>&1 || fail "$user may read the password"
done
expect_exit 0 as presend "$WORK/usr/bin/presend" held list
expect_text "$WORK/out" "tracking/pixel"

# mailq shows everybody their own mail and counts all; sendmail -q asks the relay and touches nothing itself.
mailq=$WORK/usr/lib/presend/mailq
expect_exit 0 as www-data "$mailq"
expect_text "$WORK/out" "(held: tracking/pixel)"
expect_exit 0 as nobody "$mailq"
expect_no_text "$WORK/out" "@"
expect_text "$WORK/out" "(1 Request of other users not shown)"
expect_exit 0 as nobody "$mailq" --json
expect_equal "$(wc -c < "$WORK/out")" 0 "octets of JSON about other users' mail"
expect_exit 0 as nobody "$sendmail" -q
! find "$spool" -perm /007 ! -type p | grep . || fail "others have rights in the spool"

# The caller's environment chooses nothing: another configuration would be another policy and another spool.
mkdir -m 777 "$WORK/mine"
printf 'mode: shadow\nqueue: { directory: "%s" }\nrelay: { url: "smtp://127.0.0.1:9", tls: none }\n' "$WORK/mine" > "$WORK/mine/presend.yml"
expect_exit 77 as nobody env PRESEND_CONFIG="$WORK/mine/presend.yml" HOME="$WORK/mine" \
  "$sendmail" -t -i -f x@beispiel.test < "$ROOT/Fixtures/demo/signed-with-pixel.eml"
expect_equal "$(find "$WORK/mine" -type f | wc -l)" 1 "files in a folder that the caller chose"
expect_arrived "$n"
stop_last
umount /etc
