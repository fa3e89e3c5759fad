#!/bin/bash
# Slurm: an array of sixteen tasks makes a course together. The folder of the course is one that all machines see.
#
#     job=$(sbatch --parsable --chdir=COURSE slurm.sh)
#     sbatch --dependency="afterok:$job" --chdir=COURSE --wrap "diglot merge dist parts"
#
# A task that died is made again alone: sbatch --array=3 --chdir=COURSE slurm.sh
#SBATCH --job-name=diglot
#SBATCH --array=1-16
#SBATCH --cpus-per-task=2
#SBATCH --mem-per-cpu=2G

# Not SLURM_ARRAY_TASK_COUNT, which is 1 when one task is made again.
parts=16
exec diglot build --quiet --shard "$SLURM_ARRAY_TASK_ID/$parts"
