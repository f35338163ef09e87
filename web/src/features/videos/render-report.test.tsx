import { fireEvent, render, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { FilmCheck } from "@/api/video-types";
import { LanguageProvider } from "@/lib/language";
import { RenderReport, type GoToMoment } from "./render-report";

const black: FilmCheck = { name: "black frames", passed: false, must: true, score: 0, found: "12.4 to 14.0 s, 65.0 to 66.0 s", allowed: "at most 0.5 s at a time", remedy: "Give the scene there a picture.", moments: [12.4, 65] };

function shown(checks: FilmCheck[], onMoment?: GoToMoment) {
  return render(<LanguageProvider><RenderReport quality={{ passed: false, score: 0.9, checks }} onMoment={onMoment} /></LanguageProvider>);
}

it("a finding leads to its moments, in order", () => {
  const onMoment = vi.fn();
  shown([black], onMoment);
  const places = screen.getAllByRole("button");
  expect(places.map((one) => one.textContent)).toEqual(["0:12", "1:05"]);
  places.forEach((one) => fireEvent.click(one));
  expect(onMoment.mock.calls).toEqual([[12.4], [65]]);
});

it("a moment is a button that the keyboard reaches, named by where it goes", () => {
  shown([black], vi.fn());
  const place = screen.getByRole("button", { name: "Go to 0:12" });
  place.focus();
  expect(document.activeElement).toBe(place);
  expect(place.getAttribute("type")).toBe("button");
});

it("where nothing can show it, the moment is told and leads nowhere", () => {
  shown([black]);
  expect(screen.queryAllByRole("button")).toEqual([]);
  expect(screen.getByText("0:12")).toBeDefined();
});

it("a report of before moments were kept shows as it did", () => {
  const { container } = shown([Object.fromEntries(Object.entries(black).filter(([name]) => name !== "moments")) as unknown as FilmCheck], vi.fn());
  expect(screen.queryAllByRole("button")).toEqual([]);
  expect(within(container).getByText("12.4 to 14.0 s, 65.0 to 66.0 s")).toBeDefined();
  expect(screen.queryByText("When")).toBeNull();
});
