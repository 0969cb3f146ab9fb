"""Runs the steps of a composite action as GitHub's runner does, as far as action.yml needs it: inputs with their
defaults, `${{ inputs.x }}` in env, GITHUB_ variables, GITHUB_OUTPUT, one bash with -e -o pipefail a step. Steps that use
other actions are left out."""
import os
import re
import subprocess
import sys
import tempfile

import yaml


def main(root, given):
    with open(os.path.join(root, "action.yml"), encoding="utf-8") as file:
        action = yaml.safe_load(file)
    unknown = set(given) - set(action["inputs"])
    assert not unknown, f"action.yml has no input {unknown}"
    inputs = {name: given.get(name, entry.get("default", "")) for name, entry in action["inputs"].items()}
    temporary = tempfile.mkdtemp(dir=os.environ["WORK"])
    outputs = {}
    for step in action["runs"]["steps"]:
        if "uses" in step:
            continue
        assert "${{" not in step["run"], "an expression in a script is an injection"
        output = os.path.join(temporary, step["id"])
        open(output, "w").close()
        environment = dict(
            os.environ, CI="true", GITHUB_ACTIONS="true", GITHUB_ACTION_PATH=root, GITHUB_WORKSPACE=os.getcwd(),
            GITHUB_OUTPUT=output, RUNNER_TEMP=temporary, RUNNER_OS="Linux")
        for name, value in step.get("env", {}).items():
            environment[name] = re.sub(r"\$\{\{ *inputs\.([a-z-]+) *\}\}", lambda match: inputs[match[1]], value)
        status = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]], env=environment).returncode
        sys.stdout.flush()
        for line in open(output, encoding="utf-8"):
            print("output", line.strip(), flush=True)
            name, _, value = line.strip().partition("=")
            outputs[f"steps.{step['id']}.outputs.{name}"] = value
        if status:
            return status
    for name, entry in action["outputs"].items():
        wanted = re.fullmatch(r"\$\{\{ *(.*?) *\}\}", entry["value"])[1]
        assert wanted in outputs, f"no step gives the output {name}"
    return 0


sys.exit(main(sys.argv[1], dict(argument.split("=", 1) for argument in sys.argv[2:])))
