#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# presend reads every real message and template there is to the end: no crash, no hang, every file in the report.

need_shared data/messages/consensus.jsonl
need_shared data/messages/files
need_shared data/templates/files
site

check_all() { # FOLDER, KIND
  local status=0 begin=$SECONDS
  timeout 300 "$PRESEND" check --format json "$PRESEND_SHARED/data/$1" >"$WORK/out" 2>"$WORK/err" || status=$?
  # 2 only for files that are no mail at all, each named on standard error.
  [ "$status" -le 2 ] || { head -5 "$WORK/err"; fail "check of $1 ended with $status"; }
  [ "$status" != 2 ] || [ -s "$WORK/err" ] || fail "check of $1 could not do all, and does not say what"
  "$PYTHON" - "$PRESEND_SHARED/data/$1" "$2" "$WORK/out" <<'EOF' || fail "the report on $1 is not what it should be"
import json, os, sys
folder, kind, report = sys.argv[1:]
report = json.load(open(report, encoding="utf-8"))
files = {os.path.join(root, name) for root, _, names in os.walk(folder) for name in names}
reported = {result["path"] for result in report["results"]}
kinds = {}
for result in report["results"]:
    kinds[result["kind"]] = kinds.get(result["kind"], 0) + 1
print(f"  {len(files)} files, {len(report['results'])} results {kinds}, {report['summary']}")
assert report["version"] == 1
assert report["summary"]["files"] > 0
missed = sorted(path for path in files - reported if path.endswith(".eml" if kind == "message" else ".html"))
if missed:
    print("  not reported:", *missed[:5], sep="\n    ")
sys.exit(1 if missed else 0)
EOF
  say "$1: $((SECONDS - begin)) s, exit status $status"
}

check_all messages/files message
check_all templates/files template

# Each message that several parsers agree on, named on the command line.
"$PYTHON" - "$PRESEND_SHARED/data/messages" "$PRESEND" <<'EOF' || fail "a real message was not read as a message"
import json, os, re, subprocess, sys
folder, presend = sys.argv[1:]
# A file without any of these is a bare body part of a test suite: no mail that anybody sends.
mail = re.compile(rb"(?mi)^(from|to|subject|date|message-id|received)[ \t]*:")
with open(os.path.join(folder, "consensus.jsonl"), encoding="utf-8") as lines:
    paths = [os.path.join(folder, "files", json.loads(line)["path"]) for line in lines]
done = subprocess.run([presend, "check", "--format", "json", *paths], capture_output=True, text=True, timeout=300)
report = json.loads(done.stdout)
# What does not even begin with a field, as an archive, is none either, and is told.
told = [path for path in paths if f"not checked: {path} " in done.stderr]
field = re.compile(rb"(From |[!-9;-~]+[ \t]*:)")
lost = [path for path in told if field.match(open(path, "rb").read(200))]
others = lost + [result["path"] for result in report["results"] if result["kind"] != "message" and mail.search(open(result["path"], "rb").read())]
print(f"  {len(paths)} messages named, {len(report['results'])} results, {len(told)} told, {report['summary']}")
if others:
    print("  not read as messages:", *others, sep="\n    ")
sys.exit(done.returncode not in (0, 1) or len(report["results"]) + len(told) < len(paths) or len(paths) == 0 or bool(others))
EOF
