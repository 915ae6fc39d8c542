import { notifications } from '@mantine/notifications';
import { IconAlertCircle, IconCheck, IconTrash } from '@tabler/icons-react';
import { t } from 'i18next';
import type { ReactNode } from 'react';

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

/** That something goes, with a way back in `message`; stays until it is hidden. */
export function toastOfRemoval(id: string, message: ReactNode): void {
  notifications.show({
    id,
    message,
    role: 'status',
    color: 'pine',
    icon: <IconTrash size={18} aria-hidden />,
    autoClose: false,
    withCloseButton: false,
  });
}

/** A success with something to take along in `message`; stays until the person closes it. */
export function toastThatStays(message: ReactNode): void {
  notifications.show({
    message,
    role: 'status',
    color: 'pine',
    icon: <IconCheck size={18} aria-hidden />,
    autoClose: false,
    closeButtonProps: { 'aria-label': t('actions.close') },
  });
}

export const hideToast = (id: string): void => {
  notifications.hide(id);
};
