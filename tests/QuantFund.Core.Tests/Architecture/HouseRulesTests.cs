using System.Reflection;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using Xunit;

namespace QuantFund.Core.Tests.Architecture;

public sealed class HouseRulesTests
{
    private static readonly Assembly Core = typeof(Symbol).Assembly;
    private static readonly Assembly Planted = typeof(HouseRulesTests).Assembly;

    [Fact]
    public void Core_UsesOnlyTheBaseClassLibrary() => HouseRules.ForeignReferences(Core).Should().BeEmpty();

    [Fact]
    public void Core_ComputesAndTouchesNothing() =>
        OutsideWorld.UsedBy(Core.Location, "QuantFund.Core").Should().BeEmpty();

    [Fact]
    public void APlantedFile_Process_Clock_AndMachine_AreFound() =>
        OutsideWorld
            .UsedBy(Planted.Location, "QuantFund.Core")
            .Should()
            .Contain([
                "System.IO.File",
                "System.Diagnostics.Process",
                "System.DateTime.UtcNow",
                "System.Environment.MachineName",
            ]);

    [Fact]
    public void APhase_UsesOnlyThoseBeforeIt() => HouseRules.BackwardUses(Core, "QuantFund.Core").Should().BeEmpty();

    [Fact]
    public void EveryNamespaceOfCore_IsAPhase() => HouseRules.UnknownPhases(Core, "QuantFund.Core").Should().BeEmpty();

    [Fact]
    public void ConcreteClassesOfCore_AreSealed() => HouseRules.OpenClasses(Core, "QuantFund.Core").Should().BeEmpty();

    [Fact]
    public void NamesOfCore_SaySomething() => HouseRules.EmptyNames(Core, "QuantFund.Core").Should().BeEmpty();

    [Fact]
    public void APlantedForeignReference_IsFound() =>
        HouseRules.ForeignReferences(Planted).Should().Contain("NetArchTest.Rules");

    [Fact]
    public void APlantedUseOfALaterPhase_IsFound() =>
        HouseRules.BackwardUses(Planted, "Planted").Should().Equal("Planted.Features.ReadsTheFuture → Costs");

    [Fact]
    public void APlantedUnknownPhase_IsFound() => HouseRules.UnknownPhases(Planted, "Planted").Should().Equal("Misc");

    [Fact]
    public void APlantedOpenClass_IsFound() =>
        HouseRules.OpenClasses(Planted, "Planted").Should().Equal("Planted.Costs.Bill");

    [Fact]
    public void APlantedEmptyName_IsFound() =>
        HouseRules.EmptyNames(Planted, "Planted").Should().Equal("Planted.Costs.BillManager");
}
