using System.Runtime.Versioning;
using AwesomeAssertions;
using QuantFund.Web.Running;
using Xunit;

namespace QuantFund.Web.Tests.Running;

public sealed class RunningHostsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    private RunningHosts Hosts => new(Path.Combine(folder, "hosts"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void AHost_IsKnownAsLongAsItLives()
    {
        Hosts.Read().Should().BeEmpty();
        var place = Hosts.Take();
        place.Write(Host(null));
        place.Write(Host("http://127.0.0.1:5080"));

        Hosts.Read().Should().Equal(Host("http://127.0.0.1:5080"));
        place.Dispose();
        Hosts.Read().Should().BeEmpty();
        Directory.EnumerateFiles(Path.Combine(folder, "hosts")).Should().BeEmpty();
    }

    [Fact]
    public void ANoteOfADeadHost_IsRemoved_AndABrokenOneNamesNobody()
    {
        using var alive = Hosts.Take();
        alive.Write(Host("http://127.0.0.1:5080"));
        var path = Path.Combine(folder, "hosts", "dead.json");
        File.Copy(Directory.EnumerateFiles(Path.Combine(folder, "hosts"), "*.json").Single(), path);
        using var broken = Hosts.Take();

        Hosts.Read().Should().ContainSingle();
        File.Exists(path).Should().BeFalse();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void TheFolder_IsItsOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a user's folders apart by itself.");
        using var place = Hosts.Take();
        place.Write(Host(null));

        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            (File.GetUnixFileMode(path) & (UnixFileMode)0b000_111_111).Should().Be(UnixFileMode.None, path);
    }

    private static RunningHost Host(string? address) =>
        new(7, address, "/data", null, new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.Zero));
}
