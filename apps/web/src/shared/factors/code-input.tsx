import { TOTP_DIGITS } from '@facegate/contracts';
import { TextInput } from '@mantine/core';

interface CodeInputProps {
  label: string;
  description?: string;
  value: string;
  error: string | null;
  onChange: (code: string) => void;
}

/** A code of an authenticator app, which phones and password managers can fill in. */
export function CodeInput({ label, description, value, error, onChange }: CodeInputProps) {
  return (
    <TextInput
      name="code"
      label={label}
      {...(description !== undefined && { description })}
      value={value}
      error={error}
      inputMode="numeric"
      autoComplete="one-time-code"
      // With a blank between two groups, as apps show it.
      maxLength={TOTP_DIGITS + 1}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus
    />
  );
}
