package org.busbar.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The table of modules and the rules of the house (docs/architecture.md), held by the build. */
@AnalyzeClasses(packages = "org.busbar", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  private static final String[] REGISTER_MAPS = {
    "org.busbar.points..", "org.busbar.maps..", "org.busbar.sunspec..", "org.busbar.yaml.."
  };

  @ArchTest
  static final ArchRule registerMapsKnowsNoOtherModuleAndNoModbusOrDatabase =
      noClasses()
          .that()
          .resideInAnyPackage(REGISTER_MAPS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.busbar.simulator..",
              "org.busbar.poller..",
              "org.busbar.central..",
              "com.ghgande..",
              "java.sql..");

  @ArchTest
  static final ArchRule simulatorKnowsOnlyRegisterMaps =
      noClasses()
          .that()
          .resideInAPackage("org.busbar.simulator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.busbar.poller..", "org.busbar.central..");

  @ArchTest
  static final ArchRule pollerKnowsOnlyRegisterMaps =
      noClasses()
          .that()
          .resideInAPackage("org.busbar.poller..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.busbar.simulator..", "org.busbar.central..");

  @ArchTest
  static final ArchRule centreKnowsOnlyPointsOfRegisterMaps =
      noClasses()
          .that()
          .resideInAPackage("org.busbar.central..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.busbar.maps..",
              "org.busbar.sunspec..",
              "org.busbar.simulator..",
              "org.busbar.poller..");

  @ArchTest
  static final ArchRule modbusLibraryStopsAtOneClass =
      noClasses()
          .that(
              resideInAPackage("org.busbar.poller..")
                  .and(not(simpleNameEndingWith("ModbusConnection"))))
          .and()
          .haveNameNotMatching(".*ModbusConnection\\$.*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.ghgande..");

  @ArchTest
  static final ArchRule pollerCannotFormAModbusWrite =
      noClasses()
          .that()
          .resideInAPackage("org.busbar.poller..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("com\\.ghgande\\.j2mod\\..*(Write|MaskWrite|ReadWrite).*");

  @ArchTest
  static final ArchRule pollerFacadesThatCanWriteStayOut =
      noClasses()
          .that()
          .resideInAPackage("org.busbar.poller..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.ghgande.j2mod.modbus.facade..");

  @ArchTest
  static final ArchRule outboxIsThePollersOnlyDatabaseClass =
      noClasses()
          .that(
              resideInAPackage("org.busbar.poller..")
                  .and(not(resideInAPackage("org.busbar.poller.outbox.."))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..");

  @ArchTest
  static final ArchRule timeIsAnArgument =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Main")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");

  @ArchTest
  static final ArchRule nothingSleepsToWait =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule noStaticState =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("org.busbar..")
          .should()
          .haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*\\.Abstract[A-Z]\\w*")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper");

  // Maps and SunSpec are one language in two packages; what the centre may use lies below both.
  @ArchTest
  static final ArchRule pointsAndYamlLieBelowMapsAndSunSpec =
      noClasses()
          .that()
          .resideInAnyPackage("org.busbar.points..", "org.busbar.yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.busbar.maps..", "org.busbar.sunspec..");

  @ArchTest
  static final ArchRule packagesOfThePollerFormNoCycle =
      slices().matching("org.busbar.poller.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfTheCentreFormNoCycle =
      slices().matching("org.busbar.central.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCentreFindsItsQueriesInFiles =
      noClasses()
          .that(
              resideInAnyPackage("org.busbar.central..")
                  .and(not(resideInAPackage("org.busbar.central.db.."))))
          .should()
          .callMethod(java.sql.Connection.class, "createStatement");
}
