package org.rolebindings.cli.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.files.FileProblem;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * The settings in an {@code application.yml} (or {@code .yaml}, {@code .properties}), in
 * the working folder or in {@code config} below it. Another program's settings in the
 * same file are left alone.
 */
final class SettingsFile {

	private static final List<String> FOLDERS = List.of("", "config");

	/** A later one wins, as with Spring Boot. */
	private static final List<String> NAMES = List.of("application.yaml", "application.yml", "application.properties");

	private static final Pattern KEY = Pattern.compile("(?i)role[-_]?bindings(.*)");

	private static final String PROFILE = "spring.config.activate.";

	private static final PropertyPlaceholderHelper PLACEHOLDERS = new PropertyPlaceholderHelper("${", "}", ":", '\\',
			false);

	private final String name;

	private final SettingNames names;

	private final Map<String, String> variables;

	private SettingsFile(String name, SettingNames names, Map<String, String> variables) {
		this.name = name;
		this.names = names;
		this.variables = variables;
	}

	/**
	 * Reads the files that are there.
	 * @param folder the working folder
	 * @param names the settings that exist
	 * @param variables what a placeholder may stand for, beside other keys of the file
	 * @return the settings by name
	 * @throws InvalidSettingException if a file cannot be read, or a setting in it does
	 * not exist or is empty; the message has the file and the line
	 */
	static Map<String, Setting> readAll(Path folder, SettingNames names, Map<String, String> variables) {
		Map<String, Setting> settings = new LinkedHashMap<>();
		for (String below : FOLDERS) {
			for (String name : NAMES) {
				Path file = folder.resolve(below).resolve(name);
				if (Files.isDirectory(folder.resolve(below)) && !Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
					String shown = below.isEmpty() ? name : below + "/" + name;
					settings.putAll(new SettingsFile(shown, names, variables).read(file));
				}
			}
		}
		return settings;
	}

	private Map<String, Setting> read(Path file) {
		Map<String, Setting> settings = new LinkedHashMap<>();
		for (PropertySource<?> document : documents(file)) {
			if (document instanceof OriginTrackedMapPropertySource properties) {
				addAll(properties, settings);
			}
		}
		return settings;
	}

	private List<PropertySource<?>> documents(Path file) {
		boolean yaml = !this.name.endsWith(".properties");
		PropertySourceLoader loader = yaml ? new YamlPropertySourceLoader() : new PropertiesPropertySourceLoader();
		try {
			if (Files.exists(file) && !Files.isRegularFile(file)) {
				throw unreadable(Files.isDirectory(file) ? "it is a folder" : "it is no regular file");
			}
			byte[] bytes = Files.readAllBytes(file);
			if (yaml) {
				requireUtf8(bytes);
			}
			return loader.load(this.name, new ByteArrayResource(bytes));
		}
		catch (MarkedYAMLException ex) {
			throw invalid(ex.getProblemMark().getLine(), String.valueOf(ex.getProblem()));
		}
		catch (YAMLException | IllegalStateException | IllegalArgumentException ex) {
			throw unreadable(String.valueOf(ex.getMessage()).lines().findFirst().orElse(""));
		}
		catch (IOException ex) {
			throw unreadable(FileProblem.reason(ex));
		}
	}

	private void requireUtf8(byte[] bytes) {
		ByteBuffer in = ByteBuffer.wrap(bytes);
		CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), true);
		if (result.isError()) {
			long line = new String(bytes, 0, in.position(), StandardCharsets.ISO_8859_1).chars()
				.filter((c) -> c == '\n')
				.count();
			throw invalid((int) line, "it has bytes that are not UTF-8; save the file as UTF-8");
		}
	}

	private void addAll(OriginTrackedMapPropertySource document, Map<String, Setting> settings) {
		boolean profile = List.of(document.getPropertyNames()).stream().anyMatch((key) -> key.startsWith(PROFILE));
		for (String key : document.getPropertyNames()) {
			Matcher matcher = KEY.matcher(key);
			String rest = matcher.matches() ? matcher.group(1) : "";
			String value = String.valueOf(document.getProperty(key)).strip();
			boolean ours = rest.startsWith(".") || rest.startsWith("[") || (matcher.matches() && rest.isEmpty());
			if (!ours || (rest.isEmpty() && value.isEmpty())) {
				continue;
			}
			String written = rest.isEmpty() ? key : rest.substring(rest.startsWith(".") ? 1 : 0);
			String label = written + " (" + place(document.getOrigin(key)) + ")";
			if (profile) {
				throw new InvalidSettingException(label + " is in a part with " + PROFILE
						+ "…, but this program has no profiles. Remove that key.");
			}
			String name = this.names.find(written, label);
			settings.put(name, Setting.of(name, resolved(value, label, document), label));
		}
	}

	private String resolved(String value, String label, OriginTrackedMapPropertySource document) {
		try {
			return PLACEHOLDERS.replacePlaceholders(value, (placeholder) -> {
				Object other = document.getProperty(placeholder);
				String variable = this.variables.get(placeholder);
				return (other != null) ? other.toString()
						: (variable != null) ? variable : System.getProperty(placeholder);
			});
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(label + " is '" + value
					+ "', but there is no variable and no key of the name in ${…}. Set it, or write the value.");
		}
	}

	private String place(@Nullable Origin origin) {
		return (origin instanceof TextResourceOrigin text && text.getLocation() != null)
				? this.name + ", line " + (text.getLocation().getLine() + 1) : this.name;
	}

	private InvalidSettingException invalid(int line, String problem) {
		return new InvalidSettingException(
				this.name + ", line " + (line + 1) + ": " + problem.replace("\n", " ").strip() + ".");
	}

	private InvalidSettingException unreadable(String reason) {
		return new InvalidSettingException(
				this.name + " in the working folder cannot be read: " + reason + ". Correct it, or remove it.");
	}

}
