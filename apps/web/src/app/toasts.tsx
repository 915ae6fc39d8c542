import '@mantine/core/styles/Notification.css';
import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

/** Where `toast` shows. */
export function Toasts() {
  return <Notifications position="top-center" autoClose={5000} limit={3} />;
}
