"""The table as the program reads it (contenttable.h)."""
import json
import struct

import numpy

from pages import fail

TEMPERATURE = 1.25
MOST_CUTS = 255
MOST_FEATURES = 255  # numbered 0 to 254


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
