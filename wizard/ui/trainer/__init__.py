"""The trainer's screens: a class from its first stick to its report."""
