import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

/**
 * The secret behind the `#` of a mailed link, taken out of the address bar and the history at once; null without one.
 * Another link that is opened here replaces it.
 */
export function useLinkToken(): string | null {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const given = hash.slice(1);
  const [token, setToken] = useState(given);
  if (given && given !== token) setToken(given);

  useEffect(() => {
    if (given) void navigate(pathname, { replace: true });
  }, [given, pathname, navigate]);

  return token || null;
}
