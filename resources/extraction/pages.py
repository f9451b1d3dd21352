"""The labelled pages, and what the program and align say of them."""
import concurrent.futures
import hashlib
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import urllib.parse

import numpy

FOLDS = 5


def fail(message):
    sys.exit(f"train.py: {message}")


class Page:
    """One labelled page: its domain, kind and truth, and after read() its blocks' numbers."""

    def __init__(self, name, truth):
        self.name = name
        self.domain = registered_domain(truth.get("url", name))
        self.kind = ((truth.get("_internal") or {}).get("page_type") or {}).get("primary", "article")
        number = int(hashlib.sha256(self.domain.encode()).hexdigest(), 16)
        self.fold = number % FOLDS
        self.draw = number // FOLDS % 1000 / 1000  # for --share: which domains are learnt from
        self.has_truth = bool((truth["ground_truth"].get("main_content") or "").strip())


def registered_domain(url):
    host = (urllib.parse.urlsplit(url).hostname or url).removeprefix("www.")
    labels = host.split(".")
    two_part = len(labels) >= 3 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if two_part else -2:])


def read_pages(arguments):
    pages = []
    for path in sorted(pathlib.Path(arguments.truth).glob("*.json")):
        if page_file(arguments.pages, path.stem):
            pages.append(Page(path.stem, json.loads(path.read_text(encoding="utf-8"))))
    return pages or fail(f"no page of {arguments.pages} has a truth in {arguments.truth}")


def page_file(folder, name):
    for ending in (".html.gz", ".html"):
        path = pathlib.Path(folder) / (name + ending)
        if path.exists():
            return path
    return None


def read_features(folder, page):
    """The page's matrix of features, and the names around its blocks as (counts, names)."""
    raw = (folder / f"{page.name}.features").read_bytes()
    rows, columns = struct.unpack_from("<II", raw)
    at = 8
    matrix = numpy.frombuffer(raw, "<f4", rows * columns, at).reshape(rows, columns)
    at += rows * columns * 4
    counts = numpy.frombuffer(raw, "<u4", rows, at)
    names = numpy.frombuffer(raw, "<u4", int(counts.sum()), at + rows * 4)
    return matrix, counts, names


def read_labels(folder, page):
    """Words of the truth, and for each block its words and the share of them that is content."""
    raw = (folder / f"{page.name}.labels").read_bytes()
    rows, truth, _ = struct.unpack_from("<III", raw)
    pairs = numpy.frombuffer(raw, numpy.dtype([("words", "<u4"), ("share", "<f4")]), rows, 12)
    return truth, pairs["words"].astype(numpy.float64), pairs["share"].astype(numpy.float64)


class Labels:
    """Of all blocks of the pages in order: share, words, weight, and the page each belongs to."""

    def __init__(self, folder, pages):
        shares, words, weights, owners = [], [], [], []
        for index, page in enumerate(pages):
            truth, page_words, page_shares = read_labels(folder, page)
            shares.append(page_shares)
            words.append(page_words)
            # Every page counts alike, whatever its length; a page's chrome counts less than its content.
            weights.append(page_words / max(1.0, truth + page_words.sum() / 4) * page.has_truth)
            owners.append(numpy.full(len(page_words), index))
        self.share, self.words = numpy.concatenate(shares), numpy.concatenate(words)
        self.weight, self.owner = numpy.concatenate(weights), numpy.concatenate(owners)

    def rows_of(self, pages_wanted):
        return numpy.isin(self.owner, numpy.flatnonzero(pages_wanted))


def run_program(arguments, *words):
    subprocess.run([str(pathlib.Path(arguments.build) / "bin" / "tidemark-cli"), *map(str, words)], check=True)


def link_pages(arguments, pages, folder):
    """A folder with these pages alone, for extract --batch."""
    folder.mkdir(parents=True)
    for page in pages:
        path = page_file(arguments.pages, page.name)
        (folder / path.name).symlink_to(path.resolve())
    return folder


def describe(arguments, pages, output, table=None):
    """tidemark-cli extract --features over some pages, two halves at once."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)

    def run(part):
        source = link_pages(arguments, pages[part::2], output / f"pages{part}")
        run_program(arguments, "extract", "--batch", source, "--features", output,
                    *(["--table", table] if table else []))

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    return output


def feature_names(folder):
    return (folder / "features.txt").read_text(encoding="utf-8").splitlines()
