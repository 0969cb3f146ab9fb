#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# Nothing leaves that is not on record: whatever limits a caller sets, an exit status of 0 means taken and recorded, any other means
# that nothing is taken. The record is a chain in which every change shows, and holds no address.

start_smarthost
site
good=$TEST/../t-07-recipient-refused/content.eml
bad=$ROOT/Fixtures/demo/signed-with-pixel.eml
call=("$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test)

recorded() { "$PRESEND" audit export | grep -c '"event":"decision"' || true; }

# Limits that break one step or another. The same one several times: threads race. A status other than 0 or 75 would not be understood by callers; a killed process has 128 + n.
queued=0
for limit in "-f 0" "-f 1" "-f 2" "-f 3" "-f 4" "-f 8" "-f 100" "-n 5" "-n 5" "-n 5" "-n 6" "-n 7" "-n 8" "-n 12" "-n 20"; do
  status=0
  bash -c "ulimit $limit; exec \"\$@\"" - "${call[@]}" < "$good" > "$WORK/out" 2> "$WORK/err" || status=$?
  case "$status" in
    0) queued=$((queued + 1)) ;;
    *) [ "$status" -lt 128 ] || fail "ulimit $limit: killed with $status" ;;
  esac
done
[ "$queued" -gt 0 ] || fail "no limit let a message pass"
# Some of the relays had the same limits, and could do nothing; one without does the rest.
wait_until 20 no_relay_runs
relay_once --flush || true
expect_arrived "$queued"
expect_equal "$(recorded)" "$queued" "decisions on record"

# What is refused or held is on record too, and so is who decided about it.
expect_exit 77 "$SENDMAIL" -i -f shop@beispiel.test anna@kunde.test < "$bad"
{ printf 'Received: x%.0s\n' {1..60}; cat "$good"; } > "$WORK/loop.eml"
expect_exit 65 "${call[@]}" < "$WORK/loop.eml"
expect_exit 0 "$PRESEND" audit list
expect_text "$WORK/out" "held"
expect_text "$WORK/out" "tracking/pixel"
expect_text "$WORK/out" "refused"
expect_text "$WORK/out" "“loop”"
expect_equal "$(find "$WORK/spool/decided" -type f | wc -l)" 0 "decisions that lie about"
expect_exit 0 "$PRESEND" audit list --to ANNA@kunde.test
expect_equal "$(wc -l < "$WORK/out")" "$((queued + 2))" "lines about anna"
expect_exit 0 "$PRESEND" audit list --to bert@kunde.test
expect_equal "$(wc -l < "$WORK/out")" 0 "lines about bert"
! grep -rqE 'anna|kunde\.test|shop@|beispiel\.test' "$WORK/spool/audit" || fail "an address stands in the log"

# Read by another program, as docs/formats.md says.
"$PYTHON" - "$WORK"/spool/audit/*.jsonl <<'EOF' || fail "the chain does not hold for another program"
import hashlib, json, sys
prev, n = "0" * 64, 0
for name in sorted(sys.argv[1:]):
    for line in open(name, "rb"):
        record = json.loads(line)
        body, tail = line.rstrip(b"\n").rsplit(b',"hash":"', 1)
        n += 1
        assert record["n"] == n and record["prev"] == prev, (n, record)
        prev = tail[:64].decode()
        assert hashlib.sha256(body).hexdigest() == prev == record["hash"], n
assert n > 3
EOF
expect_exit 0 "$PRESEND" audit verify
expect_text "$WORK/out" "whole: "
witness=$(grep -oE '[0-9]+:[0-9a-f]{64}' "$WORK/out")

# Every change shows, with its line.
log=$(ls "$WORK"/spool/audit/*.jsonl)
cp "$log" "$WORK/log"
broken() { # TEXT, with the log changed
  expect_exit 1 "$PRESEND" audit verify
  expect_text "$WORK/out" "${log##*/}:$1"
  cp "$WORK/log" "$log"
}
sed -i '2s/"uid":/"uid":1/' "$log"
broken "2: was changed"
sed -i '2d' "$log"
broken "2: before it a line is missing: number 2"
sed -i '2{h;d};3{G}' "$log"
broken "2: before it a line is missing: number 2"
sed -i '2p' "$log"
broken "3: does not belong here"
sed -i '$d' "$log"
broken "$(wc -l < "$WORK/log"): the log ends with number"
sed -i '$d' "$log"
: > "$WORK/spool/audit/head"
expect_exit 1 "$PRESEND" audit verify --witness "$witness"
cp "$WORK/log" "$log"
echo "$witness" > "$WORK/spool/audit/head"
expect_exit 0 "$PRESEND" audit verify --witness "$witness"

# The report counts; a table is one that a spreadsheet does not run.
expect_exit 0 "$PRESEND" audit report --last 1d
expect_text "$WORK/out" "by rule"
expect_text "$WORK/out" "tracking/pixel"
expect_exit 0 "$PRESEND" audit report --format json
"$PYTHON" -c 'import json, sys; assert json.load(open(sys.argv[1]))["total"]["held"] == 1' "$WORK/out" || fail "the report counts otherwise"
expect_exit 0 "$PRESEND" audit export --format csv
"$PYTHON" -c 'import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert {row["outcome"] for row in rows} >= {"queued", "held", "refused"}, rows' "$WORK/out" || fail "the table says otherwise"

# Without a log nothing is sent; with it again, all is.
sent=$(arrived)
stop_relays
mv "$WORK/spool/audit" "$WORK/audit"
: > "$WORK/spool/audit"
expect_exit 0 "${call[@]}" < "$good"
relay_once --flush || true
expect_text "$WORK/relay.log" "nothing is sent"
expect_equal "$(arrived)" "$sent" "messages at the smarthost"
rm "$WORK/spool/audit"
mv "$WORK/audit" "$WORK/spool/audit"
stop_relays
relay_once --flush || true
expect_arrived "$((sent + 1))"
expect_exit 0 "$PRESEND" audit verify
# A decision that cannot be recorded is none: try again.
chmod 500 "$WORK/spool/decided"
if [ "$(id -u)" != 0 ]; then expect_exit 75 "${call[@]}" < "$WORK/loop.eml"; fi
chmod 700 "$WORK/spool/decided"
rmdir "$WORK/spool/decided"
expect_exit 75 "${call[@]}" < "$WORK/loop.eml"
