#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# presend check as CI uses it: statuses, formats, standard input, folders.

site
demo=$ROOT/Fixtures/demo
export NO_COLOR=1

expect_exit 0 "$PRESEND" check "$demo/invoice.eml"
expect_exit 1 "$PRESEND" check "$demo/circular.eml"
expect_text "$WORK/out" "recipients/open-list"
expect_text "$WORK/out" "^"
expect_exit 0 "$PRESEND" check --fail-on never "$demo/circular.eml"
expect_exit 1 "$PRESEND" check - < "$demo/circular.eml"
expect_exit 1 "$PRESEND" check "$demo/templates"
expect_text "$WORK/out" "templates/newsletter.html:"
expect_exit 1 "$PRESEND" check "$demo"
expect_exit 2 "$PRESEND" check "$WORK/absent"
expect_exit 2 "$PRESEND" check --no-such-option "$demo"
expect_exit 2 "$PRESEND" check
expect_no_text "$WORK/out" $'\e['

# The JSON of the report has the keys that programs were promised.
expect_exit 1 "$PRESEND" check --format json "$demo"
"$PYTHON" - "$WORK/out" <<'EOF' || fail "the JSON of check is not as promised"
import json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
assert report["version"] == 1
assert set(report["summary"]) >= {"files", "errors", "warnings", "notes", "durationSeconds"}, report["summary"]
assert len(report["results"]) == report["summary"]["files"] == 6
rules = set()
for result in report["results"]:
    assert set(result) >= {"path", "kind", "class", "classEvidence", "verdict", "findings"}, result
    assert result["verdict"] in ("accept", "rewrite", "hold", "reject", "tempfail")
    octets = open(result["path"], "rb").read()
    for finding in result["findings"]:
        assert set(finding) >= {"rule", "severity", "action", "line", "column", "endLine", "endColumn", "octetStart",
                                "octetEnd", "message", "evidence", "recipients", "sources"}, finding
        assert 0 <= finding["octetStart"] <= finding["octetEnd"] <= len(octets), finding
        assert finding["line"] == octets.count(b"\n", 0, finding["octetStart"]) + 1, finding
        assert finding["sources"], finding
        rules.add(finding["rule"])
assert {"recipients/open-list", "tracking/pixel", "unsubscribe/missing"} <= rules, rules
EOF
expect_exit 0 "$PRESEND" inspect --format json "$demo/invoice.eml"
"$PYTHON" - "$WORK/out" <<'EOF' || fail "the JSON of inspect is not as promised"
import json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
assert report["version"] == 1
assert set(report) >= {"fields", "addresses", "subject", "parts", "links", "fetches", "defects"}, set(report)
assert report["subject"] == "Rechnung 2026-1042 über 119,00 €", report["subject"]
(author,) = report["addresses"]["from"]
assert (author["displayName"], author["address"]) == ("Beispiel GmbH", "rechnung@beispiel.de"), author
assert [part["id"] for part in report["parts"]] == ["1", "1.1", "1.2"]
assert report["parts"][2]["fileName"] == "Rechnung-2026-1042.pdf"
EOF

# --- files that a pattern of the shell names, and that are none of presend's
mkdir "$WORK/mails"
printf '<p>Ihre Bestellung ist unterwegs.</p>\n' > "$WORK/mails/order.html"
printf 'export default () => null;\n' > "$WORK/mails/Order.tsx"
printf 'body { color: red }\n' > "$WORK/mails/mail.css"
expect_exit 0 "$PRESEND" check "$WORK"/mails/*
expect_text "$WORK/err" "Order.tsx is a program that makes HTML"
expect_text "$WORK/err" "mail.css is neither mail nor a template"
expect_exit 2 "$PRESEND" check "$WORK/mails/Order.tsx"
expect_exit 0 "$PRESEND" check "$WORK/mails"
