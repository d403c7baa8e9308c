-- AlterEnum
-- Several values in one migration: Postgres 12 or later, as none of them is used here.
ALTER TYPE "ExperimentState" ADD VALUE 'PAUSING' BEFORE 'SUCCEEDED';
ALTER TYPE "ExperimentState" ADD VALUE 'PAUSED' BEFORE 'SUCCEEDED';
ALTER TYPE "ExperimentState" ADD VALUE 'CANCELLING' BEFORE 'SUCCEEDED';
ALTER TYPE "ExperimentState" ADD VALUE 'CANCELLED' BEFORE 'SUCCEEDED';

-- AlterEnum
ALTER TYPE "RunState" ADD VALUE 'CANCELLED';

-- AlterTable
ALTER TABLE "experiment" ADD COLUMN     "cache_policy" TEXT NOT NULL DEFAULT 'REUSE',
ADD COLUMN     "cloned_from_id" UUID,
ADD COLUMN     "expected_digest" TEXT,
ADD COLUMN     "runs_cancelled" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "experiment_cloned_from_id_idx" ON "experiment"("cloned_from_id");

-- AddForeignKey
ALTER TABLE "experiment" ADD CONSTRAINT "experiment_cloned_from_id_fkey" FOREIGN KEY ("cloned_from_id") REFERENCES "experiment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
