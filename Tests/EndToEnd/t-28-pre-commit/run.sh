#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# The hooks of .pre-commit-hooks.yaml under pre-commit itself: a red commit, a mended one, a green one.

need git
PRE_COMMIT=$ROOT/.build/test-tools/bin/pre-commit
[ -x "$PRE_COMMIT" ] || skip "pre-commit is not installed (scripts/setup test)"
export PRE_COMMIT_HOME=$WORK/pre-commit NO_COLOR=1 PRESEND=$PRESEND_BIN/presend
export GIT_AUTHOR_NAME=Anna GIT_AUTHOR_EMAIL=anna@beispiel.test GIT_COMMITTER_NAME=Anna GIT_COMMITTER_EMAIL=anna@beispiel.test
unset GIT_DIR GIT_INDEX_FILE

# The hooks' repository, as pre-commit would clone it.
hooks=$WORK/hooks
mkdir -p "$hooks/scripts"
cp "$ROOT/.pre-commit-hooks.yaml" "$hooks"
cp "$ROOT/scripts/pre-commit-hook" "$hooks/scripts"
git -C "$hooks" init -q
git -C "$hooks" add -A
git -C "$hooks" commit -qm "Hooks"
revision=$(git -C "$hooks" rev-parse HEAD)

shop=$WORK/shop
mkdir -p "$shop/templates/news" "$shop/site"
cd "$shop"
git init -q
configure() { # HOOK
  cat > .pre-commit-config.yaml <<END
repos:
  - repo: $hooks
    rev: $revision
    hooks:
      - id: $1
        files: ^templates/
END
}
configure presend
cat > presend.yml <<'END'
organisation: { domains: [beispiel.test] }
classes:
  - { class: newsletter, when: { path: "templates/news/**" } }
END
page() {
  echo '<!doctype html><html lang="de"><body>'
  echo '<p>Sie erhalten diese Mail, weil Sie unseren Newsletter bestellt haben.</p>'
  echo "$1"
  echo '<p><a href="{{ unsubscribe_url }}">Abmelden</a></p>'
  echo '<p>Beispiel GmbH, Beispielstraße 1, 12345 Berlin, Geschäftsführerin: Anna Beispiel, Amtsgericht Berlin HRB 12345</p>'
  echo '<p><a href="https://beispiel.test/datenschutz">Datenschutz</a></p></body></html>'
}
pixel='<img src="https://t.werbung.test/open.gif?id={{ id }}" width="1" height="1" alt="">'
page "$pixel" > templates/news/may.html
# Nobody's mail: not looked at.
page "$pixel" > site/index.html
expect_exit 0 "$PRE_COMMIT" install
git add -A

expect_exit 1 git commit -m "A newsletter"
cat "$WORK/out" >> "$WORK/err"
expect_text "$WORK/err" "presend (mail templates)"
expect_text "$WORK/err" "Failed"
expect_text "$WORK/err" "templates/news/may.html:3:1:"
expect_text "$WORK/err" "tracking/pixel"
expect_no_text "$WORK/err" "site/index.html"

# The hook that mends fails once, because it changed the file, and passes then.
configure presend-fix
git add -A
expect_exit 1 git commit -m "A newsletter"
cat "$WORK/out" >> "$WORK/err"
expect_text "$WORK/err" "files were modified by this hook"
page "" | sed '/^$/d' | cmp - templates/news/may.html || fail "more was mended than the pixel"
git add -A
expect_exit 0 git commit -m "A newsletter"
cat "$WORK/out" >> "$WORK/err"
expect_text "$WORK/err" "Passed"
configure presend
expect_exit 0 "$PRE_COMMIT" run --all-files

# Without presend the hook says how to come by it.
PRESEND=$WORK/absent expect_exit 1 "$PRE_COMMIT" run --all-files
expect_text "$WORK/out" "there is no program"
expect_text "$WORK/out" "make install"
