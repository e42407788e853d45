package org.rolebindings.inbox;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that was claimed. The claim is random, so it is unique whatever the clock says.
 * It is a part of the file's name, so it lasts as long as the file does.
 *
 * @param path where the file is
 * @param claim 16 hexadecimal digits
 * @param name the name under which it was dropped, truncated if it was too long
 */
public record ClaimedFile(Path path, String claim, String name) {

	private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-(.+)", Pattern.DOTALL);

	private static final SecureRandom RANDOM = new SecureRandom();

	static String newClaim() {
		return HexFormat.of().toHexDigits(RANDOM.nextLong());
	}

	/** Reads the claim from the name of a file. */
	static Optional<ClaimedFile> at(Path path) {
		Matcher matcher = NAME.matcher(InboxFile.name(path));
		return matcher.matches() ? Optional.of(new ClaimedFile(path, matcher.group(1), matcher.group(2)))
				: Optional.empty();
	}

}
