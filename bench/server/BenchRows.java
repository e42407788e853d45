import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes a CSV of as many rows as asked for, no two alike: {@code java BenchRows.java N > rows.csv}. A thousand
 * resources, ten roles, every fourth row a project's, and a comment that is carried along.
 */
public final class BenchRows {

	private BenchRows() {
	}

	public static void main(String[] args) throws IOException {
		long rows = Long.parseLong(args[0]);
		Base64.Encoder base64 = Base64.getEncoder();
		try (PrintStream out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false,
				StandardCharsets.UTF_8)) {
			out.print("role_id,user_id,resource_type,resource_id,comment\n");
			for (long i = 0; i < rows; i++) {
				boolean project = i % 4 == 3;
				out.print(id(base64, "Role:" + (i % 10) + ":aDl1") + ","
						+ id(base64, "User:" + (i / 1000) + ":k3uP") + "," + (project ? "PROJECT" : "SPACE") + ","
						+ id(base64, (project ? "Model:" : "Space:") + (i % 1000) + ":V4Ka") + ",row " + i + "\n");
			}
		}
	}

	private static String id(Base64.Encoder base64, String text) {
		return base64.encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

}
