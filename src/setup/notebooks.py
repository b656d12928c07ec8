"""Runs notebooks through the kernel their metadata names, and writes them in one normal form.

    python notebooks.py                      every notebook of the course: run, normalize, write in place
    python notebooks.py --check              the same, but compare with what is there; exit 1 on a difference
    python notebooks.py --output DIR A.ipynb run one notebook and write the result to DIR
    python notebooks.py --kernel NAME ...    another kernel than the one the notebook names

A cell that fails ends the run of its notebook, with the cell and its error; the exit code is 1.
The normal form has nothing that differs between two runs of the same code: so a committed notebook can be compared byte for byte.
"""

import argparse
import difflib
import re
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"

# What the notebook says about itself. The versions a kernel reports are left out: they differ between machines.
METADATA = {
    "kernelspec": {"display_name": "TypeScript", "language": "typescript", "name": "tslab"},
    "language_info": {"file_extension": ".ts", "mimetype": "text/typescript", "name": "typescript"},
}
CELL_METADATA = ("tags",)
WIDGETS = "application/vnd.jupyter.widget"
# Where stills.py keeps them.
KEPT_WIDGET = "fall-line-widget"


class Broken(Exception):
    """A notebook with a cell that fails: which cell, and the kernel's own message."""


def run(notebook, kernel):
    """Executes every cell, in notebooks/ as JupyterLab does. Raises on the first cell that fails."""
    resources = {"metadata": {"path": str(NOTEBOOKS)}}
    chosen = {"kernel_name": kernel} if kernel else {}
    at = {}
    client = NotebookClient(
        notebook,
        timeout=120,
        resources=resources,
        record_timing=False,
        on_cell_start=lambda cell, cell_index: at.update(cell=cell, index=cell_index),
        **chosen,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise Broken(f"cell {at['index']} (id {at['cell'].get('id')}) failed\n{error}") from error
    # A kernel that prints an error but replies 'ok' must not pass for a success.
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error" or output.get("name") == "stderr":
                message = output.get("evalue") or output.text
                raise Broken(f"cell {index} (id {cell.get('id')}) printed an error\n{message}")


def normalize(notebook):
    """The notebook with only what a reader sees, in a fixed order. Execution counts are 1, 2, 3... as in a fresh run."""
    counter = 0
    taken = set()
    cells = []
    for position, cell in enumerate(notebook.cells):
        cell_id = cell.get("id") or f"cell-{position}"
        while cell_id in taken:
            cell_id += "-again"
        taken.add(cell_id)
        metadata = {key: cell.metadata[key] for key in CELL_METADATA if cell.metadata.get(key)}
        plain = {"id": cell_id, "cell_type": cell.cell_type, "metadata": metadata, "source": cell.source.strip("\n")}
        if cell.cell_type == "code":
            has_code = bool(cell.source.strip())
            counter += has_code
            plain["execution_count"] = counter if has_code else None
            plain["outputs"] = [normal_output(output, counter) for output in joined(cell.outputs)]
        cells.append(plain)
    normal = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.from_dict(normal)


def joined(outputs):
    """Text printed in one go may arrive in pieces: put neighbouring pieces of one stream together."""
    result = []
    for output in outputs:
        last = result[-1] if result else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            result.append(output.copy())
    return result


def normal_output(output, counter):
    output = dict(output)
    output.pop("transient", None)
    # What lives in a kernel does not live in a file: the picture beside it does.
    if "data" in output:
        output["data"] = {kind: value for kind, value in output["data"].items() if not kind.startswith(WIDGETS)}
        output["metadata"] = {key: value for key, value in output["metadata"].items() if key != KEPT_WIDGET}
    if "execution_count" in output:
        output["execution_count"] = counter
    if output["output_type"] == "stream":
        # Colours of a terminal say nothing in a committed notebook.
        output["text"] = re.sub(r"\x1b\[[0-9;]*m", "", output["text"])
    return output


def written(notebook):
    """As JupyterLab saves it: one space of indent, sorted keys, lines of source apart, a newline at the end."""
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def difference(name, before, after):
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), f"{name} (committed)", f"{name} (run now)", lineterm="", n=1))
    shown = [line if len(line) <= 200 else line[:200] + "..." for line in lines[:40]]
    return "\n".join(shown + ([f"... and {len(lines) - 40} more lines"] if len(lines) > 40 else []))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook", nargs="*", type=Path, help="default: every notebook of the course")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--output", type=Path, metavar="DIR", help="write there, not in place")
    parser.add_argument("--kernel", metavar="NAME", help="default: the kernel the notebook names")
    options = parser.parse_args()
    paths = options.notebook or sorted(NOTEBOOKS.glob("*.ipynb"))
    if not paths:
        sys.exit(f"There is no notebook in {NOTEBOOKS}.")
    failed = 0
    for path in paths:
        before = path.read_text(encoding="utf-8")
        notebook = nbformat.reads(before, as_version=4)
        began = time.monotonic()
        try:
            run(notebook, options.kernel)
        except (Broken, DeadKernelError, TimeoutError) as error:
            print(f"{path.name}: {error}", flush=True)
            failed += 1
            continue
        seconds = time.monotonic() - began
        after = written(normalize(notebook))
        verdict = "unchanged"
        if str(ROOT) in after:
            print(f"{path.name}: an output names this machine's folder {ROOT}", flush=True)
            failed += 1
        if options.output:
            options.output.mkdir(parents=True, exist_ok=True)
            write(options.output / path.name, after)
            verdict = f"written to {options.output}"
        elif after != before and options.check:
            failed += 1
            verdict = "DIFFERENT: npm run notebooks writes it anew\n" + difference(path.name, before, after)
        elif after != before:
            write(path, after)
            verdict = "written"
        size = len(after.encode()) / 1000
        print(f"{path.name}  {len(notebook.cells)} cells  {seconds:.1f} s  {size:.0f} kB  {verdict}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
