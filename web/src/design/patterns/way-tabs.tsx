import { useNavigate } from "@tanstack/react-router";
import { PenLine, Sparkles } from "lucide-react";
import { useWords } from "@/lib/language";
import { Segmented } from "../primitives/segmented";

const words = {
  ways: ["How to create", "طريقة الإنشاء"],
  facts: ["From facts", "من الحقائق"],
  post: ["In your words", "بكلماتك"],
} as const;

/** The two ways to create: made from facts, or written by a person. */
export function WayTabs({ current }: { current: "facts" | "post" }) {
  const t = useWords(words);
  const navigate = useNavigate();
  return (
    <Segmented
      label={t("ways")}
      value={current}
      onChange={(next) => void navigate({ to: next === "facts" ? "/create" : "/create/post" })}
      segments={[{ value: "facts", label: <><Sparkles aria-hidden className="size-3" />{t("facts")}</> }, { value: "post", label: <><PenLine aria-hidden className="size-3" />{t("post")}</> }]}
    />
  );
}
