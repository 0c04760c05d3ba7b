"""What the page 06c-calibration says."""

from entropybook.ledger._entries import Chapter

PAGE = Chapter("06c-calibration")
