"""Every call to the disk fails once: what is left is whole, and the next run completes it."""
