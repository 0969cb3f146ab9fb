#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# The four rules of the mission on the demo's messages, each to the octet: an open list becomes Bcc or copies of one's
# own, an invoice stays what it was, a newsletter nobody can leave is given back.

demo=$ROOT/Fixtures/demo
start_smarthost
site

# An open list: To becomes undisclosed-recipients:;, all else stays; everybody still gets it.
expect_exit 0 "$SENDMAIL" -t -i -f sabine.roth@beispiel.test < "$demo/circular.eml"
expect_arrived 1
expect_equal "$(envelope 1)" "sabine.roth@beispiel.test: anna.weber@kunde.example b.kowalski@partner.example \
chiara@studio.example fatma@yildiz.example g.huber@werkstatt.example praxis@sand.example"
"$PYTHON" - "$demo/circular.eml" > "$WORK/expected.eml" <<'EOF'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
sys.stdout.write(re.sub(r"(?m)^To: .*\n(?: .*\n)*", "To: undisclosed-recipients:;\n", text, count=1))
EOF
expect_message 1 "$WORK/expected.eml"

# The same as copies of one's own.
site <<< 'rules: { recipients/open-list: { action: rewrite, rewrite: individual } }'
expect_exit 0 "$SENDMAIL" -t -i -f sabine.roth@beispiel.test < "$demo/circular.eml"
expect_arrived 7
"$PYTHON" - "$SMARTHOST" <<'EOF' || fail "a copy shows somebody else's address"
import email, email.policy, email.utils, json, sys
seen = set()
for number in range(2, 8):
    stem = f"{sys.argv[1]}/{number:04d}."
    recipients = json.load(open(stem + "json"))["recipients"]
    message = email.message_from_binary_file(open(stem + "eml", "rb"), policy=email.policy.SMTP)
    shown = [address for _, address in email.utils.getaddresses(message.get_all("To", []) + message.get_all("Cc", []))]
    assert shown == recipients and len(recipients) == 1, (number, recipients, shown)
    assert len(message.get_content().splitlines()) == 8, message.get_content()
    seen.update(recipients)
assert len(seen) == 6, seen
EOF
site

# A clean invoice: octet for octet but for trace and Bcc; its Bcc recipient gets it too.
expect_exit 0 "$SENDMAIL" -t -i -f rechnung@beispiel.test < "$demo/invoice.eml"
expect_arrived 8
expect_equal "$(envelope 8)" "rechnung@beispiel.test: anna.weber@kunde.example archive@beispiel.de"
grep -v '^Bcc:' "$demo/invoice.eml" > "$WORK/expected.eml"
expect_message 8 "$WORK/expected.eml"

# A newsletter nobody can leave: given back with the rule and the mend, once, and nothing of it is sent.
expect_exit 77 "$SENDMAIL" -t -i -f news@beispiel.test < "$demo/newsletter-without-unsubscribe.eml"
expect_text "$WORK/err" "unsubscribe/missing"
expect_equal "$(wc -l < "$WORK/err")" 1 "lines on standard error"
expect_arrived 8
expect_exit 0 "$PRESEND" explain unsubscribe/missing
expect_text "$WORK/out" "unsubscribe/missing"

# Notices without sender pass whatever they say (RFC 5321 §4.5.5), and open no list: anybody may say "-f <>".
expect_exit 0 "$SENDMAIL" -i -f '<>' anna@kunde.test bernd@anderswo.test carla@dritte.test < "$demo/circular.eml"
expect_arrived 9
"$PYTHON" - "$demo/circular.eml" > "$WORK/expected.eml" <<'EOF'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
sys.stdout.write(re.sub(r"(?m)^To: .*\n(?: .*\n)*", "To: undisclosed-recipients:;\n", text, count=1))
EOF
expect_message 9 "$WORK/expected.eml"

# Signed before presend: an own signature over what changes goes with the change, one that is still good stays, and
# under another domain's nothing changes.
own='DKIM-Signature: v=1; a=rsa-sha256; d=mail.beispiel.test; s=a; h=from:to;\n bh=x; b=y\n'
kept='DKIM-Signature: v=1; a=rsa-sha256; d=beispiel.test; s=b; h=from:subject; bh=x; b=y\n'
printf '%b' "$own" | cat - "$demo/circular.eml" > "$WORK/signed.eml"
expect_exit 0 "$SENDMAIL" -t -i -f sabine.roth@beispiel.test < "$WORK/signed.eml"
expect_arrived 10
expect_no_text "$SMARTHOST/0010.eml" "DKIM-Signature"
expect_text "$SMARTHOST/0010.eml" "To: undisclosed-recipients:;"
printf '%b' "$own" | cat - "$demo/invoice.eml" > "$WORK/signed.eml"
expect_exit 0 "$SENDMAIL" -t -i -f rechnung@beispiel.test < "$WORK/signed.eml"
expect_arrived 11
expect_text "$SMARTHOST/0011.eml" "d=mail.beispiel.test"
printf '%b' "${own//mail.beispiel/versand}" | cat - "$demo/circular.eml" > "$WORK/signed.eml"
expect_exit 77 "$SENDMAIL" -t -i -f sabine.roth@beispiel.test < "$WORK/signed.eml"
expect_text "$WORK/err" "DKIM"
expect_arrived 11
wait_until 20 grep -q '"signaturesDropped":\["mail.beispiel.test"\]' -r "$WORK/spool/audit"

# The sender is told what was changed, where that is configured: once, by mail that nobody answers and nobody judges.
site <<< 'submission: { change-notices: [personal] }'
for _ in 1 2; do expect_exit 0 "$SENDMAIL" -t -i -f sabine.roth@beispiel.test < "$demo/circular.eml"; done
expect_arrived 14
notices=$(grep -l '^Auto-Submitted: auto-generated' "$SMARTHOST"/001[2-4].eml)
expect_equal "$(wc -w <<< "$notices")" 1 "notices to the sender"
expect_text "$notices" "recipients/open-list"
expect_equal "$("$PYTHON" -c 'import json, sys; r = json.load(open(sys.argv[1])); print(r["mail"], *r["recipients"])' \
  "${notices%.eml}.json")" "<> sabine.roth@beispiel.test"
# The same message to the same people within minutes is on record as such, and went out.
wait_until 20 grep -rq '"duplicateRecipients":6' "$WORK/spool/audit"
