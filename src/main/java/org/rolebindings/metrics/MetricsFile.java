package org.rolebindings.metrics;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.jspecify.annotations.Nullable;

/**
 * A file with the metrics of the last run, in Prometheus' text format. It is written to a
 * temporary file, which the textfile collector does not read, and then moved, so that it
 * is always complete. All users can read it, because the collector is another user. It
 * names neither rows nor files.
 */
public final class MetricsFile {

	private static final String EVERYBODY_READS = "rw-r--r--";

	/** With its label, or as former versions wrote it, without one. */
	private static final Pattern SUCCESS = Pattern.compile(RunMetrics.LAST_SUCCESS + "(?:\\{.*\\})? (\\S+)");

	private final Path place;

	/**
	 * Prepares to write a file.
	 * @param place where it is, or will be
	 */
	public MetricsFile(Path place) {
		this.place = place;
	}

	/**
	 * Replaces the file. The time of the last success is copied from the former file.
	 * @param end how the run ended
	 * @throws IOException if it cannot be written; then the former file remains
	 */
	public void write(RunEnd end) throws IOException {
		Double lastSuccess = end.isSuccess() ? Double.valueOf(RunMetrics.seconds(end.at())) : formerSuccess();
		Path temporary = this.place.resolveSibling(
				".role-bindings-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + ".tmp");
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE);
					OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
				PrometheusTextFormatWriter.create().write(out, RunMetrics.of(name(), end, lastSuccess));
				out.flush();
				channel.force(true);
			}
			letEverybodyRead(temporary);
			Files.move(temporary, this.place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
	}

	/** Sets the permissions whatever the umask is. */
	private static void letEverybodyRead(Path file) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		if (view != null) {
			view.setPermissions(PosixFilePermissions.fromString(EVERYBODY_READS));
		}
	}

	/**
	 * Distinguishes this file's metrics from another's: two files of a folder never have
	 * the same name.
	 */
	private String name() {
		return String.valueOf(this.place.getFileName());
	}

	/** The last success in the former file; {@code null} if that file has none. */
	private @Nullable Double formerSuccess() {
		try (Stream<String> lines = Files.lines(this.place, StandardCharsets.ISO_8859_1)) {
			return lines.map(SUCCESS::matcher)
				.filter(Matcher::matches)
				.findFirst()
				.map((line) -> Double.valueOf(line.group(1)))
				.orElse(null);
		}
		catch (IOException | UncheckedIOException | NumberFormatException ex) {
			return null;
		}
	}

}
