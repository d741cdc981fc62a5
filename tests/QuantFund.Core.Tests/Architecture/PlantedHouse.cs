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

#pragma warning disable RS0030, MA0011
    internal static class Outdoors
    {
        public static object[] Touched() =>
            [
                System.IO.File.Exists("nowhere"),
                System.Diagnostics.Process.GetCurrentProcess(),
                System.DateTime.UtcNow,
                System.Environment.MachineName,
            ];
    }
#pragma warning restore RS0030, MA0011
}
