import { useNavigate } from "@tanstack/react-router";
import { Layers, PenLine, Sparkles } from "lucide-react";
import { useWords } from "@/lib/language";
import { Segmented } from "../primitives/segmented";

const words = {
  ways: ["How to create", "طريقة الإنشاء"],
  facts: ["From facts", "من الحقائق"],
  post: ["In your words", "بكلماتك"],
  month: ["A week or a month", "أسبوع أو شهر"],
} as const;

const places = { facts: "/create", post: "/create/post", month: "/create/month" } as const;
type Way = keyof typeof places;

/** The ways to create: made from facts, written by a person, or a whole month at once. */
export function WayTabs({ current }: { current: Way }) {
  const t = useWords(words);
  const navigate = useNavigate();
  return (
    <Segmented
      label={t("ways")}
      value={current}
      onChange={(next) => void navigate({ to: places[next] })}
      segments={[{ value: "facts", label: <><Sparkles aria-hidden className="size-3" />{t("facts")}</> }, { value: "post", label: <><PenLine aria-hidden className="size-3" />{t("post")}</> }, { value: "month", label: <><Layers aria-hidden className="size-3" />{t("month")}</> }]}
    />
  );
}
