import {
  DEMANDED_METHODS,
  ERROR_CODES,
  SECOND_FACTOR_METHODS,
  STEP_UP_METHODS,
  UserProfile,
} from '@facegate/contracts';
import type { INestApplication } from '@nestjs/common';
import { documentedClasses } from './api-contract.js';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { targetConstructorToSchema, validationMetadatasToSchemas } from 'class-validator-jsonschema';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** Written by hand because `Problem` is an interface: RFC 9457 with our codes. */
const PROBLEM_SCHEMAS: Schemas = {
  FieldProblem: {
    type: 'object',
    required: ['field', 'code', 'detail'],
    properties: {
      field: { type: 'string', description: 'Path in the request body; pictures as images[n].data.' },
      code: { type: 'string' },
      detail: { type: 'string' },
      index: { type: 'integer', minimum: 0, description: 'Which of several pictures it concerns, from 0.' },
    },
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail'],
    properties: {
      type: { type: 'string', format: 'uri' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', enum: ERROR_CODES },
      detail: { type: 'string', description: 'One sentence that a person can act on.' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
      fallback: { type: 'string', enum: ['password'] },
      methods: {
        type: 'array',
        items: {
          type: 'string',
          enum: [...new Set<string>([...STEP_UP_METHODS, ...SECOND_FACTOR_METHODS, ...DEMANDED_METHODS])],
        },
        description:
          'With STEP_UP_REQUIRED: what POST /api/auth/step-up takes from this person. With SECOND_FACTOR_REQUIRED: what POST /api/auth/second-factor takes. With FACTOR_REQUIRED: what the session lacks.',
      },
      ticket: {
        type: 'string',
        description: 'With SECOND_FACTOR_REQUIRED: stands for what was shown already, once.',
      },
      expiresInS: { type: 'integer', description: 'How long the ticket is good.' },
    },
  },
};

/** The OpenAPI document: routes from the controllers, schemas from the contracts' class-validator metadata. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Facegate')
    .setDescription(
      'Sign up and log in with a face. Pictures travel as base64, bare or as a data URL. Errors are application/problem+json with a stable code.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addCookieAuth('facegate_refresh')
    .build();
  const document = SwaggerModule.createDocument(app, options, {
    operationIdFactory: (_controller, method) => method,
  });
  return { ...document, components: { ...document.components, schemas: { ...contractSchemas(), ...PROBLEM_SCHEMAS } } };
}

function contractSchemas(): Schemas {
  const options = {
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#/components/schemas/',
    additionalConverters: { matches: patternSchema, isEmail: emailSchema },
  };
  const schemas = validationMetadatasToSchemas(options);
  // A class that only inherits is not found by its own metadata.
  for (const contract of documentedClasses) schemas[contract.name] ??= targetConstructorToSchema(contract, options);
  return schemas as Schemas;
}

/** An answer has an international domain in its letters, which `email` does not allow (RFC 5321); requests may have either. */
function emailSchema({ target }: { target: unknown }): { type: 'string'; format: string } {
  return { type: 'string', format: target === UserProfile ? 'idn-email' : 'email' };
}

/** A JSON schema cannot say a pattern that needs the `u` flag: without it `\p{L}` means something else. */
function patternSchema({ constraints }: { constraints: unknown[] }): { type: 'string'; pattern?: string } {
  const [pattern] = constraints;
  return { type: 'string', ...(pattern instanceof RegExp && !pattern.unicode && { pattern: pattern.source }) };
}
