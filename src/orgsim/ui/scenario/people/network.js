// An organisation as dots on a canvas: one byte a dot a week says its colour.
const NOT_THERE = 255;
const STEPS = 254;
const MOST_LINES = 6000;
const WIDEST = 1.8;
const MILLISECONDS_A_WEEK = 90;

function bytes(model, name) {
  const view = model.get(name);
  return new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

function make(tag, name, parent, attributes = {}) {
  const element = document.createElement(tag);
  element.className = name;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.appendChild(element);
  return element;
}

function read(model) {
  const data = {
    places: new Float32Array(bytes(model, "places").buffer),
    parents: new Int32Array(bytes(model, "parents").buffer),
    numbers: new Int32Array(bytes(model, "numbers").buffer),
    spans: new Int32Array(bytes(model, "spans").buffer),
    levels: bytes(model, "levels"),
    ties: new Int32Array(bytes(model, "ties").buffer),
    frames: bytes(model, "frames"),
    colours: bytes(model, "colours"),
    names: model.get("names"),
    about: model.get("about"),
  };
  data.count = data.numbers.length;
  data.weeks = data.count ? data.frames.length / data.count - 1 : 0;
  return data;
}

// Which colour a step of a state has: the scale runs from about.low to about.high.
function colour(data, step) {
  const { low, high } = data.about;
  const share = Math.min(1, Math.max(0, (step - low) / Math.max(1, high - low)));
  const at = 3 * Math.round(share * (data.colours.length / 3 - 1));
  return `rgb(${data.colours[at]},${data.colours[at + 1]},${data.colours[at + 2]})`;
}

// A colour of the pages by its name, as it is now.
const named = (name) => orgsimColours.known(`var(--${name})`);

function called(data, dot) {
  return data.names.length ? data.names[dot] : `position ${data.numbers[dot] + 1}`;
}

function render({ model, el }) {
  let data = read(model);
  let week = 0;
  let zoom = 1, left = 0, top = 0;
  let width = 0, height = 0, hovered = -1, playing = null, waiting = false;

  const root = make("div", "orgsim-network", el);
  const stage = make("div", "stage", root);
  const canvas = make("canvas", "people", stage, { tabindex: "0", role: "img" });
  const told = make("div", "told", stage, { hidden: "" });
  const buttons = make("div", "zoom", stage);
  const bar = make("div", "bar", root);
  const play = make("button", "play", bar, { type: "button", "aria-label": "Play" });
  const slider = make("input", "week", bar, { type: "range", min: "0", step: "1", value: "0", "aria-label": "Week" });
  const now = make("span", "now", bar);
  const legend = make("div", "legend", root);
  const lines = document.createElement("canvas");

  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }

  // A wide stage stretches the circle, so that people get the room there is.
  const reachY = () => (Math.min(width, height) / 2 - 16) * zoom;
  const reachX = () => Math.min(WIDEST * reachY(), (width / 2 - 16) * zoom);
  const x = (dot) => width / 2 + left + reachX() * data.places[2 * dot];
  const y = (dot) => height / 2 + top + reachY() * data.places[2 * dot + 1];

  function size() {
    const room = Math.sqrt((Math.PI * reachX() * reachY()) / Math.max(1, data.count));
    return Math.min(9, Math.max(0.9, 0.3 * room));
  }

  function drawLines() {
    const ratio = window.devicePixelRatio || 1;
    lines.width = canvas.width; lines.height = canvas.height;
    const pen = lines.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (data.about.ties) {
      pen.strokeStyle = named("blue");
      pen.globalAlpha = 0.16;
      pen.lineWidth = 0.7;
      pen.beginPath();
      for (let i = 0; i < data.ties.length; i += 2) {
        pen.moveTo(x(data.ties[i]), y(data.ties[i]));
        const bend = 0.6;
        const mx = width / 2 + left + bend * ((x(data.ties[i]) + x(data.ties[i + 1])) / 2 - width / 2 - left);
        const my = height / 2 + top + bend * ((y(data.ties[i]) + y(data.ties[i + 1])) / 2 - height / 2 - top);
        pen.quadraticCurveTo(mx, my, x(data.ties[i + 1]), y(data.ties[i + 1]));
      }
      pen.stroke();
    }
    pen.globalAlpha = data.count > 1500 ? 0.14 : 0.28;
    const all = data.count <= MOST_LINES || zoom > 3;
    pen.strokeStyle = named("ink");
    pen.lineWidth = data.count > 1500 ? 0.5 : 0.9;
    pen.beginPath();
    for (let dot = 0; dot < data.count; dot++) {
      const parent = data.parents[dot];
      if (parent < 0 || (!all && data.spans[dot] === 0)) continue;
      pen.moveTo(x(parent), y(parent));
      pen.lineTo(x(dot), y(dot));
    }
    pen.stroke();
  }

  function dotSize(dot, plain) {
    if (data.about.by_unit) return plain * Math.min(2.2, 0.5 + Math.sqrt(data.spans[dot]) / 5);
    return data.spans[dot] ? plain * Math.min(2.4, 1.25 + 0.1 * Math.sqrt(data.spans[dot])) : plain;
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const pen = canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(lines, 0, 0);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const frame = data.frames.subarray(week * data.count, (week + 1) * data.count);
    const plain = size();
    const start = new Int32Array(258), order = new Int32Array(data.count);
    for (let dot = 0; dot < data.count; dot++) start[frame[dot] + 1]++;
    for (let step = 0; step < 257; step++) start[step + 1] += start[step];
    const next = start.slice();
    for (let dot = 0; dot < data.count; dot++) order[next[frame[dot]]++] = dot;
    for (let step = 0; step < 256; step++) {
      if (start[step] === start[step + 1]) continue;
      const there = step !== NOT_THERE;
      pen.beginPath();
      for (let i = start[step]; i < start[step + 1]; i++) {
        const dot = order[i], px = x(dot), py = y(dot), r = dotSize(dot, plain) * (there ? 1 : 0.6);
        if (px < -r || py < -r || px > width + r || py > height + r) continue;
        if (r < 1.6) pen.rect(px - r, py - r, 2 * r, 2 * r);
        else { pen.moveTo(px + r, py); pen.arc(px, py, r, 0, 2 * Math.PI); }
      }
      pen.fillStyle = there ? colour(data, step) : named("card");
      pen.fill();
      if (plain > 2.2) {
        pen.strokeStyle = there ? "rgba(40,40,40,0.45)" : named("control");
        pen.lineWidth = 0.7;
        pen.stroke();
      }
    }
    if (hovered >= 0) {
      pen.beginPath();
      pen.arc(x(hovered), y(hovered), dotSize(hovered, plain) + 3, 0, 2 * Math.PI);
      pen.strokeStyle = named("vermillion");
      pen.lineWidth = 2.5;
      pen.stroke();
    }
    say(frame);
  }

  function say(frame) {
    let sum = 0, many = 0;
    for (const step of frame) if (step !== NOT_THERE) { sum += step; many++; }
    const mean = many ? (sum / many / STEPS).toFixed(2) : "–";
    now.textContent = `week ${week} of ${data.weeks}: mean ${mean} ${data.about.unit}`;
    slider.setAttribute("aria-valuetext", now.textContent);
    if (hovered >= 0) tell();
  }

  function tell() {
    told.replaceChildren();
    const name = make("b", "", told);
    name.textContent = data.about.by_unit ? `Unit of ${called(data, hovered)}` : called(data, hovered);
    const place = make("div", "", told);
    const parent = data.parents[hovered];
    const parts = [data.levels[hovered] ? `level ${data.levels[hovered]}` : "at the top"];
    if (parent >= 0) parts.push(data.about.by_unit ? `below ${called(data, parent)}` : `unit of ${called(data, parent)}`);
    if (data.spans[hovered]) parts.push(data.spans[hovered] === 1 ? "1 report" : `${data.spans[hovered]} reports`);
    place.textContent = parts.join(" · ");
    const value = make("div", "", told);
    const step = data.frames[week * data.count + hovered];
    value.textContent = step === NOT_THERE
      ? `${data.about.label}: does not apply`
      : `${data.about.label}: ${(step / STEPS).toFixed(2)} ${data.about.unit}`;
    if (step !== NOT_THERE && data.weeks > 0) spark();
    told.hidden = false;
    const px = x(hovered), py = y(hovered);
    told.style.left = `${Math.max(4, Math.min(width - told.offsetWidth - 4, px + 14))}px`;
    told.style.top = `${py + 14 + told.offsetHeight > height ? Math.max(4, py - told.offsetHeight - 12) : py + 14}px`;
  }

  // The state of the one who is pointed at, over all weeks.
  function spark() {
    const chart = make("canvas", "spark", told, { width: "320", height: "64" });
    const pen = chart.getContext("2d");
    const at = (w) => data.frames[w * data.count + hovered];
    const px = (w) => 4 + (312 * w) / data.weeks;
    const { low, high } = data.about;
    const py = (w) => 58 - (52 * Math.min(1, Math.max(0, (at(w) - low) / Math.max(1, high - low))));
    pen.strokeStyle = named("plain"); pen.lineWidth = 3;
    pen.beginPath();
    for (let w = 0; w <= data.weeks; w++) if (at(w) !== NOT_THERE) pen.lineTo(px(w), py(w));
    pen.stroke();
    pen.fillStyle = named("vermillion");
    pen.beginPath(); pen.arc(px(week), py(week), 6, 0, 2 * Math.PI); pen.fill();
  }

  function drawLegend() {
    legend.replaceChildren();
    const { label, unit, low, high, low_word, high_word } = data.about;
    make("span", "what", legend).textContent = `${label} [${unit}]`;
    make("span", "", legend).textContent = `${(low / STEPS).toFixed(2)} ${low_word}`;
    const strip = make("canvas", "strip", legend, { width: "180", height: "12" });
    const pen = strip.getContext("2d");
    for (let i = 0; i < 180; i++) {
      pen.fillStyle = colour(data, low + ((high - low) * i) / 179);
      pen.fillRect(i, 0, 1, 12);
    }
    make("span", "", legend).textContent = `${(high / STEPS).toFixed(2)} ${high_word}`;
    canvas.setAttribute("aria-label", `${data.about.described}, coloured by: ${label}`);
  }

  function resize() {
    const box = stage.getBoundingClientRect();
    if (!box.width) return;
    const ratio = window.devicePixelRatio || 1;
    width = box.width; height = box.height;
    canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
    drawLines(); redraw();
  }

  function moveTo(newZoom, px, py) {
    const limited = Math.min(60, Math.max(0.8, newZoom));
    const change = limited / zoom;
    left = px - width / 2 - change * (px - width / 2 - left);
    top = py - height / 2 - change * (py - height / 2 - top);
    zoom = limited;
    drawLines(); redraw();
  }

  function whole() { zoom = 1; left = 0; top = 0; drawLines(); redraw(); }

  function nearest(px, py) {
    let best = -1, least = 14 * 14;
    for (let dot = 0; dot < data.count; dot++) {
      const dx = x(dot) - px, dy = y(dot) - py, away = dx * dx + dy * dy;
      if (away < least) { least = away; best = dot; }
    }
    return best;
  }

  function go(to) {
    week = Math.min(data.weeks, Math.max(0, to));
    slider.value = String(week);
    redraw();
  }

  function pause() {
    clearInterval(playing); playing = null;
    play.textContent = "▶"; play.setAttribute("aria-label", "Play");
  }

  function start() {
    if (week >= data.weeks) go(0);
    play.textContent = "❚❚"; play.setAttribute("aria-label", "Pause");
    playing = setInterval(() => {
      if (week >= data.weeks || !el.isConnected) return pause();
      go(week + 1);
    }, MILLISECONDS_A_WEEK);
  }

  function again() {
    const old = data;
    data = read(model);
    if (old.weeks !== data.weeks) { week = Math.min(week, data.weeks); }
    if (old.count !== data.count) { hovered = -1; told.hidden = true; }
    slider.max = String(data.weeks);
    slider.value = String(week);
    drawLegend(); drawLines(); redraw();
  }

  let drag = null;
  canvas.addEventListener("pointerdown", (event) => {
    drag = { px: event.clientX, py: event.clientY, left, top };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointerup", () => { drag = null; });
  canvas.addEventListener("pointermove", (event) => {
    if (drag) {
      left = drag.left + event.clientX - drag.px;
      top = drag.top + event.clientY - drag.py;
      drawLines(); return redraw();
    }
    const box = canvas.getBoundingClientRect();
    const found = nearest(event.clientX - box.left, event.clientY - box.top);
    if (found !== hovered) { hovered = found; told.hidden = found < 0; redraw(); }
  });
  canvas.addEventListener("pointerleave", () => { hovered = -1; told.hidden = true; redraw(); });
  canvas.addEventListener("wheel", (event) => {
    if (document.activeElement !== canvas && !event.ctrlKey) return;
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    moveTo(zoom * Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const moves = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
    if (event.key in moves) { left += moves[event.key][0]; top += moves[event.key][1]; drawLines(); redraw(); }
    else if (event.key === "+" || event.key === "=") moveTo(zoom * 1.4, width / 2, height / 2);
    else if (event.key === "-") moveTo(zoom / 1.4, width / 2, height / 2);
    else if (event.key === "0") whole();
    else return;
    event.preventDefault();
  });
  for (const [sign, meaning, act] of [
    ["+", "Closer", () => moveTo(zoom * 1.5, width / 2, height / 2)],
    ["−", "Farther", () => moveTo(zoom / 1.5, width / 2, height / 2)],
    ["⤢", "All of it", whole],
  ]) {
    const button = make("button", "", buttons, { type: "button", "aria-label": meaning, title: meaning });
    button.textContent = sign;
    button.addEventListener("click", act);
  }
  play.addEventListener("click", () => (playing ? pause() : start()));
  slider.addEventListener("input", () => { pause(); go(Number(slider.value)); });

  const observer = new ResizeObserver(resize);
  observer.observe(stage);
  model.on("change:version", again);
  window.addEventListener(orgsimColours.CHANGED, again);
  week = data.weeks;
  again(); pause(); resize();
  return () => {
    clearInterval(playing); observer.disconnect();
    model.off("change:version", again);
    window.removeEventListener(orgsimColours.CHANGED, again);
  };
}

export default { render };
