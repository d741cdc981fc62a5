// A house in which every rule is broken once, so that the tests can show each rule to bite.
#pragma warning disable MA0053, CA1852, IDE0130

namespace Planted.Features
{
    internal sealed class ReadsTheFuture
    {
        public Planted.Costs.Bill? Bill { get; init; }
    }
}

namespace Planted.Costs
{
    internal class Bill;

    internal sealed class BillManager;
}

namespace Planted.Misc
{
    internal sealed class Homeless;
}
