DROP TABLE microblog_drafts;
