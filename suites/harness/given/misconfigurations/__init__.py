"""What people set up wrongly, each set up here: settings, a registration, the way between.

The names begin with the number under which a misconfiguration is known to the project (M1 to M31);
those without a number are what else goes wrong on the first day.
"""

from suites.harness.given.misconfigurations.answers import ANSWERS
from suites.harness.given.misconfigurations.between import BETWEEN
from suites.harness.given.misconfigurations.defects import DEFECTS
from suites.harness.given.misconfigurations.further import FURTHER
from suites.harness.given.misconfigurations.hop import HOP
from suites.harness.given.misconfigurations.in_front import IN_FRONT
from suites.harness.given.misconfigurations.login import LOGIN
from suites.harness.given.misconfigurations.newcomers import NEWCOMERS
from suites.harness.given.misconfigurations.operators import OPERATORS
from suites.harness.given.misconfigurations.registration import REGISTRATION
from suites.harness.given.misconfigurations.settings import SETTINGS
from suites.harness.given.misconfigurations.tls import TLS
from suites.harness.given.misconfigurations.unforeseen import UNFORESEEN
from suites.harness.given.misconfigurations.vendor_codes import VENDOR_CODES
from suites.harness.given.misconfigurations.vendor_words import VENDOR_WORDS

SETS = (
    *(SETTINGS, REGISTRATION, BETWEEN, LOGIN, ANSWERS, DEFECTS, TLS, NEWCOMERS, FURTHER),
    *(IN_FRONT, UNFORESEEN, HOP, OPERATORS, VENDOR_WORDS, VENDOR_CODES),
)
MISCONFIGURATIONS = [one for each in SETS for one in each]
