#!/usr/bin/env python3
"""Learns the extractor's table from a folder of labelled pages, or measures it by cross-validation.

--pages holds NAME.html or NAME.html.gz, --truth NAME.json (README.md beside this file says what is in it), --build is
where tidemark-cli and align were built, --work is for what is made on the way. The same pages give the same table.

A page's block is content or not: the label is the share of its words that align with the truth. A linear model over the
names around a block (PathModel) is learnt first; its score for a page comes from a model that has not seen the page's
domain, so that the trees, learnt second, do not trust it more than they can.
"""
import argparse
import os
import pathlib

from learning import prepare, print_importance, train
from measuring import cross_validate
from pages import read_pages


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
