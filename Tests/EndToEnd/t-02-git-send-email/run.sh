#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# git send-email gives the recipients as arguments, dies on any status but 0 and exits with it.

need git
[ -x "$(git --exec-path)/git-send-email" ] || skip "git send-email is not installed (scripts/setup test)"
start_smarthost
site

cd "$HOME"
git init -q project && cd project
git config user.name Entwicklerin && git config user.email entwicklerin@beispiel.test
echo "Größe" > file && git add file && git commit -q -m "Größe hinzufügen" -m $'.\nA line with a single dot above.'

send_patch() { git send-email --quiet --confirm=never --smtp-server="$SENDMAIL" "$@" -1; }

expect_exit 0 send_patch --to=liste@beispiel.test --cc=anna@kunde.test --envelope-sender=bounce@beispiel.test
expect_arrived 1
expect_equal "$(envelope 1)" \
  "bounce@beispiel.test: anna@kunde.test entwicklerin@beispiel.test liste@beispiel.test"
git format-patch -q -1 --stdout > "$WORK/patch"
sed -n '/^A line with/,/^-- /p' "$WORK/patch" > "$WORK/part"
"$PYTHON" - "$WORK/part" "$(message 1)" <<'EOF' || fail "the patch was changed on its way"
import sys
part, message = (open(path, "rb").read().replace(b"\r\n", b"\n") for path in sys.argv[1:])
sys.exit(part not in message)
EOF

# No recipient that can be sent to: git shows our text and our status.
printf 'rules: { recipients/open-list: { action: reject } }\n' > "$WORK/more.yml"
site < "$WORK/more.yml"
expect_exit 77 send_patch --to=anna@kunde.test --cc=bernd@anderswo.test --cc=carla@dritte.test
expect_text "$WORK/err" "recipients/open-list"
expect_arrived 1
