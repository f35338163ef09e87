import { describe, expect, it } from "vitest";
import { evidenceIn } from "./evidence";
import { remedyIn } from "./remedies";

describe("what the gate found", () => {
  it("stays as it came in English", () => {
    expect(evidenceIn("en", "school grade 9.4")).toBe("school grade 9.4");
  });

  it("is told in Arabic with the server's numbers", () => {
    expect(evidenceIn("ar", "school grade 9.4")).toBe("صعوبة القراءة: الصف 9.4");
    expect(evidenceIn("ar", "none, or 3 to 8 different ones, after the text")).toBe("بلا وسوم، أو من 3 إلى 8 وسوم مختلفة بعد النص");
  });

  it("takes the pattern with more words of its own", () => {
    expect(evidenceIn("ar", "70 words on a picture")).toBe("عدد الكلمات على الصورة: 70");
    expect(evidenceIn("ar", "least contrast 3.1 : 1 in body, title")).toBe("أدنى تباين ‎3.1 : 1 في body, title");
  });

  it("tells what stands inside of it as well", () => {
    expect(evidenceIn("ar", "“Buy now” presses the reader")).toBe("تضغط على القارئ: «Buy now»");
    expect(evidenceIn("ar", "card 2: overflowing: body")).toBe("البطاقة 2: يفيض عن مكانه: body");
    expect(evidenceIn("ar", "62% like the brand's last texts in length of sentences, address and punctuation"))
      .toBe("يشبه آخر نصوص العلامة بنسبة 62% في طول الجمل والمخاطبة وعلامات الترقيم");
  });

  it("goes through a list part by part", () => {
    expect(evidenceIn("ar", "12 of them; #sun, #moon twice")).toBe("عددها 12؛ #sun, #moon مكرر");
    expect(evidenceIn("ar", "“It rests; it waits” is a single word")).toBe("كلمة واحدة: «It rests; it waits»");
  });

  it("knows the rules of respect", () => {
    expect(evidenceIn("ar", "a part of 2:255: “الله لا إله إلا هو”")).toBe("جزء من الآية 2:255: “الله لا إله إلا هو”");
    expect(evidenceIn("ar", "references only; the text comes from the installed file")).toBe("المواضع فقط، أما النص فمن الملف المثبّت");
    expect(evidenceIn("ar", "not named: the reference 2:255, the source (Tanzil)")).toBe("لم يُذكر: موضع الآية 2:255، المصدر (Tanzil)");
    expect(evidenceIn("ar", "“horoscope”: astrology beside religion; “lol”: humour beside religion")).toBe("تنجيم مع الدين: «horoscope»؛ مزاح مع الدين: «lol»");
    expect(remedyIn("ar", "Insert 2:255 by its reference instead of typing it.")).toBe("أدرج الآية 2:255 بموضعها بدلًا من كتابتها.");
  });

  it("leaves what it does not know as it came", () => {
    expect(evidenceIn("ar", "Caption is longer than allowed")).toBe("Caption is longer than allowed");
    expect(evidenceIn("ar", "")).toBe("");
  });
});
