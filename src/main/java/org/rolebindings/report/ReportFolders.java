package org.rolebindings.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.OwnerOnly;
import org.rolebindings.ledger.run.Run;

/**
 * The folders below the reports folder, one for each run. A folder that another run has
 * written to is never used, even if that run belongs to another state.
 */
public final class ReportFolders {

	private final Path reports;

	/**
	 * Takes a reports folder, which need not be there yet.
	 * @param reports the folder
	 */
	public ReportFolders(Path reports) {
		this.reports = reports;
	}

	/**
	 * Finds a name for a run's folder. It does not make the folder, because the run may
	 * fail before it is stored.
	 * @param fileName the name of the run's input file
	 * @param run the run's number
	 * @return {@code <name>-<run>}, with {@code -2}, {@code -3} and so on after it if
	 * there is something of that name already
	 * @throws ReportsUnwritableException if there can be no folder
	 */
	public String free(String fileName, long run) {
		FolderName name = new FolderName(fileName);
		makeReports();
		int number = 1;
		while (Files.exists(below(name.with(suffix(run, number))), LinkOption.NOFOLLOW_LINKS)) {
			number++;
		}
		return name.with(suffix(run, number));
	}

	/**
	 * Makes a new folder for a run.
	 * @param fileName the name of the run's input file
	 * @param run the run's number
	 * @return the folder's name: {@code <name>-<run>}, with {@code -2}, {@code -3} and so
	 * on after it if there is one of that name already
	 * @throws ReportsUnwritableException if no folder can be made
	 */
	public String reserve(String fileName, long run) {
		FolderName name = new FolderName(fileName);
		makeReports();
		for (int number = 1;; number++) {
			String candidate = name.with(suffix(run, number));
			if (make(below(candidate))) {
				return candidate;
			}
		}
	}

	/**
	 * Finds the folder that a run writes to, and makes it if it is missing. If --reports
	 * has changed and the reserved folder has another run's report there, the run gets
	 * another folder.
	 * @param run the run
	 * @return the folder
	 * @throws ReportsUnwritableException if it cannot be made
	 */
	public Path claim(Run run) {
		Path own = writtenBy(run);
		if (own != null) {
			return own;
		}
		Path reserved = below(run.reportFolder());
		if (FolderOwner.of(reserved, run) == FolderOwner.ANOTHER) {
			return below(reserve(run.fileName(), run.number()));
		}
		return present(reserved);
	}

	/**
	 * Tells where the reports of a run are, or would be. Nothing is made.
	 * @param run the run
	 * @return the folder
	 */
	Path of(Run run) {
		Path own = writtenBy(run);
		return (own != null) ? own : below(run.reportFolder());
	}

	/**
	 * Finds the folder for reports of no run, and makes it if it is missing. New reports
	 * replace the old ones in it.
	 * @param fileName the name of the input file
	 * @param purpose what the folder is for, for instance {@code validate}
	 * @return the folder {@code <name>-<purpose>}
	 * @throws ReportsUnwritableException if it cannot be made
	 */
	public Path replace(String fileName, String purpose) {
		return present(below(new FolderName(fileName).with("-" + purpose)));
	}

	/** Checks the folder that was reserved, then all that the run may have claimed. */
	private @Nullable Path writtenBy(Run run) {
		FolderName name = new FolderName(run.fileName());
		Path folder = below(run.reportFolder());
		for (int number = 1; FolderOwner.of(folder, run) != FolderOwner.THIS_RUN; number++) {
			folder = below(name.with(suffix(run.number(), number)));
			if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
				return null;
			}
		}
		return folder;
	}

	private static String suffix(long run, int number) {
		return "-" + run + ((number > 1) ? "-" + number : "");
	}

	private Path below(String name) {
		try {
			return this.reports.resolve(name);
		}
		catch (InvalidPathException ex) {
			throw new ReportsUnwritableException(name, ex);
		}
	}

	private Path present(Path folder) {
		makeReports();
		if (!make(folder) && !Files.isDirectory(folder)) {
			throw new ReportsUnwritableException(folder, new FileAlreadyExistsException(folder.toString()));
		}
		return folder;
	}

	private void makeReports() {
		try {
			if (!Files.isDirectory(this.reports)) {
				Files.createDirectories(this.reports, OwnerOnly.folder(this.reports));
			}
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.reports, ex);
		}
	}

	/** Whether the folder is new. */
	private static boolean make(Path folder) {
		try {
			Files.createDirectory(folder, OwnerOnly.folder(folder));
			return true;
		}
		catch (FileAlreadyExistsException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(folder, ex);
		}
	}

}
