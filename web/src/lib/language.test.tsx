import { act, render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { LanguageProvider, phrase, useLanguage, useWords, type Phrase, type WordTable } from "./language";

const modules = import.meta.glob<Record<string, unknown>>("../**/*words*.ts", { eager: true });

const forms = (text: Phrase): string[] => (typeof text === "string" ? [text] : Object.values(text));
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

const entries = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported)
    .filter(([name]) => name.endsWith("Words"))
    .flatMap(([, table]) => Object.entries(table as WordTable).map(([key, pair]) => ({ name: `${file} ${key}`, pair }))),
);

describe("every word of the interface", () => {
  it("is found", () => {
    expect(entries.length).toBeGreaterThan(250);
  });

  it("names in Arabic only what the English names", () => {
    for (const { name, pair } of entries) {
      const english = new Set(forms(pair[0]).flatMap(holes));
      for (const text of forms(pair[1])) for (const hole of holes(text)) expect(english.has(hole ?? ""), name).toBe(true);
    }
  });

  it("carries no Latin punctuation in Arabic and neither exclamation nor apology in English", () => {
    for (const { name, pair } of entries) {
      for (const text of forms(pair[1])) expect(text.replace(/\{\w+\}|[A-Za-z].*/g, ""), name).not.toMatch(/[,;?]/);
      for (const text of forms(pair[0])) expect(text, name).not.toMatch(/!|\b(please|oops|sorry)\b/i);
    }
  });
});

describe("phrases", () => {
  const posts = [
    { one: "{count} post", other: "{count} posts" },
    { two: "منشوران", few: "{count} منشورات", many: "{count} منشورًا", other: "{count} منشور" },
  ] as const;

  it.each([[1, "1 post"], [2, "2 posts"]])("English counts %i as %s", (count, said) => {
    expect(phrase("en", posts, { count })).toBe(said);
  });

  it.each([[2, "منشوران"], [5, "5 منشورات"], [11, "11 منشورًا"], [100, "100 منشور"]])("Arabic counts %i as %s", (count, said) => {
    expect(phrase("ar", posts, { count })).toBe(said);
  });

  it("a placeholder nobody filled stays visible", () => {
    expect(phrase("en", ["Goes out {when}", ""])).toBe("Goes out {when}");
  });
});

function Sample() {
  const t = useWords({ hello: ["Hello", "مرحبًا"] });
  const { setLanguage } = useLanguage();
  return <button onClick={() => setLanguage("ar")}>{t("hello")}</button>;
}

it("choosing Arabic turns the page to the right and is remembered", () => {
  render(<LanguageProvider><Sample /></LanguageProvider>);
  act(() => screen.getByText("Hello").click());
  expect(screen.getByText("مرحبًا")).toBeDefined();
  expect(document.documentElement.dir).toBe("rtl");
  expect(localStorage.getItem("heliograph.language")).toBe("ar");
});
