import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command to run.
 *
 * @param words the program and its arguments
 * @param environment variables beside those that there are
 */
record Command(List<String> words, Map<String, String> environment) {

	static Command of(Object... words) {
		List<String> texts = new ArrayList<>();
		for (Object word : words) {
			texts.add(word.toString());
		}
		return new Command(texts, Map.of());
	}

	Command and(Object... more) {
		List<String> texts = new ArrayList<>(this.words);
		texts.addAll(of(more).words);
		return new Command(texts, this.environment);
	}

	Command with(String name, String value) {
		Map<String, String> more = new HashMap<>(this.environment);
		more.put(name, value);
		return new Command(this.words, more);
	}

}
