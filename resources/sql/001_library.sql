-- The library as its first version made it. Times are milliseconds since 1970 in UTC, sizes are bytes.
-- Names and meanings are those of the design; what is added beside them serves an index or a count.

CREATE TABLE blob (
    sha256 BLOB NOT NULL PRIMARY KEY, -- of the bytes as they were, 32 bytes
    codec INTEGER NOT NULL,           -- 0 stored, 1 zstd
    size INTEGER NOT NULL,            -- of the bytes as they were
    data BLOB NOT NULL
) STRICT;

-- Equal title and text are kept once. Scripts written without spaces (CJK, Thai …) are also kept split into characters:
-- that is what the index reads for them.
CREATE TABLE snapshot_text (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,      -- SHA-256 of title, NUL, text
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    split_title TEXT,
    split_text TEXT
) STRICT;

CREATE TABLE page (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    link TEXT NOT NULL UNIQUE,
    hash_url TEXT NOT NULL,           -- lower-case hex md5 of link
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,          -- what titles are sorted by
    site TEXT NOT NULL,               -- host without "www."
    added_at INTEGER NOT NULL,
    read_at INTEGER,
    read_position REAL NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    current_snapshot INTEGER,         -- none: never captured with success
    deleted_at INTEGER,               -- in the bin since
    listed INTEGER NOT NULL DEFAULT 0, -- 1: has a current snapshot and is not in the bin
    captured_at INTEGER,              -- these three: of the current snapshot, for the orders offered
    published_at TEXT NOT NULL DEFAULT '',
    word_count INTEGER NOT NULL DEFAULT 0,
    snapshots INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT '', -- error kind of the last capture when it failed
    indexed_text INTEGER              -- the snapshot_text that the search index holds for this page
) STRICT;
CREATE INDEX page_hash ON page(hash_url);
-- One index for each order the list offers. Each holds all that a list asks for, so that no row is read: that is why
-- there is a column "listed", and why read_at ("unread") stands at their ends.
CREATE INDEX page_by_added ON page(listed, id, read_at);
CREATE INDEX page_by_captured ON page(listed, captured_at, id, read_at);
CREATE INDEX page_by_published ON page(listed, published_at, id, read_at);
CREATE INDEX page_by_title ON page(listed, title_key, id, read_at);
CREATE INDEX page_by_site ON page(listed, site, id, read_at);
CREATE INDEX page_by_length ON page(listed, word_count, id, read_at);
CREATE INDEX page_starred ON page(listed, id) WHERE starred = 1;
CREATE INDEX page_failed ON page(id) WHERE last_error <> '' AND deleted_at IS NULL;
CREATE INDEX page_bin ON page(deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE capture (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    page INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,            -- stored, failed, cancelled
    status INTEGER NOT NULL,
    error_kind TEXT NOT NULL,
    error_text TEXT NOT NULL,
    final_link TEXT NOT NULL,
    redirects TEXT NOT NULL,          -- JSON array of "301 http://…", in order
    attempts INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    timings TEXT NOT NULL             -- JSON object, ms
) STRICT;
CREATE INDEX capture_page ON capture(page, id);

CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    page INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
    capture INTEGER NOT NULL REFERENCES capture(id) ON DELETE CASCADE,
    captured_at INTEGER NOT NULL,
    final_link TEXT NOT NULL,
    media_type TEXT NOT NULL,
    charset TEXT NOT NULL,
    body_blob BLOB REFERENCES blob(sha256),
    article_blob BLOB REFERENCES blob(sha256),
    title TEXT NOT NULL,
    byline TEXT NOT NULL,
    published_at TEXT NOT NULL,
    language TEXT NOT NULL,
    direction TEXT NOT NULL,
    main_image TEXT NOT NULL,
    word_count INTEGER NOT NULL,
    excerpt TEXT NOT NULL,
    flag TEXT NOT NULL,
    extractor_version INTEGER NOT NULL,
    text INTEGER NOT NULL REFERENCES snapshot_text(id),
    head BLOB NOT NULL,
    front_matter BLOB NOT NULL
) STRICT;
CREATE INDEX snapshot_page ON snapshot(page, id);
CREATE INDEX snapshot_capture ON snapshot(capture);
CREATE INDEX snapshot_body ON snapshot(body_blob);
CREATE INDEX snapshot_article ON snapshot(article_blob);
CREATE INDEX snapshot_of_text ON snapshot(text);

