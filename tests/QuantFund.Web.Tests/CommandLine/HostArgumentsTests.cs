using AwesomeAssertions;
using QuantFund.Web.CommandLine;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

public sealed class HostArgumentsTests
{
    [Fact]
    public void Split_TakesConfigurationOut_InEitherForm()
    {
        var split = HostArguments.Split([
            "halt",
            "--Data:Directory",
            "/data",
            "--reason",
            "Test: one",
            "--Exchange:Seed=7",
            "--urls=http://127.0.0.1:0",
        ]);

        split.Verb.Should().Equal("halt", "--reason", "Test: one");
        split.Host.Should().Equal("--Data:Directory=/data", "--Exchange:Seed=7", "--urls=http://127.0.0.1:0");
    }

    [Fact]
    public void Split_LeavesAnUnknownOption_ForTheVerbToRefuse() =>
        HostArguments.Split(["status", "--jason"]).Verb.Should().Equal("status", "--jason");

    [Fact]
    public void Split_LeavesAKeyWithoutValue_ForTheVerbToRefuse() =>
        HostArguments.Split(["--Data:Directory"]).Verb.Should().Equal("--Data:Directory");
}
