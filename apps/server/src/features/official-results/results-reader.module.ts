import { Module } from '@nestjs/common';
import { SlateModule } from '../slate/slate.module.js';
import { ResultsReader } from './results-reader.js';

/** What other features may know of results. */
@Module({ imports: [SlateModule], providers: [ResultsReader], exports: [ResultsReader] })
export class ResultsReaderModule {}
