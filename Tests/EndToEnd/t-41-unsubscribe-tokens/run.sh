#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# A newsletter without List-Unsubscribe: each recipient gets a copy with a token of their own, which leads back to their
# address for who has the key and to nothing for anybody else.

start_smarthost
site <<'EOF'
classes: [{ class: newsletter, when: { from: "news@beispiel.test" } }]
rules: { reason/missing: off, consent/none: off }
EOF
sed -i 's|^organisation:|&\n  list-unsubscribe: "<https://beispiel.test/u/{token}>"|' "$WORK/presend.yml"
"$PRESEND" consent grant --purpose mail --basis form anna@kunde.test bert@firma.test >/dev/null
cat > "$WORK/news.eml" <<'EOF'
From: news@beispiel.test
List-Id: Angebote <angebote.beispiel.test>
To: undisclosed-recipients:;
Subject: Angebote im Mai
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Angebote im Mai</p><p><a href="https://beispiel.test/abmelden">Newsletter abbestellen</a></p>
EOF
expect_exit 0 "$SENDMAIL" -i -f news@beispiel.test anna@kunde.test bert@firma.test < "$WORK/news.eml"
expect_arrived 2
for number in 1 2; do
  recipient=$(envelope "$number")
  recipient=${recipient#*: }
  file=$(message "$number")
  expect_text "$file" "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
  token=$(tr -d '\r' < "$file" | sed -n 's|^List-Unsubscribe: <https://beispiel.test/u/\([A-Za-z0-9_-]*\)>$|\1|p')
  expect_equal "${#token}" 23 "length of the token of $recipient"
  expect_exit 0 "$PRESEND" unsubscribe find "$token"
  expect_equal "$(cat "$WORK/out")" "$recipient"$'\t'"angebote.beispiel.test"
  expect_exit 0 "$PRESEND" unsubscribe token "$recipient" --list angebote.beispiel.test
  expect_equal "$(cat "$WORK/out")" "$token"
done
expect_exit 1 "$PRESEND" unsubscribe find uAAAAAAAAAAAAAAAAAAAAAA
expect_exit 1 "$PRESEND" unsubscribe find "$token" --list other.beispiel.test

# As docs/formats.md says it is made.
"$PYTHON" - "$WORK/spool/unsubscribe/key" "$recipient" "$token" <<'EOF' || fail "the token is not the documented one"
import base64, hashlib, hmac, sys
key, text = open(sys.argv[1], "rb").read(), f"unsubscribe\0angebote.beispiel.test\0{sys.argv[2]}"
code = hmac.new(key, text.encode(), hashlib.sha256).digest()[:16]
sys.exit("u" + base64.urlsafe_b64encode(code).rstrip(b"=").decode() != sys.argv[3])
EOF
expect_no_text "$WORK/spool/unsubscribe/lists" "@"

# Another key knows none of these.
rm "$WORK/spool/unsubscribe/key"
expect_exit 2 "$PRESEND" unsubscribe find "$token"
