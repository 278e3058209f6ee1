"""A deployment whose files are in Azure, and the services of Azure that it is judged by."""
