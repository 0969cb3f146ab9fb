#!/usr/bin/env bash
# presend doctor: on a host as docs/install.md makes it all is right; then each thing is broken in turn, and the doctor names it,
# alone, with a mend and the right exit status. /etc is a copy in a mount namespace of the test's own.
[ "$(id -u)" = 0 ] || { echo "  SKIPPED: other users need root"; exit 3; }
[ -n "${IN_NAMESPACE:-}" ] || IN_NAMESPACE=1 exec unshare --mount bash "$0"
. "$(dirname "$0")/../lib.sh"
. "$TESTS/host.sh"

need setpriv make openssl
start_smarthost --auth "presend:right horse" --auth-without-tls
install_host <<YAML
held: { approver: chefin@beispiel.test }
YAML
CONFIGURATION=/etc/presend/presend.yml
PASSWORD=/etc/presend/relay.password

# In the places where programs look for sendmail, for this test alone.
for name in /usr/sbin/sendmail /usr/lib/sendmail /usr/bin/mailq /usr/bin/newaliases; do
  # Some are links to another.
  [ -e "$name" ] && ! [ "$name" -ef "$HANDING_IN" ] || continue
  mount --bind "$HANDING_IN" "$name"
done
[ -e /usr/sbin/sendmail ] || skip "there is no /usr/sbin/sendmail to stand in for (scripts/setup test)"

start_host_relay
content=$TEST/../t-07-recipient-refused/content.eml
expect_exit 0 as www-data "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$content"
expect_arrived 1

doctor() { "$PRESEND" doctor "$@"; }

# found: what is not right, "state check" each, of the JSON in $WORK/out.
found() {
  "$PYTHON" -c 'import json, sys
report = json.load(open(sys.argv[1]))
assert report["version"] == 1 and all(check["text"] for check in report["checks"])
wrong = [check for check in report["checks"] if check["state"] != "ok"]
assert all(check["mend"] for check in wrong), wrong
print(*sorted({check["state"] + " " + check["check"] for check in wrong}))' "$WORK/out"
}

# expect_found STATUS "STATE CHECK…" TEXT [OPTION…]: exactly these are not right, and the text stands in the report.
expect_found() {
  local status=$1 wanted=$2 text=$3
  shift 3
  expect_exit "$status" doctor --json "$@"
  expect_equal "$(found)" "$wanted" "what the doctor found (looking for: $text)"
  expect_text "$WORK/out" "$text"
  expect_no_text "$WORK/out" "right horse"
  expect_no_text "$WORK/out" "@"
}

# All is right, in both languages, and the smarthost got no mail for it.
expect_found 0 "" '"errors": 0'
for check in configuration programs sendmail spool room secrets smarthost consent keys relay queue held failed audit clock; do
  expect_text "$WORK/out" "\"check\": \"$check\""
done
expect_exit 0 doctor --language en
expect_text "$WORK/out" "All is right."
expect_text "$WORK/out" "127.0.0.1:$SMARTHOST_PORT can be reached, encrypted and logged in to as configured"
expect_exit 0 doctor --language de
expect_text "$WORK/out" "Alles in Ordnung."
expect_arrived 1

# --- The configuration ---------------------------------------------------------------------------------------------------

cp -p "$CONFIGURATION" "$WORK/right.yml"
mended() { cp -p "$WORK/right.yml" "$CONFIGURATION"; }

chmod 666 "$CONFIGURATION"
expect_found 78 "error configuration" "chmod go-w $CONFIGURATION" --offline
mended
chown root:root "$CONFIGURATION"
expect_found 78 "error configuration" "presend-relay, which runs as presend, may not read it" --offline
mended
echo 'rulez: {}' >> "$CONFIGURATION"
expect_found 78 "error configuration" "presend.yml:" --offline
mended
sed -i '/^relay:/,/password-file/d' "$CONFIGURATION"
expect_found 78 "error configuration" "names no smarthost"
mended
sed -i '/^organisation:/d' "$CONFIGURATION"
echo 'mode: shadow' >> "$CONFIGURATION"
expect_found 0 "warning configuration" "mode: shadow" --offline
mended
expect_found 78 "error configuration" "/nowhere/presend.yml: No such file" --offline --config /nowhere/presend.yml

# --- Programs and places ---------------------------------------------------------------------------------------------------

