# shellcheck shell=bash
# A copy of this machine's root in which packages are installed and programs run, and of which nothing lasts: an overlay whose
# upper layer is memory or, where there are no overlays, a copy in memory of what programs need. Sourced behind lib.sh by tests that run in a mount namespace of their own.
#
# The copy has a /proc and a /dev of its own. The machine's own are never mounted below a folder that is deleted later.

# copy_machine: sets MACHINE, the copy's root, and CHANGED, the folder of what differs from the machine.
copy_machine() {
  local device
  [ "$(readlink /proc/self/ns/mnt)" != "$(readlink /proc/1/ns/mnt)" ] || fail "copy_machine wants a mount namespace of its own"
  LAYERS=$WORK/layers
  mkdir "$LAYERS"
  mount -t tmpfs -o mode=755 tmpfs "$LAYERS"
  mkdir "$LAYERS"/{upper,work,root}
  MACHINE=$LAYERS/root
  CHANGED=$LAYERS/upper
  mount -t overlay overlay -o "lowerdir=/,upperdir=$CHANGED,workdir=$LAYERS/work" "$MACHINE" 2>/dev/null || copy_folders
  mount -t proc -o ro proc "$MACHINE/proc"
  mount -t tmpfs -o mode=755 tmpfs "$MACHINE/dev"
  for device in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9" "tty 5 0"; do
    # shellcheck disable=SC2086 # name, major, minor
    set -- $device
    mknod -m 666 "$MACHINE/dev/$1" c "$2" "$3"
  done
  ln -s /proc/self/fd "$MACHINE/dev/fd"
  export DEBIAN_FRONTEND=noninteractive
  unset TMPDIR # programs in the copy use its own /tmp
}

copy_folders() {
  local folder
  CHANGED=$MACHINE
  for folder in /bin /sbin /lib /lib64 /usr /etc /var/lib/dpkg; do
    [ ! -e "$folder" ] || (cd / && cp -a --parents ".$folder" "$MACHINE")
  done
  mkdir -p "$MACHINE"/{proc,dev,root,tmp,run,var/{spool,log,lib/systemd,cache}}
  chmod 1777 "$MACHINE/tmp"
}

# Called before the test's folder is deleted.
leave_machine() {
  [ -n "${LAYERS:-}" ] || return 0
  umount --recursive "$LAYERS" 2>/dev/null || umount -l "$LAYERS"
}

on_machine() { chroot "$MACHINE" "$@"; }

# as USER COMMAND…: with the user's own group and no others.
as() {
  local user=$1
  shift
  chroot --userspec="$user:$(chroot "$MACHINE" id -g "$user")" --groups= "$MACHINE" "$@"
}

# install_debs FILE…: dpkg, without what other packages do at each installation (manual page indices).
install_debs() {
  local file
  for file in "$@"; do cp "$file" "$MACHINE/root/"; done
  expect_exit 0 on_machine sh -c 'dpkg --no-triggers --install /root/*.deb'
  rm "$MACHINE"/root/*.deb
}

# start_machine_relay: the service, as the unit starts it; ends with the test.
start_machine_relay() {
  start chroot --userspec=presend:presend "$MACHINE" /usr/bin/presend-relay --daemon --config /etc/presend/presend.yml 2>>"$WORK/relay.log"
  wait_until 20 test -p "$MACHINE/var/spool/presend/wake"
}

# configure_machine: a policy with the recording smarthost.
configure_machine() {
  cat > "$MACHINE/etc/presend/presend.yml" <<EOF
organisation: { domains: [beispiel.test] }
relay: { url: "smtp://127.0.0.1:$SMARTHOST_PORT", tls: none }
submission: { default-domain: beispiel.test }
host-name: rechner.beispiel.test
EOF
}
