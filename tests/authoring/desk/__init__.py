"""Tests of what the commands of the NOC share."""
