import java.io.FileInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints one line a file and flavour, tab-separated, then one a failed assertion. */
public class Conformance {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        String[] flavours = arguments[0].split(",");
        for (int n = 1; n < arguments.length; n++) {
            for (String name : flavours) {
                PDFAFlavour flavour = PDFAFlavour.fromString(name);
                try (FileInputStream in = new FileInputStream(arguments[n]);
                        PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                        PDFAValidator validator =
                                Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult found = validator.validate(parser);
                    System.out.println("result\t" + name + "\t" + found.isCompliant() + "\t" + arguments[n]);
                    List<TestAssertion> failed = found.getTestAssertions();
                    for (TestAssertion each : failed) {
                        if (each.getStatus() == TestAssertion.Status.FAILED) {
                            System.out.println("failed\t" + each.getRuleId().getClause() + "-"
                                    + each.getRuleId().getTestNumber() + "\t"
                                    + each.getLocation().getContext() + "\t"
                                    + String.valueOf(each.getMessage()).replace('\n', ' '));
                        }
                    }
                }
            }
        }
    }
}
