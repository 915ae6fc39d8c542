import { type ErrorCode, ERROR_STATUS, NDJSON_MEDIA_TYPE, PROBLEM_MEDIA_TYPE } from '@facegate/contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiCookieAuth, ApiExtension, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { type Access, RouteAccess } from './route-access.js';

export type ContractClass = new () => object;

/** Every class that some route refers to, so that the document has a schema for each. */
export const documentedClasses = new Set<ContractClass>();

type ApiContractOptions = Access & {
  summary: string;
  /** Class of the contracts package; its schema is made from its class-validator metadata. */
  request?: ContractClass;
  /** Of a success: status and what it carries. */
  answers: { status: number; description: string; body?: ContractClass; mediaTypes?: readonly string[] };
  /** Another success, for who asks for it. */
  also?: { status: number; description: string; body: ContractClass };
  /** One line of the answer for whoever accepts `application/x-ndjson` rather than JSON. */
  lines?: ContractClass;
  /** Every code that this route can answer with, besides the ones that any route can. */
  problems?: readonly ErrorCode[];
};

const ANYWHERE: readonly ErrorCode[] = ['INTERNAL', 'NOT_READY'];
const WITH_BODY: readonly ErrorCode[] = [
  'VALIDATION_FAILED',
  'MALFORMED_JSON',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
];
const WITH_BEARER: readonly ErrorCode[] = ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'SESSION_REVOKED', 'FACTOR_REQUIRED'];
const WITH_ROLE: readonly ErrorCode[] = ['FORBIDDEN'];

const ref = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });

function refTo(contract: ContractClass) {
  documentedClasses.add(contract);
  return ref(contract.name);
}

/** One route as the OpenAPI document tells it, and who may call it. */
export function ApiContract({
  summary,
  request,
  answers,
  also,
  lines,
  problems = [],
  ...access
}: ApiContractOptions): MethodDecorator {
  const { auth, role } = access;
  const codes = new Set<ErrorCode>([
    ...problems,
    ...(request ? WITH_BODY : []),
    ...(auth === 'bearer' ? WITH_BEARER : []),
    ...(role ? WITH_ROLE : []),
    ...ANYWHERE,
  ]);
  return applyDecorators(
    RouteAccess(access),
    ApiOperation({ summary }),
    ...(request ? [ApiBody({ required: true, schema: refTo(request) })] : []),
    ...(auth === 'bearer' ? [ApiBearerAuth()] : []),
    ...(auth === 'cookie' ? [ApiCookieAuth()] : []),
    ...(role ? [ApiExtension('x-role', role)] : []),
    ApiResponse({
      status: answers.status,
      description: answers.description,
      ...(answers.body && jsonContent(answers.body)),
      ...(answers.mediaTypes && {
        content: Object.fromEntries(
          answers.mediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
        ),
      }),
    }),
    ...(also ? [ApiResponse({ ...also, ...jsonContent(also.body) })] : []),
    ...(lines ? [lineResponse(lines, answers)] : []),
    ...problemResponses(codes),
  );
}

function jsonContent(body: ContractClass) {
  return { content: { 'application/json': { schema: refTo(body) } } };
}

/** The schema is that of each single line. */
function lineResponse(line: ContractClass, answers: ApiContractOptions['answers']): MethodDecorator {
  const problem = { type: 'object', required: ['problem'], properties: { problem: ref('Problem') } };
  return ApiResponse({
    status: 200,
    description: 'To who accepts application/x-ndjson: one of these a line, as it comes; a problem is the last.',
    content: {
      // Of the same status, both are one response.
      ...(answers.status === 200 && answers.body && jsonContent(answers.body).content),
      [NDJSON_MEDIA_TYPE]: { schema: { oneOf: [refTo(line), problem] } },
    },
  });
}

/** One response for each status, naming its codes. */
function problemResponses(codes: Iterable<ErrorCode>): MethodDecorator[] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code]);
  return [...byStatus].map(([status, statusCodes]) =>
    ApiResponse({
      status,
      description: statusCodes.toSorted().join(', '),
      content: {
        [PROBLEM_MEDIA_TYPE]: {
          schema: {
            allOf: [
              ref('Problem'),
              { type: 'object', properties: { code: { type: 'string', enum: statusCodes.toSorted() } } },
            ],
          },
        },
      },
    }),
  );
}
