-- A bookmark's description waits with its link and becomes the page's note.
ALTER TABLE job ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE job_cleared ADD COLUMN note TEXT NOT NULL DEFAULT '';
