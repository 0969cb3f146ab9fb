#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# Every format of `presend check` is what its readers expect: schemas and parsers that are not ours read real reports.

need_tools
site < /dev/null
export NO_COLOR=1

# A repository with a file that cannot be read, names that need escaping, and a check from a folder below its root.
repository=$WORK/repository
mkdir -p "$repository/.git" "$repository/mail/news"
cp "$ROOT/Fixtures/demo/"*.eml "$repository/mail"
cp "$ROOT/Fixtures/demo/templates/newsletter.html" "$repository/mail/news/100% news, ä.html"
printf '<p>\xf0\x9f\x98\x80 Gr\xc3\xbc\xc3\x9fe <img src="https://t.example/open?u={{ id }}" width="1" height="1"></p>\r\n' \
  > "$repository/mail/news/wide.html"
printf '<p>Gr\xfc\xdfe \xa7 <img src="https://t.example/open?u={{ id }}" width="1" height="1"></p>\n' \
  > "$repository/mail/news/latin-1.html"
sed -e 's/^To:.*/To: a@one.example,/' -e 's/^Subject:/Cc: b@two.example, c@three.example\nSubject:/' \
  "$repository/mail/circular.eml" > "$repository/mail/two-fields.eml"
cd "$repository/mail"

expect_exit 2 "$PRESEND" check . absent.eml --class newsletter --format "text,json=$WORK/r.json,jsonl=$WORK/r.jsonl" \
  --format "sarif=$WORK/r.sarif" --format "github=$WORK/r.github,gitlab=$WORK/r.gitlab,junit=$WORK/r.junit" \
  --format "checkstyle=$WORK/r.checkstyle" --format "rdjson=$WORK/r.rdjson" --format "html=$WORK/r.html"
expect_text "$WORK/out" "errors"
"$PRESEND" config schema --of check-json > "$WORK/check.schema.json"
"$TOOLS/bin/python" "$TEST/validate.py" "$WORK" "$repository" || fail "a format is not as its readers expect"
expect_equal "$(find "$WORK" -maxdepth 1 -name 'r.*' | wc -l)" 9 "reports, and nothing left beside them"

# What is asked for must be possible.
expect_exit 2 "$PRESEND" check --format json --format sarif circular.eml
expect_text "$WORK/err" "only one report can go to standard output"
expect_exit 2 "$PRESEND" check --format yaml circular.eml
expect_text "$WORK/err" "checkstyle"
expect_exit 2 "$PRESEND" check --format "json=$WORK/no/such/folder/r.json" circular.eml
expect_text "$WORK/err" "No such file or directory"
expect_exit 1 "$PRESEND" check --format json=/dev/null circular.eml
[ -c /dev/null ] || fail "/dev/null was replaced"
ln -s r.json "$WORK/link.json"
expect_exit 1 "$PRESEND" check --format "json=$WORK/link.json" circular.eml
[ -L "$WORK/link.json" ] || fail "a link was replaced"

# Quiet and statistics.
expect_exit 1 "$PRESEND" check --quiet circular.eml invoice.eml
expect_no_text "$WORK/out" "2 files"
expect_exit 0 "$PRESEND" check --quiet invoice.eml
expect_equal "$(cat "$WORK/out" "$WORK/err")" "" "output on a clean file"
expect_exit 1 "$PRESEND" check --statistics circular.eml two-fields.eml
expect_text "$WORK/out" "2  error"
expect_no_text "$WORK/out" "^^^"

# Colour: NO_COLOR before the variables that ask for it, the option before all.
expect_exit 1 env -u NO_COLOR FORCE_COLOR=1 "$PRESEND" check circular.eml
expect_text "$WORK/out" $'\e['
expect_exit 1 env -u NO_COLOR CLICOLOR_FORCE=1 "$PRESEND" check circular.eml
expect_text "$WORK/out" $'\e['
expect_exit 1 env FORCE_COLOR=1 "$PRESEND" check circular.eml
expect_no_text "$WORK/out" $'\e['
expect_exit 1 "$PRESEND" check --color always circular.eml
expect_text "$WORK/out" $'\e['
expect_exit 1 env -u NO_COLOR FORCE_COLOR=1 "$PRESEND" check --color never circular.eml
expect_no_text "$WORK/out" $'\e['

# In a GitHub Action: commands are stopped while the report quotes the file, then annotations follow; not in a report
# for programs.
export GITHUB_ACTIONS=true
expect_exit 1 "$PRESEND" check circular.eml
token=$(sed -n '1s/^::stop-commands:://p' "$WORK/out")
[ "${#token}" -ge 16 ] || fail "no token that nobody can guess: \"$token\""
expect_text "$WORK/out" "::$token::"
sed -n "/^::$token::$/,\$p" "$WORK/out" | tail -n +2 | grep -q '^::error title=presend recipients/open-list,file=mail/circular.eml,line=2' ||
  fail "no annotation behind the report"
expect_exit 1 "$PRESEND" check --format json circular.eml
expect_no_text "$WORK/out" "::"
expect_exit 1 "$PRESEND" check --format github circular.eml
expect_no_text "$WORK/out" "stop-commands"
expect_exit 1 "$PRESEND" check --format "sarif=$WORK/r.sarif" circular.eml
expect_text "$WORK/out" "::error title=presend recipients/open-list,"
