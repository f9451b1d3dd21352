"""What a table is worth on pages it was not learnt from, as the benchmark's scorer counts."""
import collections
import json
import pathlib
import re
import shutil

import numpy

from learning import prepare, train
from pages import FOLDS, fail, link_pages, run_program


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
    shutil.rmtree(work / "tested", ignore_errors=True)
    source, result = link_pages(arguments, pages, work / "tested"), work / "tested.json"
    run_program(arguments, "extract", "--batch", source, "--output", result, "--table", table)
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
