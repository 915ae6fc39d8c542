import {
  IconChartLine,
  IconFaceId,
  IconLayoutDashboard,
  IconPhotoScan,
  IconUserCircle,
  IconVideo,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import styles from './navigation.module.css';

const ROOMS = [
  { name: 'dashboard', to: '/dashboard', RoomIcon: IconLayoutDashboard },
  { name: 'insights', to: '/insights', RoomIcon: IconChartLine },
  { name: 'faces', to: '/faces', RoomIcon: IconPhotoScan },
  { name: 'verify', to: '/verify', RoomIcon: IconFaceId },
  { name: 'live', to: '/live', RoomIcon: IconVideo },
  { name: 'account', to: '/account', RoomIcon: IconUserCircle },
] as const;

/** The rooms of the signed-in: in the header, and on a phone along the lower edge. */
export function Navigation() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('nav.label')} className={styles['nav']}>
      <ul className={styles['list']}>
        {ROOMS.map(({ name, to, RoomIcon }) => (
          <li key={name}>
            <NavLink to={to} className={styles['link'] ?? ''}>
              <RoomIcon size={22} stroke={1.6} aria-hidden />
              <span>{t(`nav.${name}`)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
