#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# Shadow mode judges and records, and lets every message pass as it came, but for Bcc and the like.

start_smarthost
site <<< 'mode: shadow'
n=0
for name in circular newsletter-with-pixel newsletter-without-unsubscribe signed-with-pixel invoice; do
  file=$ROOT/Fixtures/demo/$name.eml
  expect_exit 0 "$SENDMAIL" -t -i -f news@beispiel.test < "$file"
  n=$((n + 1))
  expect_arrived "$n"
  grep -v '^Bcc:' "$file" > "$WORK/expected.eml"
  expect_message "$n" "$WORK/expected.eml"
done
expect_equal "$(held)" 0 "held messages"
expect_exit 0 "$PRESEND" audit list
for rule in recipients/open-list tracking/pixel unsubscribe/missing; do expect_text "$WORK/out" "$rule"; done
expect_text "$WORK/out" shadow
