import DiagnosisEngine
import KubernetesModel
import Testing

struct ParameterValueTests {
    @Test(arguments: [
        ("1536Mi", QuantityNotation.manifest, "1536Mi"), ("2048Mi", .manifest, "2Gi"), ("2048Mi", .mebibytes, "2048Mi"),
        ("1536Mi", .readable("memory"), "1.5Gi"), ("1475Mi", .readable("memory"), "1475Mi"),
        ("1500m", .readable("cpu"), "1500m"), ("110", .manifest, "110"), ("100M", .canonical, "100M"),
    ])
    func `An amount is written when it is printed`(amount: String, notation: QuantityNotation, text: String) throws {
        let value = Parameters.Value.quantity(try Quantity(parsing: amount), notation)
        #expect(value.text == text)
        #expect(value.isPrintedAs(.text(text)))
        #expect(value.quantity == (try Quantity(parsing: text)))
    }

    @Test(arguments: ["memory", "cpu", "example.com/gpu"])
    func `What is computed with is what is printed`(resource: String) throws {
        var units: WholeNumber = 1
        while units < WholeNumber.max / 7 {
            let value = Parameters.Value.quantity(Quantity(units: units, format: .binarySI), .readable(resource))
            let text = try #require(value.text)
            #expect(value.quantity == (try Quantity(parsing: text)), "\(units) \(resource)")
            units = units * 7 / 5 + 1
        }
    }

    @Test func `What is absent has neither text nor amount`() {
        #expect(Parameters.Value.absent.text == nil)
        #expect(Parameters.Value.absent.quantity == nil)
        #expect(!Parameters.Value.absent.isPrintedAs(""))
    }
}
