"""The command line: it builds the configuration, runs the pipeline, and turns a report into text and an exit code."""
