"""What people judge: which reports are of one incident. Candidates, judgements applied at once, the terminal UI."""
