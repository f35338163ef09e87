import type { PlatformOption } from "@/api/types";
import type { Language } from "@/lib/language";

/** What networks ask, in Arabic, by the option's name; the manifests have the English. */
const arabic: Record<string, string> = {
  reply_settings: "من يستطيع الرد",
  reply_control: "من يستطيع الرد",
  made_with_ai: "صُنع بالذكاء الاصطناعي",
  paid_partnership: "شراكة مدفوعة",
  made_for_kids: "هل هذا الفيديو موجّه للأطفال؟",
  privacy: "من يشاهده",
  synthetic_media: "يعرض مشاهد معدّلة أو مصنّعة تبدو حقيقية",
  category: "الفئة",
  tags: "الوسوم",
  playlist: "قائمة التشغيل",
  notify: "أخبر المشتركين",
  board_id: "لوحة أخرى",
  subreddit: "مجتمع آخر",
  flair_id: "الشارة",
  nsfw: "غير ملائم لمكان العمل",
  spoiler: "يكشف أحداثًا",
  sendreplies: "أخبرني بالردود",
  resubmit: "انشر الرابط وإن كان منشورًا هناك",
  categories: "التصنيفات",
  excerpt: "المقتطف",
  status: "النشر بصفة",
  comments: "اسمح بالتعليقات",
  featured_image: "اجعل الصورة الأولى صورة بارزة",
  visibility: "من يراه",
  no_reshares: "لا يعيد أحد نشره",
  link_description: "كلمات تحت عنوان الرابط",
  topic_tag: "الموضوع",
  silent: "أرسل بلا صوت",
  protected: "امنع التحويل والحفظ",
  text_above: "ضع النص فوق الصورة",
  no_preview: "لا ترسم معاينة للروابط",
  collaborators: "المشاركون",
  share_to_feed: "أظهره في الخلاصة أيضًا",
  spoiler_text: "تنبيه المحتوى",
  sensitive: "وسائط حساسة",
  language: "اللغة",
  cover_ms: "لحظة الغلاف",
};

export function optionLabel(_platform: string, option: Pick<PlatformOption, "name" | "label">, language: Language): string {
  return language === "ar" ? (arabic[option.name] ?? option.label) : option.label;
}

/** "mentionedUsers", "PUBLIC" and "accounts_you_follow" as words; what is a sentence already stays. */
export function choiceLabel(choice: string): string {
  if (/\s|&/.test(choice) || !/^[A-Za-z_]+$/.test(choice)) return choice;
  const words = choice.replaceAll("_", " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
