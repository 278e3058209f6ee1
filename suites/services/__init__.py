"""What W&B Server needs beside its IdP, as its client meets it: the subject of `suites/deployment`.

The variables, wherever they are written; the bucket, its queue, and who may use them.
"""
