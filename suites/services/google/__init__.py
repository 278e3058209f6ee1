"""Google Cloud as the deployment uses it: bucket, topic, subscription, service account.

Asked by its JSON APIs through our client, with the credentials that Google's own library finds.
"""
