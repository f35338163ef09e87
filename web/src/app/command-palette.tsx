import * as Radix from "@radix-ui/react-dialog";
import { Search } from "lucide-react";
import { useId, useState } from "react";
import { Kbd } from "@/design/primitives/kbd";
import { useWords } from "@/lib/language";
import { matching, useCommands } from "./commands";
import { shellWords } from "./words";

interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
  onHelp: () => void;
}

function PaletteBody({ onClose, onHelp }: Omit<PaletteProps, "isOpen">) {
  const t = useWords(shellWords);
  const id = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const commands = matching(useCommands(true, onHelp), query);
  const chosen = Math.min(at, commands.length - 1);
  const run = (index: number) => {
    const command = commands[index];
    if (!command) return;
    onClose();
    command.run();
  };
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt((chosen + 1) % Math.max(1, commands.length));
    else if (event.key === "ArrowUp") setAt((chosen - 1 + commands.length) % Math.max(1, commands.length));
    else if (event.key === "Enter") run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="flex h-12 items-center gap-3 border-b border-subtle px-4">
        <Search aria-hidden className="size-4 text-muted" />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={commands[chosen] ? `${id}-${chosen}` : undefined}
          aria-label={t("search")}
          placeholder={t("search")}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
          className="h-full min-w-0 flex-1 bg-transparent text-base text-strong outline-none placeholder:text-muted"
        />
        <Kbd>Esc</Kbd>
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t("commands")} className="max-h-96 overflow-y-auto p-2">
        {commands.map((command, index) => (
          <div
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            tabIndex={-1}
            onPointerMove={() => setAt(index)}
            onClick={() => run(index)}
            onKeyDown={onKey}
            className="flex h-9 cursor-pointer items-center gap-3 rounded-control px-2 text-sm text-body aria-selected:bg-surface-selected aria-selected:text-strong"
          >
            <command.icon aria-hidden className="size-4 shrink-0 text-muted" />
            <span className="min-w-0 flex-1 truncate">{command.label}</span>
            {command.keys && <Kbd>{command.keys}</Kbd>}
          </div>
        ))}
      </div>
      {commands.length === 0 && <p className="px-4 pb-4 text-sm text-muted">{t("noCommand", { query })}</p>}
    </>
  );
}

export function CommandPalette({ isOpen, onClose, onHelp }: PaletteProps) {
  const t = useWords(shellWords);
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim [animation:appear_140ms_ease-out]" />
        <Radix.Content aria-describedby={undefined} className="arrive fixed inset-x-4 top-[12dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-card bg-surface-raised shadow-float">
          <Radix.Title className="sr-only">{t("commands")}</Radix.Title>
          <PaletteBody onClose={onClose} onHelp={onHelp} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
