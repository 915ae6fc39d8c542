/** Who may import whom: ARCHITECTURE.md, one rule each. @type {import('dependency-cruiser').IConfiguration} */
/** A file that Vite copies into the build, which fails where it is missing. */
const COPIED = '\\?url$';
const OURS = '^(apps|packages|e2e|bench|eval)/';
/** `from` may import, of our own code, only `allowed` (and itself). */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: OURS, pathNot: [from, ...allowed.map((path) => `^${path}/`)] },
});

const USE_CASES = [
  'account',
  'enrolment',
  'authentication',
  'verification',
  'recognition',
  'insights',
  'live',
  'operations',
  'recovery',
  'email-verification',
  'second-factor',
  'privacy',
  'oversight',
];
const DOMAIN = [
  'users',
  'attempts',
  'templates',
  'liveness',
  'tokens',
  'sessions',
  'proofs',
  'factors',
  'mail',
  'audit',
  'consents',
  'claims',
  'retention',
];
const FEATURES = '^apps/web/src/features/([^/]+)/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unlisted-package',
      severity: 'error',
      from: {},
      // Packages of our own resolve to their folder here; which of them may be imported is said below.
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        pathNot: ['^packages/', COPIED],
      },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: COPIED } },

    only('contracts-imports-nothing-of-ours', '^packages/contracts/', [], 'contracts → nothing'),
    only(
      'face-engine-imports-nothing-of-ours',
      '^packages/face-engine/src/(?!.*\\.test\\.ts$)',
      ['packages/face-engine'],
      'face-engine → nothing',
    ),
    only(
      'face-capture-imports-contracts',
      '^packages/face-capture/',
      ['packages/contracts'],
      'face-capture → contracts',
    ),
    only(
      'web-imports-contracts-and-face-capture',
      '^apps/web/',
      ['packages/contracts', 'packages/face-capture'],
      'web → contracts, face-capture',
    ),
    only(
      'api-imports-contracts-and-face-engine',
      '^apps/api/src/(?!.*\\.test\\.ts$)',
      ['apps/api', 'packages/contracts', 'packages/face-engine'],
      'api → contracts, face-engine',
    ),
    only(
      'e2e-imports-contracts',
      '^e2e/',
      ['packages/contracts', 'packages/test-footage', 'packages/face-engine'],
      'e2e → contracts, test-footage; face-engine for the parity with the browser',
    ),
    only(
      'bench-imports-face-engine',
      '^bench/',
      ['packages/face-engine', 'packages/test-footage', 'packages/contracts'],
      'bench → face-engine, test-footage; contracts for the load over HTTP',
    ),
    only('eval-imports-face-engine', '^eval/', ['packages/face-engine'], 'eval → face-engine'),
    {
      name: 'test-footage-only-in-tests',
      severity: 'error',
      from: { path: '^(apps|packages)/[^/]+/src/', pathNot: ['\\.test\\.tsx?$', '^packages/test-footage/'] },
      to: { path: '^packages/test-footage/' },
    },

    // Inside face-engine: numbers know nothing of the web or the clock of a server.
    {
      name: 'face-engine-is-pure',
      severity: 'error',
      from: { path: '^packages/face-engine/src/', pathNot: '\\.test\\.ts$' },
      to: { path: 'node_modules/(@nestjs|typeorm|pg|express|react)/|^(node:)?(http|https|net)$' },
    },

    {
      name: 'onnxruntime-only-without-telemetry',
      comment: 'onnx-runtime.ts turns its reports to Microsoft off before it loads',
      severity: 'error',
      from: {
        path: '^(apps|packages|e2e|bench|eval)/',
        pathNot: '^packages/face-engine/src/runtime/onnx-runtime\\.ts$',
      },
      to: { path: 'node_modules/onnxruntime-node/' },
    },

    // Inside apps/api: use cases → domain → face → {common, config, database}, never sideways between use cases.
    ...USE_CASES.map((useCase) => ({
      name: `api-${useCase}-imports-no-other-use-case`,
      severity: 'error',
      from: { path: `^apps/api/src/${useCase}/` },
      to: { path: `^apps/api/src/(${USE_CASES.filter((other) => other !== useCase).join('|')})/` },
    })),
    {
      name: 'api-domain-imports-no-use-case',
      severity: 'error',
      from: { path: `^apps/api/src/(${DOMAIN.join('|')})/` },
      to: { path: `^apps/api/src/(${USE_CASES.join('|')})/` },
    },
    {
      name: 'api-face-knows-no-user',
      severity: 'error',
      from: { path: '^apps/api/src/face/' },
      to: { path: `^apps/api/src/(${[...USE_CASES, ...DOMAIN].join('|')})/` },
    },
    {
      name: 'api-ground-imports-ground',
      severity: 'error',
      from: { path: '^apps/api/src/(common|config|database)/' },
      to: { path: `^apps/api/src/(${[...USE_CASES, ...DOMAIN, 'face'].join('|')})/` },
    },
    {
      name: 'api-only-face-adapters-import-the-engine',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: ['^apps/api/src/face/adapters/', '\\.test\\.ts$'] },
      to: { path: '^packages/face-engine/' },
    },
    {
      name: 'api-only-repositories-import-typeorm',
      severity: 'error',
      from: {
        path: '^apps/api/src/',
        pathNot: [
          '\\.repository\\.ts$',
          '\\.entity\\.ts$',
          '\\.module\\.ts$',
          '^apps/api/src/database/',
          '\\.test\\.ts$',
        ],
      },
      to: { path: 'node_modules/(@nestjs/)?typeorm/' },
    },

    // Inside apps/web: app → features → shared; no feature imports another.
    {
      name: 'web-shared-imports-shared',
      severity: 'error',
      from: { path: '^apps/web/src/shared/' },
      to: { path: '^apps/web/src/(app|features)/' },
    },
    {
      name: 'web-features-import-no-app',
      severity: 'error',
      from: { path: FEATURES },
      to: { path: '^apps/web/src/app/' },
    },
    {
      name: 'web-no-feature-imports-another',
      severity: 'error',
      from: { path: FEATURES },
      to: { path: FEATURES, pathNot: '^apps/web/src/features/$1/' },
    },

    // Inside face-capture: react → browser → core.
    {
      name: 'capture-core-is-pure',
      severity: 'error',
      from: { path: '^packages/face-capture/src/core/' },
      to: { path: '^packages/face-capture/src/(browser|react)/|node_modules/(react|@mediapipe)/' },
    },
    {
      name: 'capture-browser-imports-no-react',
      severity: 'error',
      from: { path: '^packages/face-capture/src/browser/' },
      to: { path: '^packages/face-capture/src/react/|node_modules/react/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'dist'] },
    exclude: { path: ['\\.cache/', '^(apps|packages)/[^/]+/dist/.*\\.map$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
