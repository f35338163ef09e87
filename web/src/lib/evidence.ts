import type { Language } from "./language";
import { respect } from "./respect";

/**
 * What the gate found and what it allows, in Arabic. `{}` is what the server puts in. The server says
 * it in English; a test of the suite compares this list with what it says. A number stands behind its
 * noun, so that no noun has to agree with it.
 */
const arabic: Record<string, string> = {
  "none": "لا شيء",
  "nothing": "لا شيء",
  "every sign can be seen": "كل الرموز ظاهرة",
  "no invisible signs and no signs that turn the direction of writing": "بلا رموز خفية ولا رموز تقلب اتجاه الكتابة",
  "letters of another alphabet in {}": "حروف من أبجدية أخرى في {}",
  "one alphabet a word": "أبجدية واحدة في كل كلمة",
  "words in one alphabet, in plain letters": "كلمات بأبجدية واحدة وحروف عادية",
  "no broken signs": "لا رموز تالفة",
  "text that was decoded rightly": "نص سليم الترميز",
  "nothing left to fill in": "لم يبقَ ما يُملأ",
  "no placeholder": "بلا خانات تنتظر الملء",
  "not in the facts: {}": "ليس في الحقائق: {}",
  "every named fact is in the plan": "كل حقيقة مذكورة موجودة في الخطة",
  "facts that were computed or cited for this day": "حقائق محسوبة أو موثّقة لهذا اليوم",
  "keeps every rule of {}": "تلتزم بكل قواعد {}",
  "the rules of {}": "قواعد {}",
  "nobody has said yes yet": "لم يوافق أحد بعد",
  "{} said yes": "وافق {}",
  "a person's yes to every {}": "موافقة شخص على كل قطعة من نوع {}",
  "{} of them": "عددها {}",
  "{} twice": "{} مكرر",
  "{} are no hashtags": "ليست وسومًا صحيحة: {}",
  "{} inside the text": "{} داخل النص",
  "{} hashtags": "عدد الوسوم: {}",
  "none, or {} to {} different ones, after the text": "بلا وسوم، أو من {} إلى {} وسوم مختلفة بعد النص",
  "none that networks hide": "لا وسم مما تخفيه الشبكات",
  "no hashtag that networks hide or punish": "بلا وسوم تخفيها الشبكات أو تعاقب عليها",
  "the same set as the piece before": "المجموعة نفسها التي في القطعة السابقة",
  "another set than the piece before": "مجموعة غير التي في القطعة السابقة",
  "not the same set twice in a row": "ألا تتكرر المجموعة نفسها مرتين متتاليتين",
  "{} like the nearest of {} earlier texts": "شبهه {} بأقرب النصوص السابقة وعددها {}",
  "content {}, {}": "المحتوى {}، بتاريخ {}",
  "less than {} of its five-word runs in one earlier text": "أقل من {} من مقاطعه ذات الكلمات الخمس في نص سابق واحد",
  "{} near in meaning to the nearest of {} earlier texts": "قربه في المعنى {} من أقرب النصوص السابقة وعددها {}",
  "less than {}": "أقل من {}",
  "there is no picture": "لا توجد صورة",
  "no alt text was given, so none was judged": "لم يُكتب نص بديل، فلم يُفحص",
  "{} words or more for a picture": "عدد الكلمات للصورة: {} أو أكثر",
  "begins with what every reader knows, that it is a picture": "يبدأ بما يعرفه كل قارئ، وهو أنها صورة",
  "{} words": "عدد الكلمات: {}",
  "repeats the post word for word": "يكرر المنشور بنصه",
  "leaves out what is written: {}": "يغفل ما كُتب عليها: {}",
  "tells what is seen and what is written": "يذكر ما يُرى وما كُتب",
  "what is in the picture and the words on it, without “image of”": "ما في الصورة وما كُتب عليها، دون عبارة «صورة لـ»",
  "card {}: {}": "البطاقة {}: {}",
  "least contrast {} : 1": "أدنى تباين ‎{} : 1",
  "least contrast {} : 1 in {}": "أدنى تباين ‎{} : 1 في {}",
  "{} : 1 or more on what is really behind the words": "تباين ‎{} : 1 أو أكثر مع ما يقع فعلًا خلف الكلمات",
  "overflowing: {}": "يفيض عن مكانه: {}",
  "words that fit their room": "كلمات تتسع لها أماكنها",
  "outside: {}": "خارج الحدود: {}",
  "all words inside what no network covers or crops": "كل الكلمات داخل ما لا تغطيه شبكة ولا تقصّه",
  "missing: {}": "ناقص: {}",
  "signs that the typeface has": "رموز يحتويها الخط",
  "{} words on a picture": "عدد الكلمات على الصورة: {}",
  "too small: {}": "أصغر مما ينبغي: {}",
  "{} pixels at {} wide, or more": "{} بكسل عند عرض {} أو أكثر",
  "no picture that can be read": "لا صورة يمكن قراءتها",
  "JPEG, PNG or WebP": "JPEG أو PNG أو WebP",
  "contrast, safe area and type size were not measured: only pictures drawn here carry a report": "لم يُقس التباين ولا المنطقة الآمنة ولا حجم الخط: الصور المرسومة هنا وحدها تحمل تقريرًا",
  "{} × {} pixels": "المقاس ‎{} × {} بكسل",
  "{} pixels or more on the shorter side": "{} بكسل أو أكثر في الضلع الأقصر",
  "brightness differs by {} of 255": "يتفاوت السطوع بمقدار {} من 255",
  "{} or more": "{} أو أكثر",
  "{} takes all hashtags": "تقبل {} كل الوسوم",
  "text and hashtags within its limit": "النص والوسوم ضمن حدّها",
  "{} takes it": "تقبله {}",
  "a picture was not given, so its rules were not asked": "لم تُرفق صورة، فلم تُفحص قواعدها",
  "no licence for {}": "لا رخصة لـ {}",
  "not for publishing: {}": "غير مسموح بنشره: {}",
  "{} assets, all with a licence": "عدد الملفات {}، وكلها برخصة",
  "a licence on record for every asset, one that lets it be published": "رخصة مسجّلة لكل ملف تسمح بنشره",
  "{} to {} words": "من {} إلى {} كلمة",
  "“{}” {}": "{1}: «{0}»",
  "cut inside its first sentence, after {} characters": "تُقطع جملته الأولى بعد الحرف رقم {}",
  "leans on something that was not said yet": "يتكئ على شيء لم يُذكر بعد",
  "is a single word": "كلمة واحدة",
  "makes sense alone": "مفهوم وحده",
  "a first sentence of at most {} characters that makes sense alone": "جملة أولى لا تزيد على {} حرفًا ومفهومة وحدها",
  "school grade {}": "صعوبة القراءة: الصف {}",
  "grade {} to {}": "من الصف {} إلى {}",
  "Arabic marks": "علامات عربية",
  "{} Latin marks": "عدد العلامات اللاتينية: {}",
  "digits of both kinds": "أرقام من النوعين",
  "،, ؛ and ؟, and one kind of digits": "، و؛ و؟ ونوع واحد من الأرقام",
  "nothing the brand avoids": "لا شيء مما تتجنبه العلامة",
  "{} of its don'ts can be judged by people only": "من محظوراتها ما لا يحكم فيه إلا الناس، وعدده {}",
  "none of what the brand said it does not do": "لا شيء مما قالت العلامة إنها لا تفعله",
  "no emoji": "بلا رموز تعبيرية",
  "{} emoji in one sentence": "عدد الرموز التعبيرية في جملة واحدة: {}",
  "one emoji a sentence": "رمز تعبيري واحد في الجملة",
  "opens with a question, as {} of the last {} did": "يفتتح بسؤال، كما فعل {} من آخر {}",
  "the opening differs from the last ones": "الافتتاح يختلف عن سابقيه",
  "one question in {} openings": "سؤال واحد في كل {} افتتاحات",
  "sentences of {} to {} words": "جمل من {} إلى {} كلمة",
  "a difference of {} words or more": "فرق {} كلمات أو أكثر",
  "the brand's sample texts": "نماذج نصوص العلامة",
  "the brand's last texts": "آخر نصوص العلامة",
  "{} like {} in length of sentences, address and punctuation": "يشبه {1} بنسبة {0} في طول الجمل والمخاطبة وعلامات الترقيم",
  "the third piece in a row that asks for something": "ثالث قطعة على التوالي تطلب شيئًا",
  "not every piece asks for something": "ليست كل قطعة تطلب شيئًا",
  "no call to action in one piece of three": "قطعة من كل ثلاث بلا دعوة إلى فعل",
  "none found": "لم يوجد شيء منها",
  "none of the words that the brand and its pack forbid": "لا كلمة مما تمنعه العلامة وحزمتها",
  "no worn-out phrase": "لا عبارة مستهلكة",
  "no phrase that everybody uses": "بلا عبارات يستعملها الجميع",
  "no promise that cannot be kept": "لا وعد لا يمكن الوفاء به",
  "no such promise": "لا وعد من هذا النوع",
  "no promise of health, money, luck or certainty, and no pressure": "بلا وعود بالصحة أو المال أو الحظ أو اليقين، وبلا ضغط",
  "promises health": "تعد بالصحة",
  "promises money": "تعد بالمال",
  "is certain of what nobody knows": "تجزم بما لا يعلمه أحد",
  "speaks of fate": "تتحدث عن القدر المحتوم",
  "presses the reader": "تضغط على القارئ",
  "says what God thinks": "تقول على الله",
  "nothing that frightens": "لا شيء يخيف",
  "no threat, and at most one frightening word": "بلا تهديد، وكلمة مخيفة واحدة على الأكثر",
  "no threat, and at most {} frightening words": "بلا تهديد، وعدد الكلمات المخيفة لا يزيد على {}",
  "mood {}": "المزاج ‎{}",
  "mood {} with {}": "المزاج ‎{} مع {}",
  "{} or higher": "لا يقل عن ‎{}",
  "picture {} s, sound {} s, document {} s": "الصورة {} ث، الصوت {} ث، المستند {} ث",
  "picture {} s, sound {} s": "الصورة {} ث، الصوت {} ث",
  "equal to within a frame": "متساوية بفارق لا يزيد على إطار",
  "-14 LUFS, at most -1 dBTP": "الجهارة ‎-14 LUFS، والذروة ‎-1 dBTP على الأكثر",
  "no sound": "بلا صوت",
  "{} LUFS, peak {} dBTP": "الجهارة ‎{} LUFS، والذروة ‎{} dBTP",
  "{} ± {} LUFS, at most {} dBTP": "الجهارة ‎{} ± {} LUFS، والذروة ‎{} dBTP على الأكثر",
  "no voice": "بلا صوت متكلم",
  "{} s without any sound": "{} ث دون أي صوت",
  "at most {} s": "{} ث على الأكثر",
  "at most {} s at a time": "{} ث على الأكثر في كل مرة",
  "{} to {} s": "من {} إلى {} ث",
  "{} flashes within a second": "عدد الومضات في الثانية: {}",
  "at most {} (WCAG 2.3.1)": "{} على الأكثر (WCAG 2.3.1)",
  "{} s beside its words": "تبعد {} ث عن كلماتها",
  "too short: {}": "أقصر مما ينبغي: {}",
  "at most {} s beside, on screen at least {} s": "بُعد {} ث على الأكثر، وظهور {} ث على الأقل",
  "{} in scene {}": "{} في المشهد {}",
  "all inside": "كلها في الداخل",
  "inside of what no network covers": "داخل ما لا تغطيه شبكة",
  "no words": "بلا كلمات",
  "{}:1 at {}": "تباين ‎{}:1 عند {}",
  "at least {}:1": "تباين ‎{}:1 على الأقل",
  "none for {}": "لا رخصة لـ {}",
  "stated for every file": "مذكورة لكل ملف",
  "a licence for every picture, clip and sound": "رخصة لكل صورة ومقطع وصوت",
  "{} of it is in {}": "موجود منه ‎{} في {}",
  "nothing alike": "لا شيء يشبهه",
  "at most {} of an earlier video": "لا يزيد على ‎{} من فيديو سابق",
  "nothing of a reference": "لا شيء من مرجع",
  "no frame, no line and no sound of the video that the style was learned from": "لا إطار ولا سطر ولا صوت من الفيديو الذي تُعلّم منه الأسلوب",
  "ends within {} s of each other": "ينتهيان بفارق لا يزيد على {} ث",
};

