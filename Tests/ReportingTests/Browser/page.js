// Looks at the page that is shown and returns what is wrong with it, as sentences.
(() => {
  const wrong = [];
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const name = (element) => {
    const id = element.id ? "#" + element.id : "";
    return `<${element.localName}${id}> ${element.textContent.trim().slice(0, 40)}`;
  };
  const visible = (element) => element.checkVisibility({ visibilityProperty: true })
    && element.getClientRects().length > 0;

  // Places
  for (const landmark of ["main", "body > header", "body > footer"]) {
    if (all(landmark).length !== 1) wrong.push(`${all(landmark).length} of ${landmark}`);
  }
  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
    wrong.push(`the id ${id} is given twice`);
  }
  for (const link of all("a")) {
    const href = link.getAttribute("href") ?? "";
    if (!href.startsWith("#")) wrong.push(`a link leaves the page: ${href}`);
    else if (!document.getElementById(href.slice(1))) wrong.push(`${href} leads nowhere`);
  }
  for (const element of all("[aria-labelledby]")) {
    for (const id of element.getAttribute("aria-labelledby").split(" ")) {
      if (!document.getElementById(id)) wrong.push(`${name(element)}: no label ${id}`);
    }
  }
  for (const nav of all("nav")) if (!nav.hasAttribute("aria-label")) wrong.push("a nav without name");

  // Headings: one first, none left out
  let depth = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.localName[1]);
    if (own > depth + 1) wrong.push(`${name(heading)} after h${depth}`);
    if (!heading.textContent.trim()) wrong.push("an empty heading");
    depth = own;
  }
  if (all("h1").length !== 1) wrong.push(`${all("h1").length} h1`);

  // Tables and pictures
  for (const table of all("table")) {
    if (!table.caption?.textContent.trim()) wrong.push("a table without caption");
    for (const cell of all("th", table)) {
      if (!cell.scope) wrong.push(`${name(cell)}: a th without scope`);
    }
  }
  for (const picture of all("svg")) {
    if (picture.closest("[aria-hidden=true]")) continue;
    if (!picture.querySelector("title")?.textContent) wrong.push("a picture without title");
  }

  // Nothing from outside became more than text
  for (const element of all("img, iframe, object, embed, form, input, link, base, audio, video")) {
    wrong.push(`${name(element)} has no business here`);
  }
  for (const element of all("*")) {
    for (const attribute of element.attributes) {
      if (/^on|^style$|^src/.test(attribute.name)) wrong.push(`${name(element)} ${attribute.name}`);
    }
  }
  if (all("script").length !== 1 || all("style").length !== 1) wrong.push("a foreign script or style");
  if (window.hostile !== undefined) wrong.push("a foreign script ran");
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
  if (hidden.test(document.documentElement.textContent)) wrong.push("an invisible character");

  // Room
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    const wide = all("body *").filter((element) => visible(element)
      && !element.closest("pre") && element.getBoundingClientRect().right > width + 1);
    wrong.push(`scrolls sideways at ${width} px: ${wide.slice(-1).map(name)}`);
  }

  // Contrast (WCAG 2.2, 1.4.3)
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => [r, g, b]
    .map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const weak = new Set();
  for (const element of all("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !visible(element)) continue;
    const style = getComputedStyle(element);
    const ink = rgba(element.localName === "text" ? style.fill : style.color);
    const [light, dark] = [luminance(ink), luminance(ground(element))].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) weak.add(`${element.localName}.${element.getAttribute("class")}: ${contrast.toFixed(2)}`);
  }
  for (const what of weak) wrong.push(`too little contrast: ${what}`);
  return wrong;
})()
