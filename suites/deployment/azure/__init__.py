"""Container and queue of a storage account, and what Event Grid sends, in Azure."""
