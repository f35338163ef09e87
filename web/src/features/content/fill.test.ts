import { expect, it } from "vitest";
import type { Template } from "@/api/types";
import { askedBeside, fitting } from "./fill";

const template = (id: string, rest: Partial<Template>) => ({ id, pack: null, content_type: null, language: null, fields: [], ...rest }) as unknown as Template;
const piece = { pack: "zodiac", type: "meme", language: "en" };

it("templates for another pack, type or language are not offered; the closest come first", () => {
  const list = [template("any", {}), template("other", { pack: "islamic" }), template("pack", { pack: "zodiac" }), template("type", { pack: "zodiac", content_type: "meme" }), template("arabic", { language: "ar" })];
  expect(fitting(list, piece).map((one) => one.id)).toEqual(["type", "pack", "any"]);
});

it("a person is asked only for what no plan has", () => {
  const fields = [{ name: "top_fact" }, { name: "greeting" }] as Template["fields"];
  expect(askedBeside(template("one", { fields }))).toEqual(["greeting"]);
});
