import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { LanguageProvider } from "@/lib/language";
import { GateReport } from "./gate-report";

const checks = [
  { name: "readability", passed: true, score: 0.9, detail: "Grade 6.", must: false },
  { name: "facts_in_plan", passed: false, score: 0, detail: "Says Mars, which is not in the plan.", must: true },
];

it("a refusal is open, and begins with the reason", () => {
  const { container } = render(<LanguageProvider><GateReport quality={{ score: 0.4, passed: false, checks }} /></LanguageProvider>);
  expect(screen.getByText("Refused")).toBeDefined();
  const [report, first] = container.querySelectorAll("details");
  expect(report?.open).toBe(true);
  expect(first?.open).toBe(true);
  expect(first?.textContent).toContain("Says Mars");
});

it("a failure shows what was found, what is allowed and what to do", () => {
  const check = { name: "contrast", passed: false, score: 0, detail: "3.1; allowed: 4.5.", must: false, found: "3.1:1 behind the title", allowed: "4.5:1 or more", remedy: "Choose a darker background." };
  render(<LanguageProvider><GateReport quality={{ score: 0.9, passed: true, checks: [check] }} /></LanguageProvider>);
  for (const text of ["3.1:1 behind the title", "4.5:1 or more", "Choose a darker background."]) expect(screen.getByText(text)).toBeDefined();
});

it("what waits for a person says so, with its reasons", () => {
  render(<LanguageProvider><GateReport quality={{ score: 1, passed: true, checks: [], needs_person: true, asks: ["A verse is quoted."] }} /></LanguageProvider>);
  expect(screen.getByText("A verse is quoted.")).toBeDefined();
});

it("a pass is one line until it is opened", () => {
  const { container } = render(<LanguageProvider><GateReport quality={{ score: 0.94, passed: true, checks: [] }} /></LanguageProvider>);
  expect(screen.getByText("Passed with 94%")).toBeDefined();
  expect(container.querySelector("details")?.open).toBe(false);
});

it("an Arabic reader is told in Arabic what to do, and what is not fixed stays as it came", () => {
  localStorage.setItem("heliograph.language", "ar");
  const fixed = { name: "contrast", passed: false, score: 0, detail: "", must: true, found: "3.1:1", allowed: "4.5:1", remedy: "Say it in other words." };
  const other = { ...fixed, name: "style", remedy: "Shorten the text by 12 letters." };
  render(<LanguageProvider><GateReport quality={{ score: 0.4, passed: false, checks: [fixed, other] }} /></LanguageProvider>);
  expect(screen.getByText("قلها بكلمات أخرى.")).toBeDefined();
  expect(screen.getByText("Shorten the text by 12 letters.")).toBeDefined();
  localStorage.removeItem("heliograph.language");
});
