package org.rolebindings.job.remote;

/**
 * A message that asks a worker to post a range. It has nothing but numbers.
 *
 * @param run the run
 * @param start the start of the run that sends it
 * @param range the number of the range in that start
 * @param stepExecution the execution of Spring Batch's step for the range
 */
public record RangeRequest(long run, int start, int range, long stepExecution) {
}
