import { ChevronDown } from "lucide-react";
import type { InputHTMLAttributes, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";

const look =
  "w-full rounded-control border border-line-control bg-surface-raised text-strong placeholder:text-muted disabled:opacity-60 aria-invalid:border-failed focus-visible:outline-offset-0";

export function TextInput({ className = "", ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input {...rest} className={`${look} h-8 px-2 text-sm ${className}`} />;
}

export function TextArea({ className = "", ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea {...rest} className={`${look} field-sizing-content min-h-20 resize-y px-2 py-2 text-sm ${className}`} />;
}

export function SelectInput({ className = "", children, ...rest }: SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> }) {
  return (
    <span className={`relative block ${className}`}>
      <select {...rest} className={`${look} h-8 appearance-none ps-2 pe-8 text-sm`}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute end-2 top-2 size-4 text-muted" />
    </span>
  );
}
