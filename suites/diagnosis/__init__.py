"""From many findings to the few causes behind them: one sentence, one setting, its right value.

The causes are data (`rules/*.toml`), judged by the small predicates of `predicates.py`. A rule sees
what the report sees: settings without secrets, and findings.
"""

from suites.diagnosis.diagnose import diagnoses

__all__ = ["diagnoses"]
