package org.rolebindings.ledger.run;

/**
 * A start of a run. It owns its marks: another start of the same run does not touch them
 * before this one has ended.
 *
 * @param run the run's number
 * @param number how often the run was resumed before, 0 or more
 */
public record RunStart(long run, int number) {
}
