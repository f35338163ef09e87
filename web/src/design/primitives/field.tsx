import { useId, type ReactNode } from "react";

export interface FieldIds {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

interface FieldProps {
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  trailing?: ReactNode;
  children: (ids: FieldIds) => ReactNode;
  className?: string;
}

/** A labelled control with its help and its error, tied together for screen readers. */
export function Field({ label, help, error, trailing, children, className = "" }: FieldProps) {
  const id = useId();
  const note = error ?? help;
  const ids: FieldIds = {
    id,
    ...(note && { "aria-describedby": `${id}-note` }),
    ...(error && { "aria-invalid": true }),
  };
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium text-strong">
          {label}
        </label>
        {trailing}
      </div>
      {children(ids)}
      {note && (
        <p id={`${id}-note`} className={`text-xs ${error ? "text-failed" : "text-muted"}`}>
          {note}
        </p>
      )}
    </div>
  );
}
