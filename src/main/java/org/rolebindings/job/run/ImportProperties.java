package org.rolebindings.job.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Wording;
import org.rolebindings.csv.CsvOptions;
import org.rolebindings.csv.CsvSettings;
import org.rolebindings.csv.NameMap;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunTask;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of an import.
 *
 * @param onConflict what to do if the user already has another role on the resource
 * @param onInvalid what to do if a row is INVALID
 * @param maxFailures the run stops when so many rows are FAILED, 1 or more, or
 * {@code null} for no limit
 * @param maxUpdates the run stops before it makes more updates, 0 or more, or
 * {@code null} for no limit
 * @param note a text for the run, shown in its reports, up to 500 characters, or
 * {@code null}
 * @param delimiter the character between two fields, or {@code \t} for a tab;
 * {@code null} to detect it
 * @param allowEmpty whether a file without rows is accepted
 * @param fresh whether to start a new run instead of resuming an unfinished one
 * @param resumeWithin an older unfinished run is not resumed, 0 or more
 * @param keep how long a run stays in the state after its end, 1 d to 36,500 d
 * @param plan the {@code plan.csv} that is applied, or {@code null} if there is none
 * @param map a map of names, or {@code null} if there is none
 */
@ConfigurationProperties("role-bindings")
public record ImportProperties(@DefaultValue("fail") OnConflict onConflict, @DefaultValue("skip") OnInvalid onInvalid,
		@Nullable Integer maxFailures, @Nullable Integer maxUpdates, @Nullable String note, @Nullable String delimiter,
		@DefaultValue("false") boolean allowEmpty, @DefaultValue("false") boolean fresh,
		@DefaultValue("7d") Duration resumeWithin, @DefaultValue("90d") Duration keep, @Nullable Path plan,
		@Nullable Path map) {

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

	/** Returns how long a run is kept: at least as long as it can be resumed. */
	public Duration kept() {
		return (this.keep.compareTo(this.resumeWithin) > 0) ? this.keep : this.resumeWithin;
	}

	/** Returns how a new file is read. */
	public CsvOptions csv() {
		return new CsvOptions(CsvSettings.delimiter(this.delimiter), this.allowEmpty)
			.mapping(CsvSettings.map(this.map));
	}

	/**
	 * Returns how the file of a run is read: with the delimiter and the map of names that
	 * the run was started with.
	 * @throws org.rolebindings.csv.source.FileChangedException if the map has changed
	 */
	public CsvOptions csv(RunIdentity identity) {
		NameMap names = CsvSettings.map(this.map);
		if (this.map != null && names != null && !names.sha256().equals(identity.map())) {
			throw InputFile.of(this.map).changed();
		}
		return new CsvOptions(identity.delimiter().charAt(0), this.allowEmpty).mapping(names);
	}

	/** Returns the digest of the map of names, or {@code null} if there is none. */
	public @Nullable String mapDigest() {
		NameMap names = CsvSettings.map(this.map);
		return (names != null) ? names.sha256() : null;
	}

	/**
	 * Returns the identity of a run. Two imports with the same identity are one run.
	 * @param sha256 the digest of the file
	 * @param delimiter the character between two fields, from the settings or detected
	 * @param target the address of the API
	 * @param claim the claim of a watched file, or {@code null}
	 */
	public RunIdentity identity(String sha256, char delimiter, String target, @Nullable String claim) {
		return new RunIdentity(sha256, target, name(this.onConflict), name(this.onInvalid), String.valueOf(delimiter),
				mapDigest(), null, claim, RunTask.IMPORT);
	}

	/** Returns what a run does if the user has another role. */
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
