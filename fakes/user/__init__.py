"""The user: a browser, what it shows, and somebody who logs in and answers what is asked."""
