-- What a person wrote about a page is found as well as its text: an index of its own, one row for each page that has a
-- note or a tag, because these change often and a page's text is long. The program writes the rows (see 001 for why),
-- with the characters of scripts without spaces split.

-- Each page with a note or a tag; its tags in order, a line each.
CREATE VIEW own_words AS
    SELECT page.id AS page, page.note AS note,
        ifnull((SELECT group_concat(name, char(10)) FROM (SELECT tag.name AS name FROM page_tag
            JOIN tag ON tag.id = page_tag.tag WHERE page_tag.page = page.id ORDER BY tag.name)), '') AS tags
    FROM page
    WHERE page.note <> '' OR EXISTS (SELECT 1 FROM page_tag WHERE page_tag.page = page.id);

CREATE VIRTUAL TABLE search_own USING fts5(note, tags, prefix='2 3',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");

INSERT INTO search_own(rowid, note, tags) SELECT page, note_words(note), tag_words(tags) FROM own_words;
