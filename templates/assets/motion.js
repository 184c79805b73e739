/* The movement of an exercise, on request: its start, drawn once more, moves to its finish and back.
   The page holds the values of every path at a few moments (data-motion, made with the drawing); between two moments
   each number goes straight from one to the other. Nothing moves before somebody asks, and one press stops it.
   Who has asked the system for less motion gets the moments one by one instead. No style is written: attributes alone. */
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const NUMBER = /(-?(?:\d+\.?\d*|\.\d+))/;
  const MOMENT_MS = 420, REST_MS = 700, ROUNDS = 8;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  /* Values as text and numbers by turns; two of the same build can be mixed, others are shown one after the other. */
  const mix = (a, b, t) => {
    const one = a.split(NUMBER), two = b.split(NUMBER);
    if (one.length !== two.length || one.some((part, i) => i % 2 === 0 && part.trim() !== two[i].trim())) return t < 0.5 ? a : b;
    /* A space before each number: "4-3" may become "4" and "3". */
    return one.map((part, i) => i % 2 ? ` ${Math.round((+part + (two[i] - part) * t) * 1000) / 1000}` : part).join("");
  };

  /* Only what shapes a drawing: the data stand in the page, where an author could have written them. */
  const SHAPE = new Set("cx cy d height points r rx ry transform width x x1 x2 y y1 y2".split(" "));
  const scene = (picture, data) => {
    const first = picture.querySelector(".bw-scene").cloneNode(true);
    first.removeAttribute("transform");
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "bw-svg bw-person bw-motion__scene");
    svg.setAttribute("viewBox", data.box);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `The movement: ${picture.dataset.title}`);
    svg.append(first);
    for (const each of first.querySelectorAll("[id]")) each.id += "-m";
    for (const each of first.querySelectorAll("use")) each.setAttribute("href", `${each.getAttribute("href")}-m`);
    const nodes = first.querySelectorAll("*"), [left, , width] = data.box.split(" ").map(Number);
    if (nodes[0].tagName === "path") nodes[0].setAttribute("d", `M${left + 4} 1h${width - 8}`);  // the floor, all the way
    const parts = data.parts.filter(([index, name]) => nodes[index] && SHAPE.has(name)).map(([index, name, values]) => [nodes[index], name, [nodes[index].getAttribute(name), ...values]]);
    const moments = parts.length ? parts[0][2].length : 1;
    const show = (at) => {
      const index = Math.min(Math.floor(at), moments - 1), next = Math.min(index + 1, moments - 1);
      for (const [node, name, values] of parts) node.setAttribute(name, mix(values[index], values[next], at - index));
    };
    return { svg, show, last: moments - 1 };
  };

  const start = (picture) => {
    let data;
    try { data = JSON.parse(picture.dataset.motion); } catch { return; }
    const box = document.createElement("div"), button = document.createElement("button");
    box.className = "bw-motion";
    button.className = "bw-button bw-button--quiet bw-motion__button";
    button.type = "button";
    const say = (text) => { button.textContent = text; };
    say("Show the movement");
    box.append(button);
    picture.append(box);

    let made = null, playing = false, at = 0, way = 1, rounds = 0, before = 0, rest = 0;
    const tick = (now) => {
      if (!playing) return;
      const passed = Math.min(now - before, 100);  // a tab that slept must not leap
      before = now;
      if (rest > 0) rest -= passed;
      else {
        at += way * passed / MOMENT_MS;
        if (at >= made.last || at <= 0) {
          at = at <= 0 ? 0 : made.last;
          if (at === 0 && ++rounds >= ROUNDS) return pause();
          way = -way;
          rest = REST_MS;
        }
        made.show(at);
      }
      requestAnimationFrame(tick);
    };
    const pause = () => { playing = false; say("Play the movement"); };
    button.addEventListener("click", () => {
      if (!made) {
        made = scene(picture, data);
        box.prepend(made.svg);
      }
      if (calm.matches) {
        playing = false;
        at = at >= made.last ? 0 : Math.floor(at) + 1;
        made.show(at);
        say(at >= made.last ? "Back to the start" : "Next part of the movement");
      } else if (playing) pause();
      else {
        playing = true;
        rounds = 0;
        way = at >= made.last ? -1 : 1;
        before = performance.now();
        say("Pause the movement");
        requestAnimationFrame(tick);
      }
    });
  };

  for (const picture of document.querySelectorAll(".bw-picture[data-motion]")) start(picture);
})();
