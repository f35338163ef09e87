import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, Ref } from "react";
import { Tooltip } from "./tooltip";

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  label: string;
  keys?: string;
  size?: "sm" | "md";
  mirrored?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** An icon never stands alone: its label is read out and shown on hover and focus. */
export function IconButton({ icon: Icon, label, keys, size = "md", mirrored, className = "", ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} {...(keys && { keys })}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={`inline-flex shrink-0 items-center justify-center rounded-control text-muted transition-colors hover:bg-surface-hover hover:text-strong disabled:opacity-40 ${
          size === "sm" ? "size-7" : "size-8"
        } ${className}`}
      >
        <Icon aria-hidden className={`size-4 ${mirrored ? "rtl:-scale-x-100" : ""}`} />
      </button>
    </Tooltip>
  );
}
