"""Which exercises a fracture-risk group may have on a sheet, how much of them, and what every sheet must then say.

The verdicts judge the typed fields of an exercise: `impact`, `after_fracture` and its note, and `dose`. They are on the
careful side of the pages that they name as their source; no clinician has checked them yet. `safety_data` writes their
outcome down, so that `compose` here and the builder's script work from the same data.
"""

from bonewise.handout_safety.composing import compose
from bonewise.handout_safety.data import safety_data
from bonewise.handout_safety.verdicts import allowed_dose, judged

__all__ = ["allowed_dose", "compose", "judged", "safety_data"]
