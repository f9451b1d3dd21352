-- A site with a port of its own is another site: 127.0.0.1:8080 is not 127.0.0.1:9090.
WITH parts(id, link, place) AS (
    SELECT id, link, substr(link, instr(link, '://') + 3) FROM page WHERE link GLOB '*://*:[0-9]*'
), authority(id, link, place) AS (
    SELECT id, link, substr(query, 1, instr(query || '#', '#') - 1) FROM (
        SELECT id, link, substr(path, 1, instr(path || '?', '?') - 1) AS query FROM (
            SELECT id, link, substr(place, 1, instr(place || '/', '/') - 1) AS path FROM parts))
), ports(id, port, usual) AS (
    SELECT id, CAST(substr(place, length(rtrim(place, '0123456789')) + 1) AS INTEGER),
        CASE WHEN lower(substr(link, 1, 6)) = 'https:' THEN 443 ELSE 80 END
    FROM authority WHERE rtrim(place, '0123456789') LIKE '%:' AND place GLOB '*[0-9]'
)
UPDATE page SET site = CASE WHEN instr(site, ':') THEN '[' || site || ']' ELSE site END || ':' || ports.port
FROM ports WHERE ports.id = page.id AND ports.port <> ports.usual;

-- Snapshots that hold something else than the page that was wanted are few, and asked for.
CREATE INDEX snapshot_flagged ON snapshot(page, id) WHERE flag IN ('login', 'challenge', 'needs-browser');
