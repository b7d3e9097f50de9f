"""The laboratory stands with the twins."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "twins"))
