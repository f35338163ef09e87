// Fixtures of the development server: twelve brands with their colours and a reading each.

export const signs = [
  ["aries", "Aries", "fire", "Mars", "Begin with the smaller door", "The Moon meets Mars at 14:20, and what you put off all week suddenly has legs. Pick the smaller of the two beginnings. It will teach you how to do the larger one.", "Send the first message before lunch."],
  ["taurus", "Taurus", "earth", "Venus", "The table is yours to set", "Venus crosses your house of daily work while the Moon rests. People follow the pace you set, so set one you can keep. Slow is not late today; slow is exact.", "Keep one hour free of everybody."],
  ["gemini", "Gemini", "air", "Mercury", "Say it in nine words", "Mercury moves straight again since the 13th, and the message you rewrote four times is finally short. Nine words carry further than ninety this afternoon.", "Read it aloud once, then send."],
  ["cancer", "Cancer", "water", "Moon", "Home answers before you ask", "The Moon is three days from full, and your rooms feel it first. Move one thing that has stood in the wrong place since summer. The rest of the day follows it.", "Call the person you thought of first."],
  ["leo", "Leo", "fire", "Sun", "The room turns before you speak", "The Sun stands on the last degree of Scorpio, and attention collects around you without any effort. Spend it on one person, not on all of them.", "Leave one sentence unsaid until evening."],
  ["virgo", "Virgo", "earth", "Mercury", "The list is shorter than it looks", "Mercury and Saturn agree at 09:42. Cross out what you kept for somebody else's sake and seven tasks become three. Finish the dull one while the light is good.", "Close two open tabs, literally."],
  ["libra", "Libra", "air", "Venus", "Two true answers can both stay", "Venus asks a question at noon and the Moon gives it two answers. You do not have to choose between them before Sunday. Let them argue where you can hear it.", "Ask the quieter person again."],
  ["scorpio", "Scorpio", "water", "Pluto", "The last hours of your season", "The Sun leaves your sign tomorrow at 07:23 UTC. Put down one thing you carried the whole month; you will not miss it. What stays was yours from the start.", "Write down what changed since October."],
  ["sagittarius", "Sagittarius", "fire", "Jupiter", "A map drawn the night before", "Tomorrow the Sun enters your sign, and today is for packing lightly. Jupiter holds its place in the house of distance: one plan is enough, two are a way of staying.", "Name the place, not the date."],
  ["capricorn", "Capricorn", "earth", "Saturn", "Build the floor first", "Saturn and the Moon stand together before dawn. Work that nobody sees today carries weight for a year. Measure once more, then stop measuring.", "Fix the thing you step around."],
  ["aquarius", "Aquarius", "air", "Uranus", "An odd idea with good manners", "Uranus looks across the sky at the Sun, and the odd idea from last week turns out to be practical. Offer it as a question and it will be adopted by evening.", "Share the draft, not the finished page."],
  ["pisces", "Pisces", "water", "Neptune", "The tide comes to the doorstep", "Neptune barely moves, the Moon moves quickly, and between them you hear what was meant rather than what was said. Answer the meaning. Keep your own hours tonight.", "Go outside before the first screen."],
].map(([id, name, element, ruler, hook, text, action], index) => ({
  id, name, element, ruler, hook, text, action, index,
  symbol: String.fromCodePoint(0x2648 + index),
}));

export const palettes = {
  fire: { background: "#2a0f0a", support: "#a63a1e", accent: "#f2a541", ink: "#fbeee0", paper: "#1c0d09" },
  earth: { background: "#1c2117", support: "#5d6b3f", accent: "#cf8d52", ink: "#f3ede0", paper: "#171a12" },
  air: { background: "#101f33", support: "#4a7aa8", accent: "#e8d9b0", ink: "#eef3f7", paper: "#0d1826" },
  water: { background: "#0b2230", support: "#1f6f78", accent: "#d9cfe8", ink: "#eef4f3", paper: "#0a1a24" },
};

export const glyphs = [
  "M12 21V9M12 9c0-4-2-6-4.5-6S4 5 4 7s1.5 3 3 3M12 9c0-4 2-6 4.5-6S20 5 20 7s-1.5 3-3 3",
  "M5 3c1 5 4 7 7 7s6-2 7-7M12 10a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11",
  "M5 3c4 2 10 2 14 0M5 21c4-2 10-2 14 0M9 4.3v15.4M15 4.3v15.4",
  "M20 7.5C16 3.5 8 4 4.8 8M7.5 6.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5M4 16.5c4 4 12 3.5 15.2-.5M16.5 12.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5",
  "M7 11a3 3 0 1 1 0 6a3 3 0 0 1 0-6M9.2 12C8 9 7 7.5 7.5 5.7C8.5 2.3 14.5 2.3 15.5 6c.7 3-2.5 6-2.5 10c0 3 1.5 4.5 3.2 4.5s2.3-1 2.8-2",
  "M3 5c1.5 0 2.5 1 2.5 3v9M5.5 8c0-2 1-3 2.25-3S10 6 10 8v9M10 8c0-2 1-3 2.25-3s2.25 1 2.25 3v8c0 3 1.5 5 4 5M14.5 11c1-2.5 5-3 5 .5c0 3.5-4 6.5-7 8",
  "M3 20h18M3 16h6c-1.5-1-3-3-3-5.5a6 6 0 0 1 12 0c0 2.5-1.5 4.5-3 5.5h6",
  "M3 5c1.5 0 2.5 1 2.5 3v9M5.5 8c0-2 1-3 2.25-3S10 6 10 8v9M10 8c0-2 1-3 2.25-3s2.25 1 2.25 3v8.5c0 2 1 3 2.5 3H20M18 17l2.5 2.5L18 22",
  "M5 19L19 5M11 5h8v8M6.5 11.5l6 6",
  "M3 5c2 0 3 1.5 3 4v8M6 9c0-3 1.5-4 3-4s3 1 3 4v7c0 3-1.5 5-4 5M12 16a3.5 3.5 0 1 1 3.5 3.5c-2 0-3.5-1.5-3.5-3.5",
  "M3 10l4-3 3 3 4-3 3 3 4-3M3 17l4-3 3 3 4-3 3 3 4-3",
  "M6 3c4 5 4 13 0 18M18 3c-4 5-4 13 0 18M4 12h16",
];
