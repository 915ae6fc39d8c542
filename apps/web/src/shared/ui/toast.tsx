import { notifications } from '@mantine/notifications';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';

/** A short word about what came of it, read out, gone by itself. For what the person has to act on there is `Notice`. */
export function toast(kind: 'success' | 'problem', message: string): void {
  notifications.show({
    message,
    role: kind === 'problem' ? 'alert' : 'status',
    color: kind === 'problem' ? 'red' : 'pine',
    icon: kind === 'problem' ? <IconAlertCircle size={18} aria-hidden /> : <IconCheck size={18} aria-hidden />,
    withCloseButton: false,
  });
}
