using QuantFund.Core.Fund.Engine;

namespace QuantFund.Testing.Fakes;

/// <summary>Remembers what was held and which days were closed.</summary>
public sealed class FakePace : IMarketPace
{
    private int held;

    public bool IsHeld => held > 0;

    public List<DateOnly> Closed { get; } = [];

    public IDisposable Hold(string reason)
    {
        held++;
        return new Holding(this);
    }

    public void CloseDay(DateOnly session) => Closed.Add(session);

    private sealed class Holding(FakePace pace) : IDisposable
    {
        private bool over;

        public void Dispose()
        {
            if (!over)
                pace.held--;
            over = true;
        }
    }
}
