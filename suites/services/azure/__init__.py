"""Azure as the deployment uses it: container and queue by the key of their account, Event Grid.

Asked by REST through our client. The key is the server's own, so nothing else has to be found; what
Azure Resource Manager alone tells is asked by a service principal.
"""
