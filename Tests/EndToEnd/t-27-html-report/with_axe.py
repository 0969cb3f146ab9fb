"""Prints a page with axe added, which leaves its verdict as the page's only text; without the policy, which would stop it.

    with_axe.py PAGE WIDTH

All details are opened, so that all of the page is judged. WIDTH, in pixels, is that of the page: a browser's window has a
least width, so a telephone's is set here; the style sheet makes no difference between the two.
"""
import re
import sys
from importlib import resources

page = open(sys.argv[1], encoding="utf-8").read()
axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
page, removed = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
assert removed == 1, "the page has no policy"
run = """
document.querySelectorAll('details').forEach(element => element.open = true)
document.documentElement.style.width = 'WIDTHpx'
const right = Math.max(...[...document.body.querySelectorAll('*')].map(element => element.getBoundingClientRect().right))
axe.run().then(result => {
  const width = [Math.ceil(right), WIDTH]
  const violations = result.violations.map(v => ({id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.html)}))
  const verdict = JSON.stringify({passes: result.passes.map(p => p.id), violations, width})
  document.documentElement.textContent = 'VERDICT' + btoa(unescape(encodeURIComponent(verdict))) + 'END'
})
""".replace("WIDTH", str(int(sys.argv[2])))
print(page.replace("</body>", f"<script>{axe}</script><script>{run}</script></body>"))
