"""Which service a wish is about."""

from __future__ import annotations

SERVICES_OF_INTENTS = {
    "naloxone_location": "naloxone",
    "syringe_location": "syringes",
    "test_strips": "test_strips",
    "testing_hiv_hcv": "testing",
    "wound_care": "wound_care",
    "treatment": "treatment",
}
"""What to look for when somebody names a place along with what they want."""
