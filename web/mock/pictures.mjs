import { glyphs, palettes } from "./signs.mjs";

function* noise(seed) {
  let state = seed * 2654435761 + 97;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function lines(text, width) {
  const found = [""];
  for (const word of text.split(" ")) {
    const last = found.at(-1);
    if ((last + " " + word).length > width && last) found.push(word);
    else found[found.length - 1] = (last + " " + word).trim();
  }
  return found;
}

/** A branded card, 1080 x 1350: night sky, the sign as line work, the hook in large type. */
export function picture(sign, day) {
  const colours = palettes[sign.element];
  const random = noise(sign.index * 31 + Number(day.slice(-2)));
  const next = () => random.next().value;
  const stars = Array.from({ length: 140 }, () => {
    const size = 0.6 + next() ** 6 * 4;
    return `<circle cx="${(next() * 1080).toFixed(0)}" cy="${(next() * 1350).toFixed(0)}" r="${size.toFixed(2)}" fill="${colours.ink}" opacity="${(0.2 + next() * 0.7).toFixed(2)}"/>`;
  }).join("");
  const hook = lines(sign.hook, 16)
    .map((line, index) => `<text x="90" y="${930 + index * 104}" font-size="92">${line}</text>`)
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1350" width="1080" height="1350">
<defs><linearGradient id="g" x1="0" y1="0" x2="0.3" y2="1"><stop offset="0" stop-color="${colours.background}"/><stop offset=".62" stop-color="${colours.background}"/><stop offset="1" stop-color="${colours.support}"/></linearGradient>
<radialGradient id="h" cx=".74" cy=".3" r=".52"><stop offset="0" stop-color="${colours.support}"/><stop offset="1" stop-color="${colours.support}" stop-opacity="0"/></radialGradient></defs>
<rect width="1080" height="1350" fill="url(#g)"/><rect width="1080" height="1350" fill="url(#h)" opacity=".75"/>${stars}
<g fill="none" stroke="${colours.accent}" opacity=".35"><circle cx="720" cy="420" r="330"/><circle cx="720" cy="420" r="300" stroke-dasharray="2 24" stroke-width="8"/></g>
<g transform="translate(504 204) scale(18)" fill="none" stroke="${colours.accent}" stroke-width=".9" stroke-linecap="round" stroke-linejoin="round"><path d="${glyphs[sign.index]}"/></g>
<g fill="${colours.ink}" font-family="'DejaVu Serif', Georgia, serif">${hook}</g>
<g fill="${colours.accent}" font-family="'DejaVu Sans', sans-serif" font-size="34" letter-spacing="6"><text x="92" y="130">${sign.name.toUpperCase()}</text><text x="92" y="1270" letter-spacing="2">${day.split("-").reverse().join(".")}</text></g></svg>`;
}