CREATE TABLE asset (
    snapshot INTEGER NOT NULL REFERENCES snapshot(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    link TEXT NOT NULL,
    media_type TEXT NOT NULL,
    blob BLOB REFERENCES blob(sha256), -- none: missing, error says why
    error TEXT NOT NULL,
    PRIMARY KEY (snapshot, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_blob ON asset(blob) WHERE blob IS NOT NULL;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE page_tag (
    tag INTEGER NOT NULL REFERENCES tag(id) ON DELETE CASCADE,
    page INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
    PRIMARY KEY (tag, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_tag_page ON page_tag(page, tag);

CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    link TEXT NOT NULL,
    host TEXT NOT NULL,               -- host:port, the request queue's key
    state INTEGER NOT NULL,           -- 0 waiting, 1 running, 2 done, 3 failed, 4 cancelled
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER,               -- waits for a time
    added_at INTEGER NOT NULL,
    finished_at INTEGER,
    title TEXT NOT NULL DEFAULT '',
    link_added_at INTEGER,            -- a bookmark's date
    tags TEXT NOT NULL DEFAULT '',    -- JSON array of a bookmark's folders, empty when none
    page INTEGER REFERENCES page(id) ON DELETE SET NULL,
    status INTEGER NOT NULL DEFAULT 0,
    error_kind TEXT NOT NULL DEFAULT '',
    error_text TEXT NOT NULL DEFAULT '',
    bytes INTEGER NOT NULL DEFAULT 0,
    duration_ms INTEGER NOT NULL DEFAULT 0
) STRICT;
-- At most one waiting or running job a link.
CREATE UNIQUE INDEX job_open_link ON job(link) WHERE state < 2;
-- The oldest job of a host that is ready: equal state, equal host, no not_before, then id.
CREATE INDEX job_turn ON job(state, host, not_before, id);
CREATE INDEX job_due ON job(not_before, id) WHERE state = 0 AND not_before IS NOT NULL;
CREATE INDEX job_page ON job(page) WHERE page IS NOT NULL;

-- What was cleared from the list last, for undo: a job's columns.
CREATE TABLE job_cleared AS SELECT * FROM job WHERE false;

CREATE TABLE job_count (
    state INTEGER PRIMARY KEY,
    jobs INTEGER NOT NULL
) STRICT;
INSERT INTO job_count VALUES (0, 0), (1, 0), (2, 0), (3, 0), (4, 0);

-- The line in which hosts take turns. Every host with a ready job stands in it; one that has none left is taken out when
-- its turn comes.
CREATE TABLE job_host (
    host TEXT NOT NULL PRIMARY KEY,
    turn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX job_host_turn ON job_host(turn);

CREATE TRIGGER job_added AFTER INSERT ON job BEGIN
    UPDATE job_count SET jobs = jobs + 1 WHERE state = NEW.state;
    INSERT INTO job_host SELECT NEW.host, (SELECT ifnull(max(turn), 0) + 1 FROM job_host)
        WHERE NEW.state = 0 AND NEW.not_before IS NULL AND NOT EXISTS (SELECT 1 FROM job_host WHERE host = NEW.host);
END;
CREATE TRIGGER job_removed AFTER DELETE ON job BEGIN
    UPDATE job_count SET jobs = jobs - 1 WHERE state = OLD.state;
END;
CREATE TRIGGER job_moved AFTER UPDATE OF state ON job WHEN NEW.state <> OLD.state BEGIN
    UPDATE job_count SET jobs = jobs - 1 WHERE state = OLD.state;
    UPDATE job_count SET jobs = jobs + 1 WHERE state = NEW.state;
END;
CREATE TRIGGER job_ready AFTER UPDATE OF state, not_before ON job WHEN NEW.state = 0 AND NEW.not_before IS NULL BEGIN
    INSERT INTO job_host SELECT NEW.host, (SELECT ifnull(max(turn), 0) + 1 FROM job_host)
        WHERE NOT EXISTS (SELECT 1 FROM job_host WHERE host = NEW.host);
END;

CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    pinned INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER NOT NULL,
    deleted_at INTEGER,
    summary BLOB NOT NULL,
    plan BLOB NOT NULL,
    result BLOB NOT NULL,
    histogram BLOB NOT NULL,
    ticks BLOB NOT NULL
) STRICT;
CREATE TABLE plan (
    name TEXT NOT NULL UNIQUE,
    json TEXT NOT NULL
) STRICT;

-- One row a page: its current text. The rows are written by the program and not by triggers, because a trigger must not
-- reach a virtual table under trusted_schema=OFF.
CREATE VIEW search_source AS
    SELECT page.id AS page, ifnull(t.split_title, t.title) AS title, ifnull(t.split_text, t.text) AS text
    FROM page JOIN snapshot_text AS t ON t.id = page.indexed_text;
CREATE VIRTUAL TABLE search USING fts5(title, text, content='search_source', content_rowid='page', prefix='2 3',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
