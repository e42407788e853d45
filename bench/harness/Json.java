import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of JSON as flat numbers take. */
final class Json {

	private Json() {
	}

	/** The first number with that name, 0 where there is none. */
	static double number(String json, String name) {
		Matcher number = Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:\\s*([-+.\\dEe]+)").matcher(json);
		return number.find() ? Double.parseDouble(number.group(1)) : 0;
	}

}
