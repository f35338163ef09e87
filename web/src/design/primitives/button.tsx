import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, Ref } from "react";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const looks: Record<ButtonVariant, string> = {
  primary: "bg-action text-on-action hover:bg-action-hover hover:text-on-action-hover",
  secondary: "bg-surface-raised text-strong ring-1 ring-inset ring-line-strong hover:bg-surface-sunken",
  quiet: "text-body hover:bg-surface-hover hover:text-strong",
  danger: "bg-surface-raised text-failed ring-1 ring-inset ring-line-strong hover:bg-wash-failed",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-7 px-2 gap-1 text-xs",
  md: "h-8 px-3 gap-2 text-sm",
  lg: "h-10 px-4 gap-2 text-sm",
};

const base =
  "inline-flex shrink-0 items-center justify-center rounded-control font-medium whitespace-nowrap transition-colors";

export function buttonLook(variant: ButtonVariant = "secondary", size: ButtonSize = "md"): string {
  return `${base} ${looks[variant]} ${sizes[size]}`;
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: LucideIcon;
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant, size, icon: Icon, isBusy, className = "", children, disabled, ...rest }: ButtonProps) {
  const Shown = isBusy ? LoaderCircle : Icon;
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy || undefined}
      disabled={disabled || isBusy}
      className={`${buttonLook(variant, size)} disabled:opacity-50 ${className}`}
    >
      {Shown && <Shown aria-hidden className={`size-4 shrink-0 ${isBusy ? "animate-spin" : ""}`} />}
      {children}
    </button>
  );
}
