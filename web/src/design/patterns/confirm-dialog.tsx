import { Button } from "../primitives/button";
import { Dialog } from "../primitives/dialog";

interface ConfirmProps {
  isOpen: boolean;
  title: string;
  text: string;
  confirmLabel: string;
  keepLabel: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asked only before what cannot be undone. Both buttons say what happens. */
export function ConfirmDialog({ isOpen, title, text, confirmLabel, keepLabel, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      closeLabel={keepLabel}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{keepLabel}</Button>
          <Button variant="danger" onClick={onConfirm}>{confirmLabel}</Button>
        </>
      }
    >
      <p className="text-sm text-body">{text}</p>
    </Dialog>
  );
}
