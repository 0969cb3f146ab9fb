#!/usr/bin/env bash
# The Debian packages: made twice with the same octets, installed beside a Postfix, used by other users, upgraded with mail in
# the queue, removed and purged without a file left behind; then as the only mail server.
[ "$(id -u)" = 0 ] || { echo "  SKIPPED: packages need root"; exit 3; }
[ -n "${IN_NAMESPACE:-}" ] || IN_NAMESPACE=1 exec unshare --mount bash "$0"
. "$(dirname "$0")/../lib.sh"
. "$TESTS/machine.sh"

need dpkg-deb dpkg-shlibdeps dpkg-divert make readelf systemd-analyze
[ -x /usr/sbin/postconf ] || skip "Postfix is not installed (scripts/setup test)"
start_smarthost

export COMPRESSION=none # packing takes a minute
"$ROOT/scripts/make-deb" "$WORK/deb" "$PRESEND_BIN" > "$WORK/made" 2>&1 || fail "no packages: $(cat "$WORK/made")"
"$ROOT/scripts/make-deb" "$WORK/again" "$PRESEND_BIN" > /dev/null
for package in "$WORK"/deb/*.deb; do
  cmp "$package" "$WORK/again/${package##*/}" || fail "${package##*/} is not the same when it is made again"
done
presend=$(ls "$WORK"/deb/presend_*.deb)
mta=$(ls "$WORK"/deb/presend-mta_*.deb)
expect_text <(dpkg-deb --field "$presend" Depends) "libcurl4"
case $PRESEND_BIN in # linked by `make build`
  */release) for program in presend presend-sendmail presend-relay; do
    expect_text <(readelf -d "$PRESEND_BIN/$program") "BIND_NOW"
    expect_text <(readelf -lW "$PRESEND_BIN/$program") "GNU_RELRO"
  done ;;
esac

copy_machine
postfix_sendmail=$(sha256sum < /usr/sbin/sendmail)

# Installing makes the account, the folders and a configuration; Postfix keeps its place.
install_debs "$presend"
machine_mode() { on_machine stat -c '%U:%G %a' "$1"; }
expect_equal "$(machine_mode /usr/bin/presend-sendmail)" "root:presend 2755" "the program that hands mail in"
expect_equal "$(machine_mode /usr/bin/presend)" "root:root 755" "the program that lends no rights"
for folder in . queue held decided; do
  expect_equal "$(machine_mode "/var/spool/presend/$folder")" "presend:presend 3770" "the spool's folder $folder"
done
expect_equal "$(machine_mode /var/spool/presend/audit)" "presend:presend 2700" "the record"
expect_equal "$(machine_mode /etc/presend/presend.yml)" "root:presend 640" "the configuration"
expect_equal "$(machine_mode /var/spool/presend/unsubscribe/key)" "presend:presend 660" "the key of tokens"
expect_exit 0 on_machine presend config check /etc/presend/presend.yml
expect_text "$MACHINE/etc/presend/presend.yml" "mode: shadow"
for page in man1/presend.1 man1/presend-sendmail.1 man5/presend.yml.5 man8/presend-relay.8; do
  [ -s "$MACHINE/usr/share/man/$page.gz" ] || fail "no manual page $page"
done
verified=$(on_machine dpkg --verify presend) || fail "dpkg cannot verify the package"
expect_equal "$verified" "" "files that are not what the package holds"
expect_equal "$(on_machine sha256sum < "$MACHINE/usr/sbin/sendmail")" "$postfix_sendmail" "Postfix' sendmail"
expect_exit 0 systemd-analyze verify --man=no --root="$MACHINE" presend-relay.service
# 2.0 of 10: what is left is the network, which it is there for.
expect_exit 0 systemd-analyze security --no-pager --offline=yes --root="$MACHINE" --threshold=20 presend-relay.service

# In Postfix' place: any user's mail goes out through presend.
configure_machine
start_machine_relay
expect_exit 0 on_machine presend-divert add
expect_exit 0 on_machine presend-divert add
expect_exit 0 on_machine presend-divert status
expect_text "$WORK/out" "/usr/sbin/sendmail: presend"
expect_equal "$(sha256sum < "$MACHINE/usr/sbin/sendmail.distrib")" "$postfix_sendmail" "Postfix' sendmail, put aside"
content=$TEST/../t-07-recipient-refused/content.eml
n=0
for path in /usr/sbin/sendmail /usr/lib/sendmail; do
  n=$((n + 1))
  expect_exit 0 as www-data "$path" -i -f shop@beispiel.test anna@kunde.test < "$content"
  expect_arrived "$n"
done
expect_exit 0 on_machine presend doctor --language en
expect_text "$WORK/out" "All is right."

# An upgrade keeps queue, rights, configuration and place.
stop_last
expect_exit 0 as nobody /usr/sbin/sendmail -i -f shop@beispiel.test bert@kunde.test < "$content"
dpkg-deb --raw-extract "$presend" "$WORK/newer"
sed -i 's/^Version: .*/&+1/' "$WORK/newer/DEBIAN/control"
dpkg-deb --root-owner-group -Znone --build "$WORK/newer" "$WORK/newer.deb" > /dev/null
install_debs "$WORK/newer.deb"
expect_equal "$(machine_mode /usr/bin/presend-sendmail)" "root:presend 2755" "the program, upgraded"
expect_text "$MACHINE/etc/presend/presend.yml" "rechner.beispiel.test"
expect_exit 0 as nobody mailq
expect_text "$WORK/out" "in 1 Request."
start_machine_relay
n=$((n + 1))
expect_arrived "$n"
stop_last

# Removing gives Postfix its place back; purging leaves mail that nobody has got.
expect_exit 0 as nobody /usr/sbin/sendmail -i -f shop@beispiel.test cora@kunde.test < "$content"
expect_exit 0 on_machine dpkg --no-triggers --remove presend
expect_equal "$(sha256sum < "$MACHINE/usr/sbin/sendmail")" "$postfix_sendmail" "Postfix' sendmail, back in its place"
expect_text "$MACHINE/etc/presend/presend.yml" "rechner.beispiel.test"
expect_exit 0 on_machine dpkg --no-triggers --purge presend
expect_text "$WORK/out" "1 messages are left in /var/spool/presend"
expect_equal "$(find "$MACHINE/var/spool/presend/queue" -type f | wc -l)" 1 "messages left"
rm -r "$MACHINE/var/spool/presend"

# As the only mail server.
expect_exit 0 on_machine dpkg --no-triggers --remove --force-depends postfix
install_debs "$presend" "$mta"
configure_machine
start_machine_relay
expect_exit 0 as nobody /usr/lib/sendmail -t -i <<< $'From: a@beispiel.test\nTo: dora@kunde.test\nSubject: Ihre Frage\n\nJa, gern.'
n=$((n + 1))
expect_arrived "$n"
expect_exit 0 as nobody mailq
expect_exit 0 as nobody newaliases
stop_last
expect_exit 0 on_machine dpkg --no-triggers --purge presend-mta presend
left=$(cd "$CHANGED" && find . ! -type d -newer "$WORK/made" | grep -E 'presend|sendmail|mailq|newaliases' | grep -vE '^./(var/lib/dpkg|var/log|var/lib/systemd|tmp|root)/' || true)
while read -r file; do # what only Postfix' removal took away is a device 0:0 in the layer
  [ -z "$file" ] || [ -c "$CHANGED/$file" ] || fail "left behind: $file"
done <<< "$left"
