DROP TABLE photos_imports;
