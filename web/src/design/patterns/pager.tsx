import { ChevronLeft, ChevronRight } from "lucide-react";
import { IconButton } from "../primitives/icon-button";

interface PagerProps {
  page: number;
  pages: number;
  label: string;
  previousLabel: string;
  nextLabel: string;
  onPage: (page: number) => void;
}

export function Pager({ page, pages, label, previousLabel, nextLabel, onPage }: PagerProps) {
  return (
    <div className="tabular flex items-center justify-end gap-1 text-xs text-muted">
      <span className="me-2">{label}</span>
      <IconButton icon={ChevronLeft} mirrored label={previousLabel} size="sm" disabled={page <= 1} onClick={() => onPage(page - 1)} />
      <IconButton icon={ChevronRight} mirrored label={nextLabel} size="sm" disabled={page >= pages} onClick={() => onPage(page + 1)} />
    </div>
  );
}
