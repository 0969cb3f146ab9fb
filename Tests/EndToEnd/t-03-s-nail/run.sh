#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# s-nail gives recipients behind `--`, writes no From, and keeps a message that was refused in dead.letter.

need s-nail
start_smarthost
site

nail() { s-nail -S v15-compat=y -S mta="file://$SENDMAIL" -S mta-argv0=sendmail -S sendwait -:/ "$@"; }

printf 'Hallo\n.\nGrüße\n' > "$WORK/body"
expect_exit 0 nail -s "Grüße" -b hidden@beispiel.test anna@kunde.test < "$WORK/body"
expect_arrived 1
expect_equal "$(envelope 1 | cut -d: -f2)" " anna@kunde.test hidden@beispiel.test"
expect_no_text "$(message 1)" "hidden@"
grep -qi '^From: .*@' "$(message 1)" || fail "a From field had to be added"
grep -qi '^Message-ID: <' "$(message 1)" || fail "a Message-ID had to be added"

# Refused: s-nail says so.
printf 'rules: { recipients/open-list: { action: reject } }\n' > "$WORK/more.yml"
site < "$WORK/more.yml"
status=0
nail -s x anna@kunde.test bernd@anderswo.test carla@dritte.test < "$WORK/body" >"$WORK/out" 2>"$WORK/err" || status=$?
[ "$status" != 0 ] || fail "s-nail took the refusal for success"
expect_text "$WORK/err" "recipients/open-list"
expect_arrived 1
