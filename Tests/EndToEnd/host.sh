# shellcheck shell=bash
# A host with many users: presend is installed set-group-id as docs/install.md says, in a place of the test's own, and /etc
# is a copy. Sourced behind lib.sh by tests that run in a mount namespace of their own and have started a smarthost that
# demands "presend:right horse".

# as USER COMMAND…: with the user's own group, no others, and no capabilities.
as() {
  local user=$1
  shift
  setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups --inh-caps=-all -- "$@"
}

# shellcheck disable=SC2034 # the names are for the test
# install_host [< more YAML]: sets HOST (the prefix of the installation), SPOOL, SENDMAIL, MAILQ, HANDING_IN and PRESEND.
install_host() {
  HOST=$WORK/usr
  SPOOL=$WORK/spool
  SENDMAIL=$HOST/lib/presend/sendmail
  MAILQ=$HOST/lib/presend/mailq
  PRESEND=$HOST/bin/presend
  HANDING_IN=$HOST/bin/presend-sendmail
  cp -a /etc "$WORK/etc"
  mount --bind "$WORK/etc" /etc
  # The account that docs/install.md makes with adduser.
  echo 'presend:x:61042:61042::/nonexistent:/usr/sbin/nologin' >> /etc/passwd
  echo 'presend:x:61042:' >> /etc/group

  # The commands of docs/install.md.
  expect_exit 0 make -C "$ROOT" -s install PREFIX="$HOST" BIN="$PRESEND_BIN"
  chgrp presend "$HANDING_IN" && chmod 2755 "$HANDING_IN"
  make_spool
  install -d -o presend -g presend -m 2770 "$WORK/consent"
  install -d -m 755 /etc/presend
  {
    cat <<YAML
organisation: { domains: [beispiel.test] }
consent: { store: "sqlite:$WORK/consent/consent.db" }
queue: { directory: "$SPOOL" }
relay:
  url: "smtp://127.0.0.1:$SMARTHOST_PORT"
  tls: none
  user: presend
  password-file: /etc/presend/relay.password
YAML
    [ -t 0 ] || cat
  } > /etc/presend/presend.yml
  chown root:presend /etc/presend/presend.yml && chmod 640 /etc/presend/presend.yml
  echo 'right horse' > /etc/presend/relay.password
  chown presend:presend /etc/presend/relay.password && chmod 600 /etc/presend/relay.password
  echo address,purpose,state,at,basis | as presend "$PRESEND" consent import - > "$WORK/out"
}

make_spool() {
  install -d -o presend -g presend -m 3770 "$SPOOL" "$SPOOL"/{tmp,queue,held,failed,decided,journal,intents,users}
  install -d -o presend -g presend -m 700 "$SPOOL/audit"
  install -d -o presend -g presend -m 2770 "$SPOOL"/{repeats,copies,duplicates,unsubscribe}
}

# start_host_relay: the service, as the unit starts it.
start_host_relay() {
  start setpriv --reuid presend --regid presend --clear-groups -- "$HOST/bin/presend-relay" \
    --config /etc/presend/presend.yml --daemon 2>>"$WORK/relay.log"
  HOST_RELAY=${PIDS[-1]}
  wait_until 20 test -p "$SPOOL/wake"
}

stop_host_relay() {
  local place
  kill "$HOST_RELAY"
  wait "$HOST_RELAY" 2>/dev/null || true
  for place in "${!PIDS[@]}"; do [ "${PIDS[place]}" != "$HOST_RELAY" ] || unset "PIDS[$place]"; done
}

leave_host() { umount /etc; }
