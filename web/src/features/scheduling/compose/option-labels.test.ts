import { expect, it } from "vitest";
import { choiceLabel, optionLabel } from "./option-labels";

it("the words of a network's protocol become words of a language", () => {
  expect(["mentionedUsers", "PUBLIC", "accounts_you_follow", "Film & Animation", "18-24"].map(choiceLabel)).toEqual(["Mentioned users", "Public", "Accounts you follow", "Film & Animation", "18-24"]);
});

it("an option without a translation keeps the words of its manifest", () => {
  expect(optionLabel("x", { name: "made_with_ai", label: "Made with AI" }, "ar")).toMatch(/الذكاء/);
  expect(optionLabel("x", { name: "brand_new", label: "Brand new" }, "ar")).toBe("Brand new");
  expect(optionLabel("x", { name: "made_with_ai", label: "Made with AI" }, "en")).toBe("Made with AI");
});
