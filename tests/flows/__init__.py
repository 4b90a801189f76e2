"""The conductor: command line, change detection, store, nightly flow."""
