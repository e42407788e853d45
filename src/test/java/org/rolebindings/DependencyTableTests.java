package org.rolebindings;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.rolebindings.testing.Program;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/dependencies.md} names the dependencies of the {@code pom.xml},
 * with the versions that are on the class path.
 */
class DependencyTableTests {

	private static final Pattern ROW = Pattern.compile("^\\| ([\\w.-]+:[\\w.-]+) \\| (\\S+) \\|", Pattern.MULTILINE);

	@Test
	void tablesNameEachDependencyOfThePomWithItsVersion() throws Exception {
		String[] halves = Files.readString(Program.project("docs/dependencies.md")).split("## For tests", -1);
		assertThat(table(halves[0])).isEqualTo(dependencies(false));
		assertThat(table(halves[1])).isEqualTo(dependencies(true));
	}

	private static Map<String, String> table(String text) {
		return ROW.matcher(text)
			.results()
			.collect(Collectors.toMap((row) -> row.group(1), (MatchResult row) -> row.group(2), (one, other) -> other,
					TreeMap::new));
	}

	/** The dependencies of the pom, but for those of its profiles. */
	private static Map<String, String> dependencies(boolean forTests) throws Exception {
		Element project = DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(Program.project("pom.xml").toFile())
			.getDocumentElement();
		Map<String, String> versions = new TreeMap<>();
		NodeList all = child(project, "dependencies").getChildNodes();
		for (int i = 0; i < all.getLength(); i++) {
			if (all.item(i) instanceof Element dependency) {
				boolean test = "test".equals(text(dependency, "scope"));
				if (test == forTests) {
					String group = text(dependency, "groupId");
					String artifact = text(dependency, "artifactId");
					versions.put(group + ":" + artifact, versionOnTheClassPath(group, artifact));
				}
			}
		}
		return versions;
	}

	/** A jar's folder in a Maven repository ends with group, artifact and version. */
	private static String versionOnTheClassPath(String group, String artifact) throws IOException {
		Path folder = Path.of(group.replace('.', '/'), artifact);
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		List<String> versions = Arrays.stream(classPath.split(File.pathSeparator, -1))
			.map(Path::of)
			.filter((jar) -> jar.getNameCount() > 2 && jar.getParent().getParent().endsWith(folder))
			.map((jar) -> jar.getParent().getFileName().toString())
			.toList();
		assertThat(versions).as("%s:%s on the class path", group, artifact).hasSize(1);
		return versions.get(0);
	}

	private static Element child(Element parent, String name) {
		NodeList children = parent.getChildNodes();
		for (int i = 0; i < children.getLength(); i++) {
			Node node = children.item(i);
			if (node instanceof Element element && element.getTagName().equals(name)) {
				return element;
			}
		}
		throw new AssertionError(parent.getTagName() + " has no " + name);
	}

	private static String text(Element parent, String name) {
		NodeList texts = parent.getElementsByTagName(name);
		return (texts.getLength() > 0) ? texts.item(0).getTextContent() : "";
	}

}
