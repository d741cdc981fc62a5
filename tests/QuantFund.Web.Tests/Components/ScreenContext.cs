using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Testing.Screen;
using QuantFund.Web.Replica;
using Xunit;

namespace QuantFund.Web.Tests.Components;

/// <summary>A renderer with what the screen asks for: a replica set by hand, wall time set by hand, a scripted fund.</summary>
public abstract class ScreenContext : BunitContext
{
    protected ScreenContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<IFundReplica>(Replica);
        Services.AddSingleton<TimeProvider>(Wall);
        Services.AddSingleton<IMarketCalendar>(NyseCalendar.Instance);
        Services.AddSingleton<IFundCommands>(Fund);
        Services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected FakeTimeProvider Wall { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    protected HandSetReplica Replica { get; } = new();

    protected ScriptedFund Fund { get; } = new(SampleFund.State());

    protected static void AssertTexts(IEnumerable<string> expected, IEnumerable<string?> shown) =>
        Assert.Equal(string.Join(" | ", expected), string.Join(" | ", shown));

    /// <summary>What the page shows from now on, heard of just now.</summary>
    protected void Show(FundState? state) => Replica.Set(new ReplicaView(state, Wall.GetUtcNow(), null));
}

public sealed class HandSetReplica : IFundReplica
{
    private readonly List<Action> watchers = [];

    public ReplicaView Current { get; private set; } = new(null, default, null);

    public int Watchers => watchers.Count;

    public void Set(ReplicaView view)
    {
        Current = view;
        foreach (var watcher in watchers.ToArray())
            watcher();
    }

    public IDisposable Watch(Action changed)
    {
        watchers.Add(changed);
        return new Watcher(this, changed);
    }

    private sealed class Watcher(HandSetReplica replica, Action changed) : IDisposable
    {
        public void Dispose() => replica.watchers.Remove(changed);
    }
}
