# Kermesse. `make run` opens a club to look at, `make test` is everything that a release needs.

CARGO ?= cargo
LISTEN ?= 127.0.0.1:8080

.PHONY: run test lint bench prepare

run:
	$(CARGO) run -p kermesse -- demo --listen $(LISTEN)

# Both database builds, with real PostgreSQL, S3 and mail servers, processes and browser.
test: prepare
	tests/run

# What the tests need from the system: installed where that is allowed, else named.
prepare:
	tests/prepare

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	$(CARGO) clippy --workspace --all-targets --features kermesse/postgres -- -D warnings

# Prints each figure beside a yardstick of the same run.
bench:
	$(CARGO) build --release -p kermesse -p bench
	$${CARGO_TARGET_DIR:-target}/release/bench
