"""The conductor: command line and nightly flow. Holds no logic of its own."""
