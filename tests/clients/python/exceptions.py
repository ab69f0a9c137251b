"""Where our answers are not Mastodon's, each with the reason. What is not needed any more has to go."""

# "Class.field" of Mastodon.py.
DIFFERENCES = {
    "Account.state": "came with 4.7 and is not documented; a member who may not act gets no answer at all",
}

# Places in the recordings of Mastodon.py that nobody asks for here.
NOT_OURS = {
    "GET /api/v1/annual_reports/:id": "a year's end review, which the club does not write",
    "GET /api/v1/annual_reports/:id/state": "the same",
    "GET /api/v1/accounts/:id/collections": "came with 4.6; the version that we announce has none",
    "GET /api/v1/collections/:id": "the same",
    "GET /api/v1/profile": "the same",
    "POST /oauth/token": "has no type in Mastodon.py; each test stands on its answer",
    "GET /oauth/userinfo": "Mastodon.py asks for it over TLS alone",
}
