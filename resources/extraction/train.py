#!/usr/bin/env python3
"""Learns the extractor's table from a folder of labelled pages, or measures it by cross-validation.

--pages holds NAME.html or NAME.html.gz, --truth NAME.json (README.md beside this file says what is in it), --build is
where tidemark-cli and align were built, --work is for what is made on the way. The same pages give the same table.

A page's block is content or not: the label is the share of its words that align with the truth. A linear model over the
names around a block (PathModel) is learnt first; its score for a page comes from a model that has not seen the page's
domain, so that the trees, learnt second, do not trust it more than they can.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import json
import multiprocessing
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import urllib.parse

import numpy
import scipy.optimize
import scipy.sparse
import xgboost

FOLDS = 5
SEED = 20160422
ROUNDS = 300
TREES = {"max_depth": 5, "eta": 0.07, "min_child_weight": 20, "subsample": 0.8, "colsample_bytree": 0.3, "lambda": 4.0,
         "max_bin": 128, "tree_method": "hist", "objective": "binary:logistic", "nthread": 2, "seed": SEED}
TEMPERATURE = 1.25
# For each place of a name (Place in pathmodel.h): on how many domains it has to stand, and what its weight costs.
LEAST_DOMAINS = (6, 6, 6, 12, 8, 6, 0, 0)
NAME_PENALTY = (30.0, 30.0, 30.0, 60.0, 60.0, 60.0, 1.0, 1.0)
MOST_CUTS = 255
MOST_FEATURES = 255  # numbered 0 to 254


def fail(message):
    sys.exit(f"train.py: {message}")


# Pages, labels and folds


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


# The program


def describe(arguments, pages, output, table=None):
    """tidemark-cli extract --features over some pages, two halves at once."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)

    def run(part):
        source = output / f"pages{part}"
        source.mkdir()
        for page in pages[part::2]:
            path = page_file(arguments.pages, page.name)
            (source / path.name).symlink_to(path.resolve())
        command = [str(pathlib.Path(arguments.build) / "bin" / "tidemark-cli"), "extract", "--batch", str(source),
                   "--features", str(output)]
        subprocess.run(command + (["--table", str(table)] if table else []), check=True)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    return output


def feature_names(folder):
    return (folder / "features.txt").read_text(encoding="utf-8").splitlines()


# The names in and around a block


class Names:
    """Bags of names of all blocks as a sparse matrix, and on how many domains each name stands."""

    def __init__(self, folder, pages):
        counts, names, pairs = [], [], []
        domains = {domain: number for number, domain in enumerate(sorted({page.domain for page in pages}))}
        for page in pages:
            _, page_counts, page_names = read_features(folder, page)
            counts.append(page_counts)
            names.append(page_names)
            pairs.append(numpy.unique(page_names).astype(numpy.uint64) << 16 | domains[page.domain])
        pairs = numpy.unique(numpy.concatenate(pairs))
        self.vocabulary, self.pair_names = numpy.unique((pairs >> 16).astype(numpy.uint32), return_inverse=True)
        self.pair_domains = (pairs & 0xffff).astype(numpy.int64)
        self.domains = domains
        self.starts = numpy.concatenate([[0], numpy.cumsum(numpy.concatenate(counts), dtype=numpy.int64)])
        self.places = numpy.searchsorted(self.vocabulary, numpy.concatenate(names)).astype(numpy.int32)

    def common(self, domains):
        """Places in the vocabulary of the names that stand on enough of the domains."""
        wanted = numpy.zeros(len(self.domains), bool)
        wanted[[self.domains[domain] for domain in domains]] = True
        on = numpy.bincount(self.pair_names, wanted[self.pair_domains], len(self.vocabulary))
        return numpy.flatnonzero(on >= numpy.array(LEAST_DOMAINS)[self.vocabulary & 7])

    def matrix(self, common, rows):
        place = numpy.full(len(self.vocabulary), -1, numpy.int32)
        place[common] = numpy.arange(len(common), dtype=numpy.int32)
        column = place[self.places]
        known = column >= 0
        kept = numpy.concatenate([[0], numpy.cumsum(known, dtype=numpy.int64)])
        whole = scipy.sparse.csr_matrix((numpy.ones(int(kept[-1]), numpy.float32), column[known], kept[self.starts]),
                                        shape=(len(self.starts) - 1, len(common)))
        return whole[rows]


