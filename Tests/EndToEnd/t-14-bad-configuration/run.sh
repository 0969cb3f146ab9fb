#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# A configuration that is wrong stops everything, with the place and what to write instead; each case of
# Fixtures/configs/bad fails for the reason in its .expected, not for another one. Nothing is sent under a policy that
# nobody wrote.

bad=$ROOT/Fixtures/configs/bad
cases=("$bad"/*.yml)
[ -e "${cases[0]}" ] || fail "there are no cases"
start_smarthost
site
for file in "${cases[@]}"; do
  expected=$(cat "${file%.yml}.expected")
  expect_exit 78 env PRESEND_CONFIG="$file" "$SENDMAIL" -i anna@kunde.test < "$TEST/message.eml"
  expect_text "$WORK/err" "$bad/$expected"
  expect_equal "$(wc -l < "$WORK/err")" 1 "$expected: lines on standard error"
done
say "${#cases[@]} configurations refused"

# The commands say the same, with their own status.
expected=$(cat "$bad/unknown-key.expected")
for command in "config check" "check $TEST/message.eml" "queue list" "held list" "send $TEST/message.eml"; do
  status=0
  # shellcheck disable=SC2086 # the words of the command
  "$PRESEND" $command --config "$bad/unknown-key.yml" >"$WORK/out" 2>&1 || status=$?
  case "$command" in
    config*) wanted=1 ;; # the work was done: the file is wrong
    send*) wanted=78 ;;
    *) wanted=2 ;;
  esac
  expect_equal "$status" "$wanted" "exit status of presend $command"
  expect_text "$WORK/out" "$bad/$expected"
done

# A configuration that is named and not there is an error too.
expect_exit 78 env PRESEND_CONFIG="$WORK/absent.yml" "$SENDMAIL" -i anna@kunde.test < "$TEST/message.eml"
expect_text "$WORK/err" "$WORK/absent.yml"
expect_equal "$(arrived)" 0 "messages at the smarthost"