const told: Record<string, string> = { ...arabic, ...respect };

interface Pattern {
  said: RegExp;
  told: string;
}

/** A semicolon that stands in no quotation. */
const between = /; (?![^“”]*”)/u;
const special = /[.*+?^${}()|[\]\\]/g;

function patternOf(english: string, arabic: string): Pattern {
  const parts = english.split("{}").map((part) => part.replace(special, "\\$&"));
  return { said: new RegExp(`^${parts.join("(.+?)")}$`, "su"), told: arabic };
}

/** Those with more words of their own are tried first: “{} words” would fit much. */
const patterns = Object.entries(told)
  .filter(([english]) => english.includes("{}"))
  .sort(([one], [other]) => other.replaceAll("{}", "").length - one.replaceAll("{}", "").length)
  .map(([english, arabic]) => patternOf(english, arabic));

/** The pattern with what was found in its places; a quotation stays in its own words. */
function filled(pattern: string, found: readonly string[]): string {
  let next = 0;
  return pattern.replace(/(«?)\{(\d?)\}/g, (_, quote: string, place: string) => {
    const words = found[place ? Number(place) : next++] ?? "";
    return quote + (quote ? words : inArabic(words));
  });
}

/** The Arabic of words that are known, as they are or as a pattern. */
function known(words: string): string | undefined {
  const whole = told[words];
  if (whole !== undefined) return whole;
  for (const { said, told } of patterns) {
    const found = said.exec(words);
    if (found) return filled(told, found.slice(1));
  }
  return undefined;
}

/** The same, of one thing or of several with commas between them; else the words as they came. */
export function inArabic(words: string): string {
  const parts = words.split(", ").map(known);
  return parts.length > 1 && parts.every((part) => part !== undefined) ? parts.join("، ") : (known(words) ?? words);
}

/**
 * What was found, or what is allowed, in the reader's language. Several things stand with semicolons
 * between them. What is not fixed (a network's own words, a quotation) stays as it came.
 */
export function evidenceIn(language: Language, words: string): string {
  if (language !== "ar") return words;
  return told[words] ?? words.split(between).map(inArabic).join("؛ ");
}
