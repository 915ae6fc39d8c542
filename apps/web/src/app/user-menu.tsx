import '@mantine/core/styles/Menu.css';
import type { UserProfile } from '@facegate/contracts';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconListSearch, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { logOut } from '../shared/api/facegate-api.js';
import { endSession } from '../shared/api/session.js';
import { carryOutAll } from '../shared/faces/deletions.js';
import { useErrorText } from '../shared/i18n/use-problem-text.js';
import { BusyButton } from '../shared/ui/busy-button.js';
import { toast } from '../shared/ui/toast.js';
import styles from './user-menu.module.css';

/** Who is signed in, and the way out. */
export function UserMenu({ user }: { user: UserProfile }) {
  const { t } = useTranslation(['common', 'faces']);
  const errorText = useErrorText();
  const [leaving, setLeaving] = useState(false);

  const leave = async (): Promise<void> => {
    setLeaving(true);
    try {
      await carryOutAll((_faceId, problem) => {
        if (problem) toast('problem', `${t('faces:deletion.failed')} ${errorText(problem)}`);
      });
      await logOut();
      endSession({ byChoice: true });
    } catch (error) {
      toast('problem', errorText(error));
      setLeaving(false);
    }
  };

  return (
    <Menu position="bottom-end" radius="md" shadow="md" width={220}>
      <Menu.Target>
        <BusyButton
          variant="subtle"
          color="gray"
          size="sm"
          px="sm"
          loading={leaving}
          aria-label={t('nav.userMenu', { name: user.username })}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          className={styles['target']}
        >
          <span className={styles['name']}>{user.username}</span>
        </BusyButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={styles['email']}>{user.email}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={18} aria-hidden />}>
          {t('nav.account')}
        </Menu.Item>
        {user.role === 'operator' && (
          <Menu.Item component={Link} to="/audit" leftSection={<IconListSearch size={18} aria-hidden />}>
            {t('nav.audit')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void leave()}>
          {t('nav.logOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
