export const railWords = {
  rail: ["Today on the clocks of {zone}", "اليوم بتوقيت {zone}"],
  zone: ["Hours in {zone}", "الساعات بتوقيت {zone}"],
  zones: ["Hours in {zone}, below in {own} (yours)", "الساعات: {zone}، وتحتها {own} (توقيتك)"],
  quiet: ["Nothing goes out today yet.", "لا شيء يُنشر اليوم بعد."],
  andMore: ["and {count} more", "و{count} غيرها"],
  binLabel: [
    { one: "{time}: {count} post", other: "{time}: {count} posts" },
    { one: "{time}: منشور واحد", two: "{time}: منشوران", few: "{time}: {count} منشورات", many: "{time}: {count} منشورًا", other: "{time}: {count} منشور" },
  ],
} as const;

export const goingOutWords = {
  empty: ["The queue is empty", "قائمة الانتظار فارغة"],
  emptyText: ["What goes out next will stand here with its time and its network.", "سيظهر هنا ما يُنشر تاليًا مع وقته وشبكته."],
  create: ["Create a piece", "أنشئ قطعة"],
} as const;
