// Names above a chart stand in as many lines as they need: one that is wider than the chart is broken,
// and the chart becomes as much higher, so that what it draws keeps its room.
(() => {
  const BESIDE = 6;  // pixels between a name and its mark
  const BELOW = 14;  // pixels between the names and what is drawn
  const LINE = 1.2;  // height of a line of a name in heights of its letters
  const BETWEEN = 6;  // pixels between two names, at least: one of several lines begins above its mark
  const SMALL = 13;  // height of letters, at most, where a name is wider than the chart
  const ROOM = "--legend-room";
  const inLines = ({ legend }) => legend && legend.type === "plain";
  const laid = (echarts, chart, legend) => {
    const { left, right, itemWidth, textStyle, data } = legend;
    const lineHeight = Math.round(LINE * textStyle.fontSize);
    const font = `${textStyle.fontSize}px ${textStyle.fontFamily}`;
    const drawn = (style) => new echarts.graphic.Text({ style: { ...style, font, lineHeight } });
    const size = (style) => drawn(style).getBoundingRect();
    const all = chart.getWidth() - left - right, width = Math.max(1, all - itemWidth - BESIDE);
    const wider = data.some((text) => size({ text }).width > width);
    if (wider && textStyle.fontSize > SMALL)
      return laid(echarts, chart, { ...legend, textStyle: { ...textStyle, fontSize: SMALL } });
    const broken = (text) => (size({ text }).width > width ? { width, overflow: "break" } : {});
    const highest = Math.max(...data.map((text) => size({ text, ...broken(text) }).height));
    return {
      ...legend,
      right: null,
      width: all,
      data: data.map((name) => ({ name, textStyle: broken(name) })),
      textStyle: { ...textStyle, lineHeight },
      itemGap: Math.max(legend.itemGap, (highest - lineHeight) / 2 + BETWEEN),
    };
  };
  const bottom = (chart) => {
    const legend = chart.getViewOfComponentModel(chart.getModel().getComponent("legend")).group;
    const { y, height } = legend.getBoundingRect();
    return Math.ceil(legend.y + y + height);
  };
  const draw = (echarts, chart, option) => {
    if (!inLines(option)) return chart.setOption(option, true);
    const { legend, grid } = option;
    chart.setOption({ ...option, legend: laid(echarts, chart, legend) }, true);
    const top = Math.max(grid.top, bottom(chart) + BELOW);
    chart.setOption({ grid: { top } });
    chart.getDom().style.setProperty(ROOM, `${top - grid.top}px`);
    chart.resize();
  };
  // it is laid out anew where the width is another
  const resize = (echarts, chart, option) => {
    const before = chart.getWidth();
    chart.resize();
    if (inLines(option) && chart.getWidth() !== before) draw(echarts, chart, option);
  };
  window.orgsimLegends = { draw, resize };
})();
