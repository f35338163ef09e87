import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { Segmented } from "./segmented";

function Sample() {
  const [value, setValue] = useState<"a" | "b" | "c">("a");
  return <Segmented label="Pick" value={value} onChange={setValue} segments={[{ value: "a", label: "A" }, { value: "b", label: "B" }, { value: "c", label: "C" }]} />;
}

const chosen = () => screen.getByRole("radio", { checked: true }).textContent;

it("arrow keys move the choice and the focus, and go round", () => {
  document.documentElement.dir = "ltr";
  render(<Sample />);
  fireEvent.keyDown(screen.getByText("A"), { key: "ArrowRight" });
  expect(chosen()).toBe("B");
  expect(document.activeElement?.textContent).toBe("B");
  fireEvent.keyDown(screen.getByText("A"), { key: "ArrowLeft" });
  expect(chosen()).toBe("C");
});

it("from right to left the same keys go the other way", () => {
  document.documentElement.dir = "rtl";
  render(<Sample />);
  fireEvent.keyDown(screen.getByText("A"), { key: "ArrowLeft" });
  expect(chosen()).toBe("B");
  document.documentElement.dir = "ltr";
});
