import { useWords, type WordTable } from "./language";
import { ruleWords } from "./rule-names";

/** The gate's checks, as people call them. */
export const checkWords = {
  facts_in_plan: ["Facts stand in the plan", "الحقائق من الخطة"],
  needs_person: ["A person has looked", "نظر فيها شخص"],
  forbidden_words: ["No refused words", "لا كلمات مرفوضة"],
  taboo_phrases: ["No worn-out phrases", "لا عبارات مستهلكة"],
  claims: ["No promise that cannot be kept", "لا وعد لا يُوفى به"],
  fear: ["Nothing that frightens", "لا شيء يخيف"],
  sentiment: ["A mood that does good", "نبرة تنفع القارئ"],
  length: ["Right length", "طول مناسب"],
  hook: ["First line stands alone", "السطر الأول مفهوم وحده"],
  opener: ["Opens in its own way", "بداية غير مكررة"],
  rhythm: ["Sentences vary in length", "تنوّع طول الجمل"],
  reading_ease: ["Reads easily", "سهلة القراءة"],
  voice_donts: ["Keeps what the brand does not do", "تلتزم بما لا تفعله العلامة"],
  brand_voice: ["Sounds like the brand", "بصوت العلامة"],
  call_to_action: ["Call to action in measure", "دعوة معتدلة إلى الفعل"],
  emoji: ["Emoji in measure", "رموز تعبيرية باعتدال"],
  arabic_punctuation: ["Arabic punctuation", "علامات الترقيم العربية"],
  hashtags: ["Hashtags in order", "الوسوم سليمة"],
  hashtags_banned: ["No banned hashtag", "لا وسم محظور"],
  hashtags_varied: ["Hashtags vary", "تنوّع الوسوم"],
  originality: ["Unlike earlier pieces", "لا تشبه ما سبق"],
  originality_meaning: ["Says something new", "تقول شيئًا جديدًا"],
  hidden_signs: ["No hidden signs", "لا رموز خفية"],
  lookalike_letters: ["No look-alike letters", "لا حروف متشابهة خادعة"],
  broken_signs: ["No broken signs", "لا رموز تالفة"],
  open_slots: ["Nothing left to fill in", "لا فراغ لم يُملأ"],
  pack_rules: ["The pack’s own rules", "قواعد الحزمة"],
  alt_text: ["Picture is described", "الصورة موصوفة"],
  alt_text_quality: ["Described well", "الوصف جيد"],
  picture_fit: ["Nothing overflows the picture", "لا شيء يفيض عن الصورة"],
  safe_area: ["Clear of the networks’ buttons", "بعيد عن أزرار الشبكات"],
  contrast: ["Lettering stands out", "الكتابة واضحة"],
  glyphs: ["Every letter is drawn", "كل الحروف مرسومة"],
  picture_words: ["Few words on the picture", "كلمات قليلة على الصورة"],
  picture_words_read: ["Words on the picture are sound", "كلمات الصورة سليمة"],
  picture_blank: ["The picture shows something", "الصورة ليست فارغة"],
  picture_size: ["The picture is large enough", "الصورة كبيرة بما يكفي"],
  picture_format: ["The picture’s format is taken", "صيغة الصورة مقبولة"],
  type_size: ["Lettering is large enough", "الكتابة كبيرة بما يكفي"],
  licences: ["Everything is licensed", "كل شيء مرخّص"],
} as const satisfies WordTable;

export type CheckName = keyof typeof checkWords;

const FIXED: ReadonlySet<string> = new Set(["facts_in_plan", "needs_person", "licences", "glyphs", "hidden_signs", "broken_signs", "pack_rules"]);

/** What is wrong for everybody: no brand decides about these. */
export function isFixedCheck(name: string): boolean {
  return FIXED.has(name) || name.includes(".");
}

const named = { ...checkWords, ...ruleWords };

/** A check by its name in the interface; one that another pack brought speaks for itself. */
export function useCheckName() {
  const t = useWords(named);
  return (name: string) => {
    if (name in named) return t(name as keyof typeof named);
    const spaced = name.replaceAll(/[_.]/g, " ");
    return spaced.slice(0, 1).toUpperCase() + spaced.slice(1);
  };
}
