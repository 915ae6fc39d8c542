import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, type To } from 'react-router';

interface RouterButtonProps extends ButtonProps {
  to: To;
  replace?: boolean;
  state?: unknown;
  children: ReactNode;
}

/** A link of the router that looks like a button. */
export function RouterButton({ to, replace, state, ...button }: RouterButtonProps) {
  return (
    <Button renderRoot={(props) => <Link to={to} replace={replace ?? false} state={state} {...props} />} {...button} />
  );
}
