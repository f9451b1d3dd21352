-- No job has a note.
CREATE TEMP VIEW job AS SELECT *, '' AS note FROM main.job;
