-- When the bin was looked through last, because the clock is not believed when it stands far from there: a wrong year
-- would empty the bin at once. One row, once it was looked through.
CREATE TABLE bin_clock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seen_at INTEGER NOT NULL,         -- what the clock said when it was believed last
    doubted_since INTEGER             -- what it said when it was first not believed after that
) STRICT;
-- As far as an older library knows when it was used last.
INSERT INTO bin_clock(one, seen_at)
    SELECT 1, at FROM (SELECT max(ifnull((SELECT max(deleted_at) FROM page), 0),
                                  ifnull((SELECT finished_at FROM capture ORDER BY id DESC LIMIT 1), 0)) AS at)
    WHERE at > 0;
