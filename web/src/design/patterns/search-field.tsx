import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { TextInput } from "../primitives/input";

interface SearchFieldProps {
  label: string;
  value: string;
  onSearch: (q: string) => void;
}

/** Words are asked for once typing rests; the address keeps them. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [last, setLast] = useState(value);
  if (value !== last) {
    setLast(value);
    // Filters were taken off elsewhere; what is being typed here is left alone.
    if (value === "") setTyped("");
  }
  useEffect(() => {
    const timer = setTimeout(() => typed.trim() !== value && onSearch(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return (
    <span className="relative block w-full sm:w-72">
      <Search aria-hidden className="pointer-events-none absolute start-2 top-2 size-4 text-muted" />
      <TextInput type="search" aria-label={label} placeholder={label} dir="auto" className="ps-8" value={typed} onChange={(event) => setTyped(event.target.value)} />
    </span>
  );
}
