-- PostgreSQL keeps its index in order by itself.
SELECT 1;
