import { stretches } from "@/lib/post-text";

/** A post's text with its hashtags, mentions and links in the network's colour. */
export function RichText({ text, linkClass }: { text: string; linkClass: string }) {
  return (
    <>
      {stretches(text).map((part, index) =>
        part.kind === "text" ? (
          <span key={index}>{part.text}</span>
        ) : (
          <span key={index} className={linkClass}>
            {part.kind === "link" ? part.text.replace(/^https?:\/\//, "") : part.text}
          </span>
        ),
      )}
    </>
  );
}
