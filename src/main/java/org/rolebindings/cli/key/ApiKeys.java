package org.rolebindings.cli.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.StandardInput;
import org.rolebindings.files.FileProblem;

/** Where the API key comes from: a file, standard input, or the environment. */
public final class ApiKeys {

	public static final String VARIABLE = "ARIZE_API_KEY";

	private static final int MAX_LENGTH = 1 << 16;

	private ApiKeys() {
	}

	/**
	 * Reads the key of this process.
	 * @param file the value of {@code --api-key-file}, or {@code null}
	 * @param warnings takes a warning if others can read the key
	 * @return the key
	 * @throws InvalidSettingException if there is none, or it cannot be read or used
	 */
	public static ApiKey read(@Nullable String file, Consumer<String> warnings) {
		return read(file, System.getenv(), "-".equals(file) ? StandardInput.open("--api-key-file") : System.in,
				warnings);
	}

	/**
	 * Reads the key.
	 * @param file the value of {@code --api-key-file}, or {@code null}
	 * @param variables the environment variables
	 * @param stdin standard input
	 * @param warnings takes a warning if others can read the key
	 * @return the key
	 * @throws InvalidSettingException if there is none, or it cannot be read or used
	 */
	static ApiKey read(@Nullable String file, Map<String, String> variables, InputStream stdin,
			Consumer<String> warnings) {
		try {
			if (file == null) {
				return ApiKey.of(fromEnvironment(variables));
			}
			if (file.equals("-")) {
				return ApiKey.of(read(stdin));
			}
			warnIfOthersCanRead(Path.of(file), warnings);
			try (InputStream in = Files.newInputStream(Path.of(file))) {
				return ApiKey.of(read(in));
			}
		}
		catch (NoSuchFileException ex) {
			throw new InvalidSettingException(
					"--api-key-file names a file that is not there; it takes the path of a file, not the key itself.");
		}
		catch (IOException ex) {
			throw new InvalidSettingException("--api-key-file is " + file + ", which cannot be read: "
					+ FileProblem.reason(ex) + "; name a readable file.");
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(
					((file != null) ? "--api-key-file is " + file + ": " : VARIABLE + ": ") + ex.getMessage());
		}
	}

	/**
	 * A file of another owner is given to this user through its group, as systemd and
	 * Kubernetes do; to take that away would be no help.
	 */
	private static void warnIfOthersCanRead(Path file, Consumer<String> warnings) throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
		if (view == null) {
			return;
		}
		PosixFileAttributes attributes = view.readAttributes();
		Set<PosixFilePermission> permissions = attributes.permissions();
		boolean own = attributes.owner().getName().equals(System.getProperty("user.name"));
		if ((own && permissions.contains(PosixFilePermission.GROUP_READ))
				|| permissions.contains(PosixFilePermission.OTHERS_READ)) {
			warnings.accept("Warning: other users of this machine can read the key in " + file + "; chmod 600 it.");
		}
	}

	private static String fromEnvironment(Map<String, String> variables) {
		String key = variables.get(VARIABLE);
		if (key == null || key.isBlank()) {
			throw new InvalidSettingException("There is no API key; set " + VARIABLE
					+ ", or name a file that has it with --api-key-file. To try things out without one: --sandbox.");
		}
		return key;
	}

	private static String read(InputStream in) throws IOException {
		return new String(in.readNBytes(MAX_LENGTH), StandardCharsets.UTF_8);
	}

}
