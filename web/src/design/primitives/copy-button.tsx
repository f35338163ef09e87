import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "@/lib/copy";
import { Button, type ButtonSize } from "./button";
import { sayError } from "./toast";

interface CopyButtonProps {
  text: string;
  label: string;
  doneLabel: string;
  size?: ButtonSize;
  className?: string;
}

/** Copies a text and says so on itself for a moment. */
export function CopyButton({ text, label, doneLabel, size = "md", className = "" }: CopyButtonProps) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = () => copyText(text).then(() => setDone(true), sayError);
  return (
    <Button size={size} icon={isDone ? Check : Copy} className={className} onClick={() => void copy()}>
      <span aria-live="polite">{isDone ? doneLabel : label}</span>
    </Button>
  );
}
