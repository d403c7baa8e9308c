-- CreateTable
CREATE TABLE "scoreboard" (
    "id" UUID NOT NULL,
    "suite" TEXT NOT NULL,
    "model_version" TEXT NOT NULL,
    "program_version" TEXT NOT NULL,
    "commit" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "summary" JSONB NOT NULL,
    "drawings" JSONB NOT NULL,

    CONSTRAINT "scoreboard_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scoreboard_row" (
    "scoreboard_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "row_id" TEXT NOT NULL,
    "figure" TEXT NOT NULL,
    "system" TEXT NOT NULL,
    "published" DOUBLE PRECISION NOT NULL,
    "simulated" DOUBLE PRECISION,
    "ci_low" DOUBLE PRECISION,
    "ci_high" DOUBLE PRECISION,
    "unit" TEXT NOT NULL,
    "relative_error" DOUBLE PRECISION,
    "role" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "scoreboard_row_pkey" PRIMARY KEY ("scoreboard_id","index")
);

-- CreateIndex
CREATE INDEX "scoreboard_suite_created_at_idx" ON "scoreboard"("suite", "created_at");

-- CreateIndex
CREATE INDEX "scoreboard_row_row_id_idx" ON "scoreboard_row"("row_id");

-- AddForeignKey
ALTER TABLE "scoreboard_row" ADD CONSTRAINT "scoreboard_row_scoreboard_id_fkey" FOREIGN KEY ("scoreboard_id") REFERENCES "scoreboard"("id") ON DELETE CASCADE ON UPDATE CASCADE;
