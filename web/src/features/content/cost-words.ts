export const costWords = {
  free: ["Free", "مجانًا"],
  range: ["{low} to {high}", "من {low} إلى {high}"],
  about: ["about {time}", "نحو {time}"],
  words: ["Words: {who}", "الكلمات: {who}"],
  picture: ["Picture: {who}", "الصورة: {who}"],
  voice: ["Voice: {who}", "الصوت: {who}"],
  builtIn: ["built in", "المدمج"],
  change: ["Change", "تغيير"],
  asking: ["Asking what it costs", "يُسأل عن الكلفة"],
  overCap: ["More than the cap of this month leaves; cheaper tiers take over.", "أكثر مما يتيحه سقف هذا الشهر؛ فتتولاه فئات أرخص."],
} as const;
