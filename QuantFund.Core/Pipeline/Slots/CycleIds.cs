using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Pipeline.Slots;

/// <summary>Names of cycles, alike on every server. See <see cref="CycleId"/>.</summary>
public static class CycleIds
{
    /// <summary><c>c20260105-0945</c> for the slot at 09:45 New York time.</summary>
    public static CycleId OfSlot(DateTimeOffset slot) => new("c" + Stamp(slot, "yyyyMMdd-HHmm"));

    /// <summary><c>c20260105-0950-m12-1</c>: asked for at 09:50:12, the first of that second.</summary>
    public static CycleId OfRequest(DateTimeOffset now, int number) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"c{Stamp(now, "yyyyMMdd-HHmm")}-m{Stamp(now, "ss")}-{number}")
        );

    /// <summary>New York time in the given format.</summary>
    internal static string Stamp(DateTimeOffset time, string format) =>
        NewYork.ToLocal(time).ToString(format, CultureInfo.InvariantCulture);
}
