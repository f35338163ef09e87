import { readFileSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { choiceLabel, optionHelp, optionLabel } from "./option-labels";

it("the words of a network's protocol become words of a language", () => {
  expect(["mentionedUsers", "PUBLIC", "accounts_you_follow", "Film & Animation", "18-24"].map((one) => choiceLabel(one))).toEqual(["Mentioned users", "Public", "Accounts you follow", "Film & Animation", "18-24"]);
});

it("an option without a translation keeps the words of its manifest", () => {
  expect(optionLabel("x", { name: "made_with_ai", label: "Made with AI" }, "ar")).toMatch(/الذكاء/);
  expect(optionLabel("x", { name: "brand_new", label: "Brand new" }, "ar")).toBe("Brand new");
  expect(optionLabel("x", { name: "made_with_ai", label: "Made with AI" }, "en")).toBe("Made with AI");
});

const connectors = "../src/heliograph/extensions/connectors";
const options = readdirSync(connectors, { withFileTypes: true })
  .filter((one) => one.isDirectory() && !one.name.startsWith("_"))
  .flatMap(({ name: platform }) => {
    const [, ...tables] = readFileSync(`${connectors}/${platform}/manifest.toml`, "utf8").split("[[options]]");
    const said = (table: string, key: string) => new RegExp(`^${key} = "(.*)"$`, "m").exec(table.split("\n[")[0] ?? "")?.[1] ?? "";
    return tables.map((table) => ({ platform, name: said(table, "name"), label: said(table, "label"), help: said(table, "help") }));
  });

it("everything a network asks is asked in Arabic, with what stands below it", () => {
  expect(options.length).toBeGreaterThan(60);
  expect(options.filter((one) => optionLabel(one.platform, one, "ar") === one.label || (one.help && optionHelp(one.platform, one, "ar") === one.help)).map((one) => `${one.platform}.${one.name}`)).toEqual([]);
  expect(choiceLabel("everyone", "ar")).toBe("الجميع");
});
