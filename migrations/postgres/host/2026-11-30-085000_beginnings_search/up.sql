-- Its index finds beginnings of words as it is.
SELECT 1;
