import { expect, it } from "vitest";
import { sentences } from "./problem";

it("what happened and what to do are two sentences, however they came", () => {
  expect(sentences("No picture is known here", "Send a PNG.")).toBe("No picture is known here. Send a PNG.");
  expect(sentences("لماذا؟", undefined, "")).toBe("لماذا؟");
});
