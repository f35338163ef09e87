import { Tag } from "lucide-react";
import { expect, it } from "vitest";
import { matching } from "./commands";

const commands = ["Posts", "Create for Leo Daily", "Open brand Leo Daily", "الرئيسية"].map((label) => ({ id: label, label, icon: Tag, run: () => undefined }));
const labels = (query: string) => matching(commands, query).map((one) => one.label);

it("every word typed must be found, in any order", () => {
  expect(labels("leo open")).toEqual(["Open brand Leo Daily"]);
  expect(labels("nothing like it")).toEqual([]);
});

it("what starts with the word comes first", () => {
  expect(labels("o")[0]).toBe("Open brand Leo Daily");
});

it("Arabic is found without its marks", () => {
  expect(labels("الرَّئيسية")).toEqual(["الرئيسية"]);
});
