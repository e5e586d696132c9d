import java.io.FileInputStream;
import java.util.ArrayList;
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
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String name : arguments[0].split(",")) {
            flavours.add(PDFAFlavour.fromString(name));
        }
        for (int n = 1; n < arguments.length; n++) {
            judge(arguments[n], flavours);
        }
    }

    private static void judge(String file, List<PDFAFlavour> flavours) throws Exception {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavours.get(0));
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavours)) {
            for (ValidationResult found : validator.validateAll(parser)) {
                System.out.println("result\t" + found.getPDFAFlavour().getId() + "\t"
                        + found.isCompliant() + "\t" + file);
                for (TestAssertion each : found.getTestAssertions()) {
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
