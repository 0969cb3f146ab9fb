#!/usr/bin/env bash
. "$(dirname "$0")/../lib.sh"
# The HTML report in a real browser: its policy lets its own style in and nothing else, nobody is shut out, and it fits a
# telephone.

need_tools
need chromium
site <<'YAML'
rules: { reason/missing: { severity: note } }
YAML

expect_exit 1 "$PRESEND" check --class newsletter --format "html=$WORK/report.html" "$ROOT/Fixtures/demo"
expect_exit 1 "$PRESEND" check --class newsletter --language de --format "html=$WORK/bericht.html" "$ROOT/Fixtures/demo"

# browse FILE [OPTION…]: the page after it was loaded; what the browser complained of in $WORK/browser.
browse() {
  local page=$1
  shift
  timeout 60 chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir="$WORK/browser-home" \
    --enable-logging=stderr --virtual-time-budget=20000 --dump-dom "$@" "file://$page" 2>"$WORK/browser"
}

# The policy holds: the page's own style passes, and anything added to the page does not.
browse "$WORK/report.html" > "$WORK/loaded.html"
expect_text "$WORK/loaded.html" "</html>"
expect_no_text "$WORK/browser" "Content Security Policy"
sed 's|</body>|<style>p{color:red}</style><script>document.title="ran"</script><img src="http://127.0.0.1:9/x"></body>|' \
  "$WORK/report.html" > "$WORK/altered.html"
browse "$WORK/altered.html" > "$WORK/loaded.html"
expect_equal "$(grep -c "Content Security Policy" "$WORK/browser")" 3 "complaints about a style, a script and a picture"
expect_no_text "$WORK/loaded.html" "<title>ran"

# The filter needs no script: with "errors only" chosen, errors are seen and nothing else.
count() { grep -o "<li class=\"finding $1\"" "$WORK/report.html" | wc -l; }
errors=$(count error) warnings=$(count warning) notes=$(count note)
[ "$errors" -gt 0 ] && [ "$notes" -gt 0 ] || fail "$errors errors and $notes notes: nothing to choose from"
visible() { # the number of findings seen when the choice with this id is made
  sed -e '/Content-Security-Policy/d' -e 's/<details/<details open/' -e 's/ checked>/>/' -e "s/id=\"$1\"/& checked/" \
    -e 's|</body>|<script>document.title = [...document.querySelectorAll(".finding")].filter(e => e.checkVisibility()).length</script></body>|' \
    "$WORK/report.html" > "$WORK/chosen.html"
  browse "$WORK/chosen.html" | sed -n 's|.*<title>\([0-9]*\)</title>.*|\1|p'
}
expect_equal "$(visible show-all)" "$((errors + warnings + notes))" "findings seen"
expect_equal "$(visible show-warnings)" "$((errors + warnings))" "findings seen without notes"
expect_equal "$(visible show-errors)" "$errors" "errors seen"

# axe finds nothing, wide and light, narrow and dark; and nothing sticks out of the page.
check_accessibility() { # PAGE WIDTH [OPTION…]
  "$TOOLS/bin/python" "$TEST/with_axe.py" "$1" "$2" > "$WORK/axe.html"
  browse "$WORK/axe.html" --window-size=1200,900 "${@:3}" > "$WORK/axe.out"
  "$TOOLS/bin/python" "$TEST/axe_verdict.py" "$WORK/axe.out" || fail "${1##*/} at ${*:2}"
}
check_accessibility "$WORK/report.html" 1180
check_accessibility "$WORK/bericht.html" 400 --window-size=500,900 --blink-settings=preferredColorScheme=0
