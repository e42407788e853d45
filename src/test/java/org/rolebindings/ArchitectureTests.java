package org.rolebindings;

import java.util.Set;
import java.util.TreeSet;

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

	@ArchTest
	static final ArchRule eachRoomUsesOnlyTheRoomsBelowIt = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.ensureAllClassesAreContainedInArchitecture()
		.layer("binding")
		.definedBy("org.rolebindings.binding")
		.layer("files")
		.definedBy("org.rolebindings.files")
		.layer("csv")
		.definedBy("org.rolebindings.csv")
		.layer("api")
		.definedBy("org.rolebindings.api")
		.layer("ledger")
		.definedBy("org.rolebindings.ledger")
		.layer("report")
		.definedBy("org.rolebindings.report")
		.layer("job")
		.definedBy("org.rolebindings.job")
		.layer("metrics")
		.definedBy("org.rolebindings.metrics")
		.optionalLayer("inbox")
		.definedBy("org.rolebindings.inbox")
		.optionalLayer("status")
		.definedBy("org.rolebindings.status")
		.layer("sandbox")
		.definedBy("org.rolebindings.sandbox")
		.layer("cli")
		.definedBy("org.rolebindings.cli")
		.whereLayer("binding")
		.mayNotAccessAnyLayer()
		.whereLayer("files")
		.mayNotAccessAnyLayer()
		.whereLayer("csv")
		.mayOnlyAccessLayers("binding")
		.whereLayer("api")
		.mayOnlyAccessLayers("binding")
		.whereLayer("ledger")
		.mayOnlyAccessLayers("binding", "files")
		.whereLayer("report")
		.mayOnlyAccessLayers("binding", "files", "csv", "ledger")
		.whereLayer("job")
		.mayOnlyAccessLayers("binding", "files", "csv", "api", "ledger", "report")
		.whereLayer("metrics")
		.mayOnlyAccessLayers("binding", "report")
		.whereLayer("inbox")
		.mayOnlyAccessLayers("binding", "job")
		.whereLayer("status")
		.mayOnlyAccessLayers("binding", "api", "report", "job", "inbox")
		.whereLayer("sandbox")
		.mayOnlyAccessLayers("binding")
		.whereLayer("cli")
		.mayNotBeAccessedByAnyLayer();

	@ArchTest
	static final ArchRule roomsAreFreeOfCycles = slices().matching("org.rolebindings.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule theDomainKnowsNoSpringAndDoesNoIo = noClasses().that()
		.resideInAPackage("org.rolebindings.binding")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "java.io..", "java.nio.file..", "java.nio.channels..",
				"java.net..", "java.sql..", "javax.sql..");

	@ArchTest
	static final ArchRule onlyTheLedgerSpeaksToTheDatabase = noClasses().that()
		.resideOutsideOfPackage("org.rolebindings.ledger")
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

	/** Tests read the sandbox's bindings, and H2 makes instances of its file systems. */
	@ArchTest
	static final ArchRule whatIsPublicIsUsedFromAnotherPackage = classes().that()
		.resideInAnyPackage("org.rolebindings.binding", "org.rolebindings.files", "org.rolebindings.csv",
				"org.rolebindings.ledger", "org.rolebindings.job", "org.rolebindings.sandbox")
		.and()
		.arePublic()
		.and()
		.areTopLevelClasses()
		.and()
		.doNotHaveSimpleName("SandboxBinding")
		.and()
		.doNotHaveSimpleName("OwnerOnlyFiles")
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
