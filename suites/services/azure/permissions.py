"""What a judge has to be allowed in Azure, beside the key of the account."""

# Resource Manager lists what whoever asks may read: of a resource group, that what is in it.
COMMAND = """az ad sp create-for-rbac --name ssoproof --role Reader \\
    --scopes /subscriptions/SUBSCRIPTION/resourceGroups/GROUP"""
