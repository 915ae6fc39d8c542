import { IMAGE_FILE_ACCEPT, IMAGE_MAX_BYTES, MAX_FACES_PER_USER, type Pose } from '@facegate/contracts';
import type { LiveProof } from '@facegate/face-capture';
import { Box, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconPhotoPlus, IconUpload } from '@tabler/icons-react';
import { useCallback, useEffect, useId, useRef, type Dispatch, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { FileDrop } from '../../shared/ui/file-drop.js';
import { Notice } from '../../shared/ui/notice.js';
import { Section } from '../../shared/ui/section.js';
import styles from './add-faces.module.css';
import { FilmFace } from './film-face.js';
import { UploadList } from './upload-list.js';
import type { NewUpload, UploadEvent, Uploads } from './uploads.js';
import { usePastedFiles } from './use-pasted-files.js';

const MEGABYTE = 1024 * 1024;
const STAGE_WIDTH = 460;

interface AddFacesProps {
  /** Faces that the account still takes. */
  room: number;
  uploads: Uploads;
  dispatch: Dispatch<UploadEvent>;
  /** The pose that the camera is taking; null while it is off. */
  filming: Pose | null;
  onFilm: (pose: Pose | null) => void;
  /** The way by camera; none while a live check of another kind comes first. */
  children: ReactNode;
}

/** More faces, by camera or from files, and what became of each. */
export function AddFaces({ room, uploads, dispatch, filming, onFilm, children }: AddFacesProps) {
  const { t } = useTranslation(['faces', 'common', 'capture']);
  const kindsId = useId();
  const add = useCallback((added: NewUpload[]) => dispatch({ type: 'added', uploads: added, room }), [dispatch, room]);
  const addFiles = useCallback(
    (files: readonly File[]) => add(files.map((file) => ({ name: file.name, source: file, pose: null, proof: null }))),
    [add],
  );
  const addTaken = (proof: LiveProof, pose: Pose): void => {
    const source = proof.pictures[pose];
    if (source) add([{ name: t(`common:poseTitles.${pose}`), source, pose, proof }]);
    onFilm(null);
  };
  usePastedFiles(addFiles);
  const place = useFocusOnChange(filming);

  return (
    <Section title={t('add.title')} text={t('add.text')}>
      {room <= 0 && <Notice kind="info">{t('full', { max: MAX_FACES_PER_USER })}</Notice>}
      <div ref={place} tabIndex={-1} className={styles['place']}>
        {filming ? (
          <Box maw={STAGE_WIDTH} w="100%" mx="auto">
            <Stack gap="md">
              <FilmFace pose={filming} onProof={(proof) => addTaken(proof, filming)} onStop={() => onFilm(null)} />
            </Stack>
          </Box>
        ) : (
          <SimpleGrid cols={{ base: 1, sm: children ? 2 : 1 }} spacing="lg">
            {children}
            <FileDrop
              label={t('add.choose')}
              accept={IMAGE_FILE_ACCEPT}
              multiple
              variant="light"
              leftSection={<IconUpload size={18} aria-hidden />}
              describedBy={kindsId}
              onFiles={addFiles}
              notes={
                <Text id={kindsId} size="sm" c="dimmed">
                  {t('add.picturesOnly')} {t('capture:fileKinds', { megabytes: IMAGE_MAX_BYTES / MEGABYTE })}{' '}
                  {t('add.paste')}
                </Text>
              }
            >
              <IconPhotoPlus size={40} stroke={1.25} aria-hidden />
              <Title order={3}>{t('add.drop')}</Title>
            </FileDrop>
          </SimpleGrid>
        )}
      </div>
      <UploadList uploads={uploads.list} dispatch={dispatch} onRetake={onFilm} />
      {uploads.pause && (
        <Group>
          <Notice kind="info">{t('upload.pause')}</Notice>
        </Group>
      )}
    </Section>
  );
}

/** The button that turned the camera on or off is gone with it: the focus goes to what came in its place. */
function useFocusOnChange(value: unknown): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(value);
  useEffect(() => {
    if (shown.current !== value) place.current?.focus();
    shown.current = value;
  }, [value]);
  return place;
}
