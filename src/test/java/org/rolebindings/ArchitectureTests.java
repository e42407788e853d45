package org.rolebindings;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the house is built as the design has it: who may use whom, and how. */
@AnalyzeClasses(packages = "org.rolebindings", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final int MOST_CLASSES = 20;

	/** Which rooms each room may use; a room is a package with all below it. */
	private static final Map<String, List<String>> ROOMS = Map.ofEntries(room("binding"), room("files"), room("stop"),
			room("csv", "binding", "files"), room("api", "binding", "stop"), room("store", "binding", "files"),
			room("ledger", "binding", "store"), room("listing", "binding", "stop", "api"),
			room("placing", "binding", "stop", "api"), room("report", "binding", "files", "csv", "ledger"),
			room("job", "binding", "files", "stop", "csv", "api", "store", "ledger", "listing", "placing", "report"),
			room("metrics", "binding", "report"), room("inbox", "binding", "files"),
			room("status", "binding", "files", "stop", "api", "ledger", "report", "job", "inbox"),
			room("sandbox", "binding"), room("cli", "binding", "files", "stop", "csv", "api", "store", "ledger",
					"report", "job", "metrics", "inbox", "status", "sandbox"));

	private static Entry<String, List<String>> room(String name, String... mayUse) {
		return Map.entry(name, List.of(mayUse));
	}

	@ArchTest
	static void eachRoomUsesOnlyTheRoomsBelowIt(JavaClasses classes) {
		LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers()
			.ensureAllClassesAreContainedInArchitecture();
		for (String room : ROOMS.keySet()) {
			house = house.layer(room).definedBy("org.rolebindings." + room + "..");
		}
		for (Entry<String, List<String>> room : ROOMS.entrySet()) {
			LayerDependencySpecification layer = house.whereLayer(room.getKey());
			house = room.getValue().isEmpty() ? layer.mayNotAccessAnyLayer()
					: layer.mayOnlyAccessLayers(room.getValue().toArray(String[]::new));
		}
		house.check(classes);
	}

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching("org.rolebindings.(**)")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static void noPackageHoldsMoreThanTwentyClasses(JavaClasses classes) {
		Map<String, Long> sizes = classes.stream()
			.filter((javaClass) -> javaClass.isTopLevelClass() && !javaClass.getSimpleName().equals("package-info"))
			.collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
		sizes.values().removeIf((size) -> size <= MOST_CLASSES);
		assertThat(sizes).isEmpty();
	}

	@ArchTest
	static final ArchRule theDomainKnowsNoSpringAndDoesNoIo = noClasses().that()
		.resideInAPackage("org.rolebindings.binding..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "java.io..", "java.nio.file..", "java.nio.channels..",
				"java.net..", "java.sql..", "javax.sql..");

	@ArchTest
	static final ArchRule onlyStoreAndLedgerSpeakToTheDatabase = noClasses().that()
		.resideOutsideOfPackages("org.rolebindings.store..", "org.rolebindings.ledger..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "com.zaxxer.hikari..",
				"org.h2..");

	@ArchTest
	static final ArchRule nothingIsInjectedIntoFields = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

	@ArchTest
	static final ArchRule nothingLogsByJavaUtilLogging = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

	@ArchTest
	static final ArchRule namesSayWhatAClassIsFor = noClasses().should()
		.haveNameMatching(".*(Util|Utils|Utility|Utilities|Helper|Helpers|Manager)");

	/**
	 * Jackson, Thymeleaf, H2 and the JVM use some classes too, and tests some others. Of
	 * some nothing but a constant is used, which the compiler copies.
	 */
	@ArchTest
	static final ArchRule whatIsPublicIsUsedFromAnotherPackage = classes().that()
		.resideOutsideOfPackages("org.rolebindings.status..", "org.rolebindings.cli")
		.and()
		.arePublic()
		.and()
		.areTopLevelClasses()
		.and()
		.haveNameNotMatching(
				".*[.](SandboxBinding|OwnerOnlyFilePath|LatencySummary|WindowLimits|StartParameters|BindingId)")
		.should(beUsedFromAnotherPackage());

	private static ArchCondition<JavaClass> beUsedFromAnotherPackage() {
		return new ArchCondition<>("be used from another package") {

			@Override
			public void check(JavaClass javaClass, ConditionEvents events) {
				boolean used = javaClass.getDirectDependenciesToSelf()
					.stream()
					.anyMatch((dependency) -> !dependency.getOriginClass()
						.getPackageName()
						.equals(javaClass.getPackageName()));
				events.add(new SimpleConditionEvent(javaClass, used, javaClass.getName() + " is "
						+ (used ? "used" : "public, but not used") + " from another package"));
			}

		};
	}

	@ArchTest
	static void everyPackageIsNullMarked(JavaClasses classes) {
		Set<String> unmarked = new TreeSet<>();
		for (JavaClass javaClass : classes) {
			JavaPackage javaPackage = javaClass.getPackage();
			if (!javaPackage.isAnnotatedWith(NullMarked.class)) {
				unmarked.add(javaPackage.getName());
			}
		}
		assertThat(unmarked).isEmpty();
	}

}
