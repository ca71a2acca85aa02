# Short names for scripts/*, which have --help.

.PHONY: check test demo bench

# Formatting and lints of the whole workspace, a minute or two once the dependencies are built.
check:
	scripts/test fmt house clippy

# Every stage that belongs to a change.
test:
	scripts/test

# The chain at its main job, with the platform beside it.
demo:
	scripts/demo

# A short run of the load on this machine.
bench:
	scripts/bench throughput --quick
