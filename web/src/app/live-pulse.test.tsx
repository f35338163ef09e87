import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { LiveState } from "@/api/live";
import { TooltipProvider } from "@/design/primitives/tooltip";
import { LanguageProvider } from "@/lib/language";
import { LivePulse } from "./live-pulse";

function mark(state: LiveState, isBeating: boolean): string {
  const { container, unmount } = render(<LanguageProvider><TooltipProvider><LivePulse state={state} isBeating={isBeating} /></TooltipProvider></LanguageProvider>);
  const classes = container.querySelector("[aria-hidden]")?.className ?? "";
  unmount();
  return classes;
}

it("the mark is still while nothing happens: a page that stays open draws nothing", () => {
  expect(mark("live", false)).toContain("bg-live");
  expect(mark("live", false)).not.toContain("breathe");
});

it("the mark beats while something is being done", () => {
  expect(mark("live", true)).toContain("breathe");
});

it("a lost connection is told in its colour and does not beat", () => {
  const lost = mark("away", true);
  expect(lost).toContain("bg-waiting");
  expect(lost).not.toContain("breathe");
});
