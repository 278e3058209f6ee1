"""A deployment whose files are in Google Cloud, and the APIs of Google that it is judged by."""
