import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(() => {
  cleanup();
  globalThis.localStorage?.clear();
});

// jsdom has no media queries; tests run as a wide window. Tests of the wire run without a window.
if (typeof window !== "undefined") {
  window.matchMedia = (query: string) =>
    ({ matches: query.includes("min-width"), media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
}
