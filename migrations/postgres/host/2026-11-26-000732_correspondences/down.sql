DROP TABLE correspondences;
