"""The life of a site: content that changes, builds in one folder, and readers of each build."""
