import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;

/**
 * Prints how many seconds each step of a state's runs took, as Spring Batch keeps it:
 * {@code java StepTimes STATE}.
 */
public final class StepTimes {

	private StepTimes() {
	}

	public static void main(String[] args) throws SQLException {
		String url = "jdbc:h2:file:" + Path.of(args[0]).toAbsolutePath().resolve("ledger") + ";IFEXISTS=TRUE";
		try (Connection connection = DriverManager.getConnection(url, "sa", "");
				Statement statement = connection.createStatement();
				ResultSet steps = statement.executeQuery("SELECT step_name, start_time, end_time "
						+ "FROM batch_step_execution WHERE end_time IS NOT NULL ORDER BY step_execution_id")) {
			while (steps.next()) {
				LocalDateTime start = steps.getObject("start_time", LocalDateTime.class);
				LocalDateTime end = steps.getObject("end_time", LocalDateTime.class);
				System.out.println(
						"\"" + steps.getString("step_name") + "\": " + Duration.between(start, end).toNanos() / 1e9);
			}
		}
	}

}
