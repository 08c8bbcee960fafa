ALTER TYPE "finding_kind" ADD VALUE 'stopped_release';
