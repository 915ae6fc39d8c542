import { Module } from '@nestjs/common';
import { LivenessModule } from '../liveness/liveness.module.js';
import { LiveGateway } from './live.gateway.js';
import { LivePlaces } from './live-places.js';

@Module({
  imports: [LivenessModule],
  providers: [LiveGateway, LivePlaces],
})
export class LiveModule {}
