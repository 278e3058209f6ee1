"""The registration preflight: what the admin API says, against what the application needs."""
