// <bonewise-page page="osteopenia" heights="…" look="…" mode="…">: a page of this site on another site, as high as its text.
// It reads ids and numbers, never addresses: the only address it knows is the one it was loaded from.
// Comments stand on lines of their own: the build takes these lines out.
"use strict";
(() => {
  const name = "bonewise-page", script = document.currentScript, elements = window.customElements;
  const own = script && /^([^?#]+\/embed\/)(v\d[^/]*\/)?embed\.js/.exec(script.src);
  // A second copy, or another version, leaves all to the first.
  if (!own || !elements || elements.get(name)) return;
  const base = own[1], events = ["message", "resize", "beforeprint", "afterprint"], widths = [280, 400, 560, 760];

  elements.define(name, class extends HTMLElement {
    // Fields of its own: a host's poisoned Object.prototype cannot stand in for them.
    root; frame; secret; height; told; steps;

    connectedCallback() {
      const page = this.getAttribute("page") || "";
      if (!/^[\w-]+$/.test(page)) return;
      if (!this.root) {
        this.root = this.attachShadow({ mode: "open" });
        if (this.getAttribute("mode") == "inline") this.inline(page).catch(() => this.framed(page));
        else this.framed(page);
      }
      for (const event of events) addEventListener(event, this);
    }

    disconnectedCallback() {
      for (const event of events) removeEventListener(event, this);
    }

    // The text itself, in a shadow tree: what could run is taken out here once more, by the browser's own sanitizer.
    async inline(page) {
      const answer = await fetch(base + page + ".html", { referrerPolicy: "no-referrer" });
      if (!answer.ok) throw 0;
      this.root.setHTML(await answer.text(), { sanitizer: { removeElements: ["style", "link", "meta", "form"] } });
      const style = document.createElement("link"), { dataset } = this.root.firstElementChild;
      style.rel = "stylesheet";
      style.href = base + "embed.css";
      this.root.append(style);
      if (Date.now() > Date.parse(dataset.due)) dataset.overdue = "";
    }

    framed(page) {
      const frame = this.frame = document.createElement("iframe");
      // Who shows another page in the frame does not know this number.
      this.secret = crypto.getRandomValues(new Uint32Array(3)).join("");
      frame.title = this.getAttribute("label") || page;
      frame.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-modals";
      frame.credentialless = true;
      frame.referrerPolicy = "no-referrer";
      // Not lazy unless asked for: what is not loaded is missing on paper.
      frame.loading = this.getAttribute("loading") || "eager";
      frame.style.cssText = "display:block;width:100%;border:0";
      frame.src = base + page + "/#s=" + this.secret + "&" + (this.getAttribute("look") || "");
      this.root.append(frame);
      this.set(this.guess());
    }

    set(height) {
      this.style.minHeight = 0;
      // The attribute, not the style: no style sheet of the host's reaches into the shadow tree.
      this.height = this.frame.height = height;
    }

    // The height that the build foresaw for this width: between two known widths, text grows with 1 / width.
    guess(most = 760) {
      const known = (this.getAttribute("heights") || "").split(" ").map(Number);
      const width = Math.min(this.frame.clientWidth || 400, most);
      const i = width > 560 ? 2 : width > 400 ? 1 : 0;
      const part = (1 / width - 1 / widths[i + 1]) / (1 / widths[i] - 1 / widths[i + 1]);
      return Math.ceil(known[i + 1] + part * (known[i] - known[i + 1])) || 300;
    }

    handleEvent(event) {
      const frame = this.frame;
      if (!frame) return;
      if (event.type == "resize") {
        if (!this.told) this.set(this.guess());
      } else if (/print/.test(event.type)) {
        // On paper the frame is narrower, and its text higher; there is no time to ask.
        frame.style.minHeight = event.type == "beforeprint" ? 1.15 * this.guess(640) + "px" : 0;
      } else if (event.source == frame.contentWindow && event.origin == "null" && typeof event.data == "string") {
        const said = /^bonewise (\d+) ([1-9]\d{0,4}) (\d+)$/.exec(event.data), width = frame.clientWidth;
        if (!said || said[1] != this.secret || !width) return;
        // A page that grows with its own window would grow for ever: five steps, until it fits or is turned.
        if (width != this.told || Math.abs(said[2] - said[3]) < 2) this.steps = 0;
        this.told = width;
        if (+said[2] > this.height && ++this.steps > 5) return;
        this.set(+said[2]);
      }
    }
  });
})();
