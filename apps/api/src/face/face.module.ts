import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { EngineComparer } from './adapters/engine-comparer.js';
import { EngineExtractor } from './adapters/engine-extractor.js';
import { FaceComparer } from './face-comparer.js';
import { FaceExtractor } from './face-extractor.js';
import { SampleExaminer } from './sample-examiner.js';

/** The engine behind its ports. Knows no user. */
@Global()
@Module({
  providers: [
    {
      provide: EngineExtractor,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => EngineExtractor.start(config),
    },
    SampleExaminer,
    { provide: FaceExtractor, useExisting: EngineExtractor },
    {
      provide: FaceComparer,
      inject: [AppConfig, EngineExtractor],
      useFactory: (config: AppConfig, engine: EngineExtractor) =>
        new EngineComparer(engine.info.metric, config.threshold ?? engine.info.threshold),
    },
  ],
  exports: [FaceExtractor, FaceComparer, SampleExaminer],
})
export class FaceModule {}
