import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(() => {
  cleanup();
  localStorage.clear();
});

// jsdom has no media queries; tests run as a wide window.
window.matchMedia = (query: string) =>
  ({ matches: query.includes("min-width"), media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