chmod 755 "$HANDING_IN"
expect_found 78 "error programs" "chmod 2755" --offline
chmod 2777 "$HANDING_IN"
expect_found 78 "error programs" "may replace it" --offline
chmod 2755 "$HANDING_IN"
chmod 775 "$PRESEND"
expect_found 78 "error programs" "$PRESEND: others than its owner may replace it" --offline
chmod 755 "$PRESEND"
chmod 644 "$HANDING_IN"
expect_found 78 "error programs" "nothing is taken without it" --offline
chmod 2755 "$HANDING_IN"
mv "$HOST/bin/presend-relay" "$WORK/presend-relay"
expect_found 78 "error programs unknown smarthost" "nothing is sent without it"
mv "$WORK/presend-relay" "$HOST/bin/presend-relay"
mount --bind /bin/true /usr/sbin/sendmail
expect_found 0 "warning sendmail" "not presend, which sees nothing of mail that goes there: /usr/sbin/sendmail" --offline
umount /usr/sbin/sendmail

# --- The spool -----------------------------------------------------------------------------------------------------------

chmod 3775 "$SPOOL/queue"
expect_found 78 "error spool" "chmod 3770 $SPOOL/queue" --offline
chmod 3770 "$SPOOL/queue"
chmod 2770 "$SPOOL/held"
expect_found 78 "error spool" "$SPOOL/held lacks rights" --offline
chmod 3770 "$SPOOL/held"
chmod 3770 "$SPOOL/audit"
expect_found 78 "error spool" "chmod 700 $SPOOL/audit" --offline
chmod 700 "$SPOOL/audit"
chown root "$SPOOL/journal"
expect_found 78 "error spool" "$SPOOL/journal belongs to root, not to presend" --offline
chown presend "$SPOOL/journal"
rmdir "$SPOOL/intents" 2>/dev/null || { rm -f "$SPOOL"/intents/*; rmdir "$SPOOL/intents"; }
expect_found 78 "error spool" "install -d -o presend -g presend -m 3770 $SPOOL/intents" --offline
install -d -o presend -g presend -m 3770 "$SPOOL/intents"
echo 'queue: { directory: "/nowhere/spool" }' > "$WORK/elsewhere.yml"
sed '/^queue:/d' "$WORK/right.yml" >> "$WORK/elsewhere.yml"
expect_exit 78 doctor --offline --json --config "$WORK/elsewhere.yml"
expect_text "$WORK/out" "/nowhere/spool is not there"
mkdir "$WORK/small"
mount -t tmpfs -o size=32m presend-test "$WORK/small"
SPOOL=$WORK/small make_spool
sed -i "s|^queue:.*|queue: { directory: \"$WORK/small\" }|" "$CONFIGURATION"
expect_found 78 "error relay error room" "no mail is taken" --offline
umount "$WORK/small"
mended

# --- Password and smarthost ------------------------------------------------------------------------------------------------

chmod 640 "$PASSWORD"
expect_found 78 "error secrets" "others than its owner may read the password" --offline
chmod 600 "$PASSWORD"
chown root "$PASSWORD"
expect_found 78 "error secrets error smarthost" "as whom presend-relay runs, may not read it"
chown presend "$PASSWORD"
: > "$PASSWORD"
expect_found 78 "error secrets error smarthost" "$PASSWORD is empty"
echo 'wrong horse' > "$PASSWORD"
expect_found 69 "error smarthost" "the smarthost refuses the user or the password"
expect_no_text "$WORK/out" "wrong horse"
echo 'right horse' > "$PASSWORD"
rm "$PASSWORD"
expect_found 78 "error secrets error smarthost" "$PASSWORD is not there"
echo 'right horse' > "$PASSWORD" && chown presend:presend "$PASSWORD" && chmod 600 "$PASSWORD"

# with_relay LINE…: the configuration with another smarthost.
with_relay() {
  sed '/^relay:/,/password-file/d' "$WORK/right.yml" > "$CONFIGURATION"
  { echo relay: && printf '  %s\n' "$@"; } >> "$CONFIGURATION"
}
with_relay "url: \"smtp://127.0.0.1:$(free_port)\"" "tls: none"
expect_found 69 "error smarthost" "no connection"
with_relay 'url: "smtps://smarthost.invalid:465"'
expect_found 69 "error smarthost" "there is no such host"
with_relay "url: \"smtp://127.0.0.1:$SMARTHOST_PORT\""
expect_found 69 "error smarthost" "does not offer STARTTLS"
with_relay "url: \"smtp://127.0.0.1:$SMARTHOST_PORT\"" "tls: none" "user: presend" "password-command: [/nowhere/command]"
expect_found 78 "error secrets error smarthost" "/nowhere/command is not there"
with_relay "url: \"smtp://127.0.0.1:$SMARTHOST_PORT\"" "tls: none" "user: presend" "password-credential: relay"
expect_found 0 "" "the login was not tried"
# A port that says nothing is given up after a while.
start "$PYTHON" -c 'import socket, sys, time
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
time.sleep(60)' "$(free_port | tee "$WORK/silent-port")"
wait_until 10 listens "$(cat "$WORK/silent-port")"
with_relay "url: \"smtp://127.0.0.1:$(cat "$WORK/silent-port")\"" "tls: none"
expect_found 69 "error smarthost" "no answer in time"
# TLS as the configuration wants it.
make_certificates
plain_port=$SMARTHOST_PORT
start_smarthost --certificate "$WORK/tls/server.pem" --key "$WORK/tls/server.key"
with_relay "url: \"smtp://localhost:$SMARTHOST_PORT\"" "ca-file: \"$WORK/tls/ca.pem\""
expect_found 0 "" "can be reached"
with_relay "url: \"smtp://localhost:$SMARTHOST_PORT\"" "ca-file: \"$WORK/tls/other.pem\""
expect_found 69 "error smarthost" "the certificate is not signed by a trusted authority"
with_relay "url: \"smtp://localhost:$SMARTHOST_PORT\"" "ca-file: \"$WORK/tls/ca.pem\"" "fallbacks:" \
  "  - { url: \"smtp://127.0.0.1:$plain_port\" }"
expect_found 69 "error smarthost" "localhost:$SMARTHOST_PORT can be reached"
mended

# --- Consent store, keys, log -----------------------------------------------------------------------------------------------

STORE=$WORK/consent/consent.db
mv "$STORE" "$STORE.away"
expect_found 78 "error consent" "$STORE is not there" --offline
printf 'this is no database, and has been none for as long as anybody can remember' > "$STORE"
chown presend:presend "$STORE" && chmod 660 "$STORE"
expect_found 78 "error consent" "$STORE" --offline
mv "$STORE.away" "$STORE"
chmod 600 "$STORE"
expect_found 78 "error consent" "callers of presend may not read it" --offline
chmod 660 "$STORE"
mv "$SPOOL/audit/key" "$WORK/key"
expect_found 78 "error keys" "restore it from a copy" --offline
head -c 31 "$WORK/key" > "$SPOOL/audit/key"
expect_found 78 "error keys" "31 octets instead of 32" --offline
mv "$WORK/key" "$SPOOL/audit/key"
cp -p "$SPOOL/audit/head" "$WORK/head"
sed 's/^[0-9]*/999/' "$WORK/head" > "$SPOOL/audit/head"
expect_found 78 "error audit" "lines are missing" --offline
cat "$WORK/head" > "$SPOOL/audit/head"
log=$(echo "$SPOOL"/audit/*.jsonl)
cp -p "$log" "$WORK/log"
echo '{"n":1}' >> "$log"
expect_found 78 "error audit" "the last line is none of the log" --offline
cat "$WORK/log" > "$log"

# --- The service, and what waits ----------------------------------------------------------------------------------------------

stop_host_relay
expect_found 78 "error relay" "presend-relay does not run" --offline
expect_exit 0 as www-data "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$content"
expect_exit 77 as www-data "$SENDMAIL" -t -i -f x@beispiel.test < "$ROOT/Fixtures/demo/signed-with-pixel.eml"
expect_found 78 "error relay" "1 message for the smarthost" --offline
expect_text "$WORK/out" "1 message held"
sed -i '/^held:/d' "$CONFIGURATION"
expect_found 78 "error relay warning held" "nobody is told that they wait" --offline
mended
entry=$(find "$SPOOL/queue" -type f)
cp -p "$entry" "$SPOOL/failed/"
expect_found 78 "error relay warning failed" "could be neither delivered nor reported" --offline
rm "$SPOOL/failed/${entry##*/}"

# --- Other users --------------------------------------------------------------------------------------------------------------

# Who may not look is told so, and sees nothing.
status=0
as nobody "$PRESEND" doctor --offline --config "$CONFIGURATION" > "$WORK/out" 2>&1 || status=$?
expect_equal "$status" 78 "exit status"
expect_text "$WORK/out" "sudo presend doctor"
status=0
as presend "$PRESEND" doctor --offline > "$WORK/out" 2>&1 || status=$?
expect_equal "$status" 78 "exit status" # the relay does not run
expect_no_text "$WORK/out" "unknown"
start_host_relay
expect_exit 0 as presend "$PRESEND" doctor
stop_host_relay
leave_host

# --- One user's installation ------------------------------------------------------------------------------------------------

rm -rf "$SPOOL"
start_smarthost
site < /dev/null
expect_exit 0 "$PRESEND" doctor --json
expect_equal "$(found)" "warning sendmail" "what the doctor found"
expect_text "$WORK/out" "each message starts it"
