export const moveWords = {
  title: ["Change time", "تغيير الموعد"],
  when: ["Date and time in {zone}", "التاريخ والوقت بتوقيت {zone}"],
  past: ["That time has passed; pick a later one.", "مضى هذا الوقت؛ اختر وقتًا لاحقًا."],
  save: ["Schedule for {time}", "جدوِل عند {time}"],
  keep: ["Keep as it is", "أبقِه كما هو"],
  moved: ["Moved: goes out {when}", "نُقل: يُنشر {when}"],
  undo: ["Undo", "تراجع"],
} as const;
