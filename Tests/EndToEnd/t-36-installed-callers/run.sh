#!/usr/bin/env bash
# Programs that send mail, against the installed package: each finds presend at /usr/sbin/sendmail without being told, and as the
# user it runs as. What one recipient gets is delivered; an open list is refused, and the caller says or keeps why.
[ "$(id -u)" = 0 ] || { echo "  SKIPPED: packages need root"; exit 3; }
[ -n "${IN_NAMESPACE:-}" ] || IN_NAMESPACE=1 exec unshare --mount bash "$0"
. "$(dirname "$0")/../lib.sh"
. "$TESTS/machine.sh"

need php git mutt s-nail ruby cron
[ -e /usr/share/php/Mail.php ] && [ -e /usr/share/php/Symfony/Component/Mailer/autoload.php ] ||
  skip "PEAR Mail or Symfony Mailer is not installed (scripts/setup test)"
start_smarthost
COMPRESSION=none "$ROOT/scripts/make-deb" "$WORK/deb" "$PRESEND_BIN" > "$WORK/made" 2>&1 || fail "no packages: $(cat "$WORK/made")"
copy_machine
install_debs "$WORK"/deb/presend_*.deb
configure_machine
echo 'rules: { recipients/open-list: { action: reject } }' >> "$MACHINE/etc/presend/presend.yml"
expect_exit 0 on_machine presend-divert add
start_machine_relay
cp "$TEST"/* "$MACHINE/tmp/"
list=(anna@kunde.test bernd@anderswo.test carla@dritte.test)

# cron mails what a job writes, to all of MAILTO in one argument. It starts jobs at the full minute: looked at in the end.
rm -f "$MACHINE"/etc/cron.d/* "$MACHINE"/etc/crontab
printf 'MAILTO=ops@beispiel.test,anna@kunde.test\n* * * * * nobody echo "Sicherung: 3 Dateien"\n' > "$MACHINE/etc/cron.d/backup"
chmod 644 "$MACHINE/etc/cron.d/backup"
sed -i '/pam_loginuid/d' "$MACHINE/etc/pam.d/cron" # the copy's /proc is read-only
start chroot "$MACHINE" /usr/sbin/cron -f

n=0
# delivers SUBJECT COMMAND…: exit status 0, and a message with this subject arrives for anna.
delivers() {
  local subject=$1
  shift
  expect_exit 0 as www-data env HOME=/tmp "$@"
  arrived() { grep -lq "^Subject: $subject" "$SMARTHOST"/*.eml; }
  wait_until 20 arrived
}
# refuses COMMAND…: not 0, and the reason is said.
refuses() {
  local status=0
  as www-data env HOME=/tmp "$@" >"$WORK/out" 2>"$WORK/err" || status=$?
  [ "$status" != 0 ] || fail "the refusal was taken for success: $*"
  cat "$WORK/out" >> "$WORK/err"
  expect_text "$WORK/err" "recipients/open-list"
}

mail='exit(mail(implode(", ", array_slice($argv, 1)), "PHP", "Ihre Bestellung ist unterwegs.", "From: shop@beispiel.test") ? 0 : 1);'
delivers PHP php -r "$mail" -- "${list[0]}"
refuses php -d display_errors=stderr -r "$mail" -- "${list[@]}"
delivers PEAR php /tmp/pear.php "${list[0]}"
refuses sh -c 'php -d display_errors=stderr /tmp/pear.php "$1" 2>&1' pear "${list[0]}, ${list[1]}, ${list[2]}"
delivers Symfony php /tmp/symfony.php "${list[0]}"
refuses php /tmp/symfony.php "${list[@]}"
delivers Ruby ruby /tmp/mail.rb "${list[0]}"
# Debian's version of Ruby's mail looks at no status; presend's line stands in the program's output all the same.
as www-data ruby /tmp/mail.rb "${list[@]}" >"$WORK/err" 2>&1 || true
expect_text "$WORK/err" "recipients/open-list"
delivers Mutt sh -c 'echo "Ihre Bestellung ist unterwegs." | mutt -F /dev/null -s Mutt -- "$@"' mutt "${list[0]}"
refuses sh -c 'echo "Ihre Bestellung ist unterwegs." | mutt -F /dev/null -s Mutt -- "$@" 2>&1' mutt "${list[@]}"
delivers Nail sh -c 'echo "Ihre Bestellung ist unterwegs." | s-nail -: / -S v15-compat -S sendwait -s Nail "$@"' nail "${list[0]}"
refuses sh -c 'echo "Ihre Bestellung ist unterwegs." | s-nail -: / -S v15-compat -S sendwait -s Nail "$@"' nail "${list[@]}"

cat > "$MACHINE/tmp/patch.sh" <<'EOF'
set -e
rm -rf /tmp/project && git init -q /tmp/project && cd /tmp/project
git config user.name Entwicklerin && git config user.email entwicklerin@beispiel.test
echo 1 > file && git add file && git commit -q -m "Datei"
git send-email --quiet --confirm=never --suppress-cc=all $(printf -- '--to=%s ' "$@") -1
EOF
delivers "\[PATCH\] Datei" bash /tmp/patch.sh "${list[0]}"
refuses bash /tmp/patch.sh "${list[@]}"

cron_has_written() { grep -l "Sicherung: 3 Dateien" "$SMARTHOST"/*.eml; }
wait_until 90 cron_has_written
record=$(cron_has_written | head -n 1)
expect_text "${record%.eml}.json" "anna@kunde.test"
expect_text "${record%.eml}.json" "ops@beispiel.test"
expect_exit 0 as www-data mailq
expect_text "$WORK/out" "Mail queue is empty"
expect_equal "$(grep -l "bernd@anderswo.test" "$SMARTHOST"/*.json | wc -l)" 0 "messages that reached the open list"
