import { useEffect } from 'react';

/** A file that misses the zone would replace the page. */
export function useNoDropBeside(): void {
  useEffect(() => {
    const stay = (event: DragEvent): void => event.preventDefault();
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', stay);
    return () => {
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', stay);
    };
  }, []);
}
