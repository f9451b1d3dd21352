"""The linear model over the names in and around a block (PathModel)."""
import multiprocessing

import numpy
import scipy.optimize
import scipy.sparse

from pages import read_features
from table import packed_paths

# For each place of a name (Place in pathmodel.h): on how many domains it has to stand, and what its weight costs.
LEAST_DOMAINS = (6, 6, 6, 12, 8, 6, 0, 0)
NAME_PENALTY = (30.0, 30.0, 30.0, 60.0, 60.0, 60.0, 1.0, 1.0)


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