def learn_paths(names, pages, labels, wanted):
    """Logistic regression with a quadratic penalty; returns (names, weights)."""
    common = names.common({page.domain for page, use in zip(pages, wanted) if use})
    rows = numpy.flatnonzero(labels.rows_of(wanted) & (labels.weight > 0))
    bags = names.matrix(common, rows)
    share, weight = labels.share[rows], labels.weight[rows]
    weight = weight * (len(weight) / weight.sum())
    transposed = bags.T.tocsr()
    penalty = numpy.array(NAME_PENALTY)[names.vocabulary[common] & 7]

    def loss(parameters):
        scores = bags @ parameters[1:].astype(numpy.float32) + parameters[0]
        chance = 1 / (1 + numpy.exp(-scores))
        value = numpy.sum(weight * (numpy.logaddexp(0, scores) - share * scores))
        slope = weight * (chance - share)
        gradient = transposed @ slope.astype(numpy.float32) + penalty * parameters[1:]
        return value + numpy.sum(penalty * parameters[1:] ** 2) / 2, numpy.concatenate([[slope.sum()], gradient])

    found = scipy.optimize.minimize(loss, numpy.zeros(len(common) + 1), jac=True, method="L-BFGS-B",
                                    options={"maxiter": 50})
    return names.vocabulary[common], found.x[1:]


def learn_all_paths(names, pages, labels, choices):
    """A packed model for each choice of pages, two at once."""
    context = multiprocessing.get_context("fork")  # the bags are shared, not copied
    global learn_packed

    def learn_packed(wanted):
        return packed_paths(*learn_paths(names, pages, labels, wanted))

    with context.Pool(2) as pool:
        return pool.map(learn_packed, choices, 1)


# The table


def packed_paths(vocabulary, weights):
    scale = max(float(numpy.abs(weights).max(initial=0.0)), 1e-6) / 127
    steps = numpy.clip(numpy.rint(weights / scale), -127, 127).astype(numpy.int8)
    keep = steps != 0
    return (struct.pack("<If", int(keep.sum()), scale) + vocabulary[keep].astype("<u4").tobytes() +
            steps[keep].tobytes())


def packed_forest(booster, base, columns):
    """All trees made complete: a leaf above the last level is repeated below splits that send everything left."""
    trees = [json.loads(text) for text in booster.get_dump(dump_format="json")]

    def depth_of(node):
        return 1 + max(depth_of(child) for child in node["children"]) if "children" in node else 0

    depth = max(1, max(depth_of(tree) for tree in trees))
    cuts = [sorted(values) for values in cuts_of(trees, columns)]
    if columns > MOST_FEATURES:
        fail("the table numbers a feature with one byte, and 255 means none")
    if max(len(values) for values in cuts) > MOST_CUTS:
        fail("a feature is cut in too many places: lower max_bin")
    chosen, places, leaves = [], [], []

    def fill(node, level, at, tree_chosen, tree_places, tree_leaves):
        if level == depth:
            tree_leaves[at - len(tree_chosen)] = node["leaf"]
            return
        inner = "children" in node
        tree_chosen[at] = int(node["split"][1:]) if inner else 255
        tree_places[at] = cuts[tree_chosen[at]].index(numpy.float32(node["split_condition"])) if inner else 0
        below = {child["nodeid"]: child for child in node.get("children", ())}
        left, right = (below[node["yes"]], below[node["no"]]) if inner else (node, node)
        fill(left, level + 1, 2 * at + 1, tree_chosen, tree_places, tree_leaves)
        fill(right, level + 1, 2 * at + 2, tree_chosen, tree_places, tree_leaves)

    for tree in trees:
        inner = 2 ** depth - 1
        parts = ([255] * inner, [0] * inner, [0.0] * (inner + 1))
        fill(tree, 0, 0, *parts)
        chosen += parts[0]
        places += parts[1]
        leaves += parts[2]
    scale = max(numpy.abs(leaves).max(), 1e-9) / 32767
    return (bytes(len(values) for values in cuts) + b"".join(struct.pack(f"<{len(v)}f", *v) for v in cuts) +
            struct.pack("<ffIB", base, scale, len(trees), depth) + bytes(chosen) + bytes(places) +
            numpy.rint(numpy.array(leaves) / scale).astype("<i2").tobytes())


