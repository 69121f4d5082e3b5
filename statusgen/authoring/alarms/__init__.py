"""Drafts of incidents from the alarms of a monitoring system; nothing here publishes one."""
