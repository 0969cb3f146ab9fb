#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# What arrives is what was taken, by hash: random messages with dots, every mix of line ends, 8-bit octets, NUL, long lines, up to 25 MB;
# to aiosmtpd, and through Postfix to aiosmtpd. PRESEND_OCTETS says how many.

count=${PRESEND_OCTETS:-300}
# It ends by itself; a long run takes a while.
start_smarthost --seconds "$((900 + 2 * count))"
site <<< 'mode: shadow' # judged, never held: what random text looks like is not asked here
"$PYTHON" "$TEST/octets.py" "$((count * 2 / 3))" 3 aiosmtpd || fail "a message was changed on its way to aiosmtpd"

if [ "$(id -u)" = 0 ] && [ -x /usr/lib/postfix/sbin/master ]; then
  start_postfix
  # Its own limits are not what is asked: it breaks lines of more than 998 octets, and takes 10 MB.
  postconf -c "$POSTFIX" -e smtp_line_length_limit=0 message_size_limit=100000000
  postfix -c "$POSTFIX" reload 2>/dev/null
  site "url: \"smtp://127.0.0.1:$POSTFIX_PORT\", tls: none" <<< 'mode: shadow'
  "$PYTHON" "$TEST/octets.py" "$((count / 3))" 1 Postfix || fail "a message was changed on its way to Postfix"
else
  [ -z "${CI:-}" ] || fail "in CI it is tried against Postfix too, as root"
  say "not root, or no Postfix: not tried against it"
fi
