"""The sentence of a scored part, for each way a part can be scored.

Words between braces are those of ``scoring.rules.templates``; a ruleset may bring its own
sentence in ``giải thích``.
"""

from __future__ import annotations

POINTS = "được {điểm}/{điểm tối đa} điểm."

RATIO = (
    "{tên tử số}: {tử số}; {tên mẫu số}: {mẫu số}. "
    "Tỷ số {tử số}/{mẫu số} = {giá trị}, thuộc mức «{mức}», " + POINTS
)
COUNT = "{tên tử số}: {tử số} {đơn vị}, thuộc mức «{mức}», " + POINTS
ITEMS = "{nội dung}. Cộng lại " + POINTS
NO_CASE = "Kỳ này không phát sinh: {tên tử số} là {tử số} trên {mẫu số} {đơn vị mẫu số}, " + POINTS
TREND = (
    "{tên tử số}: {tử số}; {tên mẫu số}: {mẫu số}. Kỳ này {giá trị}, "
    "kỳ trước {tử số kỳ trước}/{mẫu số kỳ trước} = {giá trị kỳ trước}: {mức}, " + POINTS
)
ZERO = "{tên mẫu số} là {mẫu số} nên không tính được tỷ số (căn cứ: {căn cứ mẫu số 0}), " + POINTS
