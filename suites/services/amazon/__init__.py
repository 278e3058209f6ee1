"""AWS as the deployment uses it: bucket, queues, role of the node.

Asked by boto3, with the credentials that it finds, through our client.
"""
