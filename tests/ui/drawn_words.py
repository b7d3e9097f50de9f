"""Words that charts draw: whole, and none over another."""

from waiting import waited

DRAWN = """
() => {
  const found = [];
  for (const place of document.querySelectorAll(".solara-echarts")) {
    const chart = place.__vue__ && place.__vue__.chart;
    if (!chart || chart.getHeight() !== place.clientHeight || chart.getWidth() !== place.clientWidth)
      return null;
    const words = chart.getZr().storage.getDisplayList(true).filter(
      (part) => part.type === "tspan" && part.style.text && !part.ignore && part.style.opacity !== 0);
    found.push([chart.getWidth(), chart.getHeight(), words.map((part) => {
      const box = part.getBoundingRect().clone(), high = parseFloat(part.style.font.match(/[\\d.]+px/));
      box.y -= (high - box.height) / 2;  // ECharts takes that of a line for the width of a letter
      box.height = high;
      if (part.transform) box.applyTransform(part.transform);
      return [part.style.text, box.x, box.y, box.x + box.width, box.y + box.height];
    })]);
  }
  return found.length ? found : null;
}
"""
"""Each chart's size and its words with their places, None while one is still being laid out."""

CLOSE = 2
"""Pixels by which places of words may cross: letters do not fill them."""


def assert_words_have_room(page) -> None:
    """No word of a chart is beyond it or over another."""
    assert waited(lambda: page.evaluate(DRAWN) is not None), page.url
    assert waited(lambda: not crowded(page.evaluate(DRAWN) or [])), crowded(page.evaluate(DRAWN))


def crowded(charts) -> list[str]:
    """What is cut, and what stands over what."""
    said = []
    for width, height, words in charts:
        for number, (text, x, y, beyond, below) in enumerate(words):
            if min(x, y) < -CLOSE or beyond > width + CLOSE or below > height + CLOSE:
                said.append(f"{text} is cut")
            for other, other_x, other_y, other_beyond, other_below in words[:number]:
                across = min(beyond, other_beyond) - max(x, other_x)
                down = min(below, other_below) - max(y, other_y)
                if across > CLOSE and down > CLOSE:
                    said.append(f"{text} is over {other}")
    return said
