"""Which fault of the embedded deployment shows which cause."""

CAUSES_IN_DEPLOYMENTS = {
    "bucket-of-google": "clouds-mixed",
    "bucket-not-there": "bucket-not-there",
    "bucket-elsewhere": "bucket-in-another-region",
    "queue-not-there": "queue-not-there",
    "queue-elsewhere": "queue-not-there",
    "queue-in-order": "queue-in-order",
    "notifications-missing": "bucket-tells-nobody",
    "notifications-elsewhere": "bucket-tells-nobody",
    "notifications-of-some": "bucket-tells-nobody",
    "policy-missing": "queue-refuses-the-bucket",
    "policy-of-another-bucket": "queue-refuses-the-bucket",
    "cors-missing": "browsers-refused-by-cors",
    "cors-of-old-host": "browsers-refused-by-cors",
    "cors-with-slash": "browsers-refused-by-cors",
    "cors-without-put": "browsers-refused-by-cors",
    "preflight-refused": "preflight-answered-by-another",
}
