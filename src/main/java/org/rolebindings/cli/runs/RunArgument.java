package org.rolebindings.cli.runs;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;

/**
 * The run that a command names.
 *
 * @param number its number, or {@code null} for the run that was started last
 */
public record RunArgument(@Nullable Long number) {

	/** What {@code --help} calls it. */
	public static final String LABEL = "RUN";

	private static final String LAST = "last";

	/**
	 * Reads RUN.
	 * @param word a number, or {@code last}
	 * @return the run that it names
	 * @throws InvalidSettingException if it is neither
	 */
	public static RunArgument of(String word) {
		if (!isValid(word)) {
			throw new InvalidSettingException(
					Quoting.quoted(word) + " names no run. RUN is the number of a run, or last.");
		}
		return new RunArgument(word.equals(LAST) ? null : Long.valueOf(word));
	}

	/** Whether a word can be a RUN. */
	public static boolean isValid(String word) {
		return word.equals(LAST) || word.matches("[1-9][0-9]{0,17}");
	}

	/**
	 * Finds the run.
	 * @throws InvalidSettingException if there is no such run
	 */
	public Run find(RunLedger runs) {
		return runs.find(this.number)
			.orElseThrow(() -> new InvalidSettingException(
					(this.number == null) ? "There is no run yet." : "There is no run " + this.number
							+ " in this state. The command runs lists those that there are."));
	}

}
