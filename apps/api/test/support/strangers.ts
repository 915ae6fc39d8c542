import { randomUUID } from 'node:crypto';
import { DataKeys } from '../../src/common/crypto/data-keys.js';
import { FaceExtractor } from '../../src/face/face-extractor.js';
import { TemplateVault } from '../../src/templates/template-vault.js';
import type { TestServer } from './server.js';

/** Rows of people with a random face, which a server finds when it starts. */
export async function enrolStrangers(server: TestServer, count: number): Promise<void> {
  const templates = server.app.get(TemplateVault, { strict: false });
  const dataKeys = server.app.get(DataKeys, { strict: false });
  const { model, metric, dimensions } = server.app.get(FaceExtractor, { strict: false }).model;
  for (let n = 0; n < count; n += 1) {
    const [id, faceId] = [randomUUID(), randomUUID()];
    const dataKey = dataKeys.make(id);
    const raw = Array.from({ length: dimensions }, () => Math.random() - 0.5);
    const vector = Float32Array.from(raw, (component) => component / Math.hypot(...raw));
    const sealed = templates.seal(vector, dataKey, faceId);
    const faces = [{ id: faceId, pose: 'front', quality: 1, enrolledAt: '2026-01-01T00:00:00Z', sealed }];
    await server.sql(
      `INSERT INTO users (id, username, username_key, email, email_key, password_hash, facial_data, data_key, audit_subject)
       VALUES ($1, $2, $2, $3, $3, '-', $4, $5, $6)`,
      [
        id,
        `stranger${n}`,
        `stranger${n}@example.org`,
        JSON.stringify({ model, metric, faces }),
        dataKeys.wrap(dataKey),
        randomUUID(),
      ],
    );
  }
}
