//! microblog