def cuts_of(trees, columns):
    cuts = [set() for _ in range(columns)]
    waiting = list(trees)
    while waiting:
        node = waiting.pop()
        if "children" in node:
            cuts[int(node["split"][1:])].add(numpy.float32(node["split_condition"]))
            waiting += node["children"]
    return cuts


def names_hash(names):
    value = 0xcbf29ce484222325
    for byte in "".join(name + "\n" for name in names).encode():
        value = ((value ^ byte) * 0x100000001b3) % 2 ** 64
    return value % 2 ** 32


def write_table(path, names, paths, typical=None, forest=None):
    typical = numpy.zeros(len(names)) if typical is None else typical
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"TMCT1\n" + struct.pack("<IIf", len(names), names_hash(names), TEMPERATURE) +
                     numpy.asarray(typical, "<f4").tobytes() + paths + (b"\1" + forest if forest else b"\0"))


# Learning


def learn_trees(matrix, labels, rows):
    rows = rows & (labels.weight > 0)
    weight = labels.weight[rows]
    data = xgboost.DMatrix(matrix[rows], labels.share[rows], weight=weight * (len(weight) / weight.sum()))
    base = float(numpy.average(labels.share[rows], weights=weight))
    booster = xgboost.train({**TREES, "base_score": base}, data, ROUNDS)
    return booster, float(numpy.log(base / (1 - base)))


def load_matrix(folders, pages):
    return numpy.concatenate([read_features(folders[page.name], page)[0] for page in pages])


def out_of_fold(arguments, pages, names, labels, wanted, work, names_list):
    """Features of all pages; the wanted ones' path scores come from models of the other wanted folds, those of the
    others from a model of all wanted ones. Returns (folder of each page, the last model packed)."""
    groups = [("rest", [not use for use in wanted])]
    groups += [(fold, [use and page.fold == fold for page, use in zip(pages, wanted)]) for fold in range(FOLDS)]
    groups = [(key, members) for key, members in groups if key == "rest" or any(members)]
    learnt = learn_all_paths(names, pages, labels, [[use and not member for use, member in zip(wanted, members)]
                                                    for _, members in groups])
    folders = {}
    for (key, members), paths in zip(groups, learnt):
        chosen = [page for page, member in zip(pages, members) if member]
        if not chosen:
            continue
        table = work / f"paths-{key}.table"
        write_table(table, names_list, paths)
        folder = describe(arguments, chosen, work / f"features-{key}", table)
        folders.update({page.name: folder for page in chosen})
    whole = learnt[0]
    return folders, whole


def prepare(arguments, pages):
    work = pathlib.Path(arguments.work)
    bare = describe(arguments, pages, work / "bare")
    subprocess.run([str(pathlib.Path(arguments.build) / "bench" / "align"), str(bare), arguments.truth], check=True)
    return bare, Names(bare, pages), Labels(bare, pages), feature_names(bare)


def train(arguments, pages, wanted, prepared, work, output):
    bare, names, labels, columns = prepared
    folders, paths = out_of_fold(arguments, pages, names, labels, wanted, work, columns)
    matrix = load_matrix(folders, pages)
    rows = labels.rows_of(wanted)
    booster, base = learn_trees(matrix, labels, rows)
    write_table(output, columns, paths, numpy.median(matrix[rows], axis=0), packed_forest(booster, base, len(columns)))
    return booster


def print_importance(booster, columns):
    gains = sorted(booster.get_score(importance_type="total_gain").items(), key=lambda item: -item[1])
    whole = sum(gain for _, gain in gains)
    for feature, gain in gains[:40]:
        print(f"{gain / whole:7.2%}  {columns[int(feature[1:])]}")


# Measuring


def tokens(text):
    return collections.Counter(re.findall(r"\w+", (text or "").lower()))


