import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ReadyStyle } from "@/api/style-types";
import { LanguageProvider } from "@/lib/language";
import { StyleTable } from "./style-table";

const real = globalThis.fetch;
let asked: { line: string; body: unknown }[] = [];
let answer: (method: string) => Response;

beforeEach(() => {
  asked = [];
  globalThis.fetch = async (input, init) => {
    asked.push({ line: `${init?.method} ${String(input)}`, body: init?.body });
    return answer(init?.method ?? "GET");
  };
});

afterEach(() => {
  globalThis.fetch = real;
});

function shown(cube: string, learned: Record<string, number> = {}) {
  const style = { id: "own", name: "Dawn", document: { look: { cube }, learned } } as unknown as ReadyStyle;
  render(<QueryClientProvider client={new QueryClient()}><LanguageProvider><StyleTable style={style} /></LanguageProvider></QueryClientProvider>);
}

const file = new File(["LUT_3D_SIZE 2"], "warm light.cube");

it("a style without a table of its own says where its table comes from, and has none to take away", () => {
  shown("", { colour: 0.9 });
  expect(screen.getByText(/Computed from the reference's colours/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Take it away" })).toBeNull();
});

it("an uploaded file goes as it is, under its own name", async () => {
  answer = () => Response.json({ data: { id: "own", document: { look: { cube: "warm light.cube" } } } });
  shown("");
  await userEvent.upload(screen.getByLabelText("Upload a .cube file"), file);
  await waitFor(() => expect(asked[0]).toEqual({ line: "PUT /api/v1/styles/own/table?name=warm+light.cube", body: file }));
});

it("what is wrong with a file, and what to do, stays on the page", async () => {
  const problem = { title: "The colour table cannot be used", detail: "warm light.cube: no LUT_3D_SIZE", remedy: "Export it again." };
  answer = () => Response.json({ errors: [problem] }, { status: 422 });
  shown("mine.cube");
  await userEvent.upload(screen.getByLabelText("Upload a .cube file"), file);
  const alert = await screen.findByRole("alert");
  expect(Object.values(problem).map((text) => alert.textContent?.includes(text))).toEqual([true, true, true]);
  expect(screen.getByText("mine.cube")).toBeTruthy();
});

it("a table is taken away only after a yes", async () => {
  answer = () => new Response(null, { status: 204 });
  shown("mine.cube");
  await userEvent.click(screen.getByRole("button", { name: "Take it away" }));
  expect(asked).toEqual([]);
  await userEvent.click(screen.getAllByRole("button", { name: "Take it away" }).at(-1)!);
  await waitFor(() => expect(asked[0]?.line).toBe("DELETE /api/v1/styles/own/table"));
});
