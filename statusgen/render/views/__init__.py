"""Views: small frozen records that templates may see, one module for each kind of page."""
