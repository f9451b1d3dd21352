-- The pages' notes and tags are read into an index of the connection's own.
CREATE TEMP VIEW own_words AS
    SELECT page.id AS page, page.note AS note,
        ifnull((SELECT group_concat(name, char(10)) FROM (SELECT tag.name AS name FROM main.page_tag AS page_tag
            JOIN main.tag AS tag ON tag.id = page_tag.tag WHERE page_tag.page = page.id ORDER BY tag.name)), '') AS tags
    FROM main.page AS page
    WHERE page.note <> '' OR EXISTS (SELECT 1 FROM main.page_tag AS page_tag WHERE page_tag.page = page.id);

CREATE VIRTUAL TABLE temp.search_own USING fts5(note, tags, prefix='2 3',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");

INSERT INTO temp.search_own(rowid, note, tags) SELECT page, note_words(note), tag_words(tags) FROM temp.own_words;
