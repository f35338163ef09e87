import { describe, expect, it } from "vitest";
import { evidenceIn } from "./evidence";

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
    expect(evidenceIn("ar", "“Buy now” presses the reader")).toBe("«Buy now» تضغط على القارئ");
    expect(evidenceIn("ar", "card 2: overflowing: body")).toBe("البطاقة 2: يفيض عن مكانه: body");
    expect(evidenceIn("ar", "62% like the brand's last texts in length of sentences, address and punctuation"))
      .toBe("يشبه آخر نصوص العلامة بنسبة 62% في طول الجمل والمخاطبة وعلامات الترقيم");
  });

  it("goes through a list part by part", () => {
    expect(evidenceIn("ar", "12 of them; #sun, #moon twice")).toBe("عددها 12؛ #sun, #moon مكرر");
    expect(evidenceIn("ar", "“It rests; it waits” is a single word")).toBe("«It rests; it waits» كلمة واحدة");
  });

  it("leaves what it does not know as it came", () => {
    expect(evidenceIn("ar", "Caption is longer than allowed")).toBe("Caption is longer than allowed");
    expect(evidenceIn("ar", "")).toBe("");
  });
});