def word_f1(found, truth):
    found, truth = tokens(found), tokens(truth)
    if not found or not truth:
        return (float(found == truth),) * 3
    both = sum((found & truth).values())
    precision, recall = both / found.total(), both / truth.total()
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def measure(arguments, pages, table, work):
    """What the program itself makes of the pages with this table: {name: text}."""
    source = work / "tested"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    for page in pages:
        path = page_file(arguments.pages, page.name)
        (source / path.name).symlink_to(path.resolve())
    result = work / "tested.json"
    subprocess.run([str(pathlib.Path(arguments.build) / "bin" / "tidemark-cli"), "extract", "--batch", str(source),
                    "--output", str(result), "--table", str(table)], check=True)
    found = json.loads(result.read_text(encoding="utf-8"))
    return {re.sub(r"\.html(\.gz)?$", "", name): fields for name, fields in found.items()}


def report(pages, scores, key, title):
    """Prints precision, recall and F1 of each group and of all; returns the F1."""
    groups, means = collections.defaultdict(list), {}
    for page in pages:
        groups[key(page)].append(scores[page.name])
    print(f"{title:<16} pages  precision  recall     F1")
    for name in sorted(groups) + ["all"]:
        rows = numpy.array(groups[name] if name != "all" else [scores[page.name] for page in pages])
        means[name] = rows[:, 2].mean()
        print(f"{name:<16} {len(rows):>5}     {rows[:, 0].mean():.4f}  {rows[:, 1].mean():.4f}  {means[name]:.4f}")
    return means


def cross_validate(arguments, pages):
    prepared = prepare(arguments, pages)
    scores, everything = {}, {}
    for fold in range(FOLDS):
        work = pathlib.Path(arguments.work) / f"fold{fold}"
        table = work / "content.table"
        train(arguments, pages, [page.fold != fold and page.draw < arguments.share for page in pages], prepared, work,
              table)
        tested = [page for page in pages if page.fold == fold]
        found = measure(arguments, tested, table, work)
        for page in tested:
            truth = json.loads((pathlib.Path(arguments.truth) / f"{page.name}.json").read_text(encoding="utf-8"))
            everything[page.name] = found.get(page.name, {})
            scores[page.name] = word_f1(everything[page.name].get("text"), truth["ground_truth"].get("main_content"))
        print(f"fold {fold}: {numpy.mean([scores[page.name][2] for page in tested]):.4f}", flush=True)
    means = report(pages, scores, lambda page: "collection" if page.kind == "category" else page.kind, "kind")
    languages = {page.name: (everything[page.name].get("language") or "–").split("-")[0] for page in pages}
    common = collections.Counter(languages.values())
    report(pages, scores, lambda page: languages[page.name] if common[languages[page.name]] >= 5 else "other", "language")
    if arguments.results:
        pathlib.Path(arguments.results).write_text(json.dumps(everything), encoding="utf-8")
    floors = json.loads(pathlib.Path(arguments.floors).read_text(encoding="utf-8")) if arguments.floors else {}
    below = [f"{name} {means.get(name, 0):.4f} < {floor}" for name, floor in floors.items() if means.get(name, 0) < floor]
    if below:
        fail("below the floor: " + ", ".join(below))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("pages", "truth", "build", "work"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--output")
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--share", type=float, default=1.0,
                        help="with --cross-validate: learn from this share of the domains only, for a learning curve")
    parser.add_argument("--floors", help="with --cross-validate: a JSON object of kinds and the F1 each must reach")
    parser.add_argument("--results", help="where --cross-validate writes what each page gave")
    arguments = parser.parse_args()
    if arguments.cross_validate == bool(arguments.output):
        parser.error("either --output FILE or --cross-validate")
    os.makedirs(arguments.work, exist_ok=True)
    pages = read_pages(arguments)
    if arguments.cross_validate:
        return cross_validate(arguments, pages)
    prepared = prepare(arguments, pages)
    booster = train(arguments, pages, [True] * len(pages), prepared, pathlib.Path(arguments.work) / "all",
                    pathlib.Path(arguments.output))
    print_importance(booster, prepared[3])


if __name__ == "__main__":
    main()
