import { useWords } from "@/lib/language";
import { tidied, type WordChange } from "@/lib/word-diff";

const words = {
  gone: ["taken out: ", "حُذف: "],
  came: ["put in: ", "أُضيف: "],
} as const;

/** Two wordings in one text: what went is struck out, what came is marked; both are read out. */
export function WordChanges({ changes }: { changes: readonly WordChange[] }) {
  const t = useWords(words);
  return (
    <p className="at-start text-sm leading-6 whitespace-pre-wrap text-body" dir="auto">
      {tidied(changes).map((one, index) => {
        if (one.kind === "same") return <span key={index}>{one.text}</span>;
        const isGone = one.kind === "gone";
        const body = one.text.trimEnd();
        const Mark = isGone ? "del" : "ins";
        return (
          <span key={index}>
            <span className="sr-only">{t(isGone ? "gone" : "came")}</span>
            <Mark className={`rounded-control px-px ${isGone ? "bg-wash-failed text-failed decoration-failed" : "bg-wash-live text-live no-underline"}`}>{body}</Mark>
            {one.text.slice(body.length)}
          </span>
        );
      })}
    </p>
  );
}
