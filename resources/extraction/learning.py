"""From labelled pages to a table: names first, trees second."""
import pathlib
import subprocess

import numpy
import xgboost

from names import Names, learn_all_paths
from pages import FOLDS, Labels, describe, feature_names, read_features
from table import packed_forest, write_table

SEED = 20160422
ROUNDS = 300
TREES = {"max_depth": 5, "eta": 0.07, "min_child_weight": 20, "subsample": 0.8, "colsample_bytree": 0.3, "lambda": 4.0,
         "max_bin": 128, "tree_method": "hist", "objective": "binary:logistic", "nthread": 2, "seed": SEED}


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
