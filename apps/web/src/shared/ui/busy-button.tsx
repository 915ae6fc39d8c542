import { Button, type ButtonProps, type ElementProps } from '@mantine/core';

interface BusyButtonProps extends ButtonProps, ElementProps<'button', keyof ButtonProps> {
  /** What it was pressed for is under way. */
  loading: boolean;
}

/** A button that keeps the focus while it is busy: a disabled one loses it, and whoever uses the keyboard their place. */
export function BusyButton({ loading, disabled = false, onClick, ...props }: BusyButtonProps) {
  return (
    <Button
      {...props}
      loading={loading}
      disabled={disabled}
      renderRoot={(root) => <button {...root} disabled={disabled} aria-disabled={loading || undefined} />}
      onClick={(event) => {
        // Also of the key that sends a form.
        if (loading) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
