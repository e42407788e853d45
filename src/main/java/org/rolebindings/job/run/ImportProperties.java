package org.rolebindings.job.run;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Wording;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvSettings;
import org.rolebindings.ledger.RunIdentity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an import does with its rows.
 *
 * @param onConflict what to do if the user already has another role on the resource
 * @param onInvalid whether INVALID rows are passed over or nothing at all is posted
 * @param maxFailures the run stops once so many rows are FAILED, 1 or more, or
 * {@code null} if it never stops for that
 * @param maxUpdates the run stops before it makes more updates, 0 or more, or
 * {@code null} if it never stops for that
 * @param note what is kept with the run and shown in its reports, up to 500 characters,
 * or {@code null}
 * @param delimiter what separates two fields: one character, or {@code \t}; {@code null}
 * if the file shows it
 * @param allowEmpty whether a file without rows is taken
 * @param fresh whether an unfinished run is left alone and a new one started
 * @param resumeWithin an unfinished run is resumed only if it is younger, 0 or more
 * @param keep how long a run stays in the state after its end, 1 d to 36,500 d
 */
@ConfigurationProperties("role-bindings")
public record ImportProperties(@DefaultValue("fail") OnConflict onConflict, @DefaultValue("skip") OnInvalid onInvalid,
		@Nullable Integer maxFailures, @Nullable Integer maxUpdates, @Nullable String note, @Nullable String delimiter,
		@DefaultValue("false") boolean allowEmpty, @DefaultValue("false") boolean fresh,
		@DefaultValue("7d") Duration resumeWithin, @DefaultValue("90d") Duration keep) {

	private static final int LONGEST_NOTE = 500;

	private static final Duration SHORTEST_KEEP = Duration.ofDays(1);

	private static final Duration LONGEST_KEEP = Duration.ofDays(36_500);

	/** What to do if a row is INVALID. */
	public enum OnInvalid {

		/** The row is reported, and the others are posted. */
		SKIP,

		/** Nothing at all is posted. */
		ABORT

	}

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if one is out of its range; the message names the
	 * option, the value and the range
	 */
	public ImportProperties {
		CsvSettings.delimiter(delimiter);
		if (maxFailures != null && maxFailures < 1) {
			throw new IllegalArgumentException("--max-failures is " + maxFailures + "; it takes 1 or more.");
		}
		if (maxUpdates != null && maxUpdates < 0) {
			throw new IllegalArgumentException("--max-updates is " + maxUpdates + "; it takes 0 or more.");
		}
		if (note != null && note.codePointCount(0, note.length()) > LONGEST_NOTE) {
			throw new IllegalArgumentException("--note has " + Wording.of(note.codePointCount(0, note.length()))
					+ " characters; it takes up to " + LONGEST_NOTE + ".");
		}
		if (resumeWithin.isNegative()) {
			throw new IllegalArgumentException("--resume-within is negative; it takes 0s or more.");
		}
		if (keep.compareTo(SHORTEST_KEEP) < 0 || keep.compareTo(LONGEST_KEEP) > 0) {
			throw new IllegalArgumentException("--keep is " + Wording.ofSetting(keep) + "; it takes 1d to 36500d.");
		}
	}

	/** How long a run is kept: no shorter than it can be resumed. */
	public Duration kept() {
		return (this.keep.compareTo(this.resumeWithin) > 0) ? this.keep : this.resumeWithin;
	}

	public CsvOptions csv() {
		return new CsvOptions(CsvSettings.delimiter(this.delimiter), this.allowEmpty);
	}

	/** How the file of a run is read: as it was when the run was started. */
	public CsvOptions csv(RunIdentity identity) {
		return new CsvOptions(identity.delimiter().charAt(0), this.allowEmpty);
	}

	/**
	 * What makes two imports with these properties the same run.
	 * @param delimiter what separates the fields of the file, whether named or found
	 */
	public RunIdentity identity(String sha256, char delimiter, String target, @Nullable String claim) {
		return new RunIdentity(sha256, target, name(this.onConflict), name(this.onInvalid), String.valueOf(delimiter),
				claim);
	}

	public static OnConflict onConflict(RunIdentity identity) {
		return OnConflict.valueOf(identity.onConflict().toUpperCase(Locale.ROOT));
	}

	static boolean abortsOnInvalid(RunIdentity identity) {
		return identity.onInvalid().equals(name(OnInvalid.ABORT));
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

}
