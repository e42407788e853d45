import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes a CSV of as many rows as asked for, no two alike:
 * {@code java BenchRows.java ROWS [FROM] > rows.csv}. A thousand resources, ten roles,
 * every fourth row a project's, and a comment that is carried along.
 */
public final class BenchRows {

	private static final Base64.Encoder BASE64 = Base64.getEncoder();

	private BenchRows() {
	}

	public static void main(String[] args) throws IOException {
		write(System.out, Long.parseLong(args[0]), (args.length > 1) ? Long.parseLong(args[1]) : 0);
	}

	static void write(OutputStream to, long rows, long from) {
		PrintStream out = new PrintStream(new BufferedOutputStream(to, 1 << 16), false, StandardCharsets.UTF_8);
		out.print("role_id,user_id,resource_type,resource_id,comment\n");
		for (long i = from; i < from + rows; i++) {
			boolean project = i % 4 == 3;
			out.print(id("Role:" + (i % 10) + ":aDl1") + "," + id("User:" + (i / 1000) + ":k3uP") + ","
					+ (project ? "PROJECT" : "SPACE") + "," + id((project ? "Model:" : "Space:") + (i % 1000) + ":V4Ka")
					+ ",row " + i + "\n");
		}
		out.flush();
	}

	private static String id(String text) {
		return BASE64.encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

}
