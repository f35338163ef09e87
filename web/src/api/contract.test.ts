import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const document = JSON.parse(readFileSync("openapi.json", "utf8")) as { paths: Record<string, Record<string, unknown>> };
const known = new Map(Object.entries(document.paths).map(([path, verbs]) => [path.replace(/\{\w+\}/g, "{}"), Object.keys(verbs)]));

const calls = readdirSync("src/api")
  .filter((name) => name.endsWith(".ts") && !name.includes("test") && !["schema.ts", "fetch.ts"].includes(name))
  .flatMap((name) => {
    const text = readFileSync(`src/api/${name}`, "utf8");
    const inTables = [...text.matchAll(/: "(\/[a-z][\w-]*\/\{id\}[\w\-/{}]*)"/g)].map((match) => ({ path: (match[1] ?? "").replace(/\{\w+\}/g, "{}"), verb: undefined }));
    const inCalls = [...text.matchAll(/request(?:Page)?<[^(]*>\(\s*"(\/[a-z][\w\-/{}]*)"(?:,\s*\{\s*method: "([A-Z]+)")?/g)].map((match) => ({
      path: (match[1] ?? "").replace(/\{\w+\}/g, "{}"),
      verb: match[2]?.toLowerCase(),
    }));
    return [...inCalls, ...inTables];
  })
  .filter(({ path }) => path !== "/health");

it("the dashboard is read completely", () => {
  expect(calls.length).toBeGreaterThan(40);
});

it.each(calls.map(({ path, verb }) => [verb ?? "any", path]))("the API has %s %s", (verb, path) => {
  const verbs = known.get(`/api/v1${path}`);
  expect(verbs, `${path} is not in openapi.json`).toBeDefined();
  if (verb !== "any") expect(verbs).toContain(verb);
});
