-- What a person wants instead of what was chosen for them, and extracting again from the bytes that were kept.

-- Remembered for all pages of a site (page.site).
CREATE TABLE site_choice (
    site TEXT NOT NULL PRIMARY KEY,
    choice TEXT NOT NULL,             -- JSON, as the extractor reads it
    chosen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the article of a snapshot was made with; none: as it was chosen for the person.
CREATE TABLE snapshot_choice (
    snapshot INTEGER NOT NULL PRIMARY KEY REFERENCES snapshot(id) ON DELETE CASCADE,
    choice TEXT NOT NULL,
    of_site INTEGER NOT NULL,         -- 1: what was remembered for its site, 0: made for this page
    met INTEGER NOT NULL              -- 0: the part that is wanted is not on this page
) STRICT;

-- One time that articles were made again.
CREATE TABLE extraction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER NOT NULL,            -- 0 over the library, 1 a person's choice for one snapshot, 2 as 0, but not at its end
    started_at INTEGER NOT NULL
) STRICT;

-- What each snapshot had before, for undo. Kept for the last extractions only.
CREATE TABLE former_article (
    extraction INTEGER NOT NULL REFERENCES extraction(id) ON DELETE CASCADE,
    snapshot INTEGER NOT NULL REFERENCES snapshot(id) ON DELETE CASCADE,
    page_title TEXT,                  -- of its page, when the snapshot was the current one
    article_blob BLOB REFERENCES blob(sha256),
    charset TEXT NOT NULL,
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
    choice TEXT,                      -- these three as in snapshot_choice
    of_site INTEGER,
    met INTEGER,
    PRIMARY KEY (extraction, snapshot)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_article_snapshot ON former_article(snapshot, extraction);
CREATE INDEX former_article_blob ON former_article(article_blob);
CREATE INDEX former_article_text ON former_article(text);
