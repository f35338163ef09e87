import { Link2, type LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";
import { foldAt } from "@/lib/fold";
import { age } from "@/lib/time";
import { RichText } from "./rich-text";
import type { PreviewPoll } from "./types";

interface FoldedProps {
  text: string;
  /** Where the network cuts: after so many marks or so many lines. */
  marks?: number;
  lines?: number;
  more?: string;
  className?: string;
  lead?: ReactNode;
}

/** A text as the network shows it at first: whole, or cut with its own word for "more". */
export function Folded({ text, marks = Infinity, lines = Infinity, more = "more", className = "", lead }: FoldedProps) {
  const [isOpen, setOpen] = useState(false);
  const cut = foldAt(text, marks, lines);
  if (!text && !lead) return null;
  return (
    <p dir="auto" className={`wrap-anywhere whitespace-pre-wrap ${className}`}>
      {lead}
      <RichText text={isOpen ? text : cut.shown} linkClass="text-net-link" />
      {cut.isCut && !isOpen && (
        <button type="button" onClick={() => setOpen(true)} className="text-net-quiet">
          {` … ${more}`}
        </button>
      )}
    </p>
  );
}

export function hostOf(address: string): string {
  try {
    return new URL(address).host.replace(/^www\./, "");
  } catch {
    return address;
  }
}

/** What a network makes of a link: its site, and the words above it. */
export function LinkCard({ link, title, className = "" }: { link: string; title?: string | undefined; className?: string }) {
  return (
    <span className={`flex items-center gap-3 overflow-hidden border border-net-line p-3 ${className}`}>
      <span className="flex size-10 shrink-0 items-center justify-center rounded-control bg-net-line"><Link2 aria-hidden className="size-5 text-net-quiet" /></span>
      <span className="min-w-0 text-sm">
        {title && <span className="block truncate font-semibold text-net-ink" dir="auto">{title}</span>}
        <span className="block truncate text-net-quiet" dir="ltr">{hostOf(link)}</span>
      </span>
    </span>
  );
}

function lasts(seconds: number): string {
  return age(seconds, "en", "long");
}

/** A poll before anybody has voted. */
export function PollBox({ poll, shape = "rounded-full", note = "0 votes" }: { poll: PreviewPoll; shape?: string; note?: string }) {
  return (
    <span className="mt-3 flex flex-col gap-2">
      {poll.answers.map((answer, index) => (
        <span key={index} dir="auto" className={`block min-h-9 truncate border border-net-line px-4 py-2 text-center text-sm font-medium text-net-accent ${shape}`}>{answer || " "}</span>
      ))}
      <span className="text-sm text-net-quiet">{note} · {lasts(poll.seconds)} left</span>
    </span>
  );
}

export interface Act {
  icon: LucideIcon;
  count?: string | number | undefined;
  label?: string;
}

/** The row of things a reader can do. */
export function Acts({ acts, className = "", size = "size-5" }: { acts: readonly Act[]; className?: string; size?: string }) {
  return (
    <span aria-hidden className={`flex items-center justify-between text-sm text-net-quiet ${className}`}>
      {acts.map(({ icon: Icon, count, label }, index) => (
        <span key={index} className="tabular flex items-center gap-1"><Icon className={size} />{count || ""}{label && <span>{label}</span>}</span>
      ))}
    </span>
  );
}
