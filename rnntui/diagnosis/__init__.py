"""What went wrong in a run, as findings: the value that was measured, its threshold, what to try."""
