#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# A team with a folder full of findings: comments, baseline, mending, settings by path, questions, watching.

need git
PRESEND=$PRESEND_BIN/presend
export NO_COLOR=1
cd "$WORK"
mkdir -p project/mails/legal
cd project
pixel='<img src="https://t.werbung.test/open.gif?id={{ id }}" width="1" height="1" alt="">'
printf '<p>Ihre Bestellung</p>\n%s\n' "$pixel" > mails/order.html
printf '<p>Ihre Bestellung</p>\n%s\n' "$pixel" > mails/legal/terms.html
cat > presend.yml <<'END'
organisation: { domains: [beispiel.test] }
classes: [{ class: transactional, when: { path: "mails/**" } }]
rules: { reason/missing: off }
END

# --- settings by path count from the folder of presend.yml, wherever presend is started
expect_exit 1 "$PRESEND" check mails
printf 'per-path:\n  - { path: "mails/legal/**", rules: { tracking/pixel: { severity: warning } } }\n' >> presend.yml
expect_exit 0 "$PRESEND" check mails/legal
(cd mails && expect_exit 0 "$PRESEND" check legal) || fail "per-path depends on the working folder"
expect_exit 1 "$PRESEND" check --max-warnings 0 mails/legal
expect_text "$WORK/err" "1 warning is more than --max-warnings 0"
expect_exit 0 "$PRESEND" check --max-warnings 1 mails/legal
"$PRESEND" config check presend.yml > /dev/null || fail "config check refuses the configuration"
"$PRESEND" config show > "$WORK/shown" || fail "config show"
expect_text "$WORK/shown" "mails/legal/**"

# --- a baseline, by paths of its own folder
expect_exit 0 "$PRESEND" baseline mails
expect_text "$WORK/out" "2 findings"
cp presend-baseline.json "$WORK/before.json"
expect_exit 0 "$PRESEND" check --baseline presend-baseline.json mails
expect_text "$WORK/out" "2 ignored"
(cd mails && expect_exit 0 "$PRESEND" check --baseline ../presend-baseline.json .) || fail "a baseline depends on the working folder"
echo "baseline: presend-baseline.json" >> presend.yml
expect_exit 0 "$PRESEND" check mails
expect_exit 1 "$PRESEND" check --no-baseline mails
sed -i '1i <h1>Neu</h1>' mails/order.html
expect_exit 0 "$PRESEND" check mails
sed "s/open.gif/other.gif/" mails/order.html > mails/new.html
expect_exit 1 "$PRESEND" check mails
rm mails/new.html
git init -q . && mv mails/legal/terms.html mails/legal/conditions.html
expect_exit 0 "$PRESEND" check mails
mv mails/legal/conditions.html mails/legal/terms.html

# --- mending: first shown, then done, then nothing is left to do
expect_exit 1 "$PRESEND" check --diff mails
cp "$WORK/out" "$WORK/mend.patch"
cp -r mails "$WORK/copy"
expect_exit 0 "$PRESEND" check --fix mails
(cd "$WORK" && mkdir applied && cp -r copy applied/mails && cd applied && git init -q . && git apply "$WORK/mend.patch") ||
  fail "git does not apply the patch"
diff -r "$WORK/applied/mails" mails || fail "--fix does other than --diff shows"
expect_exit 0 "$PRESEND" check --diff mails
test ! -s "$WORK/out" || fail "there is still something to mend"
expect_exit 0 "$PRESEND" check mails
expect_text "$WORK/err" "2 findings not met any more"
expect_exit 0 "$PRESEND" check --update-baseline mails
expect_text "$WORK/err" "2 findings before, 0 now"
expect_equal "$(grep -c '"rule"' presend-baseline.json)" 0 "findings in the baseline"
expect_exit 2 "$PRESEND" check --fix - < mails/order.html

# --- what for Anna?
printf '<p>Ihre Bestellung</p>\n%s\n' "$pixel" > mails/order.html
expect_exit 1 "$PRESEND" check --to anna@kunde.test --consent tracking=denied mails/order.html
expect_text "$WORK/out" "anna@kunde.test"
expect_exit 0 "$PRESEND" check --to anna@kunde.test --consent tracking=granted mails/order.html
expect_exit 2 "$PRESEND" check --consent tracking=granted mails/order.html
expect_text "$WORK/err" "--to"
expect_exit 2 "$PRESEND" check --to anna --consent tracking=granted mails/order.html
expect_exit 2 "$PRESEND" check --to anna@kunde.test --consent tracking=maybe mails/order.html

# --- standard input as an editor gives it
expect_exit 1 "$PRESEND" check --stdin-filename mails/order.html - < mails/order.html
expect_text "$WORK/out" "mails/order.html:2:1:"
expect_exit 0 "$PRESEND" check --stdin-filename mails/legal/x.html - < mails/order.html

# --- comments
printf '{# presend-ignore-next-line tracking/pixel -- agreed with legal #}\n%s\n' "$pixel" > mails/order.html
expect_exit 0 "$PRESEND" check --format json mails/order.html
expect_text "$WORK/out" "agreed with legal"
printf '{# presend-ignore-next-line tracking/pixel #}\n%s\n' "$pixel" > mails/order.html
expect_exit 1 "$PRESEND" check mails/order.html
expect_text "$WORK/out" "ignore/malformed"

# --- watching: it checks again when a file changes, and ends with the signal of Ctrl-C
"$PRESEND" check --watch mails > "$WORK/watch" 2>&1 &
PIDS+=("$!")
wait_until 20 grep -q "waiting for changes" "$WORK/watch"
printf '<p>sauber</p>\n' > mails/order.html
wait_until 20 grep -q "0 errors" "$WORK/watch"
kill -INT "${PIDS[-1]}"
wait_until 10 bash -c "! kill -0 ${PIDS[-1]} 2>/dev/null"

# --- what comes from the tables of options
for shell in bash zsh fish; do
  "$PRESEND" completions "$shell" > "$WORK/completions.$shell" || fail "no completions for $shell"
  expect_text "$WORK/completions.$shell" "update-baseline"
done
bash -n "$WORK/completions.bash" || fail "bash does not read its completions"
expect_text "$ROOT/docs/man/presend.1" "update-baseline"
