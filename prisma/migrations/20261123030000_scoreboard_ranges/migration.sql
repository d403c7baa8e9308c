-- AlterTable
ALTER TABLE "scoreboard_row" ALTER COLUMN "published" DROP NOT NULL;
