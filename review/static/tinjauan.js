// What the pages add to plain links and forms: keys, zoom, theme, remembered reasons.
// Every page works without it.
"use strict";
(() => {
  const page = document.body.dataset.halaman;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  const kept = {
    get(store, key) {
      try {
        return store().getItem(key);
      } catch {
        return null;
      }
    },
    set(store, key, value) {
      try {
        store().setItem(key, value);
      } catch {
        // A browser that keeps nothing: the choice holds for this page.
      }
    },
  };
  const lasting = () => window.localStorage;
  const passing = () => window.sessionStorage;

  // Theme
  const changeTheme = () => {
    const root = document.documentElement;
    const isDark = root.dataset.tema
      ? root.dataset.tema === "gelap"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.tema = isDark ? "terang" : "gelap";
    kept.set(lasting, "tema", root.dataset.tema);
  };

  // Help
  const help = one("#bantuan");
  const keysOn = one("#pintasan-aktif");
  if (keysOn) {
    keysOn.checked = kept.get(lasting, "pintasan") !== "mati";
    keysOn.addEventListener("change", () => {
      kept.set(lasting, "pintasan", keysOn.checked ? "hidup" : "mati");
    });
  }
  const openHelp = () => help?.showModal();

  // Zoom: the picture is an SVG, its viewBox the window onto the page, in points.
  const windowOf = (sheet) => sheet.getAttribute("viewBox").split(" ").map(Number);
  const show = (sheet, [x, y, width, height]) => {
    const [, , pageWidth, pageHeight] = sheet.dataset.halaman.split(" ").map(Number);
    const w = Math.min(width, pageWidth);
    const h = Math.min(height, pageHeight);
    const left = Math.min(Math.max(x, 0), pageWidth - w);
    const top = Math.min(Math.max(y, 0), pageHeight - h);
    sheet.setAttribute("viewBox", [left, top, w, h].map((n) => n.toFixed(2)).join(" "));
  };
  const zoom = (sheet, how) => {
    if (how === "kotak" || how === "halaman") {
      sheet.setAttribute("viewBox", sheet.dataset[how]);
      return;
    }
    const [x, y, width, height] = windowOf(sheet);
    const factor = how === "dekat" ? 0.75 : 1 / 0.75;
    if (factor < 1 && width < 60) return;
    show(sheet, [x + (width * (1 - factor)) / 2, y + (height * (1 - factor)) / 2, width * factor, height * factor]);
  };
  const move = (sheet, right, down) => {
    const [x, y, width, height] = windowOf(sheet);
    show(sheet, [x + right, y + down, width, height]);
  };
  const toggleZoom = () => {
    for (const sheet of all("svg.lembar")) {
      const isWhole = sheet.getAttribute("viewBox") === sheet.dataset.halaman;
      zoom(sheet, isWhole ? "kotak" : "halaman");
    }
  };
  for (const sheet of all("svg.lembar")) {
    let from = null;
    sheet.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button === 0) {
        from = [event.clientX, event.clientY];
        sheet.setPointerCapture(event.pointerId);
      }
    });
    sheet.addEventListener("pointermove", (event) => {
      if (!from) return;
      const perPixel = windowOf(sheet)[2] / sheet.getBoundingClientRect().width;
      move(sheet, (from[0] - event.clientX) * perPixel, (from[1] - event.clientY) * perPixel);
      from = [event.clientX, event.clientY];
    });
    for (const end of ["pointerup", "pointercancel"]) {
      sheet.addEventListener(end, () => {
        from = null;
      });
    }
    sheet.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      const step = steps[event.key];
      if (!step) return;
      const [, , width, height] = windowOf(sheet);
      move(sheet, (step[0] * width) / 8, (step[1] * height) / 8);
      event.preventDefault();
      event.stopPropagation();
    });
  }

  // Deciding: reasons come from what was last written for the same rule and verb.
  const form = one("#putusan");
  const reason = form && one("#alasan", form);
  const verbOf = () => one("input[name=keputusan]:checked", form)?.value;
  const memory = () => `alasan:${form.dataset.aturan}:${verbOf()}`;
  let suggested = reason ? reason.value : "";
  const suggest = () => {
    if (!verbOf()) return;
    reason.setAttribute("list", `alasan-${verbOf()}`);
    if (reason.value && reason.value !== suggested) return;
    const known = kept.get(passing, memory());
    suggested = known ?? "";
    reason.value = suggested;
  };
  const choose = (verb) => {
    const radio = form && one(`input[name=keputusan][value="${verb}"]`, form);
    if (!radio) return false;
    radio.checked = true;
    suggest();
    const first = { koreksi: "#nilai", petakan: "#satker" }[verb];
    const field = (first && one(first, form)) || reason;
    field.focus();
    field.select?.();
    return true;
  };
  if (form) {
    if (!reason.value) suggest();
    form.addEventListener("change", (event) => {
      if (event.target.name === "keputusan") suggest();
    });
    form.addEventListener("submit", () => kept.set(passing, memory(), reason.value));
  }
  const undo = () => {
    const field = one("#alasan-batal");
    if (!field) return false;
    field.focus();
    return true;
  };

  // Many at once
  const count = () => {
    const boxes = all("input[name=butir]");
    const told = one(".terpilih");
    if (told) told.textContent = `${boxes.filter((box) => box.checked).length} dari ${boxes.length} dicentang`;
  };
  const tick = (isOn) => {
    for (const box of all("input[name=butir]")) box.checked = isOn;
    count();
  };
  if (page === "sebab-sama") {
    count();
    document.addEventListener("change", count);
  }

  // The list: keys move the focus from item to item.
  const step = (by) => {
    const links = all("table.butir td.b a");
    if (!links.length) return false;
    const here = links.indexOf(document.activeElement);
    const next = links[here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    } else {
      const more = one(by > 0 ? ".lembaran a[rel=next]" : ".lembaran a[rel=prev]");
      more?.click();
    }
    return true;
  };
  const follow = (selector) => {
    const link = one(selector);
    link?.click();
    return Boolean(link);
  };
  const search = () => {
    const field = one("#cari");
    if (field) {
      field.focus();
      field.select();
    } else {
      window.location.assign("/butir#cari");
    }
    return true;
  };

  const everywhere = {
    "?": openHelp,
    "/": search,
    g: () => follow("[data-kunci=g]") || window.location.assign("/butir"),
    a: () => window.location.assign("/terapkan"),
  };
  const inItem = {
    j: () => follow("a[rel=next]"),
    ArrowRight: () => follow("a[rel=next]"),
    k: () => follow("a[rel=prev]"),
    ArrowLeft: () => follow("a[rel=prev]"),
    t: () => choose("terima"),
    e: () => choose("koreksi"),
    p: () => choose("petakan"),
    x: () => choose("tolak"),
    u: undo,
    s: () => follow("[data-kunci=s]"),
    z: toggleZoom,
  };
  const inList = {
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
  };
  const keys = { ...everywhere, ...({ butir: inItem, daftar: inList }[page] ?? {}) };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (help?.open || !keysOn || (!keysOn.checked && event.key.length === 1)) return;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (act) {
      event.preventDefault();
      act();
    }
  });

  const actions = {
    tema: changeTheme,
    bantuan: openHelp,
    tutup: () => help.close(),
    semua: () => tick(true),
    tiada: () => tick(false),
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-aksi], [data-zoom]");
    if (!button) return;
    if (button.dataset.zoom) {
      zoom(one("svg.lembar", button.closest("[data-tempat]")), button.dataset.zoom);
    } else {
      actions[button.dataset.aksi]?.();
    }
  });

  // Where reading goes on after a page has come: at the item, or at the search that was asked for.
  if (window.location.hash === "#cari") one("#cari")?.focus();
  else if (page === "butir") one("h1").focus({ preventScroll: true });
})();
