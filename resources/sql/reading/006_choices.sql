-- Nobody had chosen anything, and nothing was extracted again.
CREATE TEMP VIEW site_choice AS SELECT '' AS site, '' AS choice, 0 AS chosen_at WHERE false;
CREATE TEMP VIEW snapshot_choice AS SELECT 0 AS snapshot, '' AS choice, 0 AS of_site, 0 AS met WHERE false;
CREATE TEMP VIEW extraction AS SELECT 0 AS id, 0 AS kind, 0 AS started_at WHERE false;
CREATE TEMP VIEW former_article AS SELECT 0 AS extraction, 0 AS snapshot WHERE false;
