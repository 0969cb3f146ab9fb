"""Says whether axe found a fault in a page, or something on it is wider than the page.

    axe_verdict.py LOADED-PAGE
"""
import base64
import json
import re
import sys

loaded = open(sys.argv[1], encoding="utf-8").read()
found = re.search(r"VERDICT([A-Za-z0-9+/=]+)END", loaded)
assert found, "axe said nothing"
verdict = json.loads(base64.b64decode(found[1]))
assert {"color-contrast", "document-title", "html-has-lang", "link-name", "list"} <= set(verdict["passes"]), verdict["passes"]
for violation in verdict["violations"]:
    print(f"  {violation['impact']}: {violation['id']}: {violation['nodes'][:3]}")
content, width = verdict["width"]
print(f"  {len(verdict['passes'])} rules of axe passed, {len(verdict['violations'])} did not; {content} of {width} pixels wide")
sys.exit(bool(verdict["violations"]) or content > width)
