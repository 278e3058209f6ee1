"""Requests that were made to deceive whoever reads them."""
